// Package glass is what the citizen's eye sees of the terminal: the pixels
// of its window, taken from the X server and never from the program that
// drew them. Where there is no X server it starts one.
package glass

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"govkiosk/kiosk/bench/child"
)

// Xvfb is an X server that draws into memory.
type Xvfb struct {
	Display string // ":7"
	child   *child.Child
}

// startup is how long Xvfb may take until it has found a free number.
const startup = 20 * time.Second

// StartXvfb starts an X server of one screen on a display number that is
// free, with what else its command line shall have. It blocks until clients
// can connect, at most 20 s.
func StartXvfb(width, height int, args ...string) (*Xvfb, error) {
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		return nil, errors.New("glass: no Xvfb here; it is in the Debian package xvfb")
	}
	ours, theirs, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("glass: %w", err)
	}
	defer ours.Close()
	x, err := launch(path, theirs, width, height, args)
	theirs.Close()
	if err != nil {
		return nil, err
	}
	if err := x.number(ours); err != nil {
		x.Close()
		return nil, err
	}
	return x, nil
}

// launch runs Xvfb with theirs as file descriptor 3, where it writes its
// display number (Xserver(1), -displayfd: it tries numbers until one is free).
func launch(path string, theirs *os.File, width, height int, args []string) (*Xvfb, error) {
	cmd := exec.Command(path, append([]string{"-displayfd", "3", "-screen", "0",
		fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp", "-noreset", "-dpi", "96"}, args...)...)
	cmd.ExtraFiles = []*os.File{theirs}
	// SIGTERM, since a killed X server leaves its lock file and socket.
	c, err := child.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return nil, err
	}
	return &Xvfb{child: c}, nil
}

func (x *Xvfb) number(from *os.File) error {
	if err := from.SetReadDeadline(time.Now().Add(startup)); err != nil {
		return fmt.Errorf("glass: %w", err)
	}
	line, err := bufio.NewReader(from).ReadString('\n')
	if err != nil {
		return fmt.Errorf("glass: Xvfb gave no display number: %w", err)
	}
	x.Display = ":" + strings.TrimSpace(line)
	return nil
}

// Ended is closed when the server has ended.
func (x *Xvfb) Ended() <-chan struct{} { return x.child.Ended() }

// Close ends the server and sees that its socket does not stay, even when it
// had to be killed. (With -displayfd Xvfb writes no lock file.)
func (x *Xvfb) Close() error {
	err := x.child.Stop(5 * time.Second)
	if x.Display != "" {
		sweep("/tmp/.X11-unix/X" + x.Display[1:])
	}
	return err
}

// sweep removes a socket that nobody listens on; another server may have
// taken the number since.
func sweep(socket string) {
	conn, err := net.Dial("unix", socket)
	if err == nil {
		conn.Close()
		return
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		_ = os.Remove(socket)
	}
}
