package line

import (
	"fmt"
	"slices"

	"govkiosk/drivers"
)

// Flow is how the device holds the terminal up.
type Flow string

const (
	FlowNone    Flow = "none"
	FlowRTSCTS  Flow = "rts-cts"
	FlowXonXoff Flow = "xon-xoff"
)

// Config is a line: always 8 data bits, no parity, 1 stop bit.
type Config struct {
	Port string // device node, or a symlink to it; for Keep also tcp://host:port or /dev/usb/lpN
	Baud int    // one of Bauds
	Flow Flow   // empty: none

	// Find looks for the node whenever the line is opened; Port is only what
	// the line is called until then. Its error is told as NoDevice. nil: Port
	// is the node.
	Find func() (node string, err error)

	// Retry cuts a pause of Keep short, and lets the pauses begin anew. One
	// that comes while the line is open makes the next pause none. nil: none
	// come.
	Retry <-chan struct{}
}

// found is c with the node as its port.
func (c Config) found() (Config, error) {
	if c.Find == nil {
		return c, nil
	}
	node, err := c.Find()
	if err != nil {
		return c, failed(c.Port, "find", drivers.NoDevice, drivers.NotDone, err)
	}
	c.Port, c.Find = node, nil
	return c, nil
}

// Bauds are the rates that both tarm/serial and the devices know.
var Bauds = []int{1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600}

func (c Config) validate() error {
	if !slices.Contains(Bauds, c.Baud) {
		return fmt.Errorf("speed %d is not one of %v", c.Baud, Bauds)
	}
	if !slices.Contains([]Flow{"", FlowNone, FlowRTSCTS, FlowXonXoff}, c.Flow) {
		return fmt.Errorf("flow control %q is not one of none, rts-cts, xon-xoff", c.Flow)
	}
	return nil
}
