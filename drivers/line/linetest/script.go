package linetest

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// verb begins a line of a transcript.
type verb byte

const (
	hostSends   verb = '>'
	deviceSends verb = '<'
	pause       verb = '@'
)

// step is one line of a transcript.
type step struct {
	line  int // in the file, from 1
	verb  verb
	bytes []byte        // of what was sent
	after time.Duration // of a pause
}

func (s step) String() string {
	if s.verb == pause {
		return "@ " + s.after.String()
	}
	return fmt.Sprintf("%c %s", s.verb, spaced(s.bytes))
}

// parse reads a transcript. It must say where it comes from and what is to be
// seen of it; # begins a remark.
func parse(text string) ([]step, error) {
	var steps []step
	header := map[string]bool{}
	for i, raw := range strings.Split(text, "\n") {
		raw, _, _ = strings.Cut(raw, "#")
		raw = strings.TrimSpace(raw)
		if raw == "" {
			continue
		}
		if key, value, ok := strings.Cut(raw, ":"); ok && len(steps) == 0 {
			header[key] = strings.TrimSpace(value) != ""
			continue
		}
		s, err := parseStep(raw)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		s.line = i + 1
		steps = append(steps, s)
	}
	for _, key := range []string{"source", "expect"} {
		if !header[key] {
			return nil, fmt.Errorf("the header says no %q", key)
		}
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("nothing is said on the line")
	}
	return steps, nil
}

func parseStep(text string) (step, error) {
	s, rest := step{verb: verb(text[0])}, strings.TrimSpace(text[1:])
	var err error
	switch s.verb {
	case pause:
		if s.after, err = time.ParseDuration(rest); err == nil && s.after <= 0 {
			err = fmt.Errorf("a pause of %v", s.after)
		}
	case hostSends, deviceSends:
		if s.bytes, err = hex.DecodeString(strings.Join(strings.Fields(rest), "")); err == nil && len(s.bytes) == 0 {
			err = fmt.Errorf("no bytes")
		}
	default:
		err = fmt.Errorf("%q begins neither with > nor with < nor with @", text)
	}
	return s, err
}

func spaced(p []byte) string { return fmt.Sprintf("% x", p) }
