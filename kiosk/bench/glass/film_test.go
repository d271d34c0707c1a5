package glass

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// scene is a screen that a test changes.
type scene struct {
	mu     sync.Mutex
	colour color.RGBA
	looks  int
	err    error
}

func (s *scene) look() (*image.RGBA, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks++
	picture := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		picture.SetRGBA(i%8, i/8, s.colour)
	}
	return picture, s.err
}

func (s *scene) paint(colour color.RGBA) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.colour = colour
}

func TestFilmSkipsWhatDidNotChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scene{colour: color.RGBA{200, 0, 0, 255}}
		f := NewFilm(s.look)
		_, first, err := f.Next(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Second, func() { s.paint(color.RGBA{0, 200, 0, 255}) })
		began := time.Now()
		frame, second, err := f.Next(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(began); waited < time.Second || waited > time.Second+2*between {
			t.Errorf("the changed frame came after %v, want about 1s", waited)
		}
		if second != first+1 {
			t.Errorf("frame number %d after %d: a frame that did not change was counted", second, first)
		}
		if s.looks > 11 {
			t.Errorf("%d looks in one second, want at most 8 and the first", s.looks)
		}
		picture, err := jpeg.Decode(bytes.NewReader(frame))
		if err != nil {
			t.Fatal(err)
		}
		if r, g, _, _ := picture.At(4, 4).RGBA(); g < r {
			t.Errorf("the frame shows the former colour")
		}
	})
}

func TestFilmWaitsForAWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scene{err: ErrNoWindow}
		f := NewFilm(s.look)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err := f.Next(ctx, 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("without a window: %v, want to wait until the context ends", err)
		}
		s.err = nil
		if _, _, err := f.Next(t.Context(), 0); err != nil {
			t.Errorf("after the window came: %v", err)
		}
	})
}

func TestFilmLooksOnlyWhenAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scene{}
		f := NewFilm(s.look)
		if _, _, err := f.Next(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Minute)
		if s.looks != 1 {
			t.Errorf("%d looks while nobody waited, want the first one only", s.looks)
		}
	})
}
