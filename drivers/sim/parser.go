package sim

import "strings"

// command is one step of the printer's byte stream: a named command with what
// follows its head, or one byte of text or control (name "").
type command struct {
	name string
	args []byte
	raw  []byte // all of it
}

// unknown is the name of a command that no table holds.
const unknown = "unknown"

// parser cuts the stream into commands. It takes any chunking.
type parser struct {
	buf  []byte
	head *head
	want int // size of the whole command once it is known, else 0
}

// add takes one byte and returns the command that it completes.
func (p *parser) add(b byte) (command, bool) {
	p.buf = append(p.buf, b)
	if p.head == nil && !p.recognise() {
		return p.loose()
	}
	if p.head == nil {
		return command{}, false
	}
	if p.want == 0 {
		if n := p.head.size(p.buf[len(p.head.bytes):]); n >= 0 {
			p.want = len(p.head.bytes) + n
		}
	}
	if p.want == 0 || len(p.buf) < p.want {
		return command{}, false
	}
	return p.take(p.head.name, len(p.head.bytes)), true
}

// recognise looks the bytes so far up and reports whether they are, or may
// still become, a command.
func (p *parser) recognise() bool {
	begun := false
	for i := range heads {
		h := &heads[i]
		if string(p.buf) == h.bytes {
			p.head = h
			return true
		}
		begun = begun || strings.HasPrefix(h.bytes, string(p.buf))
	}
	return begun
}

// loose hands out a byte that begins no command, or a head that no table
// holds: the printer drops it and goes on behind it.
func (p *parser) loose() (command, bool) {
	if len(p.buf) == 1 && strings.IndexByte("\x1b\x1c\x1d\x10", p.buf[0]) < 0 {
		return p.take("", 0), true
	}
	return p.take(unknown, 0), true
}

func (p *parser) take(name string, headSize int) command {
	c := command{name: name, raw: p.buf, args: p.buf[headSize:]}
	*p = parser{}
	return c
}
