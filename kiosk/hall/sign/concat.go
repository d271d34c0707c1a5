package sign

import (
	"fmt"
	"strconv"
	"time"
)

// concat is the family of the national platforms: sid, rid and the time in
// milliseconds, one after another without anything between, in four headers
// whose names begin with the platform's.
type concat struct{}

func (concat) algorithms() []string { return []string{hmacSHA256, hmacSM3} }

func (concat) parts(o Opts, r Request, _ Secret) ([]part, error) {
	return []part{
		{name: "sid", text: r.Service}, {name: "rid", text: o.ID}, {name: "rtime", text: millis(r.At)},
	}, nil
}

func (concat) steps(o Opts, exact string, s Secret) ([]Step, error) {
	return digested(o.Algorithm, asBase64, s.value, exact), nil
}

func (concat) attach(o Opts, r Request, _ Secret, value string) (Signature, error) {
	p := o.Scheme
	return unchanged(r,
		Header{p + "_rid", o.ID}, Header{p + "_sid", r.Service}, Header{p + "_rtime", millis(r.At)}, Header{p + "_sign", value})
}

func (concat) read(o Opts, r Request, _ Secret) (Request, claim, error) {
	p := o.Scheme
	at, err := ofMillis(r.Header.Get(p + "_rtime"))
	r.At, r.Service = at, r.Header.Get(p+"_sid")
	return r, claim{id: r.Header.Get(p + "_rid"), value: r.Header.Get(p + "_sign")}, err
}

func (concat) variants() []variant {
	return []variant{
		{StepToSign, "the other side has rid before sid", swapped(0, 1)},
		{"rtime", "the other side has seconds", seconds("rtime")},
		{StepToSign, "the other side signs the time alone", only("rtime")},
	}
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func ofMillis(text string) (time.Time, error) {
	n, err := canonicalInt(text)
	return time.UnixMilli(n), err
}

func ofSeconds(text string) (time.Time, error) {
	n, err := canonicalInt(text)
	return time.Unix(n, 0), err
}

// canonicalInt reads a number that has one spelling only: what was signed is
// its text.
func canonicalInt(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != text {
		return 0, fmt.Errorf("time %q is no number", text)
	}
	return n, nil
}
