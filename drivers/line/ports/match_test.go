package ports

import (
	"strings"
	"testing"

	"govkiosk/drivers"
)

func TestMatch(t *testing.T) {
	s := newFakeSys(t)
	s.adapter("1-2", "ttyUSB0", ch340)
	s.adapter("1-3", "ttyUSB1", ch340)
	s.adapter("1-4", "ttyUSB2", map[string]string{"idVendor": "067b", "idProduct": "2303", "serial": "A7"})
	s.device("pnp0/00:05", "pnp", nil)
	s.tty("pnp0/00:05", "ttyS0", "pnp0/00:05", map[string]string{"type": "4"})
	found := s.list()

	for _, tt := range []struct {
		name string
		want Identity
		port string
		kind drivers.Kind
		says []string
	}{
		{"by socket", Identity{VID: "1a86", PID: "7523", Path: "1-3:1.0"}, "ttyUSB1", "", nil},
		{"by socket alone", Identity{Path: "1-2:1.0"}, "ttyUSB0", "", nil},
		{"by udev's name", Identity{Path: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0"}, "ttyUSB1", "", nil},
		{"by numbers in capitals", Identity{VID: "067B", PID: "2303"}, "ttyUSB2", "", nil},
		{"by serial number", Identity{Serial: "A7"}, "ttyUSB2", "", nil},
		{"on-board", Identity{Path: "pnp0/00:05"}, "ttyS0", "", nil},
		{"two that fit", Identity{VID: "1a86", PID: "7523"}, "", drivers.BadRequest, []string{
			"2 ports are 1a86:7523", "ttyUSB0 (1a86:7523 at 1-2:1.0, pci-0000:00:14.0-usb-0:2:1.0-port0)",
			"ttyUSB1 (1a86:7523 at 1-3:1.0, pci-0000:00:14.0-usb-0:3:1.0-port0)",
		}},
		{"wrong socket", Identity{VID: "067b", PID: "2303", Path: "1-9:1.0"}, "", drivers.NoDevice, []string{
			"ttyUSB0 is 1a86:7523, not 067b:2303", "ttyUSB2 is at 1-4:1.0, not at 1-9:1.0", "ttyS0 is no USB adapter",
		}},
		{"wrong socket by udev's name", Identity{Path: "pci-0000:00:14.0-usb-0:9:1.0-port0"}, "", drivers.NoDevice, []string{
			"ttyUSB2 is at pci-0000:00:14.0-usb-0:4:1.0-port0, not at pci-", "ttyS0 is at pnp0/00:05, not at pci-",
		}},
		{"wrong serial number", Identity{Serial: "A8"}, "", drivers.NoDevice, []string{
			"ttyUSB0 has no serial number, and A8 is wanted", "ttyUSB2 has serial number A7, not A8",
		}},
		{"nothing asked", Identity{}, "", drivers.BadRequest, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Match(tt.want, found)
			if p.Name != tt.port || drivers.KindOf(err) != tt.kind {
				t.Fatalf("%q, %v", p.Name, err)
			}
			for _, says := range tt.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("%v does not say: %s", err, says)
				}
			}
		})
	}
	if _, err := Match(Identity{Path: "x"}, nil); !strings.Contains(err.Error(), "no serial port") {
		t.Errorf("%v", err)
	}
}
