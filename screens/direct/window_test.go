package direct

import (
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"os"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

var size = image.Pt(30, 20)

// own puts a green window of this process on the display.
func own(t *testing.T) (*xgb.Conn, xproto.Window) {
	t.Helper()
	conn, err := dial()
	if err != nil {
		t.Fatalf("%v: run the tests with .ci/headless", err)
	}
	t.Cleanup(conn.Close)
	screen := xproto.Setup(conn).DefaultScreen(conn)
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	xproto.CreateWindow(conn, screen.RootDepth, id, screen.Root, 40, 50, uint16(size.X), uint16(size.Y), 0,
		xproto.WindowClassInputOutput, screen.RootVisual, xproto.CwBackPixel|xproto.CwOverrideRedirect, []uint32{0x00FF00, 1})
	const name = "_NET_WM_PID"
	atom, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		t.Fatal(err)
	}
	pid := binary.LittleEndian.AppendUint32(nil, uint32(os.Getpid()))
	xproto.ChangeProperty(conn, xproto.PropModeReplace, id, atom.Atom, xproto.AtomCardinal, 32, 1, pid)
	if err := xproto.MapWindowChecked(conn, id).Check(); err != nil {
		t.Fatal(err)
	}
	return conn, id
}

func TestPutShowsTheAreasOnly(t *testing.T) {
	conn, id := own(t)
	w, err := Open(size)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	img := image.NewRGBA(image.Rectangle{Max: size})
	for i := range img.Pix {
		img.Pix[i] = []byte{0x12, 0x34, 0x56, 0xFF}[i%4]
	}
	img.SetRGBA(4, 3, color.RGBA{0xFE, 0xDC, 0xBA, 0xFF})
	if err := w.Put(img, []image.Rectangle{image.Rect(2, 3, 7, 9), image.Rect(20, 15, 99, 99)}); err != nil {
		t.Fatal(err)
	}
	got, err := xproto.GetImage(conn, xproto.ImageFormatZPixmap, xproto.Drawable(id), 0, 0, uint16(size.X), uint16(size.Y), 0xFFFFFFFF).Reply()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		x, y int
		want uint32
	}{
		{"first area", 2, 3, 0x123456}, {"a pixel of its own", 4, 3, 0xFEDCBA}, {"its last pixel", 6, 8, 0x123456},
		{"beside it", 7, 8, 0x00FF00}, {"above it", 2, 2, 0x00FF00},
		{"second area", 20, 15, 0x123456}, {"the window's corner", 29, 19, 0x123456}, {"left of it", 19, 19, 0x00FF00},
	} {
		if v := binary.LittleEndian.Uint32(got.Data[4*(c.y*size.X+c.x):]) & 0xFFFFFF; v != c.want {
			t.Errorf("%s (%d, %d) is %06x, want %06x", c.what, c.x, c.y, v, c.want)
		}
	}
}

func TestOpenRefusesWhatItCannotServe(t *testing.T) {
	if _, err := Open(size); !errors.Is(err, ErrNoWindow) {
		t.Errorf("without a window: %v", err)
	}
	own(t)
	if w, err := Open(image.Pt(60, 40)); err == nil {
		w.Close()
		t.Error("a window of half the panel's size was taken")
	}
	t.Setenv("DISPLAY", "elsewhere:0")
	if _, err := Open(size); err == nil {
		t.Error("memory was shared with another machine")
	}
}

// A window that went away is an error, not a page that nobody sees.
func TestPutTellsThatTheDisplayIsGone(t *testing.T) {
	own(t)
	w, err := Open(size)
	if err != nil {
		t.Fatal(err)
	}
	w.conn.Close()
	img := image.NewRGBA(image.Rectangle{Max: size})
	if err := w.Put(img, []image.Rectangle{img.Rect}); err == nil {
		t.Error("nothing was said")
	}
	w.mem.detach()
}
