package ports

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// Identity is what tells one port from all others for as long as nobody
// rewires the terminal.
type Identity struct {
	VID, PID string // USB numbers, four lower-case hexadecimal digits; empty: no USB
	Path     string // 1-2.3:1.0 (bus, sockets, interface), with -port1 and above of a multi-port adapter; of an on-board port its place under /sys/devices
	Serial   string // empty where it does not tell this adapter from an equal one
}

func (i Identity) String() string {
	var parts []string
	if i.VID != "" {
		parts = append(parts, i.VID+":"+i.PID)
	}
	if i.Path != "" {
		parts = append(parts, "at "+i.Path)
	}
	if i.Serial != "" {
		parts = append(parts, "serial "+i.Serial)
	}
	return strings.Join(parts, " ")
}

// Port is a serial port that is there.
type Port struct {
	Name      string // ttyUSB0; changes with the order of plugging
	Node      string // /dev/ttyUSB0
	ByPath    string // the stable name that udev gives: /dev/serial/by-path/...; USB only
	ID        Identity
	Serial    string // as the adapter says, unique or not
	Maker     string
	Product   string
	Interface string // name of the USB interface, where it has one

	device string // folder of the USB device: ports of one adapter share it
	born   uint64 // inode of the port's folder: another one after plugging again
}

// same tells that q is p still, and not something else in its place.
func (p Port) same(q Port) bool {
	return p.Name == q.Name && p.born == q.born && p.ID.Path == q.ID.Path
}

// Opts configures a Finder. The zero value of a field means its default.
type Opts struct {
	Sys    string        // /sys
	Dev    string        // /dev
	Poll   time.Duration // between two looks without an event; 2 s
	Settle time.Duration // for udev to give a new node its owner; 2 s
}

func (o *Opts) defaults() Opts {
	var d Opts
	if o != nil {
		d = *o
	}
	if d.Sys == "" {
		d.Sys = "/sys"
	}
	if d.Dev == "" {
		d.Dev = "/dev"
	}
	if d.Poll == 0 {
		d.Poll = 2 * time.Second
	}
	if d.Settle == 0 {
		d.Settle = 2 * time.Second
	}
	return d
}

// Finder looks for ports.
type Finder struct {
	opts   Opts
	open   func() (source, error) // of the kernel's events
	access func(node string) error
}

// New returns a Finder; nil options mean the defaults.
func New(o *Opts) *Finder { return &Finder{opts: o.defaults(), open: openUevents, access: access} }

// List returns the ports of the machine, ttyUSB2 before ttyUSB10: USB
// adapters, and on-board ports behind which there is a chip. What disappears
// meanwhile is left out. A sysfs that cannot be read is NotReady.
func (f *Finder) List() ([]Port, error) {
	class := filepath.Join(f.opts.Sys, "class", "tty")
	entries, err := os.ReadDir(class)
	if err != nil {
		return nil, failed("list", drivers.NotReady, err)
	}
	t, err := openTree(f.opts.Sys)
	if err != nil {
		return nil, failed("list", drivers.NotReady, err)
	}
	var found []Port
	for _, e := range entries {
		if p, ok := t.port(filepath.Join(class, e.Name())); ok {
			p.Node = filepath.Join(f.opts.Dev, p.Name)
			if p.ByPath != "" {
				p.ByPath = filepath.Join(f.opts.Dev, "serial", "by-path", p.ByPath)
			}
			found = append(found, p)
		}
	}
	slices.SortFunc(found, byName)
	markUnique(found)
	return found, nil
}

// byName puts shorter names first, so that numbers count as numbers.
func byName(a, b Port) int {
	if d := len(a.Name) - len(b.Name); d != 0 && letters(a.Name) == letters(b.Name) {
		return d
	}
	return strings.Compare(a.Name, b.Name)
}

func letters(name string) string { return strings.TrimRight(name, "0123456789") }

// markUnique lets a serial number into the identity where no other adapter of
// the same kind bears it.
func markUnique(found []Port) {
	for i := range found {
		p := &found[i]
		twin := func(q Port) bool {
			return q.ID.VID == p.ID.VID && q.ID.PID == p.ID.PID && q.Serial == p.Serial && q.device != p.device
		}
		if p.Serial != "" && !slices.ContainsFunc(found, twin) {
			p.ID.Serial = p.Serial
		}
	}
}

// access tells whether this process may open node.
func access(node string) error {
	err := unix.Faccessat(unix.AT_FDCWD, node, unix.R_OK|unix.W_OK, unix.AT_EACCESS)
	if err != nil {
		return fmt.Errorf("%s: %w", node, err)
	}
	return nil
}

// failed is an error of this package. Looking moves nothing.
func failed(op string, kind drivers.Kind, err error) error {
	return &drivers.Error{Device: "ports", Op: op, Kind: kind, Outcome: drivers.NotDone, Err: err}
}
