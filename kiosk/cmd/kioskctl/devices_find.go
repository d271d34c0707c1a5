package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"periph.io/x/conn/v3/gpio/gpioreg"
	"periph.io/x/conn/v3/i2c/i2creg"
	"periph.io/x/conn/v3/spi/spireg"
	"periph.io/x/host/v3"

	"govkiosk/config"
	"govkiosk/drivers/line/ports"
)

// look goes through the configuration.
func (s *survey) look(ctx context.Context) {
	s.add(s.line("reader", s.cfg.Reader.Line), "reader")
	s.add(s.printer(ctx, s.cfg.Printer), "printer")
	s.touch(s.cfg.Touch)
	s.scanner(s.cfg.Scanner)
	s.add(s.line("cabinet", s.cfg.Cabinet.Line), "cabinet")
	s.keys(s.cfg.Keys)
	s.voice(s.cfg.Speech)
	for _, place := range slices.Sorted(maps.Keys(s.cfg.Panel.Lights)) {
		s.add(light(place, s.cfg.Panel.Lights[place]), "panel")
	}
	for _, sensor := range slices.Sorted(maps.Keys(s.cfg.Panel.Contacts)) {
		s.add(contact("contact "+sensor, s.cfg.Panel.Contacts[sensor].Pin), "panel")
	}
}

// printer looks for a printer on a line or on the network.
func (s *survey) printer(ctx context.Context, p config.Printer) deviceRow {
	if p.Network() {
		return s.network(ctx, deviceRow{Device: "printer", Where: p.Port}, p)
	}
	return s.line("printer", p.Line)
}

// line looks for a serial line.
func (s *survey) line(device string, l config.Line) deviceRow {
	r := deviceRow{Device: device, Where: l.Port, Node: l.Port}
	u, usb := l.USB()
	switch {
	case l.Port == "":
		return r
	case usb:
		r.Node = ""
		if s.lost != nil {
			r.Problem = s.lost.Error()
			return r
		}
		p, err := ports.Match(ports.Identity{VID: u.VID, PID: u.PID, Path: u.ByPath}, s.ports)
		if err != nil {
			r.Problem = err.Error()
			return r
		}
		r.Node, r.Found = p.Node, describe(p)
	}
	return s.node(r)
}

// node looks at the node of a row and at who has it open.
func (s *survey) node(r deviceRow) deviceRow {
	info, err := os.Stat(r.Node)
	switch {
	case err != nil:
		r.Problem = err.Error()
		return r
	case info.Mode()&os.ModeCharDevice == 0:
		r.Problem = r.Node + " is no device"
		return r
	}
	for _, p := range s.ports {
		if r.Found == "" && sameFile(p.Node, info) {
			r.Found = describe(p)
		}
	}
	r.Use = use(r.Node)
	return r
}

func sameFile(path string, info os.FileInfo) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// describe says what a port is.
func describe(p ports.Port) string {
	parts := []string{p.ID.String()}
	for _, more := range []string{p.Maker, p.Product} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}

// touch looks for the panel where its driver does.
func (s *survey) touch(t config.Touch) {
	switch t.Driver {
	case config.TouchNone:
		s.add(deviceRow{Device: "touch"}, "touch")
	case config.TouchEvdev:
		r := deviceRow{Device: "touch", Where: t.Port, Node: t.Port}
		if t.Port != "" {
			r = s.node(r)
		}
		s.add(r, "touch")
	case config.TouchGoodix, config.TouchFocalTech, config.TouchXPT2046:
		s.add(bus(t), "touch")
		s.touchPin("touch interrupt", t.Bus, t.InterruptPin)
		s.touchPin("touch reset", t.Bus, t.ResetPin)
	default:
		s.add(s.line("touch", t.Line), "touch")
	}
}

// scanner looks for the code reader: a line, or an event device.
func (s *survey) scanner(c config.Scanner) {
	if c.Model != config.ScannerWedge || c.Port == "" {
		s.add(s.line("scanner", c.Line), "scanner")
		return
	}
	s.add(s.node(deviceRow{Device: "scanner", Where: c.Port, Node: c.Port}), "scanner")
}

// touchPin looks for a pin of a panel that is there and has one.
func (s *survey) touchPin(device, bus, name string) {
	if bus != "" && name != "" {
		s.add(pin(device, name), "touch")
	}
}

// bus looks for the bus of a panel.
func bus(t config.Touch) deviceRow {
	r := deviceRow{Device: "touch", Where: t.Bus}
	if t.Bus == "" {
		return r
	}
	if _, err := host.Init(); err != nil {
		r.Problem = err.Error()
		return r
	}
	if names := buses(t.Driver); !slices.Contains(names, t.Bus) {
		r.Problem = fmt.Sprintf("there is no bus %q; there are %q", t.Bus, names)
		return r
	}
	r.Found = "bus"
	return r
}

// buses lists what the machine's buses of a driver's kind are called.
func buses(driver string) (names []string) {
	if driver == config.TouchXPT2046 {
		for _, ref := range spireg.All() {
			names = append(append(names, ref.Name, strconv.Itoa(ref.Number)), ref.Aliases...)
		}
		return names
	}
	for _, ref := range i2creg.All() {
		names = append(append(names, ref.Name, strconv.Itoa(ref.Number)), ref.Aliases...)
	}
	return names
}

// light looks for a lamp: led:FOLDER, pin:NAME or pin:NAME:low.
func light(place, where string) deviceRow {
	folder, ok := strings.CutPrefix(where, "led:")
	if !ok {
		name, _, _ := strings.Cut(strings.TrimPrefix(where, "pin:"), ":")
		r := pin("light "+place, name)
		r.Where = where
		return r
	}
	r := deviceRow{Device: "light " + place, Where: where, Node: folder}
	if _, err := os.Stat(filepath.Join(folder, "brightness")); err != nil {
		r.Problem = err.Error()
		return r
	}
	r.Found = "lamp"
	return r
}

// contact looks for an input: a pin, or file:PATH, whose level stands in a file.
func contact(device, where string) deviceRow {
	file, ok := strings.CutPrefix(where, "file:")
	if !ok {
		return pin(device, where)
	}
	r := deviceRow{Device: device, Where: where, Node: file}
	if _, err := os.ReadFile(file); err != nil {
		r.Problem = err.Error()
		return r
	}
	r.Found = "level in a file"
	return r
}

// pin looks for a pin of the machine.
func pin(device, name string) deviceRow {
	r := deviceRow{Device: device, Where: name}
	if _, err := host.Init(); err != nil {
		r.Problem = err.Error()
		return r
	}
	p := gpioreg.ByName(name)
	if p == nil {
		r.Problem = fmt.Sprintf("there is no pin %q", name)
		return r
	}
	r.Found = p.String()
	return r
}
