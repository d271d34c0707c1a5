package line

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A toy protocol: 02, the length of the data, 1 to 40, the data, and their sum.
const (
	toyLead    = 0x02
	toyLongest = 43
)

func toy(b []byte, _ bool) (n int, data string, why string) {
	switch {
	case b[0] != toyLead:
		return -1, "", ""
	case len(b) < 2:
		return 0, "", ""
	case b[1] == 0 || b[1] > 40:
		return -1, "", fmt.Sprintf("length is %d", b[1])
	}
	n = int(b[1]) + 3
	if len(b) < n {
		return 0, "", ""
	}
	if toySum(b[2:n-1]) != b[n-1] {
		return -1, "", "bad sum"
	}
	return n, string(b[2 : n-1]), ""
}

func toySum(b []byte) (sum byte) {
	for _, v := range b {
		sum += v
	}
	return sum
}

func toyFrame(data string) []byte {
	b := append([]byte{toyLead, byte(len(data))}, data...)
	return append(b, toySum(b[2:]))
}

func TestFramerSaysWhatEveryByteIs(t *testing.T) {
	f := NewFramer(toy)
	torn := append([]byte{toyLead, 9, 'x'}, toyFrame("in")...) // a frame inside one that breaks off
	stream := bytes.Join([][]byte{{7, 7}, toyFrame("a"), {toyLead, 0, 5}, toyFrame("b"), torn}, nil)
	got := append(f.Feed(stream), f.Close()...)
	want := []Item[string]{
		{0, []byte{7, 7}, "no frame begins here", ""},
		{2, toyFrame("a"), "", "a"},
		{6, []byte{toyLead, 0, 5}, "length is 0", ""},
		{9, toyFrame("b"), "", "b"},
		{13, []byte{toyLead, 9, 'x'}, "cut off", ""},
		{16, toyFrame("in"), "", "in"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c := f.Counts(); c != (Counts{Frames: 3, Noise: 1, Broken: 2, Bytes: 8}) {
		t.Errorf("counted %+v", c)
	}
}

func TestFramerIsFedAnewAfterItsEnd(t *testing.T) {
	f := NewFramer(toy)
	f.Feed([]byte{toyLead, 9, 'x'})
	f.Close()
	if items := f.Feed(toyFrame("y")); len(items) != 1 || items[0].Frame != "y" || items[0].Offset != 3 {
		t.Errorf("got %+v", items)
	}
}

// What a card said does not stay in the memory.
func TestClosedFramerHoldsNothing(t *testing.T) {
	f := NewFramer(toy)
	f.Feed(toyFrame("\x07\x07\x07\x07"))
	f.Feed([]byte{toyLead, 9, 7})
	f.Close()
	if bytes.ContainsAny(f.held[:cap(f.held)], "\x07") {
		t.Error("bytes are left")
	}
}

// A damaged frame costs itself and no other, whatever its length said.
func TestFramerLosesOneFrame(t *testing.T) {
	for at := range len(toyFrame("second")) {
		f := NewFramer(toy)
		bad := toyFrame("second")
		bad[at] ^= 0x15
		stream := bytes.Join([][]byte{toyFrame("first"), bad, toyFrame("third"), toyFrame("fourth")}, nil)
		var said []string
		for _, item := range append(f.Feed(stream), f.Close()...) {
			if item.Reason == "" {
				said = append(said, item.Frame)
			}
		}
		if !cmp.Equal(said, []string{"first", "third", "fourth"}) {
			t.Errorf("byte %d is damaged: %q", at, said)
		}
	}
}

func TestEndlessNoiseIsCutIntoDrops(t *testing.T) {
	f := NewFramer(toy)
	items := f.Feed(make([]byte, 2*LongestDrop+3))
	if len(items) != 2 || len(items[1].Bytes) != LongestDrop || items[1].Offset != LongestDrop || f.Held() != 3 {
		t.Errorf("%d drops, %d bytes held", len(items), f.Held())
	}
	if items = f.Close(); len(items) != 1 || len(items[0].Bytes) != 3 {
		t.Errorf("%d drops at the end", len(items))
	}
}

func FuzzFramer(f *testing.F) {
	f.Add(bytes.Join([][]byte{{7}, toyFrame("a"), {toyLead, 40}, toyFrame("b")}, nil), uint8(3))
	f.Fuzz(func(t *testing.T, stream []byte, cut uint8) {
		whole := NewFramer(toy)
		want := append(whole.Feed(stream), whole.Close()...)
		parts, size := NewFramer(toy), int(cut)+1
		var got []Item[string]
		var at int64
		for rest := stream; len(rest) > 0; {
			n := min(size, len(rest))
			got = append(got, parts.Feed(rest[:n])...)
			rest = rest[n:]
			if parts.Held() > toyLongest+LongestDrop {
				t.Fatalf("%d bytes are held", parts.Held())
			}
		}
		got = append(got, parts.Close()...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("cut by %d: %s", size, diff)
		}
		for _, item := range got {
			if item.Offset != at || !bytes.Equal(item.Bytes, stream[at:at+int64(len(item.Bytes))]) {
				t.Fatalf("the item at %d is not what came there", item.Offset)
			}
			if at += int64(len(item.Bytes)); item.Reason == "" && !bytes.Equal(toyFrame(item.Frame), item.Bytes) {
				t.Fatalf("% X encodes otherwise", item.Bytes)
			}
		}
		if at != int64(len(stream)) {
			t.Fatalf("%d bytes of %d are accounted for", at, len(stream))
		}
	})
}

// BenchmarkFramer feeds 1 MB of noise and of false leads in one go.
func BenchmarkFramer(b *testing.B) {
	noise := make([]byte, 1<<20)
	chance := rand.NewChaCha8([32]byte{1})
	if _, err := chance.Read(noise); err != nil {
		b.Fatal(err)
	}
	for name, stream := range map[string][]byte{"noise": noise, "leads": bytes.Repeat([]byte{toyLead}, 1<<20)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(stream)))
			for b.Loop() {
				f := NewFramer(toy)
				f.Feed(stream)
				f.Close()
			}
		})
	}
}
