package idcard

import (
	"fmt"
	"io"
	"log/slog"
)

// Enrolment says how a finger was taken when the card was made (§5).
type Enrolment string

const (
	EnrolUnknown Enrolment = ""             // 9, or a code that no source lists
	EnrolOK      Enrolment = "ok"           // 1
	EnrolFailed  Enrolment = "failed"       // 2
	EnrolNone    Enrolment = "not enrolled" // 3
)

var enrolments = map[byte]Enrolment{1: EnrolOK, 2: EnrolFailed, 3: EnrolNone}

const (
	templateSize  = 512
	mostTemplates = 2
	enrolmentAt   = 4 // byte 5, counted from 1
)

// Template is one finger on a card. It prints as its enrolment alone.
type Template struct {
	Enrolment Enrolment
	// Raw are the 512 bytes of the card. Which of them names the finger is not
	// established; FingerName has the words for whoever knows it of a maker.
	Raw []byte
}

// ParseFingerprint cuts a fingerprint block into its templates: none, one or
// two of 512 bytes, which share data's memory. Another size is an error.
func ParseFingerprint(data []byte) ([]Template, error) {
	if len(data)%templateSize != 0 || len(data) > mostTemplates*templateSize {
		return nil, fmt.Errorf("idcard: %d bytes are no templates of %d", len(data), templateSize)
	}
	var all []Template
	for ; len(data) > 0; data = data[templateSize:] {
		all = append(all, Template{enrolments[data[enrolmentAt]], data[:templateSize]})
	}
	return all, nil
}

// Templates cuts the record's fingerprint block; see ParseFingerprint.
func (r *Record) Templates() ([]Template, error) { return ParseFingerprint(r.Fingerprint) }

var fingerNames = map[byte]string{
	11: "右手拇指", 12: "右手食指", 13: "右手中指", 14: "右手环指", 15: "右手小指",
	16: "左手拇指", 17: "左手食指", 18: "左手中指", 19: "左手环指", 20: "左手小指",
	97: "右手不确定指位", 98: "左手不确定指位", 99: "其他不确定指位",
}

// FingerName is the word for a position code of a template, or "unknown" (§5).
func FingerName(code byte) string {
	if n, ok := fingerNames[code]; ok {
		return n
	}
	return unknownCode
}

// String is the enrolment.
func (t Template) String() string {
	if t.Enrolment == EnrolUnknown {
		return unknownCode
	}
	return string(t.Enrolment)
}

// Format keeps the finger out of every verb of package fmt.
func (t Template) Format(f fmt.State, _ rune) { io.WriteString(f, t.String()) }

// LogValue keeps the finger out of logs.
func (t Template) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText keeps the finger out of JSON and other files.
func (t Template) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
