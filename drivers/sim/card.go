package sim

import "unicode/utf16"

// CardKind says what a reader makes of a card.
type CardKind string

const (
	Citizen    CardKind = "citizen"    // resident ID card
	Permit     CardKind = "J"          // resident permit, Hong Kong, Macao, Taiwan
	Foreigner  CardKind = "Y"          // permanent resident, 2023 layout
	Foreigner1 CardKind = "I"          // permanent resident, 2017 layout
	OtherChip  CardKind = "other-chip" // a chip card that answers find and select and is no ID card
	Transport  CardKind = "transport"  // a card that the reader's field does not find at all
)

// Card is what somebody lays on the reader. Text that is longer than its
// field is cut, as a card never holds more.
type Card struct {
	Kind      CardKind
	Label     string // who this is, for a tray on a screen; not on the chip
	Name      string
	SexCode   string // GB/T 2261.1: 0, 1, 2 or 9
	Ethnic    string // GB/T 3304, two digits; citizens only
	Birth     string // YYYYMMDD
	Address   string
	Number    string
	Authority string
	ValidFrom string // YYYYMMDD
	ValidTo   string // YYYYMMDD, or 长期

	PassNumber string // J: number of the travel permit
	Issues     string // J: issue count; Y: renewal count; I: card version. Two digits
	English    string // Y and I: name in Latin letters
	Country    string // Y and I: three letters
	Link       string // Y: link item to the former permit, three characters

	Appended    []string // later addresses, at most four; none gives 91
	Fingerprint int      // bytes of fingerprint data: 0, 512 or 1024
	Management  [28]byte // IIN 4, serial 8, management number 16
}

// field is one part of the text record: offset and length in bytes.
type field struct {
	at, size int
	text     string
}

// recordSize is the length of the text record in bytes (idcard §12).
const recordSize = 256

// Text is the record as the chip holds it: 256 bytes of UTF-16LE, fields
// padded with U+0020 (idcard §12).
func (c Card) Text() []byte {
	rec := spaces(recordSize)
	for _, f := range c.fields() {
		put(rec, f)
	}
	return rec
}

func (c Card) fields() []field {
	switch c.Kind {
	case Permit:
		return append(c.common(), field{52, 70, c.Address}, field{158, 30, c.Authority},
			field{220, 18, c.PassNumber}, field{238, 4, c.Issues}, field{248, 2, "J"})
	case Foreigner:
		return append(c.common(), field{32, 4, c.Issues}, field{52, 70, c.English},
			field{242, 6, c.Country}, field{248, 2, "Y"}, field{250, 6, c.Link})
	case Foreigner1:
		return []field{{0, 120, c.English}, {120, 2, c.SexCode}, {122, 30, c.Number},
			{152, 6, c.Country}, {158, 30, c.Name}, {188, 16, c.ValidFrom}, {204, 16, c.ValidTo},
			{220, 16, c.Birth}, {236, 4, c.Issues}, {240, 8, c.Authority}, {248, 2, "I"}}
	}
	return append(c.common(), field{32, 4, c.Ethnic}, field{52, 70, c.Address}, field{158, 30, c.Authority})
}

// common are the fields that citizen, J and Y records hold at the same place.
func (c Card) common() []field {
	return []field{{0, 30, c.Name}, {30, 2, c.SexCode}, {36, 16, c.Birth},
		{122, 36, c.Number}, {188, 16, c.ValidFrom}, {204, 16, c.ValidTo}}
}

// Photo is a WLT block of 1024 bytes: the constant first bytes of every block
// seen, then zeros. It does not decode (idcard §14).
func (c Card) Photo() []byte {
	photo := make([]byte, 1024)
	copy(photo, []byte{0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00, 0x00, 0xFF, 0x85})
	return photo
}

// addresses are the appended-address records, 70 bytes each (idcard §4).
func (c Card) addresses() []byte {
	var out []byte
	for _, a := range c.Appended[:min(4, len(c.Appended))] {
		rec := spaces(70)
		put(rec, field{0, 70, a})
		out = append(out, rec...)
	}
	return out
}

// fingerprints are templates of 512 bytes whose byte 5 says "not enrolled".
func (c Card) fingerprints() []byte {
	out := make([]byte, c.Fingerprint)
	for at := 4; at < len(out); at += 512 {
		out[at] = 3
	}
	return out
}

func spaces(n int) []byte {
	b := make([]byte, n)
	for i := 0; i < n; i += 2 {
		b[i] = ' '
	}
	return b
}

func put(rec []byte, f field) {
	at := f.at
	for _, u := range utf16.Encode([]rune(f.text)) {
		if at+2 > f.at+f.size {
			return
		}
		rec[at], rec[at+1] = byte(u), byte(u>>8)
		at += 2
	}
}
