package config

import "slices"

// PrinterProfile is a make of receipt printer, and what it can be set to. The
// printer's driver has the same table; a test holds one against the other.
type PrinterProfile struct {
	Name      string
	Confirms  []string // besides profile
	Encodings []string
}

var (
	byAny     = []string{ConfirmProcessID, ConfirmGSR, ConfirmNone}
	byGSR     = []string{ConfirmGSR, ConfirmNone} // without GS ( H
	byOwn     = []string{ConfirmNone}             // its own mark, which profile stands for
	inAny     = []string{EncodingGB18030, EncodingGBK, EncodingNone}
	asPicture = []string{EncodingNone}
)

// Profiles are the rows of the receipt printer's profile table.
var Profiles = []PrinterProfile{
	{"epson", byAny, inAny},
	{"generic", byAny, inAny},
	{"masung", byAny, inAny},
	{"custom", byGSR, inAny},
	{"custom-vkp", byGSR, inAny},
	{"custom-tg", byGSR, inAny},
	{"reliance", byGSR, inAny},
	{"phoenix", byGSR, inAny},
	{"citizen", byAny, inAny},
	{"snbc", byAny, inAny},
	{"cashino", byAny, inAny},
	{"sprt", byAny, inAny},
	{"caysn", byAny, inAny},
	{"star", byOwn, asPicture},
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
}
