package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"govkiosk/kiosk/bench/child"
)

// Times of the terminal's unit on a real machine (Restart=always), shortened
// where a person waits for them.
const (
	firstRestart = time.Second
	lastRestart  = 10 * time.Second
	steadyAfter  = 30 * time.Second // a run this long starts the delays anew
	stopGrace    = 8 * time.Second
)

// supervisor keeps the terminal's program running, as systemd does in a hall.
type supervisor struct {
	program string
	args    []string
	env     []string
	log     *os.File

	mu    sync.Mutex
	state Terminal
}

// run starts the program, again whenever it ends, until ctx does; then it
// stops it and returns.
func (s *supervisor) run(ctx context.Context) error {
	delay := firstRestart
	for {
		began := time.Now()
		err := s.once(ctx)
		if ctx.Err() != nil {
			return err
		}
		if time.Since(began) > steadyAfter {
			delay = firstRestart
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(delay):
		}
		delay = min(2*delay, lastRestart)
		s.note(func(t *Terminal) { t.Restarts++ })
	}
}

// once runs the program until it ends or ctx does. The error is that of
// stopping it: its own end is news, and told by the state.
func (s *supervisor) once(ctx context.Context) error {
	cmd := exec.Command(s.program, s.args...)
	cmd.Env = append(os.Environ(), s.env...)
	cmd.Stdout, cmd.Stderr = s.log, s.log
	c, err := child.Start(cmd, syscall.SIGKILL)
	if err != nil {
		s.ended(err.Error())
		return nil
	}
	s.note(func(t *Terminal) { t.Running, t.PID = true, c.Pid() })
	select {
	case <-ctx.Done():
		err := c.Stop(stopGrace)
		s.note(func(t *Terminal) { t.Running = false })
		return err
	case <-c.Ended():
		s.ended(howItEnded(c.Err()))
		return nil
	}
}

// kill ends the program without a word.
func (s *supervisor) kill() {
	if now := s.now(); now.Running {
		syscall.Kill(now.PID, syscall.SIGKILL) // it has ended by itself: that will do
	}
}

func howItEnded(err error) string {
	if err == nil {
		return "kioskd 自己退出了 ended by itself"
	}
	return fmt.Sprintf("kioskd 退出 ended: %v", err)
}

func (s *supervisor) ended(how string) {
	s.note(func(t *Terminal) { t.Running, t.Note, t.NoteAt = false, how, time.Now() })
	fmt.Fprintf(s.log, "bench: %s\n", how)
}

func (s *supervisor) note(change func(*Terminal)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.state)
}

func (s *supervisor) now() Terminal {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}
