package keypad

import "fmt"

// Decoder cuts what comes over a serial line into keys.
type Decoder struct {
	held    []byte // since the last CR, at most two
	dropped int
}

// wanted is the longest thing between two ends of line.
const wanted = 1

// Feed takes bytes and tells every key, and of every line that was none why.
func (d *Decoder) Feed(b []byte, tell func(Key, error)) {
	for _, c := range b {
		switch {
		case c == '\n' && len(d.held) == 0:
		case c == '\r' || c == '\n':
			d.end(tell)
		case len(d.held) <= wanted:
			d.held = append(d.held, c)
		default:
			d.dropped++ // a line of noise: its first bytes tell enough
		}
	}
}

// end takes the line that a CR has ended.
func (d *Decoder) end(tell func(Key, error)) {
	line, more := d.held, d.dropped
	d.held, d.dropped = nil, 0
	switch {
	case len(line) == 0:
		return // an end of line more
	case len(line) == wanted:
		if k, ok := letters[line[0]]; ok {
			tell(k, nil)
			return
		}
		tell("", fmt.Errorf("% X is no key", line))
	default:
		tell("", fmt.Errorf("% X and %d bytes more are no key", line, more))
	}
}

// Half reports whether a line has begun that nothing has ended.
func (d *Decoder) Half() bool { return len(d.held) > 0 }

// Drop forgets what has begun, and returns how many bytes that were.
func (d *Decoder) Drop() int {
	n := len(d.held) + d.dropped
	d.held, d.dropped = nil, 0
	return n
}
