package glass

import (
	"errors"
	"image/color"
	"os"
	"syscall"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

func TestXvfbLeavesNothing(t *testing.T) {
	x := display(t)
	socket := "/tmp/.X11-unix/X" + x.Display[1:]
	if _, err := os.Stat(socket); err != nil {
		t.Fatalf("while it runs: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{socket, "/tmp/.X" + x.Display[1:] + "-lock"} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s stayed behind (%v)", path, err)
		}
	}
}

func TestKilledXvfbLeavesNothing(t *testing.T) {
	x := display(t)
	if err := syscall.Kill(x.child.Pid(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-x.Ended()
	_ = x.Close()
	if _, err := os.Stat("/tmp/.X11-unix/X" + x.Display[1:]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket of a killed server stayed behind (%v)", err)
	}
}

func TestEyeSeesTheWindowOfAClass(t *testing.T) {
	x := display(t)
	eye := open(t, x.Display, "govkiosk")
	if _, err := eye.Look(); !errors.Is(err, ErrNoWindow) {
		t.Fatalf("without a window: %v, want ErrNoWindow", err)
	}
	paint(t, x.Display, "govkiosk", 0x123456)
	got, err := eye.Look()
	if err != nil {
		t.Fatal(err)
	}
	if size := got.Bounds().Size(); size.X != 30 || size.Y != 20 {
		t.Errorf("size %v, want that of the window, 30 × 20", size)
	}
	if c := got.RGBAAt(5, 5); c != (color.RGBA{0x12, 0x34, 0x56, 0xff}) {
		t.Errorf("colour %v, want red 12 green 34 blue 56", c)
	}
}

func TestEyeSeesTheWholeScreen(t *testing.T) {
	x := display(t)
	eye := open(t, x.Display, "")
	paint(t, x.Display, "anything", 0x00ff00)
	got, err := eye.Look()
	if err != nil {
		t.Fatal(err)
	}
	if size := got.Bounds().Size(); size.X != 200 || size.Y != 300 {
		t.Errorf("size %v, want that of the screen, 200 × 300", size)
	}
	if c := got.RGBAAt(12, 12); c != (color.RGBA{0, 0xff, 0, 0xff}) {
		t.Errorf("colour %v where the window is, want green", c)
	}
}

func TestPictureRefusesAnotherDepth(t *testing.T) {
	if _, err := picture(make([]byte, 2*10*10), 10, 10); err == nil {
		t.Error("16 bits a pixel were taken for 32")
	}
}

func display(t *testing.T) *Xvfb {
	t.Helper()
	x, err := StartXvfb(200, 300)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func open(t *testing.T, display, class string) *Eye {
	t.Helper()
	eye, err := Open(display, class)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(eye.Close)
	return eye
}

// paint puts a window of one colour on the display, 30 × 20 at 10, 10.
func paint(t *testing.T, display, class string, colour uint32) {
	t.Helper()
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	screen := xproto.Setup(conn).DefaultScreen(conn)
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	xproto.CreateWindow(conn, screen.RootDepth, id, screen.Root, 10, 10, 30, 20, 0,
		xproto.WindowClassInputOutput, screen.RootVisual, xproto.CwBackPixel|xproto.CwOverrideRedirect, []uint32{colour, 1})
	name := append([]byte("instance\x00"), class...)
	xproto.ChangeProperty(conn, xproto.PropModeReplace, id, xproto.AtomWmClass, xproto.AtomString, 8, uint32(len(name)), name)
	if err := xproto.MapWindowChecked(conn, id).Check(); err != nil {
		t.Fatal(err)
	}
	// The server paints a mapped window's background before it answers the
	// next request of the same client.
	if _, err := xproto.GetInputFocus(conn).Reply(); err != nil {
		t.Fatal(err)
	}
}
