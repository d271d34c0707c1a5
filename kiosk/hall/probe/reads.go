package probe

import (
	"context"
	"fmt"
	"slices"
	"time"

	"govkiosk/kiosk/hall"
)

// Words that no hall has given out, and a person who does not exist: born in
// 1900, in the district, with a right check character.
const (
	noWord   = "kioskctl-probe"
	noNumber = "PROBE-0000000000"
	noCode   = "0000"
	noLink   = "https://example.invalid/r/0000"
	noPerson = "13020219000101001X"
)

// reads asks what changes nothing. Questions about a person are asked about
// one who does not exist: finding nothing is good, and so is a hall that wants
// the card.
func (p *Probe) reads(ctx context.Context) {
	who := hall.Person{Kind: hall.ByNumber, Number: noPerson}
	c := p.client
	p.read("policy", func() (string, error) {
		v, err := c.Policy(ctx)
		return fmt.Sprintf("version %s, %d priority classes", v.About.Version, len(v.Classes)), err
	})
	p.read("tickets", func() (string, error) {
		v, err := c.FindTickets(ctx, hall.TicketSearch{Number: "Z999"})
		return fmt.Sprintf("%d found", len(v)), err
	}, hall.CodeNoTicket)
	p.read("blocks", func() (string, error) {
		v, err := c.Blocks(ctx)
		return fmt.Sprintf("%d held", len(v)), err
	}, hall.CodeNotAllowed)
	p.guide(ctx)
	p.calendar(ctx)
	p.read("bookings", func() (string, error) {
		v, err := c.Bookings(ctx, hall.BookingSearch{Code: noCode})
		return fmt.Sprintf("%d found", len(v)), err
	}, hall.CodeNoBooking)
	unknown := hall.CaseSearch{Number: noNumber, QueryCode: noCode}
	p.read("cases", func() (string, error) { return "", errOf(c.Cases(ctx, unknown)) }, hall.CodeNoCase)
	p.read("case", func() (string, error) { return "", errOf(c.Case(ctx, unknown)) }, hall.CodeNoCase)
	p.read("certificates", func() (string, error) { return "", errOf(c.Certificates(ctx, who, "")) }, hall.CodeCardRequired)
	p.read("cells", func() (string, error) { return "", errOf(c.Cells(ctx, p.cabinet())) }, hall.CodeNoCabinet, hall.CodeOfflineNotAllowed)
	p.read("drafts", func() (string, error) { return "", errOf(c.Drafts(ctx, who)) }, hall.CodeCardRequired)
	p.read("draft", func() (string, error) { return "", errOf(c.Draft(ctx, noWord, who)) }, hall.CodeNoDraft, hall.CodeCardRequired)
	p.read("handover", func() (string, error) { return "", errOf(c.Handover(ctx, noWord, noWord)) }, hall.CodeNoHandover, hall.CodeNoDraft)
	p.read("licences", func() (string, error) { return "", errOf(c.Licences(ctx, who, "")) }, hall.CodeCardRequired)
	p.read("proofs", func() (string, error) {
		v, err := c.Proofs(ctx)
		return fmt.Sprintf("version %s, %d proofs", v.About.Version, len(v.Proofs)), err
	})
	p.read("proof-check", func() (string, error) { return "", errOf(c.ProofCheck(ctx, noWord, who)) }, hall.CodeNoCheck, hall.CodeCardRequired)
	p.read("verify-statement", func() (string, error) {
		return "", errOf(c.VerifyStatement(ctx, hall.StatementQuestion{Number: noNumber, Code: noCode}))
	}, hall.CodeNoStatement)
	p.read("indicators", func() (string, error) {
		v, err := c.Indicators(ctx)
		return fmt.Sprintf("%d, platform %s", len(v.Indicators), v.Platform), err
	})
	p.read("link", func() (string, error) { return "", errOf(c.OpenLink(ctx, noLink)) }, hall.CodeNoLink)
	p.read("report-status", func() (string, error) {
		return "", errOf(c.ReportStatus(ctx, hall.ReportQuestion{Number: noNumber, QueryCode: noCode}))
	}, hall.CodeNoReport)
	p.newCodes()
}

// guide asks for the catalogue and for the first of its items, and looks at
// the codes as businesses does.
func (p *Probe) guide(ctx context.Context) {
	item := noBusiness
	wrong := 0
	p.read("guide", func() (string, error) {
		v, err := p.client.Guide(ctx)
		for _, i := range v.Items {
			if !hall.ValidUnit(i.Code) {
				wrong++
			}
		}
		if len(v.Items) > 0 {
			item = v.Items[0].Code
		}
		return fmt.Sprintf("version %s, %d items", v.About.Version, len(v.Items)), err
	})
	if wrong > 0 {
		p.row("guide codes", Warn, 0, "%d with a wrong check character in the unit's code", wrong)
	}
	p.read("item", func() (string, error) {
		v, err := p.client.Item(ctx, item)
		return v.Summary.Name.Zh, err
	}, hall.CodeNoItem)
	p.read("questions", func() (string, error) {
		v, err := p.client.Questions(ctx, item)
		return fmt.Sprintf("%d", len(v)), err
	}, hall.CodeNoItem, hall.CodeNotDeclarable)
}

// calendar follows the first place to its first item and day.
func (p *Probe) calendar(ctx context.Context) {
	place, item, day := noWord, noBusiness, time.Now().Format(time.DateOnly)
	p.read("places", func() (string, error) {
		v, err := p.client.Places(ctx)
		if len(v) > 0 {
			place = v[0].Code
		}
		return fmt.Sprintf("%d", len(v)), err
	})
	p.read("place-items", func() (string, error) {
		v, err := p.client.PlaceItems(ctx, place, "")
		for _, d := range v {
			if len(d.Items) > 0 {
				item = d.Items[0].Code
			}
		}
		return fmt.Sprintf("%d departments", len(v)), err
	}, hall.CodeNoPlace)
	p.read("days", func() (string, error) {
		v, err := p.client.Days(ctx, place, item)
		if len(v) > 0 {
			day = v[0].Date
		}
		return fmt.Sprintf("%d", len(v)), err
	}, hall.CodeNoPlace, hall.CodeNoItem)
	p.read("slots", func() (string, error) {
		v, err := p.client.Slots(ctx, place, item, day)
		return fmt.Sprintf("%d", len(v)), err
	}, hall.CodeNoPlace, hall.CodeNoItem, hall.CodeNoDay)
}

func (p *Probe) cabinet() string {
	if p.cfg.Cabinet.ID != "" {
		return p.cfg.Cabinet.ID
	}
	return noWord
}

// read asks once. A hall without the service is no fault of the way to it.
func (p *Probe) read(op string, ask func() (string, error), refusals ...string) {
	begin := time.Now()
	detail, err := ask()
	took := time.Since(begin)
	switch code := hall.CodeOf(err); {
	case err == nil && detail == "":
		p.row(op, Good, took, "answered")
	case err == nil:
		p.row(op, Good, took, "%s", detail)
	case hall.KindOf(err) != hall.Refused:
		p.row(op, Bad, took, "%v", err)
	case code == hall.CodeNotAvailable:
		p.row(op, Skipped, took, "this hall does not offer it")
	case slices.Contains(refusals, code):
		p.row(op, Good, took, "refused with %s, as it must be", code)
	default:
		p.row(op, Warn, took, "refused with %s, which was not expected", code)
	}
}

// newCodes tells of codes that came and that this program does not know.
func (p *Probe) newCodes() {
	for _, u := range p.client.Unknown() {
		p.row("codes", Warn, 0, "%s: %q is not known here; it is shown as something else", u.Field, u.Code)
	}
}

func errOf[T any](_ T, err error) error { return err }
