package decode

import (
	"encoding/binary"
	"fmt"

	"govkiosk/drivers/touch/goodix"
)

// Registers that a transcript may name.
const (
	goodixCommand = 0x8040
	goodixConfig  = 0x8047
	goodixID      = 0x8140
	goodixStatus  = 0x814E
)

// Bytes that are read or written in one go; a part of them is shown as it is.
const (
	goodixIDSize     = 6
	goodixConfigSize = 185
)

type goodixPoint struct {
	ID    int  `json:"id"`
	X     int  `json:"x"`
	Y     int  `json:"y"`
	Size  int  `json:"size"`
	Large bool `json:"large,omitempty"` // a palm
}

// goodixSays is everything but points, in the field that fits.
type goodixSays struct {
	Product  string `json:"product,omitempty"`
	Firmware string `json:"firmware,omitempty"`
	Large    bool   `json:"large,omitempty"`
	Key      byte   `json:"key,omitempty"`
	Ready    *bool  `json:"ready,omitempty"`
	Command  string `json:"command,omitempty"`
	Register string `json:"register,omitempty"`
	Data     string `json:"data,omitempty"`
}

type goodixConfigured struct {
	Version  byte `json:"config_version"`
	XMax     int  `json:"x_max"`
	YMax     int  `json:"y_max"`
	MaxTouch int  `json:"max_touch"`
	Trigger  byte `json:"int_trigger"`
}

// goodixReader follows what a chip was asked.
type goodixReader struct {
	most    int    // points that the chip may have
	pending []byte // of a report of which more must be read
	at      int64  // offset of that
	lines   []line
}

func explainGoodix(stream []byte, _ Opts) ([]line, error) {
	all, bad := transfers(stream)
	g := goodixReader{most: 5}
	for _, x := range all {
		g.take(x)
	}
	g.whole()
	return append(g.lines, bad...), nil
}

func (g *goodixReader) say(l line) { g.lines = append(g.lines, l) }

func (g *goodixReader) fail(offset int64, n int, reason string) { g.say(failed(offset, n, reason)) }

func (g *goodixReader) take(x transfer) {
	if len(x.w) < 2 {
		g.fail(x.offset, len(x.w), "a register has 16 bits")
		return
	}
	reg, data := int(binary.BigEndian.Uint16(x.w)), x.w[2:]
	if len(g.pending) > 0 && reg == goodixStatus+len(g.pending) {
		g.pending = append(g.pending, x.r...)
		g.report()
		return
	}
	g.whole()
	switch {
	case reg == goodixStatus && len(data) > 0: // taken back
	case reg == goodixStatus:
		g.pending, g.at = append([]byte(nil), x.r...), x.offset
		g.report()
	case reg == goodixID && len(x.r) >= goodixIDSize:
		g.identity(x)
	case reg == goodixConfig && len(x.r)+len(data) >= goodixConfigSize:
		g.config(x, append(data, x.r...))
	case reg == goodixCommand && len(data) == 1 && data[0] == 5:
		g.say(goodixSays{Command: "screen off"})
	default:
		g.say(goodixSays{Register: fmt.Sprintf("0x%04X", reg), Data: hexOf(append(data, x.r...))})
	}
}

// report explains the pending report once all of it is there.
func (g *goodixReader) report() {
	b := g.pending
	if len(b) == 0 {
		return
	}
	r, err := goodix.ParseReport(b, g.most)
	short := r.Ready && int(b[0]&0x0F) <= g.most && len(b) < goodix.ReportSize(b[0])-1
	if short {
		return
	}
	g.pending = nil
	switch {
	case err != nil:
		g.fail(g.at, len(b), err.Error())
	case !r.Ready:
		g.say(goodixSays{Ready: &r.Ready})
	default:
		g.points(r)
	}
}

func (g *goodixReader) points(r goodix.Report) {
	for _, p := range r.Points {
		g.say(goodixPoint{p.ID, p.X, p.Y, p.Size, r.Large})
	}
	if r.Large && len(r.Points) == 0 {
		g.say(goodixSays{Large: true})
	}
	if r.HasKey {
		g.say(goodixSays{Key: r.Key})
	}
}

// whole finds that nothing more of a report was read.
func (g *goodixReader) whole() {
	if len(g.pending) > 0 {
		g.fail(g.at, len(g.pending), fmt.Sprintf("report of %d bytes, %d were read", goodix.ReportSize(g.pending[0]), len(g.pending)))
	}
	g.pending = nil
}

func (g *goodixReader) identity(x transfer) {
	id, err := goodix.ParseID(x.r)
	if err != nil {
		g.fail(x.offset, len(x.r), err.Error())
		return
	}
	g.most = max(id.MaxTouch(), 1)
	g.say(goodixSays{Product: id.Product, Firmware: fmt.Sprintf("0x%04X", id.Firmware)})
}

// config explains a configuration that was read or written.
func (g *goodixReader) config(x transfer, b []byte) {
	c, err := goodix.ParseConfig(b)
	if err != nil {
		g.fail(x.offset, len(b), err.Error())
		return
	}
	g.say(goodixConfigured{c.Version, c.XMax, c.YMax, c.MaxTouch, c.Trigger})
}
