package config

import (
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"
)

// USBPort is a serial port on USB that is named by what it is instead of by
// its node, whose number changes with the order of plugging.
type USBPort struct {
	VID, PID string // four lower-case hexadecimal digits each; empty: any
	ByPath   string // name in /dev/serial/by-path, which stands for the socket; empty: any
}

const (
	usbPrefix = "usb:"
	tcpPrefix = "tcp://"
	byPathDir = "/dev/serial/by-path/"
)

var (
	usbNumbers = regexp.MustCompile(`^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$`)
	hostName   = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$`)
	// pci-0000:00:14.0-usb-0:2.3:1.0-port0: controller, sockets, interface
	usbByPath = regexp.MustCompile(`^[A-Za-z0-9_.:-]+-usb-0:[0-9]+(\.[0-9]+)*:[0-9]+\.[0-9]+(-port[0-9]+)?$`)
)

// USB returns the USB port that is configured, and false where the port is a
// node or missing.
func (l Line) USB() (USBPort, bool) {
	u, err := parseUSBPort(l.Port)
	return u, err == nil
}

// parseUSBPort reads usb:VID:PID, usb:VID:PID@BYPATH and usb:@BYPATH.
func parseUSBPort(text string) (USBPort, error) {
	rest, ok := strings.CutPrefix(text, usbPrefix)
	if !ok {
		return USBPort{}, fmt.Errorf("want %s first, got %q", usbPrefix, text)
	}
	numbers, path, placed := strings.Cut(rest, "@")
	path = strings.TrimPrefix(path, byPathDir)
	switch {
	case numbers == "" && !placed, numbers != "" && !usbNumbers.MatchString(numbers):
		return USBPort{}, fmt.Errorf("want usb:VID:PID of four hexadecimal digits each such as usb:1a86:7523, or usb:@PATH, got %q", text)
	case placed && !usbByPath.MatchString(path):
		return USBPort{}, fmt.Errorf("want after @ a name in %s such as pci-0000:00:14.0-usb-0:2:1.0-port0, got %q", strings.TrimSuffix(byPathDir, "/"), path)
	}
	vid, pid, _ := strings.Cut(strings.ToLower(numbers), ":")
	return USBPort{VID: vid, PID: pid, ByPath: path}, nil
}

// Network tells that the port is an address on the network.
func (l Line) Network() bool { return strings.HasPrefix(l.Port, tcpPrefix) }

// Address is HOST or HOST:PORT of a port on the network.
func (l Line) Address() string { return strings.TrimPrefix(l.Port, tcpPrefix) }

// badAddress is the reason why text is no tcp://HOST or tcp://HOST:PORT.
func badAddress(text string) string {
	host := strings.TrimPrefix(text, tcpPrefix)
	want := "want tcp://HOST or tcp://HOST:PORT such as tcp://192.0.2.7:9100, got " + strconv.Quote(text)
	if h, port, err := net.SplitHostPort(host); err == nil {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return want
		}
		host = h
	}
	if net.ParseIP(host) == nil && !hostName.MatchString(host) {
		return want
	}
	return ""
}

// port wants a node or the identity of a USB port.
func (v *check) port(key, port string) {
	if !strings.HasPrefix(port, usbPrefix) {
		v.path(key, port)
		return
	}
	if _, err := parseUSBPort(port); err != nil {
		v.bad(key, "%v", err)
	}
}

// overlaps tells that both would be found on one adapter: they are the same,
// or one of two with the same numbers leaves open in which socket it is.
func (u USBPort) overlaps(w USBPort) bool {
	if u.ByPath != "" && w.ByPath != "" {
		return u.ByPath == w.ByPath
	}
	return u.VID == w.VID && u.PID == w.PID
}
