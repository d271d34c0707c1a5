package bench

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// matchSpeed sets the line raw at the panel's speed; at another one the
// simulated wire gives garbage, as a real one does.
func matchSpeed(t *testing.T, line *os.File) {
	t.Helper()
	raw, err := line.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var failed error
	err = raw.Control(func(fd uintptr) {
		set := &unix.Termios{Cflag: unix.CS8 | unix.CREAD | unix.CLOCAL | unix.B9600, Ispeed: unix.B9600, Ospeed: unix.B9600}
		set.Cc[unix.VMIN] = 1
		failed = unix.IoctlSetTermios(int(fd), unix.TCSETS, set)
	})
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
}
