package page

import (
	"context"
	"image"
	"image/png"
	"io"
	"net/http"
	"slices"
	"strconv"
)

// Film is the terminal's screen, as glass.Film shows it.
type Film interface {
	Next(ctx context.Context, after uint64) (jpeg []byte, seq uint64, err error)
}

// Eye takes one picture of the terminal's screen.
type Eye interface {
	Look() (*image.RGBA, error)
}

// partHead begins a part of the stream.
const partHead = "--frame\r\nContent-Type: image/jpeg\r\n\r\n"

// stream sends the screen as a picture that replaces itself, until the
// browser goes away. The head of the next part follows each picture at once:
// Chromium shows a picture when the next part begins.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "multipart/x-mixed-replace; boundary=frame")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w).Flush
	if _, err := io.WriteString(w, partHead); err != nil {
		return
	}
	for seq := uint64(0); ; {
		frame, next, err := s.film.Next(r.Context(), seq)
		if err != nil {
			return
		}
		seq = next
		if _, err := w.Write(slices.Concat(frame, []byte("\r\n"+partHead))); err != nil {
			return
		}
		if err := flush(); err != nil {
			return
		}
	}
}

func (s *Server) still(w http.ResponseWriter, _ *http.Request) {
	picture, err := s.eye.Look()
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	sendPNG(w, picture)
}

// paper sends one slip. A slip never changes once it is complete, but its
// number begins anew with every bench, so browsers may not keep it.
func (s *Server) paper(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("slip"))
	picture, ok := s.bench.Paper(number)
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	sendPNG(w, picture)
}

func sendPNG(w http.ResponseWriter, picture image.Image) {
	w.Header().Set("Content-Type", "image/png")
	// A failure here is a browser that went away.
	_ = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(w, picture)
}
