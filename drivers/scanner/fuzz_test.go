package scanner

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Whatever comes: items are in order and of what came there, nothing between
// them but suffixes, memory is bounded, and how the line cut the bytes makes
// no difference.
func FuzzDecoder(f *testing.F) {
	v := readVectors(f)
	for _, c := range v.Data.Cases {
		f.Add(unhex(f, c.Device+strings.Join(c.Chunks, "")), uint8(0), uint8(0), uint8(3))
	}
	for _, c := range v.Commands.GM65.Cases {
		f.Add(unhex(f, c.Device+c.Host), uint8(0), uint8(4), uint8(2))
	}
	f.Add([]byte("TRGMOD0\x06.\x06A\r\nB\r"), uint8(3), uint8(5), uint8(1))
	f.Fuzz(func(t *testing.T, stream []byte, suffix, family, cut uint8) {
		o := DecoderOpts{Suffix: suffixes[int(suffix)%len(suffixes)], MaxLen: 40, Families: families}
		if n := int(family); n < len(families) {
			o.Families = families[n : n+1]
		}
		items := decode(o, stream, 0)
		if diff := cmp.Diff(items, decode(o, stream, int(cut))); diff != "" {
			t.Fatalf("cut into %d: %s", cut, diff)
		}
		at := 0
		for _, i := range items {
			from, to := int(i.Offset), int(i.Offset)+i.Size
			if from < at || to > len(stream) || len(bytes.Trim(stream[at:from], "\r\n")) > 0 {
				t.Fatalf("the item at %d follows %d", from, at)
			}
			at = to
			if i.Kind != ItemDropped && !bytes.Equal(i.Bytes, stream[from:to]) {
				t.Fatalf("% X is not what came at %d", i.Bytes, from)
			}
			if i.Kind == ItemCode && len(i.Bytes) > o.MaxLen || i.Kind == ItemDropped && (len(i.Bytes) > keptOfDrop || i.Reason == "") {
				t.Fatalf("%+v", i)
			}
			if i.Kind == ItemReply {
				replyAgain(t, i.Bytes)
			}
		}
		if rest := bytes.Trim(stream[at:], "\r\n"); len(rest) > 0 {
			t.Fatalf("% X is in no item", rest)
		}
	})
}

// replyAgain builds a reply of the GM65 family again from what it says.
func replyAgain(t *testing.T, b []byte) {
	r := ParseReply(b)
	if replyGM65(b) != len(b) {
		return
	}
	if again := seal([]byte{0x02, 0x00}, append([]byte{b[2], byte(len(r.Data))}, r.Data...)...); !bytes.Equal(again, b) {
		t.Fatalf("% X encodes as % X", b, again)
	}
}

// A code that is accepted holds nothing that anybody obeys, and is the bytes
// that came, in the charset it names.
func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"A", "]C101\x1d10", "业务", "\xd2\xb5\xce\xf1", "\x95\x32\x82\x36", "]Q1", "\x80", "\xa2\xe3"} {
		f.Add([]byte(s), true)
	}
	for _, c := range readVectors(f).Data.Cases {
		f.Add(bytes.TrimRight(unhex(f, c.Device), "\r\n"), true)
	}
	f.Fuzz(func(t *testing.T, raw []byte, aim bool) {
		c, err := ParseCode(raw, aim)
		if err != nil {
			if c != (Code{}) {
				t.Fatalf("%q with %v", c.Text, err)
			}
			return
		}
		for _, r := range c.Text {
			if unicode.IsControl(r) && !(r == 0x1D && gs1[c.AIM] != "") {
				t.Fatalf("%q", c.Text)
			}
		}
		again := []byte(c.Text)
		if c.Charset == GB18030 {
			if again, err = simplifiedchinese.GB18030.NewEncoder().Bytes(again); err != nil {
				t.Fatal(err)
			}
		}
		if again = append([]byte(c.AIM), again...); !bytes.Equal(again, raw) || !utf8.ValidString(c.Text) {
			t.Fatalf("% X reads as %q, which is % X", raw, c.Text, again)
		}
	})
}

// Whatever a keyboard does, bytes come of whole events only, and no key that
// went up counts as held.
func FuzzTypist(f *testing.F) {
	f.Add(bytes.Join([][]byte{event(evKey, uint16(keyLeftShift), 1), event(evKey, 30, 1), event(evSyn, synDropped, 0)}, nil))
	f.Fuzz(func(t *testing.T, events []byte) {
		whole, pieces := typist{held: map[key]bool{}}, typist{held: map[key]bool{}}
		want := whole.read(events)
		var got []byte
		for ; len(events) >= eventSize; events = events[eventSize:] {
			got = append(got, pieces.read(events[:eventSize])...)
		}
		if !bytes.Equal(got, want) || len(whole.held) > 8 {
			t.Fatalf("% X and % X with %d keys held", want, got, len(whole.held))
		}
	})
}
