package ports

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeSys is a /sys and a /dev in a folder of the test.
type fakeSys struct {
	t    *testing.T
	root string
}

func newFakeSys(t *testing.T) *fakeSys {
	s := &fakeSys{t, t.TempDir()}
	for _, dir := range []string{"sys/class/tty", "sys/devices", "dev"} {
		s.mkdir(dir)
	}
	return s
}

func (s *fakeSys) opts() *Opts {
	return &Opts{Sys: filepath.Join(s.root, "sys"), Dev: filepath.Join(s.root, "dev")}
}

func (s *fakeSys) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *fakeSys) mkdir(path string) {
	s.t.Helper()
	s.check(os.MkdirAll(filepath.Join(s.root, path), 0o755))
}

// device makes a folder of sysfs with its subsystem and attributes.
func (s *fakeSys) device(path, subsystem string, attributes map[string]string) {
	s.t.Helper()
	dir := "sys/devices/" + path
	s.mkdir(dir)
	if subsystem != "" {
		link := filepath.Join(s.root, dir, "subsystem")
		os.Remove(link)
		s.check(os.Symlink("/sys/bus/"+subsystem, link))
	}
	for name, text := range attributes {
		s.check(os.WriteFile(filepath.Join(s.root, dir, name), []byte(text+"\n"), 0o644))
	}
}

// tty makes the port name under parent, whose device link leads to there.
func (s *fakeSys) tty(parent, name, device string, attributes map[string]string) {
	s.t.Helper()
	path := parent + "/tty/" + name
	s.device(path, "tty", attributes)
	dir := filepath.Join(s.root, "sys/devices", path)
	if device != "" {
		s.check(os.Symlink(filepath.Join(s.root, "sys/devices", device), filepath.Join(dir, "device")))
	}
	link := filepath.Join(s.root, "sys/class/tty", name)
	os.Remove(link)
	s.check(os.Symlink(dir, link))
}

func (s *fakeSys) node(name string) {
	s.t.Helper()
	s.check(os.WriteFile(filepath.Join(s.root, "dev", name), nil, 0o600))
}

// pc is the USB controller of an ordinary machine.
const pc = "pci0000:00/0000:00:14.0"

// ch340 is what most cheap adapters say of themselves: no serial number.
var ch340 = map[string]string{"idVendor": "1a86", "idProduct": "7523", "product": "USB Serial"}

// usb makes a USB device and one interface of it on a host.
func (s *fakeSys) usb(host, sockets, iface string, attributes map[string]string) string {
	s.t.Helper()
	bus := host + "/usb" + sockets[:1]
	s.device(filepath.Dir(host), "", nil)
	s.device(host, "pci", nil)
	s.device(bus, "usb", nil)
	s.device(bus+"/"+sockets, "usb", attributes)
	path := bus + "/" + sockets + "/" + iface
	s.device(path, "usb", nil)
	return path
}

// adapter plugs in a usb-serial adapter.
func (s *fakeSys) adapter(sockets, name string, attributes map[string]string) {
	s.t.Helper()
	iface := s.usb(pc, sockets, sockets+":1.0", attributes)
	s.device(iface+"/"+name, "usb-serial", map[string]string{"port_number": "0"})
	s.tty(iface+"/"+name, name, iface+"/"+name, nil)
}

// modem plugs in a device that speaks USB CDC-ACM.
func (s *fakeSys) modem(sockets, name string, attributes map[string]string) {
	s.t.Helper()
	iface := s.usb(pc, sockets, sockets+":1.0", attributes)
	s.device(iface, "usb", map[string]string{"interface": "CDC Serial"})
	s.tty(iface, name, iface, nil)
}

// unplug takes away a device. Its folder is kept aside, so that no new one
// gets its inode: the numbers of a real sysfs do not come back at once either.
func (s *fakeSys) unplug(sockets, name string) {
	s.t.Helper()
	s.check(os.Remove(filepath.Join(s.root, "sys/class/tty", name)))
	s.mkdir("aside")
	aside, err := os.MkdirTemp(filepath.Join(s.root, "aside"), name)
	s.check(err)
	s.check(os.Rename(filepath.Join(s.root, "sys/devices", pc, "usb"+sockets[:1], sockets), filepath.Join(aside, sockets)))
}
