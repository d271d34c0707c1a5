package touch

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers/line"
)

// readVectors reads testdata/vectors.json: bytes printed in the manual or
// built by hand from its tables, with what they mean.
func readVectors(t *testing.T, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type touchCase struct {
	Name   string
	Device string
	Expect []struct {
		Kind          Phase
		X, Y          int
		Z             *int
		PressureValid bool `json:"pressure_valid"`
		OutOfRange    bool `json:"out_of_range"`
	}
	Discarded *int64 `json:"discarded_bytes"`
}

func TestTouchVectors(t *testing.T) {
	var v struct {
		SmartSet struct{ Cases []touchCase } `json:"elo_smartset"`
		Six      struct{ Cases []touchCase } `json:"elo_e281a_4002_6byte"`
		Four     struct{ Cases []touchCase } `json:"elo_e271_140_4byte"`
	}
	readVectors(t, &v)
	if len(v.SmartSet.Cases) != 7 || len(v.Six.Cases) != 2 || len(v.Four.Cases) != 1 {
		t.Fatalf("%d, %d and %d cases; want 7, 2 and 1", len(v.SmartSet.Cases), len(v.Six.Cases), len(v.Four.Cases))
	}
	for p, cases := range map[Protocol][]touchCase{SmartSet: v.SmartSet.Cases, E281A: v.Six.Cases, E271: v.Four.Cases} {
		for _, c := range cases {
			t.Run(string(p)+" "+c.Name, func(t *testing.T) { checkTouch(t, p, c) })
		}
	}
}

func checkTouch(t *testing.T, p Protocol, c touchCase) {
	got, dropped := reportsOf(t, p, unhex(t, c.Device))
	if len(got) != len(c.Expect) {
		t.Fatalf("%d reports, want %d", len(got), len(c.Expect))
	}
	for i, want := range c.Expect {
		r := got[i]
		if r.Phase != want.Kind || r.X != want.X || r.Y != want.Y || (want.Z != nil && r.Z != *want.Z) {
			t.Errorf("got %+v, want %+v", r, want)
		}
		if p == SmartSet && (r.Pressure != want.PressureValid || r.OutOfRange != want.OutOfRange) {
			t.Errorf("got pressure %v range %v, want %+v", r.Pressure, r.OutOfRange, want)
		}
	}
	if c.Discarded != nil && dropped != *c.Discarded {
		t.Errorf("%d bytes dropped, want %d", dropped, *c.Discarded)
	}
}

func reportsOf(t *testing.T, p Protocol, stream []byte) (got []Raw, dropped int64) {
	t.Helper()
	d, err := NewDecoder(p)
	if err != nil {
		t.Fatal(err)
	}
	var reports Reports
	for _, item := range append(d.Feed(stream), d.Close()...) {
		if item.Reason != "" {
			continue
		}
		if r, ok := reports.Parse(item.Bytes); ok {
			got = append(got, r)
		}
	}
	return got, d.Dropped()
}

func TestCommandVectors(t *testing.T) {
	var v struct {
		SmartSet struct {
			Commands []struct{ Name, Host string }
		} `json:"elo_smartset"`
	}
	readVectors(t, &v)
	commands := map[string][]byte{
		"identify":   AppendCommand(nil, cmdIdentify),
		"mode query": AppendCommand(nil, 'm'),
		"mode set: initial+stream+untouch, tracking": AppendCommand(nil, cmdMode, 0, ModeInitial|ModeStream|ModeUntouch, ModeTracking),
	}
	found := 0
	for _, c := range v.SmartSet.Commands {
		if c.Host == "" {
			continue
		}
		found++
		if want := unhex(t, c.Host); !bytes.Equal(commands[c.Name], want) {
			t.Errorf("%s: % X, want % X", c.Name, commands[c.Name], want)
		}
	}
	if found != len(commands) {
		t.Errorf("%d commands in the vectors, want %d", found, len(commands))
	}
}

// frames returns the good frames of a stream.
func frames(t *testing.T, stream string) [][]byte {
	t.Helper()
	d, err := NewDecoder(SmartSet)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for _, item := range append(d.Feed(unhex(t, stream)), d.Close()...) {
		if item.Reason != "" {
			t.Fatalf("dropped % X: %s", item.Bytes, item.Reason)
		}
		all = append(all, item.Bytes)
	}
	return all
}

func TestIdentityReply(t *testing.T) {
	fs := frames(t, "55 49 32 30 80 07 01 00 01 33 55 41 30 30 30 30 00 00 00 00")
	id, ok := ParseIdentity(fs[0])
	want := Identity{Type: "IntelliTouch", IO: "serial", Features: 128, Major: 1, Minor: 7, Controller: 1}
	if !ok || id != want || !id.ZAxis() || id.Firmware() != "1.7" {
		t.Errorf("got %+v %v, want %+v", id, ok, want)
	}
	if errs, ok := ParseAck(fs[1]); !ok || len(errs) != 0 {
		t.Errorf("acknowledgement: %q %v", errs, ok)
	}
}

func TestModeReply(t *testing.T) {
	m, ok := ParseMode(frames(t, "55 4D 00 87 00 00 00 00 00 D3 55 41 30 30 30 30 00 00 00 00")[0])
	if !ok || m.Mode1 != 135 || m.Mode1&(ModeInitial|ModeStream|ModeUntouch) != 7 {
		t.Errorf("got %+v %v", m, ok)
	}
}

func TestAcknowledgedErrors(t *testing.T) {
	for stream, want := range map[string][]string{
		"55 41 33 30 30 30 00 00 00 03": {"bad input checksum"},
		"55 41 35 30 30 30 00 00 00 05": {"illegal command"},
		"55 41 32 34 37 30 00 00 00 0D": {"bad input packet", "input packet overrun", "unknown 37"},
	} {
		if got, ok := ParseAck(frames(t, stream)[0]); !ok || !cmp.Equal(got, want) {
			t.Errorf("%s: %q %v, want %q", stream, got, ok, want)
		}
	}
}

func TestDropsSayWhereAndWhy(t *testing.T) {
	d, _ := NewDecoder(SmartSet)
	got := d.Feed(unhex(t, "00 FF 55 54 01 01 0C F4 02 FF 00 57 55 41 30 30 30 30 00 00 00 00 55 54"))
	got = append(got, d.Close()...)
	want := []Item{
		{Offset: 0, Bytes: []byte{0x00, 0xFF}, Reason: "no frame begins here"},
		{Offset: 2, Bytes: unhex(t, "55 54 01 01 0C F4 02 FF 00 57"), Reason: "checksum is 57, want 56"},
		{Offset: 12, Bytes: unhex(t, "55 41 30 30 30 30 00 00 00 00"), Reason: ""},
		{Offset: 22, Bytes: []byte{0x55, 0x54}, Reason: "cut off"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d.Dropped() != 14 {
		t.Errorf("%d bytes dropped, want 14", d.Dropped())
	}
}

func TestLegacyFramesThatAreNone(t *testing.T) {
	for stream, p := range map[string]Protocol{
		"EA BC 4F 28 00 10": E281A, // pressure of five bits
		"EA BC 4F 28 01 0F": E281A, // byte 4 is not zero
		"EA BC 4F 68 00 0F": E281A, // byte 3 is marked as byte 2
		"C1 A0 3E 20":       E271,
	} {
		if got, dropped := reportsOf(t, p, unhex(t, stream)); len(got) != 0 || dropped == 0 {
			t.Errorf("%s: read as %+v", stream, got)
		}
	}
}

func TestLegacyContactGoesOn(t *testing.T) {
	got, _ := reportsOf(t, E281A, unhex(t, "EA BC 4F 28 00 0F EA BD 4F 28 00 0F EA BD 4F 28 00 00 EA BC 4F 28 00 01"))
	var phases []Phase
	for _, r := range got {
		phases = append(phases, r.Phase)
	}
	if want := []Phase{PhaseDown, PhaseMove, PhaseUp, PhaseDown}; !cmp.Equal(phases, want) {
		t.Errorf("got %v, want %v", phases, want)
	}
}

func TestUnknownProtocol(t *testing.T) {
	if _, err := NewDecoder("mouse"); err == nil || !strings.Contains(err.Error(), `touch: unknown protocol "mouse"`) {
		t.Errorf("got %v", err)
	}
}

// Whatever comes, every byte is in one frame or in one drop, in order, a good
// frame is built from its own content, and how the line cut the bytes makes
// no difference.
func FuzzDecoder(f *testing.F) {
	var v struct {
		SmartSet struct{ Cases []touchCase } `json:"elo_smartset"`
	}
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		f.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		f.Fatal(err)
	}
	for _, c := range v.SmartSet.Cases {
		f.Add(unhex(f, c.Device), uint8(0), uint8(3))
	}
	f.Add(unhex(f, "EA BC 4F 28 00 0F"), uint8(1), uint8(1))
	f.Add(unhex(f, "C1 A0 7E 20"), uint8(2), uint8(2))
	f.Fuzz(func(t *testing.T, stream []byte, which, cut uint8) {
		p := []Protocol{SmartSet, E281A, E271}[int(which)%3]
		whole := decodeCut(t, p, stream, len(stream))
		if diff := cmp.Diff(whole, decodeCut(t, p, stream, int(cut))); diff != "" {
			t.Errorf("cut into %d: %s", cut, diff)
		}
		if p == SmartSet {
			sameAgain(t, whole)
		}
	})
}

func decodeCut(t *testing.T, p Protocol, stream []byte, size int) []Item {
	d, err := NewDecoder(p)
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for rest := stream; len(rest) > 0; {
		n := min(max(size, 1), len(rest))
		items = append(items, d.Feed(rest[:n])...)
		rest = rest[n:]
	}
	items = append(items, d.Close()...)
	var reports Reports
	framed := 0
	for _, item := range items {
		if item.Reason == "" {
			framed += len(item.Bytes)
			reports.Parse(item.Bytes)
		}
	}
	if int64(framed)+d.Dropped() != int64(len(stream)) {
		t.Errorf("%d bytes in frames and %d dropped of %d", framed, d.Dropped(), len(stream))
	}
	return items
}

func sameAgain(t *testing.T, items []Item) {
	for _, item := range items {
		if item.Reason != "" {
			continue
		}
		b := item.Bytes
		if again := AppendCommand(nil, Letter(b), b[2:9]...); !bytes.Equal(again, b) {
			t.Errorf("% X encodes as % X", b, again)
		}
	}
}

func TestEndlessNoiseIsCutIntoDrops(t *testing.T) {
	d, _ := NewDecoder(SmartSet)
	items := d.Feed(make([]byte, 2*line.LongestDrop+1))
	if len(items) != 2 || len(items[1].Bytes) != line.LongestDrop || items[1].Offset != line.LongestDrop {
		t.Errorf("%d drops", len(items))
	}
	if d.Dropped() != 2*line.LongestDrop+1 {
		t.Errorf("%d bytes dropped", d.Dropped())
	}
}
