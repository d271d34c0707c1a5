package demo

import (
	"context"
	"fmt"
	"image"
	"path"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/drivers/sim"
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
	return p.checkPaper(ctx, k)
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

// checkPaper reads the code among the bytes that the printer got, and opens
// it as a phone would. The number is printed as a picture, so the page behind
// the code tells whose paper it is.
func (p *Player) checkPaper(ctx context.Context, k hall.Ticket) error {
	slip := p.bench.State().Slips[0].Number
	picture, err := sim.Render(p.bench.Received(slip), sim.PaperOpts{})
	if err != nil {
		return fmt.Errorf("check: the bytes that the printer got: %w", err)
	}
	link, err := readCode(picture)
	if err != nil {
		return fmt.Errorf("check: the code on the paper cannot be read: %w", err)
	}
	if link != k.Link {
		return fmt.Errorf("check: the code on the paper says %q, the district %q", link, k.Link)
	}
	page, err := p.bench.Open(ctx, link)
	if err != nil {
		return fmt.Errorf("check: the code on the paper leads nowhere: %w", err)
	}
	if !strings.Contains(page, k.Number) {
		return fmt.Errorf("check: the page behind the code does not name number %s", k.Number)
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
