package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/bench/glass"
	"govkiosk/kiosk/hall"
)

// Touch lets the simulated panel report the finger.
func (b *Bench) Touch(t Touch) {
	switch t.Phase {
	case "down":
		b.devices.panel.Down(t.X, t.Y)
	case "move":
		b.devices.panel.Move(t.X, t.Y)
	case "up":
		b.devices.panel.Up(t.X, t.Y)
	}
}

// Tap touches the glass for a moment at x, y: 0 to 1 from the upper left
// corner. It blocks for that moment.
func (b *Bench) Tap(x, y float64) { b.devices.panel.Tap(x, y) }

// Lay lays a card of the tray on the reader, by its number from 1. One that
// lies there goes back.
func (b *Bench) Lay(card int) error {
	if card < 1 || card > len(b.tray) {
		return fmt.Errorf("bench: there is no card %d in the tray", card)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.laid = card
	b.devices.reader.Lay(b.tray[card-1])
	return nil
}

// Lift takes the card off the reader.
func (b *Bench) Lift() { b.devices.reader.Lift() }

// CutPower ends the terminal's program as a power cut does: at once, with
// nothing said. The supervisor starts it anew.
func (b *Bench) CutPower() { b.terminal.kill() }

// TakePaper takes the slip that stands in the mouth.
func (b *Bench) TakePaper() { b.devices.printer.TakePaper() }

// Look takes a picture of the terminal's screen.
func (b *Bench) Look() (*image.RGBA, error) { return b.eye.Look() }

// Film is the terminal's screen as it changes.
func (b *Bench) Film() *glass.Film { return glass.NewFilm(b.eye.Look) }

// Screen asks the terminal what is on its glass.
func (b *Bench) Screen(ctx context.Context) (control.Tree, error) { return b.control.Screen(ctx) }

// Visit asks the terminal for the visit and its journal.
func (b *Bench) Visit(ctx context.Context) (json.RawMessage, error) { return b.control.Visit(ctx) }

// Ticket asks the district for a ticket, as any of its clients may.
func (b *Bench) Ticket(ctx context.Context, id string) (hall.Ticket, error) {
	return b.hall.Ticket(ctx, id)
}

// Open gets the page behind a slip's code.
func (b *Bench) Open(ctx context.Context, link string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return "", fmt.Errorf("bench: %w", err)
	}
	return byPhone(req)
}

// Send posts what a phone has filled in to a page, and returns the page that it
// is led to.
func (b *Bench) Send(ctx context.Context, link string, form url.Values) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, link, strings.NewReader(form.Encode()))
	if err != nil {
		return "", fmt.Errorf("bench: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return byPhone(req)
}

func byPhone(req *http.Request) (string, error) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", fmt.Errorf("bench: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("bench: %s: %s (%v)", req.URL, resp.Status, err)
	}
	return string(body), nil
}

// Paper is the picture of a slip, by its number from 1; 0 is the paper that
// has not been cut.
func (b *Bench) Paper(slip int) (image.Image, bool) {
	if slip == 0 {
		return b.devices.printer.Uncut(), true
	}
	s, ok := b.slip(slip)
	return s.Image, ok
}

// Received is what the printer got for a slip.
func (b *Bench) Received(slip int) []byte {
	s, _ := b.slip(slip)
	return s.Bytes
}

func (b *Bench) slip(number int) (sim.Slip, bool) {
	slips := b.devices.printer.Slips()
	if number < 1 || number > len(slips) {
		return sim.Slip{}, false
	}
	return slips[number-1], true
}

// Log is the end of the terminal's log, in whole lines.
func (b *Bench) Log() string {
	const most = 64 << 10
	f, err := os.Open(b.dir.file(logName))
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	cut := false
	if info, err := f.Stat(); err == nil && info.Size() > most {
		_, err = f.Seek(-most, io.SeekEnd)
		cut = err == nil
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return err.Error()
	}
	text := string(data)
	if cut {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}
