package decode

import (
	"fmt"
	"strings"
)

// texts are the formats whose stream is no row of bytes but lines of text:
// transfers on a bus, or events by name.
var texts = map[string]bool{"goodix": true, "focaltech": true, "xpt2046": true, "evdev": true}

// Input turns what a person wrote into the stream of a format: hexadecimal
// digits into bytes, and the text itself where the format is one.
func Input(name, text string) ([]byte, error) {
	if texts[name] {
		return []byte(text), nil
	}
	return ParseHex(text)
}

// transfer is one exchange on a bus: what the host wrote, and what it read
// then or meanwhile.
type transfer struct {
	offset int64 // of its first line
	w, r   []byte
}

// textLine is a line that says something, without its remark.
type textLine struct {
	offset int64
	number int
	text   string
}

func textLines(stream []byte) (lines []textLine) {
	offset := int64(0)
	for n, whole := range strings.SplitAfter(string(stream), "\n") {
		text, _, _ := strings.Cut(whole, "#")
		if text = strings.TrimSpace(text); text != "" {
			lines = append(lines, textLine{offset, n + 1, text})
		}
		offset += int64(len(whole))
	}
	return lines
}

// transfers reads lines of "w HEX" and "r HEX", or both in one line; "tx" and
// "rx" are the same. An r belongs to the w before it. What is no such line is a
// failure.
func transfers(stream []byte) (all []transfer, bad []line) {
	for _, l := range textLines(stream) {
		for _, p := range partsOf(l.text) {
			b, err := ParseHex(p.digits)
			switch {
			case err != nil && p.verb != "":
				bad = append(bad, failed(l.offset, len(l.text), fmt.Sprintf("line %d: %q is not hexadecimal", l.number, p.digits)))
			case p.verb == "w":
				all = append(all, transfer{offset: l.offset, w: b})
			case p.verb == "r" && len(all) > 0 && all[len(all)-1].r == nil:
				all[len(all)-1].r = b
			default:
				bad = append(bad, failed(l.offset, len(l.text), fmt.Sprintf("line %d: want w or r and hexadecimal digits, an r after its w", l.number)))
			}
		}
	}
	return all, bad
}

// part is what one side sent in a line of a transcript.
type part struct{ verb, digits string }

var verbs = map[string]string{"w": "w", "tx": "w", "r": "r", "rx": "r"}

// partsOf cuts a line before each word that says who sent; the verb of what
// stands before the first is empty.
func partsOf(text string) (all []part) {
	for _, word := range strings.Fields(text) {
		verb := verbs[strings.ToLower(strings.TrimSuffix(word, ":"))]
		switch {
		case verb != "":
			all = append(all, part{verb: verb})
			continue
		case len(all) == 0:
			all = append(all, part{})
		}
		p := &all[len(all)-1]
		p.digits = strings.TrimSpace(p.digits + " " + word)
	}
	return all
}
