package glass

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"sync"
	"time"
)

// Film is the terminal's screen as it changes. It takes pictures only while
// somebody waits in Next, so a page that nobody has open costs nothing.
type Film struct {
	look func() (*image.RGBA, error)

	mu    sync.Mutex
	last  *image.RGBA
	frame []byte // last, as JPEG
	seq   uint64 // of frame; 0: there is none
	next  time.Time
}

// between is the least time from one look to the next: 8 a second.
const between = 125 * time.Millisecond

// NewFilm makes a film of what look sees.
func NewFilm(look func() (*image.RGBA, error)) *Film { return &Film{look: look} }

// Next waits until the screen differs from frame number after, and returns
// it as JPEG with its own number. All who wait share one look. It ends with
// ctx only: while there is no window it keeps trying.
func (f *Film) Next(ctx context.Context, after uint64) ([]byte, uint64, error) {
	for {
		frame, seq, wait := f.turn(after)
		if seq > after {
			return frame, seq, nil
		}
		select {
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// turn takes a look if one is due, and says how long until the next is.
func (f *Film) turn(after uint64) ([]byte, uint64, time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seq <= after && !time.Now().Before(f.next) {
		f.take()
		f.next = time.Now().Add(between)
	}
	return f.frame, f.seq, time.Until(f.next)
}

func (f *Film) take() {
	picture, err := f.look()
	if err != nil || same(f.last, picture) {
		return
	}
	frame, err := encode(picture)
	if err != nil {
		return
	}
	f.last, f.frame = picture, frame
	f.seq++
}

func same(a, b *image.RGBA) bool {
	return a != nil && a.Rect == b.Rect && bytes.Equal(a.Pix, b.Pix)
}

func encode(picture *image.RGBA) ([]byte, error) {
	const quality = 88 // small text on the glass stays readable
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("glass: %w", err)
	}
	return b.Bytes(), nil
}
