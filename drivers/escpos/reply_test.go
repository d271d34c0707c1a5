package escpos

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"govkiosk/drivers"
)

func hex(s string) (b []byte) {
	fmt.Sscanf(strings.ReplaceAll(s, " ", ""), "%x", &b)
	return b
}

func TestSplitter(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"12", []string{"status 12"}},
		{"37 22 4a 30 30 31 00", []string{"block 37224a30303100"}},
		{"37 22 4a 13 30 30 11 31 00 12", []string{"block 37224a30303100", "status 12"}},
		{"14 00 00 0f", []string{"status back 1400000f"}},
		{"18 00 13 0c 0f 12", []string{"status back 18000c0f", "status 12"}},
		{"14 12", []string{"unclassified 14", "status 12"}},
		{"37 12", []string{"unclassified 37", "status 12"}}, // a lost header swallows nothing
		{"13 11", []string{"flow control 13", "flow control 11"}},
		{"00 0c", []string{"single 00", "single 0c"}},
		{"5f 31 32 33 00 7e", []string{"block 5f31323300", "status 7e"}},
		{"37 25 00", []string{"block 372500"}},
		{"ff", []string{"unclassified ff"}},
	}
	for _, tt := range tests {
		if got := split(hex(tt.in), 1, nil); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// split reads b in chunks and writes out what was found.
func split(b []byte, chunk int, want *question) []string {
	return splitWith(splitter{want: want}, b, chunk)
}

func splitWith(s splitter, b []byte, chunk int) (out []string) {
	for len(b) > 0 {
		n := min(chunk, len(b))
		s.push(b[:n])
		b = b[n:]
		for {
			r, ok := s.next()
			if !ok {
				break
			}
			out = append(out, fmt.Sprintf("%s %x", r.class, r.bytes))
		}
	}
	return out
}

func TestMouthAnswers(t *testing.T) {
	tests := []struct {
		profile, answer string
		want            drivers.MediaState
	}{
		{"masung", "04", drivers.MediaPresent},
		{"masung", "00", drivers.MediaNotPresent},
		{"masung", "02", drivers.MediaNotPresent},
		{"masung", "0c", drivers.MediaJammed},
		{"masung", "01", drivers.MediaJammed},
		{"custom", "08", drivers.MediaPresent},
		{"custom", "88", drivers.MediaJammed},
		{"custom", "01", drivers.MediaNotPresent}, // near end only
		{"reliance", "20", drivers.MediaEntering},
		{"custom-vkp", "10 0f 20 00 00 00", drivers.MediaPresent},
		{"custom-vkp", "10 0f 20 00 40 00", drivers.MediaJammed},
		{"custom-vkp", "10 0f 04 00 00 00", drivers.MediaNotPresent},
		{"citizen", "52", drivers.MediaPresent},
		{"cashino", "92", drivers.MediaPresent},
		{"cashino", "12", drivers.MediaNotPresent},
	}
	for _, tt := range tests {
		p, _ := ProfileOf(tt.profile)
		q := p.mouth.question()
		got := split(hex(tt.answer), 1, &q)
		if len(got) != 1 || !strings.HasPrefix(got[0], "answer ") {
			t.Errorf("%s %s: %q is no answer", tt.profile, tt.answer, got)
			continue
		}
		if m := p.mouth.read(hex(tt.answer)); m != tt.want {
			t.Errorf("%s %s: %v, want %v", tt.profile, tt.answer, m, tt.want)
		}
	}
}

func TestStatusDialects(t *testing.T) {
	tests := []struct {
		profile string
		answers map[byte]byte
		paper   drivers.PaperState
		kind    drivers.Kind
	}{
		{"epson", map[byte]byte{1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, drivers.PaperFull, ""},
		{"epson", map[byte]byte{4: 0x1E}, drivers.PaperLow, ""},
		{"epson", map[byte]byte{4: 0x16}, drivers.PaperLow, ""}, // one near-end bit of the two
		{"epson", map[byte]byte{4: 0x72}, drivers.PaperEmpty, drivers.PaperOut},
		{"epson", map[byte]byte{4: 0x52}, drivers.PaperEmpty, drivers.PaperOut}, // one end bit of the two
		{"epson", map[byte]byte{1: 0x1A, 2: 0x16, 4: 0x72}, drivers.PaperUnknown, drivers.CoverOpen},
		{"epson", map[byte]byte{3: 0x1A, 4: 0x12}, drivers.PaperFull, drivers.PaperJammed},
		{"epson", map[byte]byte{3: 0x32, 4: 0x12}, drivers.PaperFull, drivers.HardwareError},
		{"epson", map[byte]byte{3: 0x52, 4: 0x12}, drivers.PaperFull, drivers.NotReady},
		{"epson", map[byte]byte{1: 0x1A, 4: 0x12}, drivers.PaperFull, drivers.NotReady},
		{"epson", map[byte]byte{}, drivers.PaperUnknown, ""},
		{"reliance", map[byte]byte{4: 0x6C}, drivers.PaperEmpty, drivers.PaperOut},
		{"reliance", map[byte]byte{2: 0x08, 4: 0x0C}, drivers.PaperLow, ""},
		{"citizen", map[byte]byte{4: 0x52}, drivers.PaperFull, ""}, // b6: paper at the presenter
		{"citizen", map[byte]byte{4: 0x72}, drivers.PaperEmpty, drivers.PaperOut},
		{"masung", map[byte]byte{1: 0x16, 3: 0x32, 4: 0x12}, drivers.PaperFull, drivers.PaperJammed}, // black mark
		{"snbc", map[byte]byte{1: 0x16, 3: 0x16, 4: 0x12}, drivers.PaperFull, drivers.PaperJammed},
		{"cashino", map[byte]byte{1: 0x92, 3: 0x32, 4: 0x12}, drivers.PaperFull, drivers.NotReady}, // input voltage
	}
	for _, tt := range tests {
		p, ok := ProfileOf(tt.profile)
		if !ok {
			t.Fatalf("no profile %s", tt.profile)
		}
		for n, b := range tt.answers {
			if !p.fixedFor(n).match(b) {
				t.Errorf("%s: %02x is not taken for an answer to n=%d", tt.profile, b, n)
			}
		}
		s := p.statusOf(tt.answers)
		if s.Paper != tt.paper || s.Hindrance() != tt.kind {
			t.Errorf("%s %x: paper %q, hindrance %q; want %q, %q", tt.profile, tt.answers, s.Paper, s.Hindrance(), tt.paper, tt.kind)
		}
	}
}

func TestDecodeStatus(t *testing.T) {
	items := DecodeStatus(hex("72 37 22 4a 30 30 31 00 13 1c 08 0c 0f 37 25 00 10 0f 20 00 40 01 ff 5f 31 32"))
	want := []struct {
		offset int
		class  string
		says   string
	}{
		{0, "DLE EOT answer", "n=4 paper end"},
		{1, "process id (GS ( H 48)", `job "J001" is printed`},
		{8, "flow control", "XOFF"},
		{9, "automatic status (ASB)", "offline, cutter error, paper end"},
		{13, "cleared (DLE DC4 8)", "buffers are empty"},
		{16, "FULL status (Custom, DLE EOT 20)", "ticket in output, paper jam, cutter error"},
		{22, "unclassified", "noise"},
		{23, "unclassified", "block that does not end"},
		{24, "unclassified", "noise"},
		{25, "DLE EOT answer", "n=1"},
	}
	for i, w := range want {
		if i >= len(items) {
			t.Fatalf("%d items, want %d", len(items), len(want))
		}
		got := items[i]
		if got.Offset != w.offset || got.Class != w.class || !strings.Contains(got.String(), w.says) {
			t.Errorf("item %d: %s; want %s at %d with %q", i, got, w.class, w.offset, w.says)
		}
	}
}

func FuzzDecodeStatus(f *testing.F) {
	f.Add(hex("7237224a3030310013"), 3)
	f.Add(hex("100f2000400137250014000013"), 1)
	f.Add(hex("5f31323300180013"), 2)
	f.Fuzz(func(t *testing.T, b []byte, chunk int) {
		taken := 0
		for _, i := range DecodeStatus(b) {
			if i.Offset < taken || len(i.Bytes) == 0 || len(i.Meanings) == 0 {
				t.Fatalf("item %v after byte %d", i, taken)
			}
			taken = i.Offset + 1
		}
		for _, i := range DecodeStatus(b) {
			if !bytes.Contains(b, i.Bytes[:1]) {
				t.Fatalf("item %v is not of the stream", i)
			}
		}
		chunk = max(1, min(chunk, 64))
		if whole, parts := split(b, len(b)+1, nil), split(b, chunk, nil); !reflect.DeepEqual(whole, parts) {
			t.Fatalf("in chunks of %d: %q, want %q", chunk, parts, whole)
		}
	})
}
