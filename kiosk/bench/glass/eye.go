package glass

import (
	"errors"
	"fmt"
	"image"
	"io"
	"log"
	"sync"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// ErrNoWindow says that the terminal's window is not on the display now.
var ErrNoWindow = errors.New("glass: the terminal's window is not there")

// Eye looks at one display. Its methods may be called from any goroutine;
// they take turns, since a picture is 8 MB on its way.
type Eye struct {
	display string
	class   string

	mu   sync.Mutex
	conn *xgb.Conn
}

// quiet keeps xgb from reporting on stderr that an X server has no access
// control: no news for the person running the bench.
var quiet = sync.OnceFunc(func() { xgb.Logger = log.New(io.Discard, "", 0) })

// Open connects to display. With a class, the eye looks at the window whose
// WM_CLASS it is; without one at the whole screen, as on a terminal, where
// the window covers it.
func Open(display, class string) (*Eye, error) {
	quiet()
	e := &Eye{display: display, class: class}
	return e, e.connect()
}

func (e *Eye) connect() error {
	conn, err := xgb.NewConnDisplay(e.display)
	if err != nil {
		return fmt.Errorf("glass: connect to display %s: %w", e.display, err)
	}
	e.conn = conn
	return nil
}

// Close ends the connection.
func (e *Eye) Close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.conn.Close()
}

// Look takes a picture. It blocks for one transfer from the X server, some
// 20 ms at 1080 × 1920, and returns ErrNoWindow while there is no window.
func (e *Eye) Look() (*image.RGBA, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	drawable, err := e.target()
	if err != nil {
		return nil, err
	}
	return e.grab(xproto.Drawable(drawable))
}

func (e *Eye) target() (xproto.Window, error) {
	root := xproto.Setup(e.conn).DefaultScreen(e.conn).Root
	if e.class == "" {
		return root, nil
	}
	window, err := e.find(root)
	if err != nil {
		return 0, err
	}
	if window == 0 {
		return 0, ErrNoWindow
	}
	return window, nil
}

func (e *Eye) grab(d xproto.Drawable) (*image.RGBA, error) {
	geometry, err := xproto.GetGeometry(e.conn, d).Reply()
	if err != nil {
		return nil, fmt.Errorf("glass: size of the window: %w", err)
	}
	const everyPlane = 0xffffffff
	reply, err := xproto.GetImage(e.conn, xproto.ImageFormatZPixmap, d,
		0, 0, geometry.Width, geometry.Height, everyPlane).Reply()
	if err != nil {
		return nil, fmt.Errorf("glass: picture of the window: %w", err)
	}
	return picture(reply.Data, int(geometry.Width), int(geometry.Height))
}

// picture turns 32-bit little-endian pixels (blue, green, red, unused) into
// an opaque image, in place.
func picture(data []byte, width, height int) (*image.RGBA, error) {
	if len(data) < 4*width*height {
		return nil, fmt.Errorf("glass: %d bytes for %d × %d pixels; only displays of 24 bits in 32 are read", len(data), width, height)
	}
	data = data[:4*width*height]
	for i := 0; i < len(data); i += 4 {
		data[i], data[i+2], data[i+3] = data[i+2], data[i], 0xff
	}
	return &image.RGBA{Pix: data, Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}, nil
}
