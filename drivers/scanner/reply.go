package scanner

import (
	"bytes"
	"slices"
)

// Family says which commands a reader knows.
type Family string

const (
	Generic       Family = "generic"        // none: it scans by itself and sends a suffix
	Honeywell     Family = "honeywell"      // also NCR, Datalogic 7000, Canmax
	Newland       Family = "newland"        // EM3000 class
	NewlandLegacy Family = "newland-legacy" // HR and FM class
	GM65          Family = "gm65"           // EM3095, GM65, GM861, Waveshare
)

var families = []Family{Generic, Honeywell, Newland, NewlandLegacy, GM65}

const (
	ack = 0x06
	enq = 0x05
	nak = 0x15
)

// Reply is what a reader said about a command.
type Reply struct {
	Answer  string // "ok", "bad CRC", ... of GM65; "ack", "nak", "enq"; a Newland word
	Setting string // Honeywell: the command it is about
	Data    []byte // GM65: after the type and length
	OK      bool
}

// ParseReply reads the bytes of an Item that is a reply. Where the reader says
// something of several settings it is the first that it refuses, if any.
func ParseReply(b []byte) Reply {
	all := ParseReplies(b)
	for _, r := range all {
		if !r.OK {
			return r
		}
	}
	return all[0]
}

// menuWords are what a reader says of one setting or command.
var menuWords = map[byte]string{ack: "ack", enq: "enq", nak: "nak"}

// ParseReplies is all that the bytes of an Item that is a reply say, one or
// more.
func ParseReplies(b []byte) []Reply {
	if n := replyGM65(b); n == len(b) {
		code := ReplyCode(b[2])
		return []Reply{{Answer: code.String(), Data: b[replyHeadGM65 : n-crcSize], OK: code == ReplyOK}}
	}
	if word := menuWords[b[0]]; len(b) == 1 && word != "" {
		return []Reply{{Answer: word, OK: b[0] == ack}}
	}
	if menuReply(b) {
		return menuReplies(b)
	}
	return []Reply{{Answer: string(b), OK: !bytes.HasPrefix(b, []byte("?"))}}
}

// menuReplies takes a Honeywell answer apart: commas stand between the
// settings.
func menuReplies(b []byte) (all []Reply) {
	for len(b) > 0 {
		n := bytes.IndexAny(b, "\x05\x06\x15")
		if n < 0 {
			break
		}
		all = append(all, Reply{Answer: menuWords[b[n]], Setting: string(b[:n]), OK: b[n] == ack})
		b = b[min(n+2, len(b)):]
	}
	return all
}

// menuReply tells a Honeywell answer: the setting, one of ACK, ENQ and NAK,
// and the full stop or exclamation mark of the command.
func menuReply(token []byte) bool {
	n := len(token) - 2
	return n >= 0 && bytes.IndexByte([]byte{ack, enq, nak}, token[n]) >= 0 && (token[n+1] == '.' || token[n+1] == '!')
}

// replies tells whether what has come since the last code is the whole of a
// reply, for families whose replies no suffix ends. The words of Newland are
// no replies unless they are waited for: a code may be the same.
func (d *Decoder) replies() bool {
	token := d.buf
	switch {
	case slices.Contains(d.opts.Families, Honeywell) && menuReply(token):
		return true
	case slices.Contains(d.opts.Families, Newland) && len(token) == 1 && (token[0] == ack || token[0] == nak):
		return true
	}
	return slices.Contains(d.expect, string(token))
}
