package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/hall"
)

func newSelfTest() *cobra.Command {
	var f diagFlags
	var last bool
	c := &cobra.Command{
		Use:   "selftest",
		Short: "have the terminal test itself now, as it does before the hall opens",
		Long: `Have the terminal run every test that needs nobody: nothing moves, shines or
sounds. It waits until nobody is served; a visit that begins meanwhile breaks
it off, and it begins anew. What fails is withdrawn until it is well, and the
hall is told. [selftest] says when the terminal does so by itself.

--last prints what was found the last time and tests nothing. Where kioskd is
stopped, the devices are opened directly, which needs --config.

The exit code is 1 when a test fails or is broken off.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := interrupted(c.Context())
			defer stop()
			return f.with(ctx, func(socket string, _ bool) error {
				s := selfTestRun{words: diagWords{f.lang}, out: c.OutOrStdout(), json: f.json}
				if last {
					return s.last(ctx, socket)
				}
				return s.run(ctx, socket)
			})
		},
	}
	p := c.Flags()
	f.flags(c)
	p.StringVar(&f.lang, "lang", "en", "zh-Hans or en")
	p.BoolVar(&f.json, "json", false, "print JSON")
	p.BoolVar(&last, "last", false, "print what was found the last time")
	return c
}

// selfTestRun is one self-test, or the last one.
type selfTestRun struct {
	words   diagWords
	out     io.Writer
	json    bool
	waiting bool // that has been told
}

func (s *selfTestRun) run(ctx context.Context, socket string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, controlURL+"selftest", nil)
	if err != nil {
		return failed(err)
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return failed(fmt.Errorf("kioskctl: the terminal does not answer: %w", err))
	}
	defer response.Body.Close()
	for lines := json.NewDecoder(response.Body); ; {
		var n kiosk.SelfTestNews
		if err := lines.Decode(&n); err != nil {
			return failed(fmt.Errorf("kioskctl: the terminal went away: %w", errors.Join(ctx.Err(), err)))
		}
		switch {
		case n.Error != "":
			return failed(errors.New("kioskctl selftest: " + refusal(n)))
		case n.Results != nil:
			return s.found(n)
		case n.Waiting && !s.waiting && !s.json:
			s.waiting = true
			fmt.Fprintln(s.out, waitingFor(n))
		}
	}
}

// refusal names who has the terminal.
func refusal(n kiosk.SelfTestNews) string {
	if o := n.Owner; o != nil {
		return fmt.Sprintf("%s: %s has it by %s since %s", n.Error, o.Person, o.Via, o.Since.Format("15:04"))
	}
	return n.Error
}

// waitingFor says what a self-test waits for.
func waitingFor(n kiosk.SelfTestNews) string {
	if n.ReturnsS > 0 {
		return fmt.Sprintf("the terminal tests itself, since a technician has gone: waiting, %d s at the most", n.ReturnsS)
	}
	return "somebody is at the terminal, or devices are starting: waiting"
}

func (s *selfTestRun) found(n kiosk.SelfTestNews) error {
	if s.json {
		if err := indented(s.out, n); err != nil {
			return failed(err)
		}
	} else {
		for _, r := range n.Results {
			fmt.Fprintln(s.out, s.words.result(r))
		}
		s.withdrawn(n.Withdrawn)
	}
	for _, r := range n.Results {
		if r.Verdict == diag.Fail || r.Verdict == diag.Aborted {
			return coded{code: exitFailed}
		}
	}
	return nil
}

func (s *selfTestRun) withdrawn(all []hall.WithdrawnService) {
	for _, w := range all {
		fmt.Fprintf(s.out, "withdrawn: %s (%s)\n", w.Service, w.Reason)
	}
}

// last prints what was found the last time.
func (s *selfTestRun) last(ctx context.Context, socket string) error {
	var found hall.SelfTest
	if err := asked(ctx, socket, "selftest", &found); err != nil {
		return failed(err)
	}
	if s.json {
		return failed(indented(s.out, found))
	}
	if found.Day == "" {
		return failed(errors.New("kioskctl selftest: there was none yet"))
	}
	fmt.Fprintf(s.out, "%s, ended %s\n", found.Day, found.Ended.Format("15:04:05 -07:00"))
	for _, r := range found.Results {
		fmt.Fprintln(s.out, strings.TrimSpace(fmt.Sprintf("%-22s %-11s %s", r.Test, r.Verdict, r.Reason)))
	}
	s.withdrawn(found.Withdrawn)
	return nil
}
