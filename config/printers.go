package config

import (
	"slices"
	"time"
)

// PrinterProfile is a make of receipt printer, and what it can be set to. The
// printer's driver has the same table; a test holds one against the other.
type PrinterProfile struct {
	Name      string
	Confirms  []string // besides profile
	Encodings []string
	Density   bool     // can be set
	Speed     bool     // likewise
	Presents  []string // what its presenter can do with a slip; nil: it has none
}

var (
	byAny     = []string{ConfirmProcessID, ConfirmGSR, ConfirmNone}
	byGSR     = []string{ConfirmGSR, ConfirmNone} // without GS ( H
	byOwn     = []string{ConfirmNone}             // its own mark, which profile stands for
	inAny     = []string{EncodingGB18030, EncodingGBK, EncodingNone}
	asPicture = []string{EncodingNone}
	anyway    = []string{ThenHold, ThenEject, ThenRetract}
)

// Profiles are the rows of the receipt printer's profile table.
var Profiles = []PrinterProfile{
	{"epson", byAny, inAny, true, true, nil},
	{"generic", byAny, inAny, false, false, nil},
	{"masung", byAny, inAny, false, false, nil},
	{"custom", byGSR, inAny, true, true, anyway},
	{"custom-vkp", byGSR, inAny, true, true, anyway},
	{"custom-tg", byGSR, inAny, true, true, anyway},
	{"reliance", byGSR, inAny, false, false, anyway},
	{"phoenix", byGSR, inAny, false, false, nil},
	{"citizen", byAny, inAny, false, false, []string{ThenRetract}},
	{"snbc", byAny, inAny, false, false, nil},
	{"cashino", byAny, inAny, false, false, nil},
	{"sprt", byAny, inAny, false, false, nil},
	{"caysn", byAny, inAny, true, false, nil},
	{"star", byOwn, asPicture, true, true, nil},
}

// profile checks the make, and what it is set to.
func (v *check) profile(p Printer) {
	i := slices.IndexFunc(Profiles, func(row PrinterProfile) bool { return row.Name == p.Profile })
	if i < 0 {
		names := make([]string, len(Profiles))
		for i, row := range Profiles {
			names[i] = row.Name
		}
		oneOf(v, "printer.profile", p.Profile, names)
		oneOf(v, "printer.confirm", p.Confirm, confirms)
		oneOf(v, "printer.encoding", p.Encoding, encodings)
		return
	}
	row := Profiles[i]
	if p.Confirm != ConfirmProfile && !slices.Contains(row.Confirms, p.Confirm) {
		v.bad("printer.confirm", "%s takes %s, %s, not %q", row.Name, ConfirmProfile, list(row.Confirms), p.Confirm)
	}
	if !slices.Contains(row.Encodings, p.Encoding) {
		v.bad("printer.encoding", "%s takes %s, not %q", row.Name, list(row.Encodings), p.Encoding)
	}
	if p.Density != 0 && !row.Density {
		v.bad("printer.density", "of %s it cannot be set: want 0", row.Name)
	}
	if p.Speed != 0 && !row.Speed {
		v.bad("printer.speed", "of %s it cannot be set: want 0", row.Name)
	}
	v.present(row, p.Present)
}

// present wants a slip to be held out only in ways that the make knows.
func (v *check) present(row PrinterProfile, p Present) {
	oneOf(v, "printer.present.then", p.Then, anyway)
	between(v, "printer.present.out_mm", p.OutMM, 0, 255)
	between(v, "printer.present.after", p.After, 0, 255*time.Second)
	switch {
	case p == Present{Then: ThenHold}: // the printer's own setting
	case row.Presents == nil:
		v.bad("printer.present", "%s has no presenter that can be told", row.Name)
	case !slices.Contains(row.Presents, p.Then):
		v.bad("printer.present.then", "%s takes %s, not %q", row.Name, list(row.Presents), p.Then)
	case p.Then != ThenHold && p.After < time.Second, p.After%time.Second != 0:
		v.bad("printer.present.after", "want whole seconds, 1 or more, got %v", p.After)
	case row.Name == "citizen" && p.After > 9*time.Second:
		v.bad("printer.present.after", "%s waits 9s at most, got %v", row.Name, p.After)
	}
}
