// Package direct puts pixels straight into the program's own window on X.
//
// Where Mesa draws by software, one frame of Ebitengine is four passes over
// the whole glass, some 30 ms of a core at 1080 × 1920, however little has
// changed. The X server copies a pressed key out of shared memory in a
// fraction of a millisecond. The window, its first frame and whatever is to be
// drawn anew after that stay Ebitengine's: the same pixels go into its image.
package direct

import (
	"errors"
	"fmt"
	"image"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/shm"
	"github.com/jezek/xgb/xproto"
)

// Window is a visible window of this process that is as large as the panel. It
// is used by one goroutine.
type Window struct {
	conn  *xgb.Conn
	id    xproto.Window
	gc    xproto.Gcontext
	depth byte
	mem   memory
	size  image.Point
}

// Open finds the window of this process. It fails where the display is another
// machine's, where the window is not of that size or not there yet, and where
// its pixels are no blue, green, red and one unused byte.
func Open(size image.Point) (*Window, error) { return OpenWhile(size, func() bool { return false }) }

// OpenWhile is Open, and looks again every few milliseconds as long as wait
// says so: the window comes while Ebitengine starts.
func OpenWhile(size image.Point, wait func() bool) (*Window, error) {
	conn, err := dial()
	if err != nil {
		return nil, fmt.Errorf("direct: %w", err)
	}
	w := &Window{conn: conn, size: size}
	for err = w.locate(); err != nil && wait(); err = w.locate() {
		time.Sleep(lookAgain)
	}
	if err == nil {
		err = w.share()
	}
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("direct: %w", err)
	}
	return w, nil
}

const lookAgain = 3 * time.Millisecond

// dial connects to the display, which must be of this machine: memory is
// shared with it.
func dial() (*xgb.Conn, error) {
	display := os.Getenv("DISPLAY")
	if !strings.HasPrefix(display, ":") && !strings.HasPrefix(display, "unix:") {
		return nil, fmt.Errorf("display %q is none of this machine", display)
	}
	xgb.Logger = log.New(io.Discard, "", 0) // what goes wrong is returned
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// locate finds the window.
func (w *Window) locate() error {
	setup := xproto.Setup(w.conn)
	if setup.ImageByteOrder != xproto.ImageOrderLSBFirst {
		return errors.New("the display's bytes are the other way round")
	}
	id, err := find(w.conn, setup.DefaultScreen(w.conn).Root, uint32(os.Getpid()))
	if err != nil {
		return err
	}
	w.id = id
	return w.fits(setup)
}

// share gives the X server the memory that pictures come in.
func (w *Window) share() (err error) {
	if err := w.mem.attach(w.conn, 4*w.size.X*w.size.Y); err != nil {
		return err
	}
	if w.gc, err = xproto.NewGcontextId(w.conn); err != nil {
		return err
	}
	return xproto.CreateGCChecked(w.conn, w.gc, xproto.Drawable(w.id), 0, nil).Check()
}

// fits checks that a pixel of the page is a pixel of the window.
func (w *Window) fits(setup *xproto.SetupInfo) error {
	g, err := xproto.GetGeometry(w.conn, xproto.Drawable(w.id)).Reply()
	if err != nil {
		return err
	}
	if image.Pt(int(g.Width), int(g.Height)) != w.size {
		return fmt.Errorf("the window has %d × %d pixels, the panel %d × %d", g.Width, g.Height, w.size.X, w.size.Y)
	}
	a, err := xproto.GetWindowAttributes(w.conn, w.id).Reply()
	if err != nil {
		return err
	}
	w.depth = g.Depth
	for _, d := range setup.DefaultScreen(w.conn).AllowedDepths {
		for _, v := range d.Visuals {
			if v.VisualId == a.Visual && d.Depth == g.Depth && v.RedMask == 0xFF0000 && v.GreenMask == 0xFF00 && v.BlueMask == 0xFF {
				return nil
			}
		}
	}
	return fmt.Errorf("visual %#x of depth %d is not read", a.Visual, g.Depth)
}

// Put shows areas of a picture of the window's size. It returns when the X
// server has copied them: they are on the glass. After an error the Window is
// of no more use.
func (w *Window) Put(img *image.RGBA, areas []image.Rectangle) error {
	for _, r := range areas {
		r = r.Intersect(img.Rect)
		if r.Empty() {
			continue
		}
		w.mem.load(img, r)
		err := shm.PutImageChecked(w.conn, xproto.Drawable(w.id), w.gc, uint16(w.size.X), uint16(w.size.Y),
			uint16(r.Min.X), uint16(r.Min.Y), uint16(r.Dx()), uint16(r.Dy()), int16(r.Min.X), int16(r.Min.Y),
			w.depth, xproto.ImageFormatZPixmap, 0, w.mem.seg, 0).Check()
		if err != nil {
			return fmt.Errorf("direct: %w", err)
		}
	}
	return nil
}

// Close lets the display and the memory go.
func (w *Window) Close() {
	w.conn.Close()
	w.mem.detach()
}
