package fitted

import (
	"fmt"
	"os"
	"os/exec"
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

// machine is what there is.
type machine struct{ finder *ports.Finder }

// line finds the node of a serial line. A printer on the network is known by
// trying alone.
func (m *machine) line(name string) string {
	u, usb := config.Line{Port: name}.USB()
	if !usb {
		return m.file(name)
	}
	found, err := m.finder.List()
	if err == nil {
		_, err = ports.Match(ports.Identity{VID: u.VID, PID: u.PID, Path: u.ByPath}, found)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// file looks for a path; other words are no file's: a credential of the unit,
// an address.
func (*machine) file(name string) string {
	if _, err := os.Stat(name); filepath.IsAbs(name) && err != nil {
		return fmt.Sprintf("there is no %s here", name)
	}
	return ""
}

func (*machine) program(name string) string {
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Sprintf("there is no program %s here", name)
	}
	return ""
}

// lamp looks for led:FOLDER, pin:NAME or pin:NAME:low.
func (m *machine) lamp(name string) string {
	if folder, led := strings.CutPrefix(name, "led:"); led {
		return m.file(folder)
	}
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "pin:"), ":")
	return m.pin(name)
}

func (m *machine) pin(name string) string {
	if file, ok := strings.CutPrefix(name, "file:"); ok {
		return m.file(file)
	}
	return registered("pin", name, func() bool { return gpioreg.ByName(name) != nil })
}

func (*machine) i2c(name string) string {
	return registered("I²C bus", name, func() bool {
		return slices.ContainsFunc(i2creg.All(), func(r *i2creg.Ref) bool { return named(name, r.Name, r.Aliases, r.Number) })
	})
}

func (*machine) spi(name string) string {
	return registered("SPI port", name, func() bool {
		return slices.ContainsFunc(spireg.All(), func(r *spireg.Ref) bool { return named(name, r.Name, r.Aliases, r.Number) })
	})
}

// registered asks once the machine's drivers have told what there is.
func registered(what, name string, there func() bool) string {
	if _, err := host.Init(); err != nil {
		return err.Error()
	}
	if !there() {
		return fmt.Sprintf("there is no %s %s here", what, name)
	}
	return ""
}

func named(name, own string, others []string, number int) bool {
	return name == own || slices.Contains(others, name) || number >= 0 && name == strconv.Itoa(number)
}
