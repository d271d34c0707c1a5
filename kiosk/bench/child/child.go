// Package child runs the programs that belong to the bench: none of them
// outlives it, whichever way it ends.
package child

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Child is a program that was started and has not been waited for by the
// caller: its end is a closed channel.
type Child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // of the end; read only after ended is closed
}

// Start starts cmd in a process group of its own, so that Ctrl-C in a
// terminal reaches the bench alone and the bench decides the order of the
// ends. The kernel sends orphaned to the child if the bench itself is killed.
func Start(cmd *exec.Cmd, orphaned syscall.Signal) (*Child, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: orphaned}
	c := &Child{cmd: cmd, ended: make(chan struct{})}
	started := make(chan error)
	go c.run(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("bench: start %s: %w", cmd.Path, err)
	}
	return c, nil
}

// run keeps the thread that started the child: Pdeathsig is sent when that
// thread ends, not when the process does (prctl(2), PR_SET_PDEATHSIG).
func (c *Child) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := c.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	c.err = c.cmd.Wait()
	close(c.ended)
}

// Pid is the process id.
func (c *Child) Pid() int { return c.cmd.Process.Pid }

// Ended is closed when the program has ended.
func (c *Child) Ended() <-chan struct{} { return c.ended }

// Err says how the program ended; nil while it runs and after exit status 0.
func (c *Child) Err() error {
	select {
	case <-c.ended:
		return c.err
	default:
		return nil
	}
}

// ExitCode is the exit status, and -1 while the program runs or when a
// signal ended it.
func (c *Child) ExitCode() int {
	var exit *exec.ExitError
	switch err := c.Err(); {
	case errors.As(err, &exit):
		return exit.ExitCode()
	case err == nil && c.cmd.ProcessState != nil:
		return 0
	}
	return -1
}

// Stop asks the program to end with SIGTERM, kills its whole group after
// grace, and returns when it is gone.
func (c *Child) Stop(grace time.Duration) error {
	c.signal(syscall.SIGTERM)
	select {
	case <-c.ended:
		return nil
	case <-time.After(grace):
	}
	c.signal(syscall.SIGKILL)
	<-c.ended
	return fmt.Errorf("bench: %s did not end within %v and was killed", c.cmd.Path, grace)
}

// signal goes to the group; a group that is gone already is what was wanted.
func (c *Child) signal(s syscall.Signal) {
	select {
	case <-c.ended:
	default:
		_ = syscall.Kill(-c.Pid(), s)
	}
}
