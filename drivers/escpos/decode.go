package escpos

import (
	"fmt"
	"strings"
)

// Item is one thing found in a printer's stream by DecodeStatus.
type Item struct {
	Offset   int      // of its first byte in the stream
	Bytes    []byte   // without flow control that stood inside a block
	Class    string   // what the pattern says that it is
	Meanings []string // what it may mean; more than one where the byte alone does not tell
}

// String is one line for a technician.
func (i Item) String() string {
	return fmt.Sprintf("%04d  %-24s %s: %s", i.Offset, fmt.Sprintf("% x", i.Bytes), i.Class, strings.Join(i.Meanings, " | "))
}

// DecodeStatus explains a recorded stream of a printer's answers. It knows no
// questions: the answer to DLE EOT does not name its n, so all four readings
// are given (bits as in quirks.go for Epson), with those of makes that differ,
// and 0xx0xxxx may be several things. It never fails; what fits nothing is an item too.
func DecodeStatus(stream []byte) []Item { return decode(splitter{full: true}, stream) }

// DecodeStar explains a recorded stream of a Star printer in line mode: status
// frames, which look like other things to DecodeStatus.
func DecodeStar(stream []byte) []Item { return decode(splitter{star: true}, stream) }

func decode(s splitter, stream []byte) []Item {
	s.push(stream)
	var items []Item
	for {
		r, ok := s.next()
		if !ok {
			if r, ok = s.flush(); !ok {
				return items
			}
		}
		items = append(items, explain(r))
	}
}

func explain(r reply) Item {
	i := Item{Offset: r.offset, Bytes: r.bytes, Class: string(r.class)}
	switch r.class {
	case replyFlow:
		i.Meanings = []string{map[byte]string{xon: "XON, may send", xoff: "XOFF, stop sending"}[r.bytes[0]]}
	case replyStatus:
		i.Class, i.Meanings = "DLE EOT answer", readings(r.bytes[0])
	case replySingle:
		i.Meanings = single(r.bytes[0])
	case replyASB:
		i.Class, i.Meanings = "automatic status (ASB)", []string{names(asbBits, r.bytes, asbNotes...)}
	case replyFull:
		i.Class, i.Meanings = "FULL status (Custom, DLE EOT 20)", []string{names(fullBits, r.bytes, fullNotes...)}
	case replyStar:
		i.Class, i.Meanings = "automatic status (Star)", []string{names(starBits, r.bytes)}
	case replyBlock:
		i.Class, i.Meanings = explainBlock(r.bytes)
	default:
		i.Meanings = unclassified(r.bytes[0])
	}
	return i
}

// named is a condition in byte at of an answer.
type named struct {
	at   int
	mask byte
	name string
}

// eotBits are the conditions of DLE EOT 1 to 4; at is n.
var eotBits = []named{
	{1, 0x08, "offline"}, {1, 0x20, "waiting for recovery"}, {1, 0x40, "feed button pressed"},
	{2, 0x04, "cover open"}, {2, 0x08, "fed by button"}, {2, 0x20, "stopped by paper end"}, {2, 0x40, "error"},
	{3, 0x04, "mechanical error"}, {3, 0x08, "cutter error"}, {3, 0x20, "unrecoverable error"}, {3, 0x40, "head hot or voltage"},
	{4, 0x0C, "paper near end"}, {4, 0x60, "paper end"},
}

// Notes are told beside what is wrong, and are not: the drawer's contact of a
// kiosk's printer, which has no drawer, stands at either level.
var (
	eotNotes  = []named{{1, 0x04, "drawer pin 3 high"}}
	asbNotes  = []named{{0, 0x04, "drawer pin 3 high"}, {1, 0x02, "button pressed"}}
	fullNotes = []named{
		{2, 0x80, "notch bit set"}, {3, 0x04, "spooling"}, {3, 0x20, "LF key"}, {3, 0x40, "FF key"},
		{4, 0x80, "looking for the black mark"},
	}
)

var asbBits = []named{
	{0, 0x08, "offline"}, {0, 0x20, "cover open"}, {0, 0x40, "fed by button"},
	{1, 0x01, "waiting for recovery"}, {1, 0x04, "mechanical error"}, {1, 0x08, "cutter error"},
	{1, 0x20, "unrecoverable error"}, {1, 0x40, "head hot or voltage"},
	{2, 0x03, "paper near end"}, {2, 0x0C, "paper end"},
}

var fullBits = []named{
	{2, 0x01, "no paper"}, {2, 0x04, "paper near end"}, {2, 0x20, "ticket in output"}, {2, 0x40, "virtual paper end"},
	{3, 0x01, "head up"}, {3, 0x02, "cover open"}, {3, 0x08, "motor on"},
	{4, 0x01, "head temperature"}, {4, 0x02, "RS232 error"}, {4, 0x08, "voltage"}, {4, 0x20, "not acknowledged"}, {4, 0x40, "paper jam"},
	{5, 0x01, "cutter error"}, {5, 0x02, "cutter cover, of a TG flash"}, {5, 0x04, "RAM"}, {5, 0x08, "EEPROM"}, {5, 0x80, "presenter's emitter"},
}

// starBits are those that are in a frame of any length.
var starBits = []named{
	{2, 0x08, "offline"}, {2, 0x20, "cover open"}, {2, starETB, "ETB executed"},
	{3, 0x08, "cutter error"}, {3, 0x20, "unrecoverable error"}, {3, 0x40, "head hot"},
	{5, 0x06, "paper near end"}, {5, 0x08, "paper end"}, {6, 0x02, "paper at the presenter"},
}

// names lists the conditions that are set in b, and the notes after them.
func names(bits []named, b []byte, notes ...named) string {
	set := namesSet(bits, b)
	if set == nil {
		set = []string{"nothing wrong"}
	}
	return strings.Join(append(set, namesSet(notes, b)...), ", ")
}

func namesSet(bits []named, b []byte) (set []string) {
	for _, n := range bits {
		if b[n.at]&n.mask != 0 {
			set = append(set, n.name)
		}
	}
	return set
}

// readings reads b as the answer to each n, as Epson means it and as others do.
func readings(b byte) (out []string) {
	for n := 1; n <= 4; n++ {
		at := make([]byte, 5)
		at[n] = b
		out = append(out, fmt.Sprintf("n=%d %s", n, names(eotBits, at, eotNotes...)))
	}
	return append(out, ofMakes(b)...)
}

// single reads 0xx0xxxx.
func single(b byte) []string {
	paper := names([]named{{0, 0x03, "paper near end"}, {0, 0x0C, "paper end"}}, []byte{b})
	out := []string{
		"GS r 1 " + paper,
		"GS r 2 " + names(nil, []byte{b}, named{0, 0x01, "drawer pin 3 high"}),
		"Masung DLE EOT 5 " + names([]named{{0, 0x08, "jam"}, {0, 0x01, "exit blocked"}, {0, 0x04, "paper at exit"}, {0, 0x02, "pulled"}}, []byte{b}),
		"Custom GS e 6 " + names(ejectorBits, []byte{b}),
		fmt.Sprintf("GS I %d", b),
	}
	if b == 0x6C || b == 0x0C {
		out = append(out, map[byte]string{0x6C: "Reliance DLE EOT 4 paper end", 0x0C: "Reliance DLE EOT 4 paper near end"}[b])
	}
	return out
}

var ejectorBits = []named{
	{0, 0x80, "jam"}, {0, 0x08, "ticket at output"}, {0, 0x40, "error"}, {0, 0x20, "ejector running"},
	{0, 0x10, "motor running"}, {0, 0x04, "paper at entry"}, {0, 0x01, "paper near end"},
}

func unclassified(b byte) []string {
	if isHeader(b) {
		return []string{"header of a block that does not end"}
	}
	if b&0x93 == 0x10 {
		return []string{"first byte of an automatic status that does not go on"}
	}
	out := []string{"Custom GS e 6 " + names(ejectorBits, []byte{b})}
	if b == 0x80 {
		out = append(out, "Masung DLE EOT 5 paper bin error")
	}
	return append(out, "noise")
}

// explainBlock names a block from header to NUL.
func explainBlock(b []byte) (string, []string) {
	body := b[1 : len(b)-1]
	switch {
	case b[0] == 0x5F:
		return "text or counter (GS I, GS g 2)", []string{fmt.Sprintf("%q", body)}
	case b[0] == 0x35:
		return "power-off notice", []string{"power may be cut"}
	case len(b) == 7 && b[0] == 0x37 && b[1] == 0x22:
		return "process id (GS ( H 48)", []string{fmt.Sprintf("job %q is printed", b[2:6])}
	case len(b) == 7 && b[0] == 0x37 && b[1] == 0x33:
		return "process id (Caysn)", []string{fmt.Sprintf("job %q failed", b[2:6])}
	case len(b) == 3 && b[0] == 0x37 && b[1] == 0x25:
		return "cleared (DLE DC4 8)", []string{"buffers are empty"}
	case b[0] == 0x37 && b[1] == 0x36:
		return "size of a QR code (GS ( k 82)", []string{strings.ReplaceAll(string(b[2:len(b)-1]), "\x1f", ", ")}
	case b[0] == 0x37 && len(b) > 2 && b[1] == 0x23:
		return "offline (GS ( H 49)", []string{offlineCauses(b[2 : len(b)-1])}
	}
	return "block", []string{fmt.Sprintf("%q", body)}
}

// offlineCauses prints the cause bytes as they are: their table is not in
// the manuals at hand.
func offlineCauses(b []byte) string {
	if len(b) == 0 {
		return "online"
	}
	return fmt.Sprintf("offline, causes % x", b)
}
