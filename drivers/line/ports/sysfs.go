package ports

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// tree is a sysfs. Its folders are named without symlinks.
type tree struct{ devices string }

func openTree(sys string) (tree, error) {
	devices, err := filepath.EvalSymlinks(filepath.Join(sys, "devices"))
	return tree{devices}, err
}

// port reads one entry of class/tty; ok is false for consoles, ptys and
// on-board ports without a chip.
func (t tree) port(entry string) (p Port, ok bool) {
	dir, err := filepath.EvalSymlinks(entry)
	if err != nil {
		return p, false
	}
	device, err := filepath.EvalSymlinks(filepath.Join(entry, "device"))
	if err != nil {
		return p, false
	}
	p = Port{Name: filepath.Base(entry), born: inode(dir)}
	switch subsystem(device) {
	case "usb-serial": // usb device / interface / ttyUSB0
		t.usb(&p, filepath.Dir(device), attribute(device, "port_number"))
	case "usb": // cdc-acm: usb device / interface
		t.usb(&p, device, "")
	default:
		if kind := attribute(entry, "type"); kind == "" || kind == "0" {
			return p, false // 8250 makes nodes for chips that are not there
		}
		p.ID.Path = t.place(device)
	}
	return p, p.ID.Path != ""
}

// usb describes a port on a USB interface. number is its port on a multi-port
// adapter.
func (t tree) usb(p *Port, iface, number string) {
	device := filepath.Dir(iface)
	p.device = device
	p.Serial = attribute(device, "serial")
	p.Maker = attribute(device, "manufacturer")
	p.Product = attribute(device, "product")
	p.Interface = attribute(iface, "interface")
	p.ID = Identity{
		VID:  strings.ToLower(attribute(device, "idVendor")),
		PID:  strings.ToLower(attribute(device, "idProduct")),
		Path: filepath.Base(iface),
	}
	if number != "" && number != "0" {
		p.ID.Path += "-port" + number
	}
	p.ByPath = t.pathID(iface)
	if number != "" && p.ByPath != "" {
		p.ByPath += "-port" + number
	}
}

// pathID builds the name that udev's path_id gives to a USB interface, such as
// pci-0000:00:14.0-usb-0:2.3:1.0. It holds no bus number, which may change
// from one start to the next.
func (t tree) pathID(dir string) string {
	var name string
	for t.holds(dir) {
		kind, base := subsystem(dir), filepath.Base(dir)
		switch kind {
		case "usb":
			_, sockets, _ := strings.Cut(base, "-")
			name = "usb-0:" + sockets
		case "pci", "platform", "acpi":
			name = kind + "-" + base + "-" + name
		default:
			dir = filepath.Dir(dir)
			continue
		}
		for t.holds(dir) && subsystem(dir) == kind {
			dir = filepath.Dir(dir)
		}
	}
	return name
}

// place is where an on-board port sits under /sys/devices, without the levels
// that kernels since 6.5 put between a chip and its port.
func (t tree) place(dir string) string {
	for t.holds(dir) && subsystem(dir) == "serial-base" {
		dir = filepath.Dir(dir)
	}
	return strings.TrimPrefix(dir, t.devices+"/")
}

func (t tree) holds(dir string) bool { return strings.HasPrefix(dir, t.devices+"/") }

func subsystem(dir string) string {
	link, err := os.Readlink(filepath.Join(dir, "subsystem"))
	if err != nil {
		return ""
	}
	return filepath.Base(link)
}

// attribute is the text of one, empty where there is none.
func attribute(dir, name string) string {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func inode(dir string) uint64 {
	info, err := os.Stat(dir)
	if err != nil {
		return 0
	}
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}
