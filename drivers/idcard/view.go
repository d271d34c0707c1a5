package idcard

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
)

// Fields is the record by name, for a technician's eyes and scripts. Fields
// that the kind does not have are left out. Without reveal everything that
// tells who the person is is masked.
func (r *Record) Fields(reveal bool) map[string]any {
	hide := func(mask func(string) string, s string) string {
		if reveal {
			return s
		}
		return mask(s)
	}
	out := map[string]any{
		"type": string(r.Kind), "sex": r.SexCode, "sex_name": SexName(r.SexCode),
		"birth": hide(maskDigits, day(r.Birth)), "valid_from": day(r.ValidFrom), "expiry": day(r.ValidTo),
		"photo_bytes": len(r.Photo),
	}
	if len(r.Flags) > 0 {
		out["flags"] = r.Flags
	}
	if r.Fingerprint != nil {
		out["fingerprint_bytes"] = len(r.Fingerprint)
		if t, err := r.Templates(); err == nil && len(t) > 0 {
			out["enrolment"] = enrolmentsOf(t)
		}
	}
	if r.Addresses != nil {
		appended := make([]string, len(r.Addresses))
		for i, a := range r.Addresses {
			appended[i] = hide(maskAll, a)
		}
		out["appended_addresses"] = appended
	}
	switch r.Kind {
	case Citizen:
		out["ethnic"], out["ethnic_name"] = r.EthnicCode, EthnicName(r.EthnicCode)
	case Permit:
		out["pass_no"], out["issue_count"] = hide(MaskNumber, r.PassNumber), r.Issues
	case Foreigner2017:
		out["card_version"], out["authority_code"] = r.Issues, r.Authority
	case Foreigner2023:
		out["renewals"], out["link"] = r.Issues, r.Link
		out["previous_number_derived"] = hide(MaskNumber, formerNumber(r))
	}
	if r.Kind == Citizen || r.Kind == Permit {
		out["id"], out["name"] = hide(MaskNumber, r.Number), hide(MaskName, r.Name)
		out["address"], out["authority"] = hide(maskAll, r.Address), r.Authority
		return out
	}
	out["number"], out["country"] = hide(MaskNumber, r.Number), r.Country
	out["chinese"], out["english"] = hide(MaskName, r.Chinese), hide(MaskName, r.English)
	return out
}

// enrolmentsOf says of each finger how it was taken.
func enrolmentsOf(templates []Template) (all []string) {
	for _, t := range templates {
		all = append(all, t.String())
	}
	return all
}

// day writes a date as 2006-01-02 and leaves alone what is none.
func day(s string) string {
	if s == LongTerm {
		return "long-term"
	}
	d, err := time.Parse(date, s)
	if err != nil {
		return s
	}
	return d.Format(time.DateOnly)
}

// String is the kind, the name and the number, masked.
func (r Record) String() string {
	return fmt.Sprintf("%s %s %s", r.Kind, MaskName(r.Name), MaskNumber(r.Number))
}

// Format keeps the person out of every verb of package fmt.
func (r Record) Format(f fmt.State, _ rune) { io.WriteString(f, r.String()) }

// LogValue keeps the person out of logs.
func (r Record) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON keeps the person out of JSON; Fields(true) is the way round it.
func (r Record) MarshalJSON() ([]byte, error) { return json.Marshal(r.Fields(false)) }

// MaskName leaves the first and the last character: 张*三. Of two characters
// the first stays, of one none.
func MaskName(s string) string {
	c := []rune(s)
	switch n := len(c); {
	case n > 2:
		return string(c[0]) + stars(n-2) + string(c[n-1])
	case n == 2:
		return string(c[0]) + "*"
	}
	return stars(len(c))
}

// MaskNumber hides the birth date in 18 characters, and in others all but the
// first three and the last two.
func MaskNumber(s string) string {
	c := []rune(s)
	switch n := len(c); {
	case n == 18:
		return string(c[:6]) + stars(8) + string(c[14:])
	case n >= 8:
		return string(c[:3]) + stars(n-5) + string(c[n-2:])
	}
	return stars(len(c))
}

func maskAll(s string) string { return stars(len([]rune(s))) }

// maskDigits keeps the form of a date.
func maskDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '-' {
			return c
		}
		return '*'
	}, s)
}

func stars(n int) string { return strings.Repeat("*", n) }
