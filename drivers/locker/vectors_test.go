package locker

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers/line"
)

// vectors are bytes printed in manuals, seen in public code or built by hand
// from the tables of both, with what they mean.
type vectors struct {
	EightA category `json:"lock_8a"`
	Kerong category `json:"lock_kerong_cu_5byte"`
	CU48   category `json:"lock_kerong_cu48_6byte"`
	WKLY   category `json:"lock_wkly"`
}

type category struct {
	Cases []struct {
		Name, Host, Device string
	}
}

func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v vectors) of() map[Protocol]category {
	return map[Protocol]category{Protocol8A: v.EightA, KerongCU: v.Kerong, KerongCU48: v.CU48, WKLY: v.WKLY}
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func cell(t testing.TB, board, lock int) Cell {
	t.Helper()
	c, err := NewCell(board, lock)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func bits(locks int, ones ...int) []Contact {
	all := make([]Contact, locks)
	for _, n := range ones {
		all[n-1] = ContactOne
	}
	return all
}

// What every case of the vectors means, in the order of the file. A case that
// is to be dropped has no frame.
func meanings() map[Protocol][][]Frame {
	host := func(name string, board, lock int, data ...byte) []Frame {
		return []Frame{{Kind: KindCommand, Command: name, Board: board, Lock: lock, Data: data}}
	}
	one := func(k Kind, board, lock int, c Contact) []Frame {
		return []Frame{{Kind: k, Board: board, Lock: lock, Contacts: []Contact{c}}}
	}
	zeros := bits(16)
	failed := one(KindOpen, 1, 4, ContactOne)
	failed[0].Failed = true
	return map[Protocol][][]Frame{
		Protocol8A: {
			host("open", 1, 1), host("open-all", 1, 0), host("open-all", 2, 0), one(KindOpen, 1, 1, ContactOne),
			host("read", 1, 1), one(KindRead, 1, 1, ContactZero), host("read-all", 1, 0),
			{{Kind: KindReadAll, Board: 1, Contacts: bits(24, 1, 2, 3, 4, 5, 6, 7, 8, 10)}},
			host("presence", 1, 0), one(KindChange, 1, 3, ContactOne), nil, one(KindOpen, 1, 1, ContactZero),
		},
		KerongCU: {
			host("read-all", 0, 0, 0x30), host("open", 1, 3, 0x31), host("read-bus", -1, 0, 0x32),
			{{Kind: KindReadAll, Contacts: bits(16, 1, 3, 16), Infrared: zeros}},
			{
				{Kind: KindReadAll, Command: "read-bus", Contacts: zeros, Infrared: zeros},
				{Kind: KindReadAll, Command: "read-bus", Board: 1, Contacts: zeros, Infrared: zeros},
			},
		},
		KerongCU48: {host("read", 0, 1, 0x60), host("read", 0, 1, 0x50), host("open", 0, 5, 0x51)},
		WKLY: {
			host("open", 1, 4), failed, host("open-several", 1, 0, 3, 1, 2, 5), host("read", 1, 4),
			host("read-all", 1, 0), one(KindChange, 1, 4, ContactZero), one(KindChange, 1, 4, ContactOne),
		},
	}
}

func TestVectorsAreUnderstood(t *testing.T) {
	for p, category := range readVectors(t).of() {
		want := meanings()[p]
		if len(category.Cases) != len(want) {
			t.Fatalf("%s: %d cases, want %d", p, len(category.Cases), len(want))
		}
		for i, c := range category.Cases {
			side, text := FromBoard, c.Device
			if c.Host != "" {
				side, text = FromHost, c.Host
			}
			got := framesOf(decode(t, p, side, unhex(t, text), 0))
			if diff := cmp.Diff(want[i], got); diff != "" {
				t.Errorf("%s, %s: %s", p, c.Name, diff)
			}
		}
	}
}

func framesOf(items []Item) (frames []Frame) {
	for _, item := range items {
		if item.Reason == "" && item.Frame.Kind != KindEcho {
			if len(item.Frame.Data) == 0 {
				item.Frame.Data = nil
			}
			frames = append(frames, item.Frame)
		}
	}
	return frames
}

// decode feeds a stream in pieces of size, or at once where size is 0.
func decode(t testing.TB, p Protocol, side Side, stream []byte, size int) []Item {
	t.Helper()
	d, err := NewDecoder(p, side)
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for rest := stream; len(rest) > 0; {
		n := len(rest)
		if size > 0 {
			n = min(size, n)
		}
		items = append(items, d.Feed(rest[:n])...)
		rest = rest[n:]
	}
	return append(items, d.Close()...)
}

// What the driver sends is what the vectors have hosts send.
func TestCommandsAreThoseOfTheVectors(t *testing.T) {
	for text, got := range map[string][]byte{
		"8A 01 01 11 9B":             open8A(cell(t, 1, 1)),
		"80 01 01 33 B3":             read8A(cell(t, 1, 1)),
		"80 01 00 33 B2":             readAll8A(1),
		"81 01 01 99 18":             probe8A(1),
		"02 00 30 03 35":             readKerong(cell(t, 0, 7)),
		"02 12 31 03 48":             openKerong(cell(t, 1, 3)),
		"02 00 00 60 03 65":          probeCU48(0),
		"57 4B 4C 59 09 01 82 04 87": openWKLY(cell(t, 1, 4)),
		"57 4B 4C 59 09 01 83 04 86": readWKLY(cell(t, 1, 4)),
		"57 4B 4C 59 08 01 84 84":    readAllWKLY(1),
	} {
		if diff := cmp.Diff(unhex(t, text), got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestDropsSayWhereAndWhy(t *testing.T) {
	for _, c := range []struct {
		p    Protocol
		text string
		want []Item
	}{
		{Protocol8A, "FF 8A 01 01 00 8B 81 01 03 11 92 80 01", []Item{
			{Offset: 0, Bytes: unhex(t, "FF"), Reason: "no frame begins here"},
			{Offset: 1, Bytes: unhex(t, "8A 01 01 00 8B"), Reason: "check is 8B, want 8A"},
			{Offset: 6, Bytes: unhex(t, "81 01 03 11 92"), Frame: Frame{Kind: KindChange, Board: 1, Lock: 3, Contacts: bits(1, 1)}},
			{Offset: 11, Bytes: unhex(t, "80 01"), Reason: "cut off"},
		}},
		{Protocol8A, "80 01 01 33 B3", []Item{{Bytes: unhex(t, "80 01 01 33 B3"), Frame: Frame{Kind: KindCommand, Command: "read", Board: 1, Lock: 1}}}},
		{Protocol8A, "80 01 01 02 82", []Item{{Bytes: unhex(t, "80 01 01 02 82"), Reason: "feedback is 02, want 00 or 11"}}},
		{KerongCU, "02 00 35 05 80 00 00 04 C0", []Item{{Bytes: unhex(t, "02 00 35 05 80 00 00 04 C0"), Reason: "ends in 04, want 03"}}},
		{KerongCU48, "02 00 00 75 03 7A", []Item{{Bytes: unhex(t, "02 00 00 75 03 7A"), Reason: "what a CU48 answers is not established"}}},
		{WKLY, "57 4B 57 4B 4C 59 0A 01 85 04 02 81", []Item{
			{Bytes: unhex(t, "57 4B"), Reason: "begins as a frame and goes on otherwise"},
			{Offset: 2, Bytes: unhex(t, "57 4B 4C 59 0A 01 85 04 02 81"), Reason: "door is 02, want 00, 01 or FF"},
		}},
	} {
		if diff := cmp.Diff(c.want, decode(t, c.p, FromBoard, unhex(t, c.text), 1)); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}

// A reply for one lock is told from the beginning of one for the board by what
// follows, or by silence.
func TestShortAndLongReplies(t *testing.T) {
	const all = "80 01 00 02 FF 33 4F"
	for text, want := range map[string]int{
		"80 01 01 00 80":                   1,
		"80 01 01 00 80 80 01 02 11 92":    2,
		"80 01 01 00 80 " + all:            2,
		all + " 80 01 01 00 80":            2,
		"80 01 05 00 84 33 33":             1, // also five good bytes and two more
		"80 01 00 33 B2 " + all:            2, // the command first: an echo
		"80 01 01 00 80 33 8A 01 01 00 8A": 2,
	} {
		if got := framesOf(decode(t, Protocol8A, FromBoard, unhex(t, text), 0)); len(got) != want {
			t.Errorf("%s: %d frames, want %d: %+v", text, len(got), want, got)
		}
	}
}

// The echo is taken out once; the same bytes again are the board's word that
// it failed.
func TestOneEchoIsTakenOut(t *testing.T) {
	d, err := NewDecoder(Protocol8A, FromBoard)
	if err != nil {
		t.Fatal(err)
	}
	command := open8A(cell(t, 1, 1))
	d.ExpectEcho(command)
	items := d.Feed(append(append([]byte{0x55}, command[:3]...), command[3:]...))
	items = append(items, d.Feed(command)...)
	if len(items) != 3 || items[0].Reason == "" || items[1].Frame.Kind != KindEcho || items[2].Frame.Kind != KindOpen {
		t.Errorf("got %+v", items)
	}
	d.ExpectEcho(command)
	d.ExpectEcho(nil)
	if items = d.Feed(command); len(items) != 1 || items[0].Frame.Kind == KindEcho {
		t.Errorf("an echo that nobody expects any more: %+v", items)
	}
}

func TestEndlessNoiseIsCutIntoDrops(t *testing.T) {
	for p := range dialects {
		d, err := NewDecoder(p, FromBoard)
		if err != nil {
			t.Fatal(err)
		}
		if items := d.Feed(make([]byte, 2*line.LongestDrop+1)); len(items) != 2 || len(items[1].Bytes) != line.LongestDrop {
			t.Errorf("%s: %d drops", p, len(items))
		}
	}
}
