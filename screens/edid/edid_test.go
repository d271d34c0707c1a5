package edid

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

// block builds a base block as the standard lays it out. The first is that of
// a 21.5 inch panel: 1920 × 1080, 48 × 27 cm, 477 × 268 mm.
func block(change func(b []byte)) []byte {
	b := make([]byte, blockSize)
	copy(b, header)
	b[0x15], b[0x16] = 48, 27
	copy(b[0x36:], []byte{0x02, 0x3A, 0x80, 0x18, 0x71, 0x38, 0x2D, 0x40, 0x58, 0x2C, 0x45, 0x00, 0xDD, 0x0C, 0x11, 0x00, 0x00, 0x1E})
	if change != nil {
		change(b)
	}
	var sum byte
	for _, v := range b[:127] {
		sum += v
	}
	b[127] = -sum
	return b
}

func TestParse(t *testing.T) {
	p, err := Parse(block(nil))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Panel{WidthPx: 1920, HeightPx: 1080, WidthMM: 477, HeightMM: 268}); p != want {
		t.Errorf("got %v, want %v", p, want)
	}
	if d := p.DiagonalIn(); math.Abs(d-21.5) > .1 {
		t.Errorf("%.2f inches, want 21.5", d)
	}
	ratio, err := Parse(block(func(b []byte) { copy(b[0x36+12:], []byte{16, 9, 0}) }))
	if err != nil || ratio.WidthMM != 480 || ratio.HeightMM != 270 {
		t.Errorf("a ratio in place of millimetres gives %v, %v; want the centimetres", ratio, err)
	}
}

func TestParseMakesNothingUp(t *testing.T) {
	for what, data := range map[string][]byte{
		"no size":   block(func(b []byte) { b[0x15], b[0x16] = 0, 0; copy(b[0x36+12:], []byte{0, 0, 0}) }),
		"no mode":   block(func(b []byte) { b[0x36], b[0x37] = 0, 0 }),
		"cut short": block(nil)[:100],
		"one bit":   append([]byte{1}, block(nil)[1:]...),
		"checksum":  func() []byte { b := block(nil); b[20]++; return b }(),
		"nothing":   nil,
	} {
		if p, err := Parse(data); err == nil {
			t.Errorf("%s: taken for %v", what, p)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(block(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := Parse(data); err == nil && (p.WidthMM <= 0 || p.HeightMM <= 0) {
			t.Errorf("a panel of no size: %v", p)
		}
	})
}

func connector(sys fstest.MapFS, name, status string, edid []byte) {
	sys[Sys+"/"+name+"/status"] = &fstest.MapFile{Data: []byte(status + "\n")}
	sys[Sys+"/"+name+"/edid"] = &fstest.MapFile{Data: edid}
}

func TestFindTakesTheOnlyPanelThatFits(t *testing.T) {
	sys := fstest.MapFS{}
	connector(sys, "card0-HDMI-A-1", "connected", block(nil))
	connector(sys, "card0-DP-1", "disconnected", nil)
	p, err := Find(sys, 1080, 1920) // it hangs upright
	if err != nil || p.Output != "card0-HDMI-A-1" {
		t.Fatalf("got %v, %v", p, err)
	}
	connector(sys, "card0-DP-2", "connected", block(func(b []byte) { b[0x36+2], b[0x36+4] = 0, 0x50 }))
	if p, err := Find(sys, 1080, 1920); err != nil || p.Output != "card0-HDMI-A-1" {
		t.Errorf("beside a panel of another size: %v, %v", p, err)
	}
	connector(sys, "card0-DP-3", "connected", block(nil))
	if _, err := Find(sys, 1080, 1920); err == nil || !strings.Contains(err.Error(), "card0-DP-3") {
		t.Errorf("of two alike: %v", err)
	}
	if _, err := Find(sys, 800, 1280); err == nil || !strings.Contains(err.Error(), "1920 × 1080") {
		t.Errorf("of none that fits: %v", err)
	}
	empty := fstest.MapFS{}
	connector(empty, "card0-HDMI-A-1", "connected", block(nil)[:5])
	if _, err := Find(empty, 1080, 1920); err == nil || !strings.Contains(err.Error(), "card0-HDMI-A-1") {
		t.Errorf("of one that says nothing: %v", err)
	}
}
