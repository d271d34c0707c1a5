package microtouch

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers/touch"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// vectors are bytes of the manual or built by hand from it, with what they
// mean.
type vectors struct {
	Panel struct {
		Cases []struct {
			Name, Device string
			Expect       []struct {
				Kind, Response string
				X              *int
				YRaw           int  `json:"y_raw"`
				YTop           *int `json:"y_top_origin"`
			}
		}
		Commands []struct{ Name, Host, Device string }
	} `json:"microtouch_format_tablet"`
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	data, err := os.ReadFile("../testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Panel.Cases) != 4 || len(v.Panel.Commands) != 5 {
		t.Fatalf("%d cases and %d commands, want 4 and 5", len(v.Panel.Cases), len(v.Panel.Commands))
	}
	return v
}

func framesOf(stream []byte) (frames [][]byte, dropped int64) {
	d := Framing().NewDecoder()
	for _, item := range append(d.Feed(stream), d.Close()...) {
		if item.Reason == "" {
			frames = append(frames, item.Bytes)
		}
	}
	return frames, d.Dropped()
}

func TestVectors(t *testing.T) {
	for _, c := range readVectors(t).Panel.Cases {
		frames, _ := framesOf(unhex(t, c.Device))
		if len(frames) != len(c.Expect) {
			t.Errorf("%s: %d frames, want %d", c.Name, len(frames), len(c.Expect))
			continue
		}
		for i, want := range c.Expect {
			if text, ok := ParseText(frames[i]); ok {
				if text != want.Response {
					t.Errorf("%s: reply %q, want %q", c.Name, text, want.Response)
				}
				continue
			}
			r, ok := ParseReport(frames[i])
			if !ok || r.Touching != (want.Kind == "down_or_move") {
				t.Errorf("%s: %+v, want %s", c.Name, r, want.Kind)
			}
			if want.X != nil && (r.X != *want.X || r.Y != want.YRaw || want.YTop != nil && r.TopY() != *want.YTop) {
				t.Errorf("%s: %+v at %d from the top, want %+v", c.Name, r, r.TopY(), want)
			}
		}
	}
}

func TestCommandVectors(t *testing.T) {
	names := map[string]string{
		"null / presence": CmdNull, "format tablet": CmdFormatTablet, "mode stream": CmdModeStream,
		"calibrate extended (two touches)": CmdCalibrate,
	}
	replies := map[string][]string{"negative": {"1"}, "calibrate extended (two touches)": {"0", "1", "1"}}
	for _, c := range readVectors(t).Panel.Commands {
		if c.Host != "" {
			if got := AppendCommand(nil, names[c.Name]); !bytes.Equal(got, unhex(t, c.Host)) {
				t.Errorf("%s: % X, want %s", c.Name, got, c.Host)
			}
		}
		want := replies[c.Name]
		if want == nil {
			want = []string{"0"}
		}
		var got []string
		frames, _ := framesOf(unhex(t, c.Device))
		for _, f := range frames {
			text, _ := ParseText(f)
			got = append(got, text)
		}
		if !cmp.Equal(got, want) {
			t.Errorf("%s: replies %q, want %q", c.Name, got, want)
		}
	}
}

func TestWhatIsNoFrame(t *testing.T) {
	for stream, want := range map[string]int64{
		"00 7F 0D":                      3,  // nothing begins here
		"01 30 C0 00 40 00 20":          2,  // a reply that a packet breaks off
		"01 30 01 30 0D":                2,  // and one that another reply does
		"C0 00 80 00 40 00 20":          2,  // a packet that another begins in
		"C0 00 40":                      3,  // cut off
		"01" + strings.Repeat("41", 70): 71, // a reply without an end
	} {
		if _, got := framesOf(unhex(t, stream)); got != want {
			t.Errorf("%s: %d bytes dropped, want %d", stream, got, want)
		}
	}
}

// Whatever comes, every byte is in a frame or dropped, a frame encodes as it
// came, and how the line cut the bytes makes no difference.
func FuzzDecoder(f *testing.F) {
	for _, c := range readVectors(f).Panel.Cases {
		f.Add(unhex(f, c.Device), uint8(3))
	}
	f.Fuzz(func(t *testing.T, stream []byte, cut uint8) {
		frames, dropped := framesOf(stream)
		total := dropped
		for _, frame := range frames {
			total += int64(len(frame))
			if again := encode(frame); !bytes.Equal(again, frame) {
				t.Errorf("% X encodes as % X", frame, again)
			}
		}
		if total != int64(len(stream)) {
			t.Errorf("%d bytes told of %d", total, len(stream))
		}
		d := Framing().NewDecoder()
		var cutFrames [][]byte
		take := func(items []touch.Item) {
			for _, item := range items {
				if item.Reason == "" {
					cutFrames = append(cutFrames, item.Bytes)
				}
			}
		}
		for rest := stream; len(rest) > 0; {
			n := min(int(cut)+1, len(rest))
			take(d.Feed(rest[:n]))
			rest = rest[n:]
		}
		take(d.Close())
		if diff := cmp.Diff(frames, cutFrames); diff != "" {
			t.Errorf("cut into %d: %s", int(cut)+1, diff)
		}
	})
}

// encode builds a frame from what was read out of it; the low bits of the
// status are the pen's.
func encode(frame []byte) []byte {
	if text, ok := ParseText(frame); ok {
		return AppendCommand(nil, text)
	}
	r, _ := ParseReport(frame)
	status := frame[0] &^ statusTouch
	if r.Touching {
		status |= statusTouch
	}
	return []byte{status, byte(r.X & 0x7F), byte(r.X >> 7), byte(r.Y & 0x7F), byte(r.Y >> 7)}
}
