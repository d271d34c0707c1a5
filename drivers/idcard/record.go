package idcard

import "fmt"

// RecordKind is the kind of a card's text record (§12).
type RecordKind string

const (
	Citizen       RecordKind = "citizen"
	Permit        RecordKind = "J" // resident permit for Hong Kong, Macao and Taiwan
	Foreigner2017 RecordKind = "I" // permanent resident, 15-character number
	Foreigner2023 RecordKind = "Y" // permanent resident, 18-character number
)

// LongTerm is what ValidTo holds on a card that never expires.
const LongTerm = "长期"

// Record is what one read of a card gave. Text is as on the card, without the
// padding; a field that the kind does not have is empty.
//
// It prints masked, whatever the verb; only its fields hold the person.
type Record struct {
	Kind       RecordKind
	Name       string // foreigners: the Chinese name, or the English where there is none
	Number     string // 18 characters; 15 on a 2017 permit
	SexCode    string // GB/T 2261.1
	EthnicCode string // GB/T 3304; citizens only
	Birth      string // YYYYMMDD
	Address    string
	Authority  string // the office; on a 2017 permit its code
	ValidFrom  string // YYYYMMDD
	ValidTo    string // YYYYMMDD, or LongTerm

	PassNumber string // J: travel permit
	Issues     string // J: issue count; Y: renewal count; I: card version
	Chinese    string // I and Y
	English    string // I and Y
	Country    string // I and Y: three letters
	Link       string // Y: what is needed to derive the former number

	// Addresses were appended after the card was made, in the card's order.
	// Nil where nobody knows: they were not asked for, or no answer came.
	// Empty where the card has none.
	Addresses []string

	Photo       []byte // WLT block, not decoded; see Portrait
	Fingerprint []byte // nil where it was not asked for, empty where the card has none; see Templates
	Flags       []Flag // what does not fit together

	englishRest string
}

// ParseRecord reads the 256 bytes of a text record. Whatever they hold gives a
// Record; what in it cannot be right is in Flags. Only another size is an
// error.
func ParseRecord(rec []byte) (*Record, error) {
	if len(rec) != recordSize {
		return nil, fmt.Errorf("idcard: a text record has %d bytes, not %d", recordSize, len(rec))
	}
	r := &Record{Kind: kindOf(rec)}
	for _, f := range layouts[r.Kind] {
		*f.into(r) = text(rec[f.at : f.at+f.size])
	}
	r.English += r.englishRest
	if r.Kind == Foreigner2017 || r.Kind == Foreigner2023 {
		if r.Name = r.Chinese; r.Name == "" {
			r.Name = r.English
		}
	}
	r.Flags = r.check()
	return r, nil
}

// ParseRead makes a fresh Record of the data of a reply to 30 01 or 30 10.
func ParseRead(data []byte) (*Record, error) {
	parts, err := SplitRead(data)
	if err != nil {
		return nil, err
	}
	r, err := ParseRecord(parts.Text)
	if err != nil {
		return nil, err
	}
	r.Photo, r.Fingerprint = parts.Photo, parts.Fingerprint
	return r, nil
}
