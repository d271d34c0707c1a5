package idcard

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// field is a part of the text record: offset and length in bytes, and where
// its text goes.
type field struct {
	at, size int
	into     func(*Record) *string
}

const (
	recordSize = 256 // bytes of UTF-16LE
	kindAt     = 248 // the unit that tells the record's kind
)

// layouts are the field tables (§12). What no field covers is reserved.
var layouts = map[RecordKind][]field{
	Citizen: {
		{0, 30, name}, {30, 2, sex}, {32, 4, ethnic}, {36, 16, birth}, {52, 70, address},
		{122, 36, number}, {158, 30, authority}, {188, 16, from}, {204, 16, to},
	},
	Permit: {
		{0, 30, name}, {30, 2, sex}, {36, 16, birth}, {52, 70, address},
		{122, 36, number}, {158, 30, authority}, {188, 16, from}, {204, 16, to},
		{220, 18, pass}, {238, 4, issues},
	},
	Foreigner2017: {
		{0, 120, english}, {120, 2, sex}, {122, 30, number}, {152, 6, country}, {158, 30, chinese},
		{188, 16, from}, {204, 16, to}, {220, 16, birth}, {236, 4, issues}, {240, 8, authority},
	},
	Foreigner2023: {
		{0, 30, chinese}, {30, 2, sex}, {32, 4, issues}, {36, 16, birth}, {52, 70, english},
		{122, 36, number}, {188, 16, from}, {204, 16, to}, {220, 22, more}, {242, 6, country},
		{250, 6, link},
	},
}

func name(r *Record) *string      { return &r.Name }
func sex(r *Record) *string       { return &r.SexCode }
func ethnic(r *Record) *string    { return &r.EthnicCode }
func birth(r *Record) *string     { return &r.Birth }
func address(r *Record) *string   { return &r.Address }
func number(r *Record) *string    { return &r.Number }
func authority(r *Record) *string { return &r.Authority }
func from(r *Record) *string      { return &r.ValidFrom }
func to(r *Record) *string        { return &r.ValidTo }
func pass(r *Record) *string      { return &r.PassNumber }
func issues(r *Record) *string    { return &r.Issues }
func chinese(r *Record) *string   { return &r.Chinese }
func english(r *Record) *string   { return &r.English }
func more(r *Record) *string      { return &r.englishRest }
func country(r *Record) *string   { return &r.Country }
func link(r *Record) *string      { return &r.Link }

// kindOf reads the unit at 248. Both of its bytes count: a citizen's reserved
// bytes are spaces.
func kindOf(rec []byte) RecordKind {
	switch k := RecordKind(rune(binary.LittleEndian.Uint16(rec[kindAt:]))); k {
	case Permit, Foreigner2017, Foreigner2023:
		return k
	}
	return Citizen
}

// text is a field without its padding. Nothing else is changed: full-width
// digits and rare characters stay as they are on the card (§13).
func text(p []byte) string {
	units := make([]uint16, len(p)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(p[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), " \x00")
}
