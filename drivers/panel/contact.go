package panel

import (
	"errors"
	"fmt"

	"periph.io/x/conn/v3/gpio"
	"periph.io/x/conn/v3/pin"
)

// Active is the level of a pin that has current through its contact, or that
// lights its lamp.
type Active string

const (
	ActiveLow  Active = "low"
	ActiveHigh Active = "high"
)

func (a Active) valid() bool { return a == ActiveLow || a == ActiveHigh }

func (a Active) level() gpio.Level { return a == ActiveHigh }

// Form is how a contact is made: what it does while all is well (door shut,
// key in operation, button released, nobody there).
type Form string

const (
	NormallyClosed Form = "normally-closed"
	NormallyOpen   Form = "normally-open"
)

// Contact is one contact and how it is wired. The zero value of a field means
// its default.
//
// A cut wire looks like an open contact. Door and tamper switch should
// therefore be normally closed: only then does a cut wire read as open.
type Contact struct {
	Pin    gpio.PinIn
	Active Active    // low: the contact connects the pin with ground
	Normal Form      // normally-closed for Door and Tamper, else normally-open
	Pull   gpio.Pull // away from Active; Float where the board has its own resistor
}

func (c Contact) defaults(s Sensor) Contact {
	if c.Active == "" {
		c.Active = ActiveLow
	}
	if c.Normal == "" {
		c.Normal = NormallyOpen
		if s == Door || s == Tamper {
			c.Normal = NormallyClosed
		}
	}
	if c.Pull == gpio.PullNoChange {
		c.Pull = gpio.PullUp
		if c.Active == ActiveHigh {
			c.Pull = gpio.PullDown
		}
	}
	return c
}

// check takes a Contact with its defaults.
func (c Contact) check() error {
	switch {
	case c.Pin == nil:
		return errors.New("no pin")
	case !c.Active.valid():
		return fmt.Errorf("active %q is neither low nor high", c.Active)
	case c.Normal != NormallyOpen && c.Normal != NormallyClosed:
		return fmt.Errorf("normal %q is neither normally-open nor normally-closed", c.Normal)
	}
	return nil
}

// acting tells whether l means that the contact has left its normal state.
func (c Contact) acting(l gpio.Level) bool {
	conducts := l == c.Active.level()
	return conducts != (c.Normal == NormallyClosed)
}

// nameOf names a pin without asking what it does: Func and Function of
// gpioioctl read it, outputs too.
func nameOf(p pin.Pin) string {
	if name := p.Name(); name != "" {
		return name
	}
	return fmt.Sprintf("line %d", p.Number())
}
