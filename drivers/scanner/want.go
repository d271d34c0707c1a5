package scanner

import (
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"
)

// Want is what one step of a visit accepts. Pattern and Max have no default: a
// step that takes anything at all says so.
type Want struct {
	Pattern string        // regular expression that the whole text fits
	Min     int           // characters; 0: none
	Max     int           // characters
	AIMs    []string      // AIM ids, such as "]Q1"; empty: any. Needs Opts.AIM
	Again   time.Duration // a code seen again within this time of the last look at it is passed over; 0: it counts
}

// matcher is a Want that was checked.
type matcher struct {
	Want
	re *regexp.Regexp
}

func (w Want) matcher() (matcher, error) {
	switch {
	case w.Pattern == "":
		return matcher{}, fmt.Errorf("no pattern")
	case w.Max < 1 || w.Min < 0 || w.Min > w.Max:
		return matcher{}, fmt.Errorf("%d to %d characters", w.Min, w.Max)
	case w.Again < 0:
		return matcher{}, fmt.Errorf("a time is negative")
	}
	re, err := regexp.Compile(`\A(?:` + w.Pattern + `)\z`)
	if err != nil {
		return matcher{}, fmt.Errorf("pattern: %w", err)
	}
	return matcher{w, re}, nil
}

// refuse says why a code is not wanted, without showing it.
func (m matcher) refuse(c Code) error {
	n := utf8.RuneCountInString(c.Text)
	switch {
	case len(m.AIMs) > 0 && !slices.Contains(m.AIMs, c.AIM):
		return fmt.Errorf("%v: symbology %q is not wanted", c, c.AIM)
	case n < m.Min || n > m.Max:
		return fmt.Errorf("%v: not of %d to %d characters", c, m.Min, m.Max)
	case !m.re.MatchString(c.Text):
		return fmt.Errorf("%v: not of the wanted form", c)
	}
	return nil
}
