package art

import (
	"fmt"
	"image"
	"image/color"
	"reflect"
	"testing"
)

var machineStates = []MachineState{MachineWait, MachineRead, MachineLift, MachineTicket}

func TestDrawingsLieInTheirBox(t *testing.T) {
	checkInside(t, "crest", Crest(), 0)
	checkInside(t, "crest for paper", CrestPrint(), 0)
	checkInside(t, "lozenge", Lozenge(), 0.54) // as its comment says
	for _, s := range machineStates {
		lowest := 116.0
		if s == MachineLift {
			lowest = 127
		}
		for _, height := range []float64{lowest, 158} {
			for f := 0.0; f <= 1; f += 0.0625 {
				name := fmt.Sprintf("machine, %s, height %v, frame %v", s, height, f)
				checkInside(t, name, Machine(s, height, "A037", f), 0)
			}
		}
	}
}

// tell gives every role a colour of its own.
func tell(r Role) color.NRGBA {
	return map[Role]color.NRGBA{
		White: {250, 250, 250, 255}, Black: {A: 255},
		surface: {255, 255, 255, 255}, sunken: {237, 234, 228, 255}, partFill: {226, 221, 212, 255},
		ink: {20, 25, 31, 255}, ink2: {47, 55, 64, 255}, screenGlass: {55, 63, 73, 255},
		touch: {10, 52, 116, 255}, touchTint: {230, 237, 247, 255}, touchPattern: {17, 61, 128, 255},
		emblem: {194, 22, 28, 255}, onEmblem: {255, 255, 254, 255}, onTouch: {255, 255, 253, 255},
	}[r]
}

// seen tells which role is painted at a place of the drawing.
func seen(t *testing.T, d Drawing, x, y float64, want Role) {
	t.Helper()
	const scale = 2
	img := Rasterise(d, int(d.W*scale), int(d.H*scale), tell)
	if got := img.NRGBAAt(int(x*scale), int(y*scale)); got != tell(want) {
		t.Errorf("at %v, %v: painted %v, want %s %v", x, y, got, want, tell(want))
	}
}

// Places of the small front view, height 158.
const (
	frontReaderX, frontReaderY = 15.0, 86.5
	frontSlotX, frontSlotY     = 42.0, 86.0
)

func TestBlueIsWhereTheHandGoes(t *testing.T) {
	for _, s := range machineStates {
		d := Machine(s, 158, "A037", 0.5)
		inReader, inSlot := touch, surface
		if s == MachineTicket {
			inReader, inSlot = surface, touch
		}
		seen(t, d, frontReaderX, frontReaderY, inReader)
		seen(t, d, frontSlotX, frontSlotY, inSlot)
	}
}

// In the still picture the card hovers before the screen; at the ends of the
// loop it lies on the reader.
func TestCardMovesBetweenTheAirAndTheReader(t *testing.T) {
	onGlass, onPad := Point{108, 66}, Point{140, 97}
	still := Machine(MachineWait, 158, "", 0.5)
	seen(t, still, onGlass.X, onGlass.Y, surface)
	seen(t, still, onPad.X, onPad.Y, touchTint)
	for _, frame := range []float64{0, 1} {
		down := Machine(MachineWait, 158, "", frame)
		seen(t, down, onGlass.X, onGlass.Y, screenGlass)
		seen(t, down, onPad.X, onPad.Y, surface)
	}
}

func TestSlipComesOutAndStays(t *testing.T) {
	paper := Point{187, 65}
	inside, out := Machine(MachineTicket, 116, "A037", 0), Machine(MachineTicket, 116, "A037", 0.5)
	if len(inside.Labels) != 0 {
		t.Error("the number shows before the slip is out")
	}
	if len(out.Labels) != 1 || out.Labels[0].Text != "A037" {
		t.Fatalf("labels %v, want the number", out.Labels)
	}
	seen(t, out, paper.X, paper.Y, White)
	if end := Machine(MachineTicket, 116, "A037", 1); !reflect.DeepEqual(end, out) {
		t.Error("the slip goes back in")
	}
}

// A loop that ends elsewhere than it began would jolt.
func TestLoopsCloseAndStayInRange(t *testing.T) {
	for _, s := range []MachineState{MachineWait, MachineRead, MachineLift} {
		if !reflect.DeepEqual(Machine(s, 158, "", 0), Machine(s, 158, "", 1)) {
			t.Errorf("%s: the last frame is not the first", s)
		}
		if !reflect.DeepEqual(Machine(s, 158, "", -3), Machine(s, 158, "", 0)) {
			t.Errorf("%s: a frame below 0 is not the first", s)
		}
		if reflect.DeepEqual(Machine(s, 158, "", 0.25), Machine(s, 158, "", 0.5)) {
			t.Errorf("%s: nothing moves", s)
		}
	}
}

func TestLiftIsNumberedInOrder(t *testing.T) {
	d := Machine(MachineLift, 158, "", 0.5)
	if len(d.Labels) != 2 || d.Labels[0].Text != "1" || d.Labels[1].Text != "2" || d.Labels[0].X >= d.Labels[1].X {
		t.Errorf("labels %v, want 1 left of 2", d.Labels)
	}
}

func TestCrestIsRedOnGlassAndBlackOnPaper(t *testing.T) {
	seen(t, Crest(), 50, 10, emblem)
	seen(t, Crest(), 15.2, 50, onEmblem)
	seen(t, CrestPrint(), 50, 4.2, Black)
	seen(t, CrestPrint(), 15.2, 50, Black)
	if img := Rasterise(CrestPrint(), 88, 88, tell); img.NRGBAAt(44, 10).A != 0 {
		t.Error("the ground of the printed crest is not bare paper")
	}
}

func TestRasteriseKeepsProportionAndCentres(t *testing.T) {
	d := Drawing{W: 10, H: 10, Shapes: []Shape{{Path: rect(0, 0, 10, 10, 0), Fill: Black}}}
	img := Rasterise(d, 40, 20, tell)
	for x, want := range map[int]uint8{5: 0, 15: 255, 25: 255, 35: 0} {
		if got := img.NRGBAAt(x, 10).A; got != want {
			t.Errorf("column %d: alpha %d, want %d", x, got, want)
		}
	}
	if img := Rasterise(d, 0, 5, tell); img.Rect != image.Rect(0, 0, 0, 5) {
		t.Errorf("bounds %v", img.Rect)
	}
}
