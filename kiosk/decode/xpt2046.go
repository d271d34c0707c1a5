package decode

import (
	"fmt"

	"govkiosk/drivers/touch/xpt2046"
)

// xptValue is one conversion.
type xptValue struct {
	Channel string `json:"channel"`
	Value   int    `json:"value"`
}

// xptPressure follows from X, Z1 and Z2 of one burst.
type xptPressure struct {
	Ohms   int `json:"ohms"`
	XPlate int `json:"x_plate_ohms"` // assumed
}

// usualPlate is the X plate of which nobody said otherwise, in ohms.
const usualPlate = 400

func explainXPT2046(stream []byte, _ Opts) ([]line, error) {
	all, lines := transfers(stream)
	burst := make(map[string]int)
	for _, x := range samples(all) {
		if len(x.w) != 3 || len(x.r) != 3 || xpt2046.Command(x.w[0]).Name() == "" {
			lines = append(lines, failed(x.offset, len(x.w)+len(x.r), fmt.Sprintf("%X: want a command of X, Y, Z1, Z2 or power down, and three bytes each way", x.w)))
			continue
		}
		c, v := xpt2046.Command(x.w[0]), xpt2046.Value(x.r)
		if c == xpt2046.CmdPowerDown {
			lines = append(lines, command{Kind: "request", Command: c.Name()})
			clear(burst)
			continue
		}
		lines = append(lines, xptValue{c.Name(), v})
		burst[c.Name()] = v
		if l, ok := pressureOf(burst, c.Name()); ok {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// samples cuts transfers of several samples apart: a burst may go over the bus
// in one.
func samples(all []transfer) (out []transfer) {
	for _, x := range all {
		if len(x.w) != len(x.r) || len(x.w)%3 != 0 {
			out = append(out, x)
			continue
		}
		for i := 0; i < len(x.w); i += 3 {
			out = append(out, transfer{w: x.w[i : i+3], r: x.r[i : i+3], offset: x.offset})
		}
	}
	return out
}

// pressureOf is the pressure once the second of its readings is there.
func pressureOf(burst map[string]int, last string) (xptPressure, bool) {
	x, hasX := burst["X"]
	z1, hasZ1 := burst["Z1"]
	if last != "Z2" || !hasX || !hasZ1 {
		return xptPressure{}, false
	}
	return xptPressure{xpt2046.Ohms(x, z1, burst["Z2"], usualPlate), usualPlate}, true
}
