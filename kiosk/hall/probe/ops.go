package probe

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"govkiosk/kiosk/hall"
)

// A ticket and a business that no hall has, written as the contract wants.
const (
	noTicket   = "kioskctl-probe"
	noBusiness = "0000000000000000004000000000000"
)

// operations asks for each operation once.
func (p *Probe) operations(ctx context.Context) {
	p.overview(ctx)
	p.businesses(ctx)
	p.refused("ticket", hall.CodeNoTicket, func() error {
		_, err := p.client.Ticket(ctx, noTicket)
		return err
	})
	p.reads(ctx)
	p.writes(ctx)
	p.row("abandon", Skipped, 0, "not asked: a record would stay")
	p.row("help", Skipped, 0, "not asked: a person would come")
	p.row("other writes", Skipped, 0, "not asked: a record would stay")
}

func (p *Probe) overview(ctx context.Context) {
	begin := time.Now()
	o, err := p.client.Overview(ctx)
	took := time.Since(begin)
	if err != nil {
		p.row("overview", Bad, took, "%v", err)
		return
	}
	p.row("overview", Good, took, "%s, %d queues", o.Name.Zh, len(o.Queues))
}

// businesses looks at the codes too: a wrong one is a typing error of whoever
// keeps the list, and a citizen's case would go astray.
func (p *Probe) businesses(ctx context.Context) {
	begin := time.Now()
	list, err := p.client.Businesses(ctx)
	took := time.Since(begin)
	if err != nil {
		p.row("businesses", Bad, took, "%v", err)
		return
	}
	wrong := 0
	for _, b := range list.Businesses {
		if !hall.ValidUnit(b.Code) {
			wrong++
		}
	}
	if wrong > 0 {
		p.row("businesses", Warn, took, "%d, %d with a wrong check character in the unit's code", len(list.Businesses), wrong)
		return
	}
	p.row("businesses", Good, took, "%d", len(list.Businesses))
}

// writes asks for what the hall must refuse.
func (p *Probe) writes(ctx context.Context) {
	type ask func(key string) error
	ofTicket := func(do func(context.Context, string, string, string) (hall.Ticket, error)) ask {
		return func(key string) error {
			_, err := do(ctx, key, noTicket, "probe")
			return err
		}
	}
	for _, w := range []struct {
		op, code string
		ask      ask
	}{
		{"reserve", hall.CodeUnknown, func(key string) error {
			_, err := p.client.Reserve(ctx, key, hall.Reserve{Business: noBusiness})
			return err
		}},
		{"confirm", hall.CodeNoTicket, func(key string) error {
			_, err := p.client.Confirm(ctx, key, noTicket, hall.DeliveryUnknown)
			return err
		}},
		{"e-ticket", hall.CodeNoTicket, ofTicket(p.client.ETicket)},
		{"cancel", hall.CodeNoTicket, ofTicket(p.client.Cancel)},
		{"reprint", hall.CodeNoTicket, ofTicket(p.client.Reprint)},
	} {
		if p.readOnly {
			p.row(w.op, Skipped, 0, "not asked: --read-only")
			continue
		}
		p.refused(w.op, w.code, func() error { return w.ask(fmt.Sprintf("probe-%s", rand.Text())) })
	}
}

// refused asks for something and wants it refused with a code.
func (p *Probe) refused(op, code string, ask func() error) {
	begin := time.Now()
	err := ask()
	took := time.Since(begin)
	switch {
	case err == nil:
		p.row(op, Bad, took, "done, where it should be refused with %s", code)
	case hall.KindOf(err) == hall.Refused && hall.CodeOf(err) == code:
		p.row(op, Good, took, "refused with %s, as it must be", code)
	case hall.KindOf(err) == hall.Refused:
		p.row(op, Warn, took, "refused with %s, where %s was expected", hall.CodeOf(err), code)
	default:
		p.row(op, Bad, took, "%v", err)
	}
}
