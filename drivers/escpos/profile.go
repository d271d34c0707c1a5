package escpos

import "slices"

// Encoding names the character set of the printer's own font.
type Encoding string

// Both Chinese encodings send the same bytes, the two-byte GBK block. None
// draws all text as raster, for printers without a Chinese font.
const (
	EncodingGB18030 Encoding = "gb18030"
	EncodingGBK     Encoding = "gbk"
	EncodingNone    Encoding = "none"
)

// pattern tells answer bytes from others: those with byte&mask == value.
type pattern struct{ mask, value byte }

var (
	fixedBits  = pattern{0x93, 0x12} // 0xx1xx10, Epson
	fixedLoose = pattern{0x13, 0x12} // b7 is in use
	noFixed    = pattern{}           // any byte may be an answer
)

func (p pattern) match(b byte) bool { return b&p.mask == p.value }

// bit is any bit of mask in the answer to DLE EOT n, or in a byte of a longer
// answer that sensor.key names.
type bit struct{ n, mask byte }

// cond is a condition: any of its bits. One that a make cannot tell is empty.
type cond []bit

// Profile is what one make of printer departs in from Epson. The fields of
// its status dialect are filled by the table below only.
type Profile struct {
	Name     string
	Width    Dots
	Encoding Encoding
	Confirm  Confirm // the strongest proof that the make is known to give

	Cut           []byte
	CutFeed       Dots // from the head to the knife, where the cut does not feed by itself
	SetUnits      bool // motion units are dots only after GS P
	NoFeedDots    bool // ESC J is ignored
	NativeQR      bool // GS ( k draws QR codes
	NativePDF417  bool // GS ( k draws PDF417: many clones know QR only
	NativeBarcode bool // GS k 73 draws Code 128, with its code set before the data
	Buffer        int  // receive buffer in bytes, for pacing with GS r; 0: not paced
	Retract       []byte
	Logos         bool // FS q stores pictures, FS p prints them

	ask      []byte           // DLE EOT n that are answered, in order
	fixed    pattern          // of their answers
	fixedOf  map[byte]pattern // exceptions by n
	offline  cond
	cover    cond
	stopped  cond // printing stopped because paper ended
	cutter   cond
	jam      cond
	broken   cond // not recoverable
	waiting  cond // recovers by itself: head hot, voltage
	nearEnd  cond
	paperEnd cond
	mouth    *sensor
	extra    []byte // further DLE EOT n that some models answer; silence is no fault

	presenter   *presenter
	retracts    *question // counter that grows when a slip is taken back
	counters    []countQuestion
	auto        *automatic // status that the printer sends of itself
	density     func(level int) []byte
	speed       func(level int) []byte
	star        bool // line mode: other commands, other framing
	binaryID    bool // GS ( H takes and answers any four bytes
	noProcessID bool // GS ( H is no command of the make

	// What New makes of Opts.
	afterInit, afterCut [][]byte
}

// loose says whether answers of DLE EOT cannot be told from those of GS r.
func (p Profile) loose() bool { return p.fixed == noFixed }

func (p Profile) fixedFor(n byte) pattern {
	if f, ok := p.fixedOf[n]; ok {
		return f
	}
	return p.fixed
}

// ProfileOf returns the row of that name; false when there is none.
func ProfileOf(name string) (Profile, bool) {
	if i := slices.IndexFunc(profiles, func(p Profile) bool { return p.Name == name }); i >= 0 {
		return profiles[i], true
	}
	return Profile{}, false
}

// Confirms are the words by which the make can be asked to prove a job.
func (p Profile) Confirms() []Confirm {
	switch {
	case p.star:
		return []Confirm{ConfirmETB, ConfirmNone}
	case p.noProcessID:
		return []Confirm{ConfirmGSR, ConfirmNone}
	}
	return []Confirm{ConfirmProcessID, ConfirmGSR, ConfirmNone}
}

// Encodings are the character sets that the make can be sent text in.
func (p Profile) Encodings() []Encoding {
	if p.star {
		return []Encoding{EncodingNone}
	}
	return []Encoding{EncodingGB18030, EncodingGBK, EncodingNone}
}

// ProfileNames lists the makes.
func ProfileNames() (names []string) {
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return names
}
