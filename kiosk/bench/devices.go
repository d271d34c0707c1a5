package bench

import (
	"errors"
	"fmt"

	"govkiosk/drivers/sim"
)

// Speeds of the lines, bits per second: those that the terminal's defaults
// open them at.
const (
	readerBaud  = 115200
	printerBaud = 115200
	touchBaud   = 9600
	keysBaud    = 9600
)

// headToKnife is how far the knife stands behind the print head, in dots.
const headToKnife = 96

// devices are the simulated devices and their lines.
type devices struct {
	readerPort, printerPort, touchPort *sim.Port
	scannerPort, cabinetPort, keysPort *sim.Port

	reader  *sim.Reader
	printer *sim.Printer
	panel   *sim.Elo
	scanner *sim.Scanner
	keys    *sim.Keypad
	cabinet *cabinet
	lamps   map[string]lamp
	machine machine
}

func openDevices(dir rundir, panel sim.EloOpts) (*devices, error) {
	lamps, err := dir.makeLamps()
	if err != nil {
		return nil, err
	}
	machine, err := dir.makeMachine()
	if err != nil {
		return nil, err
	}
	d := &devices{lamps: lamps, machine: machine}
	for _, line := range []struct {
		port **sim.Port
		name string
		baud int
	}{
		{&d.readerPort, readerLine, readerBaud},
		{&d.printerPort, printerLine, printerBaud},
		{&d.touchPort, touchLine, touchBaud},
		{&d.scannerPort, scannerLine, scannerBaud},
		{&d.cabinetPort, cabinetLine, cabinetBaud},
		{&d.keysPort, keysLine, keysBaud},
	} {
		port, err := sim.OpenPort(dir.file(line.name), line.baud)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("bench: %s: %w", line.name, err), d.close())
		}
		*line.port = port
	}
	d.reader = sim.NewReader(d.readerPort, sim.ReaderOpts{})
	d.printer = sim.NewPrinter(d.printerPort, sim.PrinterOpts{Paper: sim.PaperOpts{HeadToCutter: headToKnife}})
	d.panel = sim.NewElo(d.touchPort, panel)
	d.scanner = sim.NewScanner(d.scannerPort, sim.ScannerOpts{Family: sim.ScannerGM65, Manual: true})
	d.cabinet = newCabinet(d.cabinetPort)
	d.keys = sim.NewKeypad(d.keysPort)
	return d, nil
}

// close unplugs the lines first: it ends a device that is waiting on one.
func (d *devices) close() error {
	var errs []error
	for _, port := range []*sim.Port{d.readerPort, d.printerPort, d.touchPort, d.scannerPort, d.cabinetPort, d.keysPort} {
		if port != nil {
			errs = append(errs, port.Close())
		}
	}
	if d.reader != nil {
		d.reader.Close()
		d.printer.Close()
		d.panel.Close()
		d.scanner.Close()
		d.cabinet.locks.Close()
		d.keys.Close()
	}
	return errors.Join(errs...)
}
