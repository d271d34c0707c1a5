package line

import (
	"fmt"
	"slices"
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
