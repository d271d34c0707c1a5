package demo

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"path"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/hall"
)

// check asks the district what it thinks has happened, and compares it with
// what the citizen holds: one number, asked for once, confirmed once, and the
// one on the paper.
func (p *Player) check(ctx context.Context) error {
	calls := p.bench.State().Calls
	for _, operation := range []string{"reserveTicket", "confirmTicket"} {
		if n := count(calls, operation); n != 1 {
			return fmt.Errorf("check: %d calls of %s, want exactly one", n, operation)
		}
	}
	k, err := p.bench.Ticket(ctx, ticketID(calls))
	if err != nil {
		return fmt.Errorf("check: the district's ticket: %w", err)
	}
	p.out.visit.Ticket = k
	if k.Status != hall.Confirmed {
		return fmt.Errorf("check: the district has number %s as %q, want confirmed", k.Number, k.Status)
	}
	return p.checkPaper(k)
}

func count(calls []bench.Call, operation string) int {
	n := 0
	for _, c := range calls {
		if c.Operation == operation {
			n++
		}
	}
	return n
}

// ticketID is the ticket that was confirmed: /v1/tickets/{id}/confirmation.
func ticketID(calls []bench.Call) string {
	for _, c := range calls {
		if c.Operation == "confirmTicket" {
			return path.Base(strings.TrimSuffix(c.Path, "/confirmation"))
		}
	}
	return ""
}

// checkPaper looks for the number among the bytes that the printer got, and
// reads the code on the paper as a phone would.
func (p *Player) checkPaper(k hall.Ticket) error {
	slip := p.bench.State().Slips[0].Number
	if !bytes.Contains(p.bench.Received(slip), []byte(k.Number)) {
		return fmt.Errorf("check: number %s is not among the bytes that were printed", k.Number)
	}
	picture, ok := p.bench.Paper(slip)
	if !ok {
		return fmt.Errorf("check: slip %d has no picture", slip)
	}
	link, err := readCode(picture)
	if err != nil {
		return fmt.Errorf("check: the code on the paper cannot be read: %w", err)
	}
	if link != k.Link {
		return fmt.Errorf("check: the code on the paper says %q, the district %q", link, k.Link)
	}
	return nil
}

func readCode(paper image.Image) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(paper)
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_TRY_HARDER: true,
	})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}
