package decode

import (
	"fmt"
	"slices"

	"govkiosk/drivers/touch/focaltech"
)

type focalPoint struct {
	ID     int                  `json:"id"`
	Event  focaltech.PointEvent `json:"event"`
	X      int                  `json:"x"`
	Y      int                  `json:"y"`
	Absent bool                 `json:"absent,omitempty"` // up because it is no longer told
}

// focalIdentity is what up to three registers say; none of it is reliable.
type focalIdentity struct {
	Vendor string `json:"vendor,omitempty"`
	Chip   string `json:"chip,omitempty"`
	FW     *byte  `json:"fw,omitempty"`
}

// Registers of the identity.
const (
	focalChip     = 0xA3
	focalFirmware = 0xA6
	focalVendor   = 0xA8
)

// focalReader follows what a chip was asked.
type focalReader struct {
	live  []focaltech.Point
	id    *focalIdentity // being gathered
	lines []line
}

func explainFocalTech(stream []byte, _ Opts) ([]line, error) {
	all, bad := transfers(stream)
	var f focalReader
	for _, x := range all {
		f.take(x)
	}
	f.identified()
	return append(f.lines, bad...), nil
}

func (f *focalReader) say(l line) { f.lines = append(f.lines, l) }

func (f *focalReader) take(x transfer) {
	switch {
	case len(x.w) == 0:
		f.say(failed(x.offset, 0, "a register has 8 bits"))
	case len(x.w) == 1 && x.w[0] == 0:
		f.identified()
		f.report(x)
	case len(x.w) == 1 && len(x.r) == 1 && slices.Contains([]byte{focalChip, focalFirmware, focalVendor}, x.w[0]):
		f.identity(x.w[0], x.r[0])
	default:
		f.identified()
		f.say(goodixSays{Register: fmt.Sprintf("0x%02X", x.w[0]), Data: hexOf(append(x.w[1:], x.r...))})
	}
}

// identity gathers the three registers into one object.
func (f *focalReader) identity(reg, value byte) {
	if f.id == nil {
		f.id = &focalIdentity{}
	}
	switch reg {
	case focalChip:
		f.id.Chip = fmt.Sprintf("0x%02X %s", value, focaltech.ChipName(value))
	case focalVendor:
		f.id.Vendor = fmt.Sprintf("0x%02X %s", value, focaltech.VendorName(value))
	case focalFirmware:
		f.id.FW = &value
	}
}

func (f *focalReader) identified() {
	if f.id != nil {
		f.say(*f.id)
	}
	f.id = nil
}

// report tells the contacts, those that the chip says have ended, and those
// that it no longer tells.
func (f *focalReader) report(x transfer) {
	r := focaltech.ParseReport(x.r)
	switch {
	case r.Absent:
		f.say(failed(x.offset, len(x.r), "all FF: the chip sleeps, or is not there"))
		return
	case r.Invalid != "":
		f.say(failed(x.offset, len(x.r), r.Invalid))
		return
	}
	was := f.live
	f.live = r.Live()
	for _, p := range f.live {
		f.say(focalPoint{p.ID, p.Event, p.X, p.Y, false})
	}
	lifted := slices.DeleteFunc(slices.Clone(r.Points), func(p focaltech.Point) bool { return p.Event != focaltech.EventUp })
	for _, p := range lifted {
		f.say(focalPoint{p.ID, p.Event, p.X, p.Y, false})
	}
	told := slices.Concat(f.live, lifted)
	for _, p := range was {
		if !slices.ContainsFunc(told, func(q focaltech.Point) bool { return q.ID == p.ID }) {
			f.say(focalPoint{p.ID, focaltech.EventUp, p.X, p.Y, true})
		}
	}
}
