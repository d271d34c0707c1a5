package bench

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"os"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/technician"
)

// Names within the run directory.
const (
	switchName      = "service-switch"
	techniciansName = "technicians.toml"
)

// technicianCard is the ID card of the bench's technician, fictional as all.
func technicianCard() sim.Card {
	return sim.Card{
		Kind: sim.Citizen, Label: "维护人员的证", Name: "郑修试", SexCode: "1", Ethnic: "01", Birth: "19880808",
		Address: "河北省唐山市路南区测试路１８号", Number: "130202198808080015", Authority: "唐山市公安局路南分局", ValidFrom: "20200101", ValidTo: "20400101",
	}
}

// provision enrols a technician with a PIN of this run alone, and turns the
// service switch off.
func (d rundir) provision() (pin string, err error) {
	n, err := rand.Int(rand.Reader, big.NewInt(900_000))
	if err != nil {
		return "", fmt.Errorf("bench: PIN: %w", err)
	}
	pin = fmt.Sprint(100_000 + n.Int64())
	var l technician.List
	if err := l.Add("bench", pin, technicianCard().Number, time.Now()); err != nil {
		return "", fmt.Errorf("bench: technician: %w", err)
	}
	if err := l.Save(d.file(techniciansName)); err != nil {
		return "", fmt.Errorf("bench: %w", err)
	}
	return pin, d.turnSwitch(false)
}

// turnSwitch turns the service switch as the kernel shows a pin.
func (d rundir) turnSwitch(on bool) error {
	level := "1\n" // at rest the contact is open, and the pin is pulled up
	if on {
		level = "0\n"
	}
	if err := os.WriteFile(d.file(switchName), []byte(level), 0o600); err != nil {
		return fmt.Errorf("bench: service switch: %w", err)
	}
	return nil
}
