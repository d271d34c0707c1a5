package config

import "testing"

func TestUSBPort(t *testing.T) {
	const socket = "platform-a41000000.pcie-pci-0004:41:00.0-usb-0:1.2:1.0"
	for text, want := range map[string]USBPort{
		"usb:1a86:7523":                      {VID: "1a86", PID: "7523"},
		"usb:0C2E:0907@" + socket:            {VID: "0c2e", PID: "0907", ByPath: socket},
		"usb:@" + socket + "-port1":          {ByPath: socket + "-port1"},
		"usb:@/dev/serial/by-path/" + socket: {ByPath: socket},
	} {
		c := Default()
		c.Reader.Port = text
		var v check
		v.reader(c.Reader)
		if got, ok := c.Reader.USB(); !ok || got != want || v.found != nil {
			t.Errorf("%s: %+v %v %v", text, got, ok, v.found)
		}
	}
	for _, node := range []string{"", "/dev/ttyUSB0", "/dev/serial/by-path/" + socket} {
		if u, ok := (Line{Port: node}).USB(); ok {
			t.Errorf("%q: %+v", node, u)
		}
	}
}

func TestNetworkPrinter(t *testing.T) {
	for _, port := range []string{"tcp://192.0.2.7", "tcp://192.0.2.7:9100", "tcp://[2001:db8::7]:9100", "tcp://printer-1.hall.example"} {
		c := Default()
		c.Printer.Port = port
		var v check
		v.printer(c.Printer)
		if !c.Printer.Network() || v.found != nil {
			t.Errorf("%s: %v", port, v.found)
		}
	}
}
