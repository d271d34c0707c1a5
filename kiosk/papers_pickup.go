package kiosk

import (
	"fmt"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
)

// printHandout prints a certificate. That it is begun is on record before the
// first byte, and how it ended before anybody is told.
func (p *promise) printHandout(e journey.PrintHandout) {
	paper, err := p.paper(e.Slip, false, 0)
	if err == nil {
		_, err = p.journal.HandoutBegins(e.Pickup, e.Certificate)
	}
	if err != nil {
		p.log.Error("slip", "err", err)
		p.printed(e.ID, drivers.NotDone, reasonPrinterBroken)
		return
	}
	done := func(o drivers.Outcome, r journey.Reason) {
		if err := p.journal.HandoutEnded(e.Pickup, e.Certificate, o); err != nil {
			p.fail(err)
			o, r = drivers.Unknown, journey.ReasonJournal
		}
		p.printed(e.ID, o, r)
	}
	seq, err := p.journal.SlipPrinting(string(paper.Kind()), false)
	if err != nil {
		p.fail(err)
		done(drivers.NotDone, journey.ReasonJournal)
		return
	}
	if paper, err = p.paper(e.Slip, false, int(seq)); err == nil {
		p.putThen(seq, p.slips.Make(paper), done)
	}
}

// receipt is the paper of what was taken and what was left.
func (p *promise) receipt(r journey.Receipt, frame slip.Frame) slip.Receipt {
	out := slip.Receipt{
		Frame: frame, Number: r.Serial, Link: r.Link,
		Name: maskedName(p.mask, r.Person.Name), IDNumber: masked(p.mask, &r.Person), Holder: r.Holder, Notes: []string{fmt.Sprintf("证照有误，请凭此到%s更正。", deskOr(r.Desk, "窗口"))},
	}
	if r.Away {
		out.Notes = append([]string{"这次领取时没有网络，联网后自动补记。"}, out.Notes...)
	}
	for _, h := range r.Taken {
		out.Taken = append(out.Taken, slip.Item{Name: h.Name.Zh, Count: copies(h), Where: p.cellPlace(h)})
	}
	for _, h := range r.Left {
		out.Left = append(out.Left, slip.Item{Name: h.Name.Zh, Count: copies(h), Where: leftWhy(h, r.Desk)})
	}
	for _, c := range r.Later {
		out.Left = append(out.Left, slip.Item{Name: c.Name.Zh, Where: certificateStatus(c, p.zone).Zh})
	}
	return out
}

// deskOr is the window that sees to it, where the hall has said which.
func deskOr(d journey.Desk, other string) string {
	if d.Window == "" {
		return other
	}
	return fmt.Sprintf("%s %s 号窗口", d.Area.Zh, d.Window)
}

// copies is how many of a certificate: papers in a cell are books.
func copies(h journey.Handout) string {
	if h.Copies == 0 {
		return ""
	}
	return fmt.Sprintf("%d 件", h.Copies)
}

func (p *promise) cellPlace(h journey.Handout) string {
	if h.Cell == 0 {
		return "本机打印"
	}
	return fmt.Sprintf("本机旁证照柜 %d 号格", h.Cell)
}

// leftWhy is why a certificate was not taken, and where it is.
func leftWhy(h journey.Handout, d journey.Desk) string {
	staff := deskOr(d, "工作人员")
	switch h.Why {
	case "empty":
		return fmt.Sprintf("%d 号格没有，已报%s查找", h.Cell, staff)
	case "wrong-content":
		return fmt.Sprintf("%d 号格放的不是这件，已报%s", h.Cell, staff)
	case "door-did-not-open":
		return fmt.Sprintf("还在 %d 号格，门没打开，已报%s", h.Cell, staff)
	case "not-printed":
		return "没有打印出来，可以再来打印"
	case "skipped":
		return fmt.Sprintf("还在 %d 号格，这次没有取", h.Cell)
	case "not-taken":
		return "打印了，没有取走"
	}
	if h.Cell == 0 {
		return "等" + staff + "核对"
	}
	return fmt.Sprintf("%d 号格，等%s核对", h.Cell, staff)
}

// printout is the paper of one certificate that is printed here.
func (p *promise) printout(o journey.Printout, frame slip.Frame) slip.Printout {
	holder := o.Holder
	if holder == "" {
		holder = maskedName(p.mask, o.Person.Name)
	}
	return slip.Printout{
		Frame: frame, Name: o.Name.Zh, Copies: fmt.Sprintf("%d 份", max(o.Copies, 1)),
		Holder: holder, Number: o.Pickup, Link: o.Document, Notes: []string{"扫码可以核验，也可以下载全文。要盖章的纸质件，请到窗口。"},
	}
}

// certificateStatus says where a certificate is that cannot be had here now.
func certificateStatus(c journey.Certificate, zone *time.Location) journey.Words {
	switch c.Place {
	case journey.PlaceWindow:
		return journey.Words{Zh: c.Window + " 号窗口", En: "Window " + c.Window}
	case journey.PlacePosted:
		return journey.Words{Zh: "已寄出", En: "Posted"}
	case journey.PlaceMaking:
		day, err := time.ParseInLocation(time.DateOnly, c.Expected, zone)
		if err != nil {
			return journey.Words{Zh: "还没办好", En: "Not ready"}
		}
		return journey.Words{Zh: fmt.Sprintf("%d月%d日可取", day.Month(), day.Day()), En: day.Format("2 January")}
	case journey.PlaceTaken:
		return journey.Words{Zh: "已取走", En: "Collected"}
	case journey.PlaceCell, journey.PlacePrint:
		return journey.Words{Zh: "现在取不了", En: "Not now"}
	}
	return c.Where
}
