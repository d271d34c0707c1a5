package egalax

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

// vectors are bytes built by hand from the guide, with what they mean.
type vectors struct {
	Panel struct {
		Cases []struct {
			Name, Device string
			Expect       []struct {
				Touch    bool
				X, Y     int
				Z        *int
				Firmware string
			}
		}
		Commands []struct{ Name, Host, Device string }
	} `json:"egalax_serial"`
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
	if len(v.Panel.Cases) != 5 || len(v.Panel.Commands) != 2 {
		t.Fatalf("%d cases and %d commands, want 5 and 2", len(v.Panel.Cases), len(v.Panel.Commands))
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
		frames, dropped := framesOf(unhex(t, c.Device))
		if len(frames) != len(c.Expect) || dropped != 0 {
			t.Errorf("%s: %d frames and %d bytes dropped, want %d", c.Name, len(frames), dropped, len(c.Expect))
			continue
		}
		for i, want := range c.Expect {
			if d, ok := ParseDiagnostic(frames[i]); ok {
				if d.Command != CmdFirmware || string(d.Data) != want.Firmware {
					t.Errorf("%s: %+v, want %+v", c.Name, d, want)
				}
				continue
			}
			r, ok := ParseReport(frames[i])
			if !ok || r.Touching != want.Touch || r.X != want.X || r.Y != want.Y {
				t.Errorf("%s: %+v, want %+v", c.Name, r, want)
			}
			if r.HasPressure != (want.Z != nil) || want.Z != nil && r.Z != *want.Z {
				t.Errorf("%s: z %d, want %+v", c.Name, r.Z, want)
			}
		}
	}
	for i, command := range []byte{CmdActive, CmdController} {
		c := readVectors(t).Panel.Commands[i]
		if got := AppendDiagnostic(nil, command); !bytes.Equal(got, unhex(t, c.Host)) {
			t.Errorf("%s: % X, want %s", c.Name, got, c.Host)
		}
	}
}

func TestWhatIsNoFrame(t *testing.T) {
	for stream, want := range map[string]int64{
		"00 7F 0D":                3,
		"0A 00 41":                3, // no command
		"0A 11 41":                3, // longer than a packet may be
		"87 40 87 40 00 20 00":    2, // torn
		"0A 05 44 30":             4, // cut off
		"C7 40 00 20 00 FF":       0, // the sixth byte may be anything
		"0A 01 41 87 40 00 20 00": 0,
	} {
		if _, got := framesOf(unhex(t, stream)); got != want {
			t.Errorf("%s: %d bytes dropped, want %d", stream, got, want)
		}
	}
}

// The far corner of every resolution is the far corner of 14 bits, or as near
// as the resolution lets it be.
func TestResolutions(t *testing.T) {
	for head, want := range map[byte]Report{
		0x81: {Touching: true, X: 2047 << 3, Y: 0, Bits: 11},
		0x83: {Touching: true, X: 4095 << 2, Y: 0, Bits: 12},
		0x85: {Touching: true, X: 8191 << 1, Y: 0, Bits: 13},
		0x87: {Touching: true, X: Most, Y: 0, Bits: 14},
	} {
		if got, ok := ParseReport([]byte{head, 0x7F, 0x7F, 0, 0}); !ok || got != want {
			t.Errorf("%02X: %+v, want %+v", head, got, want)
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
			checkFrame(t, frame)
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

// checkFrame builds a diagnostic packet again and looks at the bounds of a
// report.
func checkFrame(t *testing.T, frame []byte) {
	if d, ok := ParseDiagnostic(frame); ok {
		if again := AppendDiagnostic(nil, d.Command, d.Data...); !bytes.Equal(again, frame) {
			t.Errorf("% X encodes as % X", frame, again)
		}
		return
	}
	r, ok := ParseReport(frame)
	if !ok || r.X < 0 || r.X > Most || r.Y < 0 || r.Y > Most {
		t.Errorf("% X: %+v", frame, r)
	}
}
