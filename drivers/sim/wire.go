package sim

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// wire is one pseudo-terminal: what a Port has from Plug to Unplug.
type wire struct {
	master *os.File
	slave  string        // path of the far end
	gone   chan struct{} // closed by close
	pump   sync.WaitGroup
}

func openWire(baud int) (*wire, error) {
	master, slave, err := pty.Open()
	if err != nil {
		return nil, err
	}
	defer master.Close()
	defer slave.Close()
	if err := makeRaw(slave, baud); err != nil {
		return nil, err
	}
	polled, err := dupPolled(master)
	if err != nil {
		return nil, err
	}
	return &wire{master: polled, slave: slave.Name(), gone: make(chan struct{})}, nil
}

// dupPolled duplicates f for Go's poller, so that Close wakes a Read and
// deadlines work: pty.Open has used the descriptor in a way that may have
// made it a blocking one.
func dupPolled(f *os.File) (*os.File, error) {
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("dup %s: %w", f.Name(), err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("set %s non-blocking: %w", f.Name(), err)
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

// close hangs up and waits for the pump.
func (w *wire) close() {
	close(w.gone)
	w.master.Close()
	w.pump.Wait()
}

// heard returns a copy of what the host sent, as a UART at baud sees it.
func (w *wire) heard(b []byte, baud int) []byte {
	out := append([]byte(nil), b...)
	if !w.speedIs(baud) {
		garble(out)
	}
	return out
}

// say writes b as a UART at baud does.
func (w *wire) say(b []byte, baud int) error {
	out := append([]byte(nil), b...)
	if !w.speedIs(baud) {
		garble(out)
	}
	w.master.SetWriteDeadline(time.Now().Add(writeLimit))
	_, err := w.master.Write(out)
	return err
}

// listened reports whether anybody has the far end open.
func (w *wire) listened() bool {
	open := false
	w.control(func(fd int) {
		p := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		n, err := unix.Poll(p, 0)
		open = err == nil && (n == 0 || p[0].Revents&unix.POLLHUP == 0)
	})
	return open
}

// speedIs reports whether the host has set the speed baud. A pseudo-terminal
// has no speed of its own, so the one in its settings is compared.
func (w *wire) speedIs(baud int) bool {
	same := true
	w.control(func(fd int) {
		t, err := unix.IoctlGetTermios(fd, unix.TCGETS2)
		same = err != nil || int(t.Ospeed) == baud
	})
	return same
}

func (w *wire) control(f func(fd int)) {
	raw, err := w.master.SyscallConn()
	if err != nil {
		return
	}
	raw.Control(func(fd uintptr) { f(int(fd)) }) // fails on a closed file only: f is then not called
}

// garble stands for what a UART makes of bytes at another speed.
func garble(b []byte) {
	for i := range b {
		b[i] = b[i]<<3 ^ b[i]>>2 ^ 0xE6
	}
}

// makeRaw sets the line of tty as cfmakeraw does, at baud, 8N1. The settings
// outlive the descriptor: they belong to the pseudo-terminal.
func makeRaw(tty *os.File, baud int) error {
	fd := int(tty.Fd())
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS2)
	if err != nil {
		return fmt.Errorf("read settings of %s: %w", tty.Name(), err)
	}
	t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
	t.Cflag = unix.CS8 | unix.CREAD | unix.CLOCAL | unix.BOTHER
	t.Ispeed, t.Ospeed = uint32(baud), uint32(baud)
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(fd, unix.TCSETS2, t); err != nil {
		return fmt.Errorf("set %s raw: %w", tty.Name(), err)
	}
	return nil
}

// pointTo makes link a symlink to node, in one step: a host that looks for it
// never finds a half-made one.
func pointTo(link, node string) error {
	if st, err := os.Lstat(link); err == nil && st.Mode()&os.ModeSymlink == 0 {
		return fmt.Errorf("%s exists and is no symlink", link)
	}
	fresh := fmt.Sprintf("%s.%d", link, os.Getpid())
	os.Remove(fresh)
	if err := os.Symlink(node, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, link)
}
