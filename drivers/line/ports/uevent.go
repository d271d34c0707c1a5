package ports

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// Uevent is one message of the kernel about a device.
type Uevent struct {
	Action    string // add, remove, change, bind, ...
	DevPath   string // under /sys
	Subsystem string
	Node      string // /dev/ttyUSB0; empty: the device has none
	Seq       uint64 // counts up by one over all devices

	env []string // KEY=VALUE, in the kernel's order
}

// udevMagic begins the messages that udev sends to its own listeners.
const udevMagic = "libudev\x00"

var errUdev = errors.New("a message of udev, not of the kernel")

// ParseUevent reads a datagram of the kernel's group: action@devpath and
// KEY=VALUE lines, each closed by a zero byte. It refuses messages of udev and
// those that contradict themselves.
func ParseUevent(b []byte) (Uevent, error) {
	var u Uevent
	if bytes.HasPrefix(b, []byte(udevMagic)) {
		return u, errUdev
	}
	text, closed := strings.CutSuffix(string(b), "\x00")
	if !closed {
		return u, errors.New("the message is cut off")
	}
	head, rest, _ := strings.Cut(text, "\x00")
	var ok bool
	if u.Action, u.DevPath, ok = strings.Cut(head, "@"); !ok {
		return u, fmt.Errorf("%q is not action@path", head)
	}
	u.env = strings.Split(rest, "\x00")
	return u, u.fill()
}

// fill takes the fields out of the pairs, the first of each key: the kernel
// writes its own before those of a driver.
func (u *Uevent) fill() error {
	first := map[string]string{}
	for _, pair := range u.env {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || key == "" {
			return fmt.Errorf("%q is not KEY=VALUE", pair)
		}
		if _, again := first[key]; !again {
			first[key] = value
		}
	}
	if first["ACTION"] != u.Action || first["DEVPATH"] != u.DevPath {
		return fmt.Errorf("the head says %s@%s, the keys %s@%s", u.Action, u.DevPath, first["ACTION"], first["DEVPATH"])
	}
	var err error
	if u.Seq, err = strconv.ParseUint(first["SEQNUM"], 10, 64); err != nil {
		return fmt.Errorf("SEQNUM: %w", err)
	}
	u.Subsystem = first["SUBSYSTEM"]
	if name := first["DEVNAME"]; name != "" {
		u.Node = path.Join("/dev", strings.TrimPrefix(name, "/dev/"))
	}
	return nil
}

// AppendUevent appends the datagram of u as it was received.
func AppendUevent(b []byte, u Uevent) []byte {
	b = append(b, u.Action+"@"+u.DevPath+"\x00"...)
	for _, pair := range u.env {
		b = append(b, pair+"\x00"...)
	}
	return b
}
