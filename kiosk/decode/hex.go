package decode

import (
	"fmt"
	"strings"
)

// ParseHex reads bytes as people write them: pairs of hexadecimal digits in
// either case, spaces and line breaks anywhere, # to the end of a line for
// remarks. An error names the line and what stands there.
func ParseHex(text string) ([]byte, error) {
	var out []byte
	var high byte
	half := false
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, r := range line {
			if strings.ContainsRune(" \t\r\f\v\ufeff", r) {
				continue
			}
			d, ok := digit(r)
			if !ok {
				return nil, fmt.Errorf("decode: line %d: %q is no hexadecimal digit", n+1, r)
			}
			if half {
				out = append(out, high<<4|d)
			}
			high, half = d, !half
		}
	}
	if half {
		return nil, fmt.Errorf("decode: the last byte has one digit, %x", high)
	}
	return out, nil
}

func digit(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r - '0'), true
	case r >= 'a' && r <= 'f':
		return byte(r-'a') + 10, true
	case r >= 'A' && r <= 'F':
		return byte(r-'A') + 10, true
	}
	return 0, false
}

// hexOf writes bytes as the input may be written.
func hexOf(b []byte) string { return fmt.Sprintf("%X", b) }
