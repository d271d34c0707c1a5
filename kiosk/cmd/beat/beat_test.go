package beat

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// systemd hears that the program is ready at the first beat, and that it lives.
func TestSystemdHearsTheBeat(t *testing.T) {
	at := &net.UnixAddr{Name: filepath.Join(t.TempDir(), "notify"), Net: "unixgram"}
	l, err := net.ListenUnixgram("unixgram", at)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("NOTIFY_SOCKET", at.Name)
	t.Setenv("WATCHDOG_USEC", strconv.Itoa(int(time.Hour/time.Microsecond)))
	t.Setenv("WATCHDOG_PID", strconv.Itoa(os.Getpid()))
	beat := New()
	beat()
	beat()
	if err := l.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"READY=1", "WATCHDOG=1"} {
		got := make([]byte, 100)
		n, err := l.Read(got)
		if err != nil || string(got[:n]) != want {
			t.Errorf("%q %v, want %q", got[:n], err, want)
		}
	}
}
