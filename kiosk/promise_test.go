package kiosk_test

import (
	"context"
	"sync"
	"testing"

	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

func (r *rig) failed() screens.View {
	r.t.Helper()
	return r.await("an honest page", func(v screens.View) bool { return v.Confirm != nil && v.Confirm.Failed != "" })
}

// An answer is lost, and the second touch meets a gateway that refuses for
// reasons of its own: that says nothing of the first, so its key is kept.
func TestRefusedSecondTryDoesNotForgetTheFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.set(func(r *rig) { r.garble = true })
	r.take()
	r.failed()
	r.set(func(r *rig) { r.garble, r.deny = false, map[string]int{"reserve": 429} })
	r.paperReady()
	r.take()
	r.failed()
	r.do(screens.ActHome, "")
	r.awaitScreen(screens.ScreenHome)
	r.eventually("the number of the first try is given back", func() bool {
		return r.tickets()[0].Status == hall.Cancelled
	})
}

// A refusal that is about the moment and not about the number is asked again.
func TestThrottledSettlementIsSentAgain(t *testing.T) {
	for _, status := range []int{429, 401} {
		t.Run(nameOf(status), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.set(func(r *rig) { r.deny = map[string]int{"confirmation": status} })
			r.start()
			r.byPhone(phone)
			r.paperReady()
			r.take()
			r.awaitPaper(screens.PaperTake)
			r.eventually("confirmed", func() bool { return r.tickets()[0].Status == hall.Confirmed })
		})
	}
}

func nameOf(status int) string { return map[int]string{429: "too many", 401: "expired"}[status] }

// Another terminal lost the answer to its reservation, and will give the
// number back; here it is shown as the citizen's own, and stays.
func TestNumberShownHereIsNotGivenBackElsewhere(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	r := newRig(t)
	r.start()
	v := r.byPhone(phone)
	list, err := r.hall.Businesses(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var code string
	for _, b := range list.Businesses {
		if b.Name.Zh == v.Confirm.Business.Zh {
			code = b.Code
		}
	}
	person := hall.Person{Kind: hall.ByPhone, Number: phone}
	k, err := r.hall.Reserve(ctx, "key-of-another-terminal", hall.Reserve{Business: code, Person: &person})
	if err != nil {
		t.Fatal(err)
	}
	r.paperReady()
	r.take()
	if v = r.awaitPaper(screens.PaperExisting); v.Ticket.Number != k.Number {
		t.Fatalf("%s, want %s", v.Ticket.Number, k.Number)
	}
	r.do(screens.ActKeep, "")
	status := func() hall.Status {
		now, err := r.hall.Ticket(ctx, k.ID)
		if err != nil {
			t.Fatal(err)
		}
		return now.Status
	}
	r.eventually("the hall knows that it is in use", func() bool { return status() == hall.ETicketed })
	if _, err := r.hall.Abandon(ctx, "abandonment-elsewhere", "key-of-another-terminal", "left-after-lost-answer"); hall.CodeOf(err) != hall.CodeDelivered {
		t.Errorf("abandoned: %v", err)
	}
	if s := status(); !s.Open() {
		t.Errorf("given back although the citizen has it: %s", s)
	}
}

// One settlement that the hall cannot digest stops nobody else's number.
func TestPoisonedSettlementStopsNoOtherNumber(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set(func(r *rig) { r.deaf = "abandonment" })
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.set(func(r *rig) { r.garble = true })
	r.take()
	r.failed()
	r.set(func(r *rig) { r.garble = false })
	r.do(screens.ActHome, "")
	r.awaitScreen(screens.ScreenHome)
	r.do(screens.ActBack, "")
	r.byPhone("13912342266")
	r.paperReady()
	r.take()
	r.awaitPaper(screens.PaperTake)
}

// A slip that was torn off in the middle is somebody's: the next one comes by
// itself, and not below it.
func TestTornSlipDoesNotHeadTheNext(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	var once sync.Once
	r.printer.OnBytes(func(b []byte) {
		if len(b) > 16 {
			once.Do(func() { r.printer.RunOut(500) })
		}
	})
	r.take()
	r.awaitPaper(screens.PaperNone)
	r.printer.SetPaper("full")
	r.do(screens.ActKeep, "")
	v := r.byPhone("13912342266")
	r.paperReady()
	r.take()
	v = r.awaitPaper(screens.PaperTake)
	slips := r.printer.Slips()
	whole := slips[len(slips)-1]
	if linkOn(t, whole) != v.Ticket.Link || len(slips) != 2 || slips[0].Complete {
		t.Errorf("%d papers, the first complete: %v", len(slips), slips[0].Complete)
	}
}

// Cancelling while the hall is away is not said to have worked.
func TestCancelledOnlyWhenTheHallSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	r.awaitPaper(screens.PaperTake)
	r.printer.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	r.do(screens.ActDone, "")
	r.byPhone(phone)
	r.take()
	r.awaitPaper(screens.PaperExisting)
	r.set(func(r *rig) { r.down = true })
	r.do(screens.ActCancel, "")
	r.awaitScreen(screens.ScreenNotice)
	r.set(func(r *rig) { r.down = false })
	if k := r.tickets()[0]; !k.Status.Open() {
		t.Errorf("%s", k.Status)
	}
}
