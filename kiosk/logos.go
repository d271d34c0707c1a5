package kiosk

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"

	"govkiosk/drivers/escpos"
	"govkiosk/kiosk/journey"
)

// logoUpload bounds the pictures that a technician sends, as PNG.
const logoUpload = 1 << 20

var errServing = errors.New("somebody is at the terminal; try again when the first page is back")

// serveLogos stores the pictures that follow, PNG files as a multipart form,
// in the printer: slips print them by their number, from 1. It blocks until the
// printer has answered.
func (t *Terminal) serveLogos(w http.ResponseWriter, r *http.Request) {
	pictures, err := uploaded(http.MaxBytesReader(w, r.Body, logoUpload), r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if page := t.visitStatus().Page; page != journey.PageAttract {
		http.Error(w, errServing.Error(), http.StatusConflict)
		return
	}
	done := make(chan error, 1)
	t.printer.submit(job{
		run:  func(ctx context.Context, dev *escpos.Dev) { done <- dev.DefineLogos(ctx, pictures...) },
		lost: func(err error) { done <- err },
	})
	select {
	case err = <-done:
	case <-r.Context().Done():
		return
	case <-t.stop:
		err = errors.New("the terminal is stopping")
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	t.note("logos-stored", map[string]any{"pictures": len(pictures)})
	fmt.Fprintf(w, "%d stored\n", len(pictures))
}

// uploaded reads the pictures of a form, in its order.
func uploaded(body io.ReadCloser, r *http.Request) ([]image.Image, error) {
	r.Body = body
	form, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	var out []image.Image
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		picture, err := png.Decode(part)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part.FileName(), err)
		}
		out = append(out, picture)
	}
	if len(out) == 0 {
		return nil, errors.New("no pictures")
	}
	return out, nil
}
