package line

import (
	"errors"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// second is a second descriptor of the same terminal, for what tarm/serial
// hides: termios, modem lines and locks belong to the terminal, not to the
// descriptor.
type second struct {
	mu sync.RWMutex // held for writing once, while fd is closed
	fd int          // -1 when closed
	id node
}

// node tells a device node from another one under the same name.
type node struct{ dev, ino, rdev uint64 }

// openSecond opens the node without waiting for a carrier.
func openSecond(path string) (*second, error) {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	s := &second{fd: fd}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return nil, errors.Join(err, unix.Close(fd))
	}
	s.id = node{uint64(st.Dev), st.Ino, uint64(st.Rdev)}
	return s, nil
}

// use calls f with the descriptor, which stays open meanwhile.
func (s *second) use(f func(fd int) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.fd < 0 {
		return errClosed
	}
	return uninterrupted(func() error { return f(s.fd) })
}

// uninterrupted calls f again while it is interrupted: the runtime's own
// signals end what waits in the kernel, and say nothing of the line.
func uninterrupted(f func() error) error {
	for {
		if err := f(); err != unix.EINTR {
			return err
		}
	}
}

// lock keeps other processes of this program's kind out. It ends with the
// descriptor, however the process ends.
func (s *second) lock() error {
	return s.use(func(fd int) error { return unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB) })
}

// exclude refuses further opens, by whatever program; root is let in all the
// same.
func (s *second) exclude() error {
	return s.use(func(fd int) error { return unix.IoctlSetInt(fd, unix.TIOCEXCL, 0) })
}

// close ends both and waits for whoever uses the descriptor.
func (s *second) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 {
		return
	}
	unix.IoctlSetInt(s.fd, unix.TIOCNXCL, 0)
	unix.Flock(s.fd, unix.LOCK_UN) // a copy of the descriptor may live on in Drain
	unix.Close(s.fd)
	s.fd = -1
}

// gone tells a line that hangs from one that is silent: the terminal itself
// says so, or its name is no more or leads to another one since.
func (s *second) gone(path string) error {
	err := s.use(func(fd int) error {
		_, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		return err
	})
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if ok && (node{uint64(st.Dev), st.Ino, uint64(st.Rdev)}) != s.id {
		return errReplaced
	}
	return nil
}

// flush throws away one direction: unix.TCIFLUSH or unix.TCOFLUSH.
func (s *second) flush(direction int) error {
	return s.use(func(fd int) error { return unix.IoctlSetInt(fd, unix.TCFLSH, direction) })
}

// write hands over what there is room for, perhaps nothing.
func (s *second) write(b []byte) (n int, err error) {
	err = s.use(func(fd int) (err error) {
		n, err = unix.Write(fd, b)
		return err
	})
	if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EINTR) {
		err = nil
	}
	return max(n, 0), err
}

// awaitRoom waits until something can be written, at most for d. A line that
// is lost meanwhile is told by the next write.
func (s *second) awaitRoom(d time.Duration) error {
	return s.use(func(fd int) error {
		unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, int(d/time.Millisecond))
		return nil
	})
}

// unsent is how many bytes wait in the kernel.
func (s *second) unsent() (n int, err error) {
	err = s.use(func(fd int) (err error) {
		n, err = unix.IoctlGetInt(fd, unix.TIOCOUTQ)
		return err
	})
	return n, err
}

// sent waits for the chip's own buffer behind the kernel's (tcdrain). The call
// has no time limit, so it works on a descriptor of its own that the caller
// need not wait for.
func (s *second) sent() <-chan error {
	done := make(chan error, 1)
	var fd int
	err := s.use(func(own int) (err error) {
		fd, err = unix.FcntlInt(uintptr(own), unix.F_DUPFD_CLOEXEC, 0)
		return err
	})
	if err != nil {
		done <- err
		return done
	}
	go func() {
		err := uninterrupted(func() error { return unix.IoctlSetInt(fd, unix.TCSBRK, 1) })
		unix.Close(fd)
		done <- err
	}()
	return done
}
