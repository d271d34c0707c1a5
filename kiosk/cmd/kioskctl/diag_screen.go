package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
)

// diagScreen is a text screen: lines in, lines out, over any shell.
type diagScreen struct {
	socket  string
	flags   diagFlags
	lines   chan string // closed at the end of the input
	out     io.Writer
	words   diagWords
	session *diagSession
	last    diag.Status
	prompt  int // number of the newest prompt that was shown
	shown   int // results that were shown
	waits   string
	quiet   bool // nothing but results is printed
}

var errTaken = errors.New("kioskctl: the session is over")

func newDiagScreen(socket string, f diagFlags, in io.Reader, out io.Writer) *diagScreen {
	s := &diagScreen{socket: socket, flags: f, lines: make(chan string), out: out, words: diagWords{f.lang}, quiet: f.json}
	go func() {
		defer close(s.lines)
		for r := bufio.NewScanner(in); r.Scan(); {
			s.lines <- strings.TrimSpace(r.Text())
		}
	}()
	return s
}

func (s *diagScreen) say(format string, args ...any) {
	if !s.quiet {
		fmt.Fprintf(s.out, format+"\n", args...) // a terminal that has gone ends the session by its signal
	}
}

// open takes the terminal, and waits for its first word.
func (s *diagScreen) open(ctx context.Context) error {
	var err error
	if s.session, err = openDiag(ctx, s.socket, kiosk.DiagOpen{Person: s.flags.as, Ask: s.flags.ask}); err != nil {
		return err
	}
	for n := range s.session.news {
		switch {
		case n.Error != "":
			return s.refused(ctx, n.Error)
		case n.Key != "":
			s.session.key = n.Key
			return nil
		case n.Status != nil:
			s.waiting(*n.Status)
		}
	}
	return errors.Join(ctx.Err(), errTaken)
}

// refused names who has the terminal.
func (s *diagScreen) refused(ctx context.Context, why string) error {
	now, err := statusOf(ctx, s.socket)
	if o := now.Desk.Owner; err == nil && o != nil {
		return fmt.Errorf("kioskctl: %s: %s has it by %s since %s; --ask asks for it", why, o.Person, o.Via, o.Since.In(now.At.Location()).Format("15:04"))
	}
	return fmt.Errorf("kioskctl: %s", why)
}

func (s *diagScreen) waiting(now diag.Status) {
	line := "waiting for the terminal"
	switch now.Stage {
	case diag.Returning:
		line = "the terminal tests itself, since a technician has gone: waiting"
	case diag.Waiting:
		line = "somebody is being served; the visit is ended in a while if it does not end by itself"
	}
	if o := now.Desk.Owner; o != nil && o.Person != s.flags.as {
		line = fmt.Sprintf("%s has the terminal by %s and is being asked", o.Person, o.Via)
	}
	if line != s.waits {
		s.waits = line
		s.say("%s", line)
	}
}

// interact is the text screen, until the technician has done.
func (s *diagScreen) interact(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := s.open(ctx); err != nil {
		return err
	}
	var lines chan string // nothing is read before there is something to speak of
	for {
		select {
		case <-ctx.Done():
			return nil
		case n, ok := <-s.session.news:
			if !ok || n.Error != "" {
				return fmt.Errorf("%w: %s", errTaken, n.Error)
			}
			if n.Status != nil {
				s.show(*n.Status)
				if lines == nil {
					lines = s.lines
					s.table()
				}
			}
		case line, ok := <-lines:
			if !ok || line == "q" || line == "quit" {
				s.say("%s", map[bool]string{false: "the terminal tests itself and serves again", true: "the terminal tests itself; it serves nobody before its service key is turned back"}[s.last.Turned])
				return nil
			}
			if err := s.command(ctx, line); err != nil {
				s.say("%v", err)
			}
		}
	}
}

// once runs tests and prints what came of them.
func (s *diagScreen) once(ctx context.Context, what string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := s.open(ctx); err != nil {
		return failed(err)
	}
	if err := s.session.order(ctx, kiosk.DiagOrder{Run: what}); err != nil {
		return failed(err)
	}
	lines, stopped := s.lines, false
	for {
		select {
		case <-ctx.Done():
			return failed(ctx.Err())
		case n, ok := <-s.session.news:
			if !ok || n.Error != "" {
				return failed(fmt.Errorf("%w: %s", errTaken, n.Error))
			}
			if n.Status == nil {
				continue
			}
			s.show(*n.Status)
			if d := n.Status.Desk; d.Test == "" && len(d.Queue) == 0 && len(d.Done) > 0 {
				return s.ended(d.Done)
			}
		case line, ok := <-lines:
			if !ok {
				lines = nil // what asks nothing goes on
				break
			}
			if err := s.command(ctx, line); err != nil {
				s.say("%v", err)
			}
		}
		if lines == nil && !stopped && s.asked() != nil {
			stopped = true
			s.say("nobody answers, since the input has ended: the test is broken off")
			if err := s.session.order(ctx, kiosk.DiagOrder{Stop: true}); err != nil { // its end is news
				return failed(err)
			}
		}
	}
}

// ended prints what came of the tests where that was not told as they ended,
// and fails where one did not pass.
func (s *diagScreen) ended(done []diag.Result) error {
	if s.flags.json {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		if err := e.Encode(done); err != nil {
			return failed(err)
		}
	}
	for _, r := range done {
		if r.Verdict == diag.Fail || r.Verdict == diag.Aborted {
			return coded{code: exitFailed}
		}
	}
	return nil
}

// show tells what is new.
func (s *diagScreen) show(now diag.Status) {
	d := now.Desk
	if len(d.Done) < s.shown {
		s.shown = 0
	}
	for ; s.shown < len(d.Done); s.shown++ {
		s.say("%s", s.words.result(d.Done[s.shown]))
	}
	if p := d.Prompt; p != nil && p.Number != s.prompt && p.Grid == nil {
		s.prompt = p.Number
		s.say("%s", s.words.prompt(d.Test, *p))
	}
	if w := d.Wish; w != nil && (s.last.Desk.Wish == nil || *s.last.Desk.Wish != *w) {
		s.say("%s asks for the terminal by %s: give, or keep", w.Person, w.Via)
	}
	s.last = now
}

func (s *diagScreen) table() { s.say("%s", s.words.table(s.last)) }

var diagHelp = `NUMBER, DEVICE   run the tests of a device      TEST   run one, such as reader.card
quiet            those that need nobody         all    everything
tests DEVICE     its tests and their results    l      the list of devices
y n s            answer: yes, no, skip          x      stop what runs
give keep        answer whoever asks for the terminal
q                done: the terminal tests itself and serves again`

var shortAnswers = map[string]diag.Answer{"y": diag.Yes, "yes": diag.Yes, "n": diag.No, "no": diag.No, "s": diag.Skip, "skip": diag.Skip}

// asked is the question that waits for an answer; nil: there is none.
func (s *diagScreen) asked() *diag.Prompt {
	if p := s.last.Desk.Prompt; p != nil && p.Ask && p.Number == s.prompt {
		return p
	}
	return nil
}

// answer is what a line answers to a question.
func answer(p *diag.Prompt, line string) (a diag.Answer, ok bool) {
	if len(p.Choices) > 0 {
		return diag.Answer(line), slices.Contains(p.Choices, line)
	}
	a, ok = shortAnswers[line]
	return a, ok
}

// command does one line.
func (s *diagScreen) command(ctx context.Context, line string) error {
	yes, no := true, false
	p := s.asked()
	if p != nil {
		if a, ok := answer(p, line); ok {
			return s.session.order(ctx, kiosk.DiagOrder{Number: p.Number, Answer: a})
		}
	}
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "":
		return nil
	case "h", "help", "?":
		s.say("%s", diagHelp)
		return nil
	case "l", "list":
		s.table()
		return nil
	case "tests":
		s.say("%s", s.words.tests(s.last, diag.Device(rest)))
		return nil
	case "x", "stop":
		return s.session.order(ctx, kiosk.DiagOrder{Stop: true})
	case "give":
		return s.session.order(ctx, kiosk.DiagOrder{Give: &yes})
	case "keep":
		return s.session.order(ctx, kiosk.DiagOrder{Give: &no})
	}
	_, short := shortAnswers[line]
	switch {
	case p != nil && len(p.Choices) > 0:
		return fmt.Errorf("what is asked for is one of: %s; x stops the test", strings.Join(p.Choices, " "))
	case p != nil:
		return errors.New("what is asked for is y, n or s; x stops the test")
	case short && s.last.Desk.Test != "":
		return errors.New("nothing is being asked; x stops the test, h tells all that can be typed")
	case short:
		return errors.New("nothing is being asked; type the number or the name of a device, or a test; h tells all that can be typed")
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(diag.Devices) {
		word = string(diag.Devices[n-1])
	}
	return s.session.order(ctx, kiosk.DiagOrder{Run: word})
}
