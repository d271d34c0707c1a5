package ports

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"govkiosk/drivers"
)

func (s *fakeSys) list() []Port {
	s.t.Helper()
	found, err := New(s.opts()).List()
	s.check(err)
	return found
}

// wantPorts compares what was found, with /dev for the test's own folder.
func (s *fakeSys) wantPorts(want ...Port) {
	s.t.Helper()
	got := s.list()
	for i := range got {
		got[i].Node = relative(s.root, got[i].Node)
		got[i].ByPath = relative(s.root, got[i].ByPath)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Port{}), cmpopts.EquateEmpty()); diff != "" {
		s.t.Errorf("-want +got\n%s", diff)
	}
}

func relative(root, path string) string {
	if r, err := filepath.Rel(root, path); err == nil && path != "" {
		return "/" + r
	}
	return path
}

func TestListTellsEqualAdaptersApart(t *testing.T) {
	s := newFakeSys(t)
	s.adapter("1-2", "ttyUSB0", ch340)
	s.adapter("1-3.4", "ttyUSB1", ch340)
	s.wantPorts(
		Port{Name: "ttyUSB0", Node: "/dev/ttyUSB0", Product: "USB Serial",
			ByPath: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0",
			ID:     Identity{VID: "1a86", PID: "7523", Path: "1-2:1.0"}},
		Port{Name: "ttyUSB1", Node: "/dev/ttyUSB1", Product: "USB Serial",
			ByPath: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:3.4:1.0-port0",
			ID:     Identity{VID: "1a86", PID: "7523", Path: "1-3.4:1.0"}},
	)
}

func TestListReadsCDC(t *testing.T) {
	s := newFakeSys(t)
	s.modem("2-1", "ttyACM0", map[string]string{
		"idVendor": "0C2E", "idProduct": "0907", "serial": "S/N 17", "manufacturer": "Honeywell", "product": "Scanner",
	})
	s.wantPorts(Port{
		Name: "ttyACM0", Node: "/dev/ttyACM0", Maker: "Honeywell", Product: "Scanner", Interface: "CDC Serial", Serial: "S/N 17",
		ByPath: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0",
		ID:     Identity{VID: "0c2e", PID: "0907", Path: "2-1:1.0", Serial: "S/N 17"},
	})
}

// The ports of one adapter share its serial number; two adapters with the
// same number have none.
func TestSerialNumberCountsWhereItIsUnique(t *testing.T) {
	s := newFakeSys(t)
	cp := func(serial string) map[string]string {
		return map[string]string{"idVendor": "10c4", "idProduct": "ea70", "serial": serial}
	}
	s.adapter("1-1", "ttyUSB0", cp("0001"))
	s.adapter("1-2", "ttyUSB1", cp("0001"))
	s.adapter("1-3", "ttyUSB2", cp("0002"))
	iface := s.usb(pc, "1-3", "1-3:1.1", nil)
	s.device(iface+"/ttyUSB3", "usb-serial", map[string]string{"port_number": "1"})
	s.tty(iface+"/ttyUSB3", "ttyUSB3", iface+"/ttyUSB3", nil)

	var got []string
	for _, p := range s.list() {
		got = append(got, p.ID.String())
	}
	want := []string{
		"10c4:ea70 at 1-1:1.0", "10c4:ea70 at 1-2:1.0",
		"10c4:ea70 at 1-3:1.0 serial 0002", "10c4:ea70 at 1-3:1.1-port1 serial 0002",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestListReadsBoards(t *testing.T) {
	s := newFakeSys(t)
	// A kernel since 6.5 puts two levels between a chip and its port.
	s.device("pnp0/00:05", "pnp", nil)
	s.device("pnp0/00:05/00:05:0", "serial-base", nil)
	s.device("pnp0/00:05/00:05:0/00:05:0.0", "serial-base", nil)
	s.tty("pnp0/00:05/00:05:0/00:05:0.0", "ttyS0", "pnp0/00:05/00:05:0/00:05:0.0", map[string]string{"type": "4"})
	// Before, none.
	s.device("pnp0/00:06", "pnp", nil)
	s.tty("pnp0/00:06", "ttyS1", "pnp0/00:06", map[string]string{"type": "4"})
	// A node without a chip, and two that are no ports.
	s.device("platform/serial8250", "platform", nil)
	s.tty("platform/serial8250", "ttyS10", "platform/serial8250", map[string]string{"type": "0"})
	s.tty("virtual", "tty1", "", nil)
	s.check(os.Symlink("/nowhere", filepath.Join(s.root, "sys/class/tty/ttyUSB9")))
	s.wantPorts(
		Port{Name: "ttyS0", Node: "/dev/ttyS0", ID: Identity{Path: "pnp0/00:05"}},
		Port{Name: "ttyS1", Node: "/dev/ttyS1", ID: Identity{Path: "pnp0/00:06"}},
	)
}

// On boards without PCI, and behind bridges, udev's names are others.
func TestByPathFollowsUdev(t *testing.T) {
	for host, want := range map[string]string{
		"soc": "platform-fd880000.usb-usb-0:1.2:1.0-port0",
		"pci": "platform-a41000000.pcie-pci-0004:41:00.0-usb-0:1.2:1.0-port0",
	} {
		s := newFakeSys(t)
		s.device("platform/soc", "platform", nil)
		parent := "platform/soc/fd880000.usb"
		s.device(parent, "platform", nil)
		if host == "pci" {
			parent = "platform/a41000000.pcie/pci0004:40/0004:40:00.0/0004:41:00.0"
			s.device("platform/a41000000.pcie", "platform", nil)
			s.device("platform/a41000000.pcie/pci0004:40", "", nil)
			s.device("platform/a41000000.pcie/pci0004:40/0004:40:00.0", "pci", nil)
			s.device(parent, "pci", nil)
		}
		s.device(parent+"/usb5", "usb", nil)
		s.device(parent+"/usb5/5-1", "usb", nil)
		s.device(parent+"/usb5/5-1/5-1.2", "usb", ch340)
		iface := parent + "/usb5/5-1/5-1.2/5-1.2:1.0"
		s.device(iface, "usb", nil)
		s.device(iface+"/ttyUSB0", "usb-serial", map[string]string{"port_number": "0"})
		s.tty(iface+"/ttyUSB0", "ttyUSB0", iface+"/ttyUSB0", nil)
		found := s.list()
		if len(found) != 1 || filepath.Base(found[0].ByPath) != want {
			t.Errorf("%s: %+v, want %s", host, found, want)
		}
	}
}

func TestListCountsNumbersAsNumbers(t *testing.T) {
	s := newFakeSys(t)
	s.adapter("1-1", "ttyUSB10", ch340)
	s.adapter("1-2", "ttyUSB2", ch340)
	s.modem("1-3", "ttyACM11", ch340)
	var got []string
	for _, p := range s.list() {
		got = append(got, p.Name)
	}
	if diff := cmp.Diff([]string{"ttyACM11", "ttyUSB2", "ttyUSB10"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestListWithoutSysfs(t *testing.T) {
	_, err := New(&Opts{Sys: filepath.Join(t.TempDir(), "none")}).List()
	if drivers.KindOf(err) != drivers.NotReady {
		t.Errorf("%v", err)
	}
}

// The machine's own sysfs must be readable, whatever is in it.
func TestListOfThisMachine(t *testing.T) {
	found, err := New(nil).List()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		if p.ID.Path == "" || filepath.Dir(p.Node) != "/dev" {
			t.Errorf("%+v", p)
		}
	}
}
