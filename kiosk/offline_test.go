package kiosk_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

const (
	transfer = "不动产转移登记"
	second   = "13912342266"
	third    = "13800002277"
)

// newOfflineRig is a rig whose terminal leases numbers of one business ahead.
func newOfflineRig(t *testing.T) (r *rig, business string) {
	t.Helper()
	r = newRig(t)
	list, err := r.hall.Businesses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list.Businesses {
		if b.Name.Zh == transfer {
			business = b.Code
		}
	}
	f, err := os.OpenFile(filepath.Join(r.dir, "kioskd.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("\n[offline]\nbusinesses = [\"" + business + "\"]\nblock = 4\nlow_water = 2\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return r, business
}

func (r *rig) isCut() (cut bool) {
	r.set(func(r *rig) { cut = r.cut })
	return cut
}

// leased waits until numbers are in the terminal's hand.
func (r *rig) leased() {
	r.t.Helper()
	r.eventually("numbers are leased", func() bool { return r.count("blocks") > 0 })
	r.awaitScreen(screens.ScreenAttract)
}

// cutLine takes the network away and waits until the terminal has noticed.
func (r *rig) cutLine() {
	r.t.Helper()
	r.set(func(r *rig) { r.cut = true })
	r.offered()
	r.do(screens.ActBack, "")
	r.awaitScreen(screens.ScreenAttract)
}

// offered begins a visit and waits until the home page says that the network
// is away and the queue is offered all the same.
func (r *rig) offered() {
	r.t.Helper()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	v := r.await("the queue is offered without the network", func(v screens.View) bool {
		return v.Home != nil && v.Home.Offline != nil && v.Home.Services[0].Reason == ""
	})
	for _, s := range v.Home.Services {
		if s.Reason == "" && !s.Apart {
			r.t.Errorf("the page does not say what is different now: %+v", s)
		}
	}
	if v.Home.Offline.Since.IsZero() {
		r.t.Error("the page does not say since when")
	}
}

// apart walks to the question whether to take a number without the network.
func (r *rig) apart(business, number string) screens.View {
	r.t.Helper()
	r.offered()
	v := r.toListByPhone(number)
	if v.List.AsOf.IsZero() {
		r.t.Error("the list does not say of when it is")
	}
	for _, row := range v.List.Rows {
		if (row.Reason == "") != (row.Code == business) {
			r.t.Errorf("%s: %q, although numbers of %s alone are in hand", row.Name.Zh, row.Reason, transfer)
		}
	}
	r.do(screens.ActBusiness, business)
	v = r.awaitScreen(screens.ScreenConfirm)
	if v.Confirm.Offline == nil {
		r.t.Error("the page does not say that the number is given without the network")
	}
	r.paperReady()
	return v
}

// queueApart takes a number and its paper without the network.
func (r *rig) queueApart(business, number string) string {
	r.t.Helper()
	r.apart(business, number)
	r.take()
	v := r.awaitPaper(screens.PaperTake)
	if !v.Ticket.Offline || v.Ticket.Ahead != screens.Unknown {
		r.t.Errorf("the page promises more than anybody knows: %+v", v.Ticket)
	}
	r.printer.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	r.do(screens.ActDone, "")
	r.awaitScreen(screens.ScreenAttract)
	return v.Ticket.Number
}

// held asks the district which open number a person has.
func (r *rig) held(business, phone string) string {
	r.t.Helper()
	key := "who-has-" + phone + "-" + strings.ToLower(r.t.Name()[4:8])
	_, err := r.hall.Reserve(context.Background(), key, hall.Reserve{Business: business, Person: &hall.Person{Kind: hall.ByPhone, Number: phone}})
	if hall.CodeOf(err) != hall.CodeOpenTicket {
		r.t.Fatalf("the district knows of no number of %s: %v", phone, err)
	}
	return existingOf(err).Number
}

func existingOf(err error) hall.Ticket {
	e, _ := err.(*hall.Error)
	return *e.Existing
}

// A terminal loses its network. People queue on, through a power cut as well,
// and once the network is back the district has every number once.
func TestQueueWithoutNetwork(t *testing.T) {
	t.Parallel()
	r, business := newOfflineRig(t)
	r.start()
	r.leased()
	r.cutLine()
	numbers := map[string]string{}
	for _, who := range []string{phone, second} {
		numbers[who] = r.queueApart(business, who)
	}
	r.kill()
	r.restart()
	numbers[third] = r.queueApart(business, third)
	if len(r.printer.Slips()) != 3 {
		t.Errorf("%d slips", len(r.printer.Slips()))
	}
	if numbers[phone] == numbers[second] || numbers[phone] == numbers[third] || numbers[second] == numbers[third] {
		t.Fatalf("a number twice: %v", numbers)
	}

	r.set(func(r *rig) { r.cut = false })
	r.eventually("the district has three tickets", func() bool {
		confirmed := 0
		for _, k := range r.tickets() {
			if k.Status == hall.Confirmed || k.Status == hall.Called {
				confirmed++
			}
		}
		return confirmed == 3
	})
	for who, number := range numbers {
		if got := r.held(business, who); got != number {
			t.Errorf("%s holds %s, the district says %s", who, number, got)
		}
	}
	if n := len(r.tickets()); n != 3 {
		t.Errorf("%d tickets", n)
	}
}

// Who comes back without the network gets the number of before, and may give
// it back; then it is nobody's, and the next one is another.
func TestSameNumberAgainWithoutNetwork(t *testing.T) {
	t.Parallel()
	r, business := newOfflineRig(t)
	r.start()
	r.leased()
	r.cutLine()
	first := r.queueApart(business, phone)
	r.apart(business, phone)
	r.take()
	v := r.awaitPaper(screens.PaperExisting)
	if v.Ticket.Number != first || !v.Ticket.Offline {
		t.Fatalf("%+v, want %s once more", v.Ticket, first)
	}
	r.do(screens.ActReprint, "")
	if v = r.awaitPaper(screens.PaperTake); v.Ticket.Number != first || !v.Ticket.Reprint {
		t.Errorf("%+v, want a reprint of %s", v.Ticket, first)
	}
	r.printer.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	r.do(screens.ActDone, "")

	r.apart(business, phone)
	r.take()
	r.awaitPaper(screens.PaperExisting)
	r.do(screens.ActCancel, "")
	r.awaitPaper(screens.PaperCancelled)
	r.do(screens.ActDone, "")
	next := r.queueApart(business, phone)
	if next == first {
		t.Errorf("%s was given back and given out again", first)
	}
	r.set(func(r *rig) { r.cut = false })
	status := map[string]hall.Status{}
	r.eventually("the district knows of both", func() bool {
		for _, k := range r.tickets() {
			status[k.Number] = k.Status
		}
		return status[first] == hall.Cancelled && (status[next] == hall.Confirmed || status[next] == hall.Called)
	})
}

// Without paper and without the network the number is on the screen.
func TestETicketWithoutNetwork(t *testing.T) {
	t.Parallel()
	r, business := newOfflineRig(t)
	r.start()
	r.leased()
	r.cutLine()
	r.printer.SetPaper("out")
	r.offered()
	r.do(screens.ActBack, "")
	r.apartWithoutPaper(business, phone)
	v := r.awaitPaper(screens.PaperNone)
	if v.Ticket.Number == "" || !v.Ticket.Offline || !strings.HasSuffix(v.Ticket.Link, "/"+v.Ticket.Number) {
		t.Errorf("%+v", v.Ticket)
	}
	r.do(screens.ActKeep, "")
	r.set(func(r *rig) { r.cut = false })
	r.eventually("the district has it as shown", func() bool {
		list := r.tickets()
		return len(list) == 1 && list[0].Number == v.Ticket.Number && list[0].Status == hall.ETicketed
	})
}

func (r *rig) apartWithoutPaper(business, number string) {
	r.t.Helper()
	r.offered()
	r.toListByPhone(number)
	r.do(screens.ActBusiness, business)
	r.await("there is no paper", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Paper != "" })
	r.take()
}

// The power is cut on the way of a slip, without the network: after the start
// no number is lost and none is there twice.
func TestPowerLossWithoutNetwork(t *testing.T) {
	for _, c := range []struct {
		name string
		cut  func(*rig, func())
	}{
		{"the first byte reaches the printer", func(r *rig, cut func()) {
			r.printer.OnBytes(func(b []byte) {
				if len(b) > 16 { // more than a question about paper
					cut()
				}
			})
		}},
		{"the slip is cut", func(r *rig, cut func()) { r.printer.OnCut(cut) }},
		{"the printer is about to say that it has printed", func(r *rig, cut func()) {
			r.printer.OnProcessID(func(string) { cut() })
		}},
		{"the slip is in the mouth", func(r *rig, cut func()) { r.printer.OnSlip(func(sim.Slip) { cut() }) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, business := newOfflineRig(t)
			r.start()
			r.leased()
			r.cutLine()
			r.apart(business, phone)
			cut := make(chan struct{})
			c.cut(r, r.cutOnce(cut))
			r.do(screens.ActTake, "")
			r.drainUntil(cut)
			r.kill()
			r.printer.OnBytes(func([]byte) {})
			r.restart()
			r.apart(business, phone)
			r.take()
			mine := r.awaitPaper(screens.PaperExisting).Ticket.Number
			r.do(screens.ActKeep, "")
			other := r.queueApart(business, second)
			if mine == other {
				t.Fatalf("%s is there twice", mine)
			}
			r.set(func(r *rig) { r.cut = false })
			r.eventually("the district has both", func() bool {
				open := map[string]bool{}
				for _, k := range r.tickets() {
					open[k.Number] = k.Status.Open() && k.Status != hall.Reserved
				}
				return open[mine] && open[other]
			})
			if got := r.held(business, phone); got != mine {
				t.Errorf("the district says %s, the citizen has %s", got, mine)
			}
		})
	}
}

// The answer to a reservation is lost with the network: what the hall may
// have given is given back, and the number without the network is the one.
func TestLostAnswerThenNumberWithoutNetwork(t *testing.T) {
	t.Parallel()
	r, business := newOfflineRig(t)
	r.start()
	r.leased()
	r.byPhoneFor(business, phone)
	r.paperReady()
	r.set(func(r *rig) {
		// Not before: a list that is fetched meanwhile would tell that the network
		// is away, and nobody would ask.
		r.after["reserve"] = func() { r.set(func(r *rig) { r.cut = true }) }
		r.garble = true
	})
	r.take()
	r.await("the answer is lost, and numbers in hand are offered", func(v screens.View) bool {
		return v.Confirm != nil && v.Confirm.Failed != "" && v.Confirm.Offline != nil
	})
	v := r.await("a number without the network", func(v screens.View) bool {
		if v.Confirm != nil && v.Confirm.Working == 0 { // a touch before may have asked the hall once more
			r.do(screens.ActTake, "")
		}
		return v.Ticket != nil && v.Ticket.Paper == screens.PaperTake
	})
	number := v.Ticket.Number
	r.set(func(r *rig) { r.cut, r.garble = false, false })
	r.eventually("one number is left", func() bool {
		open := []string{}
		for _, k := range r.tickets() {
			if k.Status.Open() {
				open = append(open, k.Number)
			}
		}
		return len(open) == 1 && open[0] == number && r.count("abandonment") > 0
	})
}

// byPhoneFor walks to the question for one business, with the network.
func (r *rig) byPhoneFor(business, number string) {
	r.t.Helper()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await("the queue is offered", func(v screens.View) bool { return v.Home != nil && v.Home.Services[0].Reason == "" })
	r.toListByPhone(number)
	r.do(screens.ActBusiness, business)
	r.awaitScreen(screens.ScreenConfirm)
}
