package line

import (
	"errors"
	"testing"

	"golang.org/x/sys/unix"
)

// A signal in the middle of a call is no lost line: under load the drain of a
// lock board's command ended so, and the door's outcome was unknown.
func TestInterruptedCallIsMadeAgain(t *testing.T) {
	calls := 0
	err := uninterrupted(func() error {
		if calls++; calls < 3 {
			return unix.EINTR
		}
		return unix.EIO
	})
	if calls != 3 || !errors.Is(err, unix.EIO) {
		t.Errorf("%d calls, %v", calls, err)
	}
}
