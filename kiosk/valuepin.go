package kiosk

import (
	"errors"
	"os"
	"strings"
	"time"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/physic"
)

// valuePin is an input whose level stands in a file, as the kernel shows the
// pins that were exported to /sys/class/gpio: "0" or "1". It has no edges: its
// reader looks from time to time.
type valuePin struct{ file string }

var errInputOnly = errors.New("it is an input without edges")

// In makes sure that the level can be read.
func (p valuePin) In(_ gpio.Pull, edge gpio.Edge) error {
	if edge != gpio.NoEdge {
		return errInputOnly
	}
	_, err := os.ReadFile(p.file)
	return err
}

// Read is Low where the file cannot be read: In tells that.
func (p valuePin) Read() gpio.Level {
	text, _ := os.ReadFile(p.file)
	return gpio.Level(strings.TrimSpace(string(text)) == "1")
}

// WaitForEdge waits in vain.
func (p valuePin) WaitForEdge(d time.Duration) bool {
	if d > 0 {
		time.Sleep(d)
	}
	return false
}

func (p valuePin) Out(gpio.Level) error                  { return errInputOnly }
func (p valuePin) PWM(gpio.Duty, physic.Frequency) error { return errInputOnly }
func (p valuePin) Pull() gpio.Pull                       { return gpio.PullNoChange }
func (p valuePin) DefaultPull() gpio.Pull                { return gpio.PullNoChange }
func (p valuePin) Halt() error                           { return nil }
func (p valuePin) Name() string                          { return p.file }
func (p valuePin) String() string                        { return p.file }
func (p valuePin) Number() int                           { return -1 }
func (p valuePin) Function() string                      { return string(gpio.IN) }
