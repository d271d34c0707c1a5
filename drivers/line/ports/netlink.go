package ports

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// kernelGroup is the multicast group of the kernel's own messages; udev
// repeats them in group 2 in a form of its own.
const kernelGroup = 1

// largest is room for any message: the kernel builds them in 2 KiB.
const largest = 16 << 10

var errCut = errors.New("the message was larger than the room for it")

// source is where datagrams come from, with the port id of their sender; the
// kernel's is 0.
type source interface {
	Receive() (data []byte, sender uint32, err error)
	Close() error // ends Receive
}

// uevents is a netlink socket. The runtime's poller waits for it, so that
// Close wakes a waiting Receive.
type uevents struct {
	file *os.File
	buf  []byte
}

func openUevents() (source, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_KOBJECT_UEVENT)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: kernelGroup}); err != nil {
		return nil, errors.Join(os.NewSyscallError("bind", err), unix.Close(fd))
	}
	return &uevents{file: os.NewFile(uintptr(fd), "uevents"), buf: make([]byte, largest)}, nil
}

// Receive waits for a datagram. What it returns holds until the next call.
func (u *uevents) Receive() (data []byte, sender uint32, err error) {
	conn, err := u.file.SyscallConn()
	if err != nil {
		return nil, 0, err
	}
	var n, flags int
	var from unix.Sockaddr
	var failure error
	err = conn.Read(func(fd uintptr) bool {
		n, _, flags, from, failure = unix.Recvmsg(int(fd), u.buf, nil, 0)
		return !errors.Is(failure, unix.EAGAIN) && !errors.Is(failure, unix.EINTR)
	})
	if err = errors.Join(err, failure); err != nil {
		return nil, 0, err
	}
	if flags&unix.MSG_TRUNC != 0 {
		return nil, 0, errCut
	}
	if address, ok := from.(*unix.SockaddrNetlink); ok {
		sender = address.Pid
	}
	return u.buf[:n], sender, nil
}

func (u *uevents) Close() error { return u.file.Close() }
