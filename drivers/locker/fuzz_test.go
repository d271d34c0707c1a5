package locker

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers/line"
)

// Whatever comes, every byte is in one frame or in one drop, in order, a frame
// is built again from what it says, and how the line cut the bytes makes no
// difference.
func FuzzDecoder(f *testing.F) {
	protocols := []Protocol{Protocol8A, KerongCU, KerongCU48, WKLY}
	for i, p := range protocols {
		for _, c := range readVectors(f).of()[p].Cases {
			f.Add(unhex(f, c.Device+c.Host), uint8(i), c.Host != "", uint8(3))
		}
	}
	f.Fuzz(func(t *testing.T, stream []byte, which uint8, host bool, cut uint8) {
		p, side := protocols[int(which)%len(protocols)], FromBoard
		if host {
			side = FromHost
		}
		whole := decode(t, p, side, stream, 0)
		if diff := cmp.Diff(whole, decode(t, p, side, stream, int(cut))); diff != "" {
			t.Fatalf("cut into %d: %s", cut, diff)
		}
		var at int64
		for _, item := range whole {
			end := at + int64(len(item.Bytes))
			if item.Offset != at || end > int64(len(stream)) || !bytes.Equal(item.Bytes, stream[at:end]) || len(item.Bytes) > line.LongestDrop {
				t.Fatalf("the item at %d is not what came there", item.Offset)
			}
			at = end
			if item.Reason == "" && !sameBytes(p, side, item) {
				t.Fatalf("% X means %+v and encodes otherwise", item.Bytes, item.Frame)
			}
		}
		if at != int64(len(stream)) {
			t.Fatalf("%d bytes of %d are accounted for", at, len(stream))
		}
	})
}

// A line that never says anything whole must not fill the memory.
func FuzzDecoderKeepsLittle(f *testing.F) {
	f.Add([]byte("WKLY\x40"), uint8(3))
	f.Add([]byte{0x80, 1, 0, 0, 0, 0x33}, uint8(0))
	f.Fuzz(func(t *testing.T, stream []byte, which uint8) {
		d, err := NewDecoder([]Protocol{Protocol8A, KerongCU, KerongCU48, WKLY}[int(which)%4], FromBoard)
		if err != nil {
			t.Fatal(err)
		}
		d.ExpectEcho(open8A(cell(t, 1, 1)))
		for range 3 {
			d.Feed(stream)
			if d.Held() > longestWKLY+line.LongestDrop {
				t.Fatalf("%d bytes are held", d.Held())
			}
		}
	})
}
