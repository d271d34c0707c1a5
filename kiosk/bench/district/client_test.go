package district

import (
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

const transfer = "不动产转移登记"

// Every operation of the client is answered by the district, over HTTP.
func TestClientAgainstDistrict(t *testing.T) {
	b := start(t, Options{}, nil)
	o, err := b.Overview(b.ctx())
	if err != nil {
		t.Fatal(err)
	}
	if !o.Open || o.OpenUntil.Format("15:04") != "12:00" || o.Name.Zh != "路南区政务服务中心" || len(o.Queues) < 10 {
		t.Errorf("overview = %+v", o)
	}
	k, err := b.Businesses(b.ctx())
	if err != nil {
		t.Fatal(err)
	}
	if len(k.Businesses) < 45 || len(k.Departments) != len(o.Queues) {
		t.Errorf("%d businesses of %d departments", len(k.Businesses), len(k.Departments))
	}

	first := b.reserve(hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
	if first.Status != hall.Reserved || first.Number[0] != 'A' || first.Windows != "5–8" || first.Area.Zh != "C 区" {
		t.Errorf("ticket = %+v", first)
	}
	confirmed, err := b.Confirm(b.ctx(), b.key(), first.ID, hall.Printed)
	if err != nil || confirmed.Status != hall.Confirmed || confirmed.Number != first.Number {
		t.Errorf("confirmed = %+v, %v", confirmed, err)
	}
	again, err := b.Reprint(b.ctx(), b.key(), first.ID, "not-come-out")
	if err != nil || again.Reprints != 1 || again.Number != first.Number {
		t.Errorf("reprint = %+v, %v", again, err)
	}
	gone, err := b.Cancel(b.ctx(), b.key(), first.ID, "citizen")
	if err != nil || gone.Status != hall.Cancelled {
		t.Errorf("cancelled = %+v, %v", gone, err)
	}

	second := b.reserve(hall.Reserve{Business: b.find(transfer), Person: somebody(1, true), Class: "elder"})
	if second.Priority != "elder" || second.Class.Zh != "老年人优先" || second.Number == first.Number {
		t.Errorf("priority ticket = %+v", second)
	}
	glass, err := b.ETicket(b.ctx(), b.key(), second.ID, "paper-out")
	if err != nil || glass.Status != hall.ETicketed {
		t.Errorf("e-ticket = %+v, %v", glass, err)
	}
	now, err := b.Ticket(b.ctx(), second.ID)
	if err != nil || now.Status != hall.ETicketed || now.Link != second.Link {
		t.Errorf("ticket = %+v, %v", now, err)
	}

	lost := b.key()
	if _, err := b.Reserve(b.ctx(), lost, hall.Reserve{Business: b.find("普通护照签发"), Person: somebody(2, false)}); err != nil {
		t.Fatal(err)
	}
	settled, err := b.Abandon(b.ctx(), b.key(), lost, "answer-lost")
	if err != nil || settled == nil || settled.Status != hall.Cancelled {
		t.Errorf("settled = %+v, %v", settled, err)
	}
	if none, err := b.Abandon(b.ctx(), b.key(), "never-arrived", "answer-lost"); err != nil || none != nil {
		t.Errorf("settled = %+v, %v, want none", none, err)
	}
	if err := b.Help(b.ctx(), b.key(), hall.HelpCall{Screen: "confirm", Step: "take", Lang: "zh-Hans"}); err != nil {
		t.Error(err)
	}
	if _, err := b.Ticket(b.ctx(), "no-such-ticket"); hall.CodeOf(err) != hall.CodeNoTicket {
		t.Errorf("unknown ticket: %v", err)
	}
}

func TestQueueMovesWhileTimePasses(t *testing.T) {
	b := start(t, Options{}, nil)
	ticket := b.reserve(hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
	if _, err := b.Confirm(b.ctx(), b.key(), ticket.ID, hall.Printed); err != nil {
		t.Fatal(err)
	}
	seen := map[hall.Status]bool{}
	ahead := ticket.Ahead
	for range 40 {
		b.clock.Add(5 * time.Minute)
		now, err := b.Ticket(b.ctx(), ticket.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.Ahead > ahead+2 {
			t.Errorf("%d ahead after %d", now.Ahead, ahead)
		}
		ahead = now.Ahead
		seen[now.Status] = true
		if now.Status == hall.Called && (now.Window < 5 || now.Window > 8) {
			t.Errorf("called by window %d", now.Window)
		}
	}
	for _, s := range []hall.Status{hall.Confirmed, hall.Called, hall.Served} {
		if !seen[s] {
			t.Errorf("never %s", s)
		}
	}
}
