package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"govkiosk/drivers/sim"
)

// Folders of the run directory that stand for the machine's own.
const (
	sysFolder = "sys"
	devFolder = "dev"
)

// machine is what the terminal's machine tells of itself in sysfs: adapters on
// USB, its heat, its power.
type machine struct{ sys, dev string }

// adapters is where each line is plugged in. Three share a hub.
var adapters = []struct{ line, socket, name string }{
	{readerLine, "1-1.1", "ttyUSB0"}, {printerLine, "1-1.2", "ttyUSB1"}, {scannerLine, "1-1.3", "ttyUSB2"},
	{touchLine, "1-2", "ttyUSB3"}, {cabinetLine, "1-3", "ttyUSB4"},
}

func (d rundir) makeMachine() (machine, error) {
	m := machine{d.file(sysFolder), d.file(devFolder)}
	err := errors.Join(os.MkdirAll(filepath.Join(m.sys, "class/tty"), 0o700), os.MkdirAll(m.dev, 0o700))
	for _, a := range adapters {
		err = errors.Join(err, m.plug(a.socket, a.name, d.file(a.line)))
	}
	err = errors.Join(err, m.heat(false), m.write("class/power_supply/AC/type", "Mains"), m.write("class/power_supply/ups/type", "UPS"),
		m.mains(false), m.battery(false))
	if err != nil {
		return m, fmt.Errorf("bench: machine: %w", err)
	}
	return m, nil
}

// plug makes an adapter as sysfs shows it, and the node that leads to a line.
func (m machine) plug(socket, name, to string) error {
	host := filepath.Join(m.sys, "devices/pci0000:00/0000:00:14.0")
	adapter := filepath.Join(host, "usb1", socket)
	port := filepath.Join(adapter, socket+":1.0", name)
	tty := filepath.Join(port, "tty", name)
	var errs []error
	for _, d := range []struct{ dir, subsystem string }{
		{host, "pci"}, {filepath.Dir(adapter), "usb"}, {adapter, "usb"}, {filepath.Dir(port), "usb"}, {port, "usb-serial"}, {tty, "tty"},
	} {
		errs = append(errs, os.MkdirAll(d.dir, 0o700), link("/sys/bus/"+d.subsystem, filepath.Join(d.dir, "subsystem")))
	}
	errs = append(errs, link(port, filepath.Join(tty, "device")), link(to, filepath.Join(m.dev, name)), link(tty, filepath.Join(m.sys, "class/tty", name)))
	for path, text := range map[string]string{
		filepath.Join(adapter, "idVendor"): "1a86", filepath.Join(adapter, "idProduct"): "7523", filepath.Join(port, "port_number"): "0",
	} {
		errs = append(errs, os.WriteFile(path, []byte(text+"\n"), 0o600))
	}
	return errors.Join(errs...)
}

// link makes a symbolic link, or leaves the one that is there.
func link(to, path string) error {
	if err := os.Symlink(to, path); !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}

func (m machine) write(name, text string) error {
	path := filepath.Join(m.sys, name)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text+"\n"), 0o600))
}

func (m machine) heat(on bool) error {
	return m.write("class/thermal/thermal_zone0/temp", map[bool]string{true: "91000", false: "52000"}[on])
}

func (m machine) mains(gone bool) error {
	return errors.Join(m.write("class/power_supply/AC/online", map[bool]string{true: "0", false: "1"}[gone]),
		m.write("class/power_supply/ups/status", map[bool]string{true: "Discharging", false: "Full"}[gone]))
}

// battery is how much the UPS has left, percent.
func (m machine) battery(low bool) error {
	return m.write("class/power_supply/ups/capacity", map[bool]string{true: "9", false: "100"}[low])
}

// unplugHub takes the hub with everything on it out of its socket.
func (d *devices) unplugHub(on bool) error {
	var errs []error
	lines := map[string]*sim.Port{readerLine: d.readerPort, printerLine: d.printerPort, scannerLine: d.scannerPort}
	for _, a := range adapters {
		port, behind := lines[a.line]
		switch {
		case !behind:
		case on:
			port.Unplug()
			errs = append(errs, os.Remove(filepath.Join(d.machine.sys, "class/tty", a.name)))
		default:
			tty := filepath.Join(d.machine.sys, "devices/pci0000:00/0000:00:14.0/usb1", a.socket, a.socket+":1.0", a.name, "tty", a.name)
			errs = append(errs, port.Plug(), link(tty, filepath.Join(d.machine.sys, "class/tty", a.name)))
		}
	}
	return errors.Join(errs...)
}

func (d *devices) jamMouth(on bool) {
	f := sim.ExitClear
	if on {
		f = sim.ExitJam
	}
	d.printer.SetExit(f)
}

func (d *devices) printerOff(on bool) {
	if on {
		d.printer.PowerCut()
		return
	}
	d.printer.PowerOn()
}

func (d *devices) readerFault(f sim.ReaderFault) func(bool) {
	return func(on bool) {
		if on {
			d.reader.SetFault(f)
			return
		}
		d.reader.SetFault(sim.NoReaderFault)
	}
}
