package scanner

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Charset is how the bytes of a code were read.
type Charset string

const (
	ASCII   Charset = "ascii"
	UTF8    Charset = "utf-8"
	GB18030 Charset = "gb18030"
)

// Code is one code that was read. Its text is for the program alone: printed
// or logged, a Code shows its length and a hash.
type Code struct {
	Text      string
	AIM       string // "]Q1"; empty where the reader sends none
	Symbology string // by the AIM id; empty without
	Charset   Charset
	At        time.Time // when its last byte came
}

// String is the form for logs. The hash tells two codes apart; it is cut to 32
// bits, so that of all citizens' numbers thousands share each value.
func (c Code) String() string {
	sum := sha256.Sum256([]byte(c.Text))
	return fmt.Sprintf("code{%s%d characters, %x}", c.AIM, utf8.RuneCountInString(c.Text), sum[:4])
}

// GoString keeps %#v from showing the text.
func (c Code) GoString() string { return c.String() }

// LogValue implements slog.LogValuer.
func (c Code) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalText keeps encoders from showing the text.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// ParseCode reads the bytes of one code, without its suffix. With aim they may
// begin with an AIM id. What it refuses it says without showing it.
func ParseCode(raw []byte, aim bool) (c Code, err error) {
	if aim {
		c.AIM, raw = cutAIM(raw)
		c.Symbology = symbologyOf(c.AIM)
	}
	if c.Text, c.Charset, err = textOf(raw); err != nil {
		return Code{}, err
	}
	if err := refuseControls(c.Text, gs1[c.AIM] != ""); err != nil {
		return Code{}, err
	}
	return c, nil
}

// textOf reads bytes as UTF-8, else as GB18030 that encodes to the same bytes
// again.
func textOf(raw []byte) (string, Charset, error) {
	switch {
	case len(raw) == 0:
		return "", "", fmt.Errorf("scanner: an empty code")
	case utf8.Valid(raw) && !bytes.ContainsFunc(raw, func(r rune) bool { return r >= utf8.RuneSelf }):
		return string(raw), ASCII, nil
	case utf8.Valid(raw):
		return string(raw), UTF8, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err == nil {
		var again []byte
		if again, err = simplifiedchinese.GB18030.NewEncoder().Bytes(text); err == nil && bytes.Equal(again, raw) {
			return string(text), GB18030, nil
		}
	}
	return "", "", fmt.Errorf("scanner: %d bytes are neither UTF-8 nor GB18030", len(raw))
}

// refuseControls refuses what a screen, a keyboard or a log would obey:
// control and format characters, line separators. GS passes where the
// symbology uses it (section 11).
func refuseControls(text string, gs bool) error {
	at := 0
	for _, r := range text {
		allowed := gs && r == 0x1D
		if !allowed && (r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)) {
			return fmt.Errorf("scanner: control character %02X at %d", r, at)
		}
		at++
	}
	return nil
}
