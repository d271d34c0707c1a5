package scanner

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSplitCommands(t *testing.T) {
	stream := bytes.Join([][]byte{
		[]byte("xx"), []byte(lightHoneywell), []byte(menuHoneywell + "TRGMOD0."), switchGM65(true),
		commandGM65(readGM65, baudGM65, 2), unhex(t, "7E 00 07 01 00 2A 02 D8 0E"), []byte("?nls0302010$$$$#99900030;%%%%"),
	}, nil)
	want := []Command{
		{Offset: 0, Reason: "no command begins here"},
		{Offset: 2, Family: Honeywell, Name: "trigger"},
		{Offset: 5, Family: Honeywell, Name: "set", Setting: "TRGMOD0."},
		{Offset: 16, Family: GM65, Name: "trigger", Address: 2, Data: []byte{1}},
		{Offset: 25, Family: GM65, Name: "read", Address: 0x2A, Data: []byte{2}, Checked: true},
		{Offset: 34, Family: GM65, Name: "read", Address: 0x2A, Data: []byte{2}, Checked: true, Reason: "check is D80E, want D80F"},
		{Offset: 43, Family: Newland, Name: "presence"},
		{Offset: 44, Family: Newland, Name: "set", Setting: "nls0302010"},
		{Offset: 54, Family: NewlandLegacy, Name: "enter"},
		{Offset: 58, Family: NewlandLegacy, Name: "set", Setting: "99900030"},
		{Offset: 68, Family: NewlandLegacy, Name: "leave"},
	}
	if diff := cmp.Diff(want, SplitCommands(stream), cmpopts.IgnoreFields(Command{}, "Bytes")); diff != "" {
		t.Error(diff)
	}
}

// Every byte is in one command, in order, and a good frame of GM65 is built
// again from what it says.
func FuzzSplitCommands(f *testing.F) {
	f.Add([]byte("\x16T\r?nls0302010$$$$#1;"))
	for _, c := range readVectors(f).Commands.GM65.Cases {
		f.Add(unhex(f, c.Host))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		at := 0
		for _, c := range SplitCommands(stream) {
			if c.Offset != at || !bytes.HasPrefix(stream[at:], c.Bytes) || len(c.Bytes) == 0 {
				t.Fatalf("%+v at %d", c, at)
			}
			at += len(c.Bytes)
			if c.Family == GM65 && c.Checked && c.Reason == "" {
				if again := commandGM65(c.Bytes[2], c.Address, c.Data...); !bytes.Equal(again, c.Bytes) {
					t.Fatalf("% X encodes as % X", c.Bytes, again)
				}
			}
		}
		if at != len(stream) {
			t.Fatalf("%d bytes of %d", at, len(stream))
		}
	})
}
