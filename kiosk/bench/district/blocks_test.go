package district

import (
	"fmt"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

func (b *bench) lease(business string, count int) hall.Block {
	b.t.Helper()
	l, err := b.Lease(b.ctx(), b.key(), business, count)
	if err != nil {
		b.t.Fatal(err)
	}
	return l
}

func (b *bench) told(l hall.Block, n int, person *hall.Person, how hall.IssuedOutcome) hall.Issued {
	return hall.Issued{
		Number: fmt.Sprintf("%s%03d", l.Prefix, n), Key: fmt.Sprintf("number-%s-%d", l.ID, n), Business: l.Business,
		Person: person, At: b.clock.Now(), Outcome: how,
	}
}

func (b *bench) reconcile(l hall.Block, last bool, issued ...hall.Issued) hall.Reconciliation {
	b.t.Helper()
	r, err := b.Reconcile(b.ctx(), b.key(), l.ID, issued, last)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func TestLeasedNumbersAreNobodyElses(t *testing.T) {
	b := start(t, Options{}, nil)
	other, err := hall.New(hall.Options{BaseURL: b.url, Terminal: "OTHER", Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	business := b.find(transfer)
	key := b.key()
	mine, err := b.Lease(b.ctx(), key, business, 5)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.Lease(b.ctx(), key, business, 5); err != nil || again != mine {
		t.Errorf("asked again with the same key: %+v, %v; want %+v", again, err, mine)
	}
	theirs, err := other.Lease(b.ctx(), b.key(), business, 5)
	if err != nil {
		t.Fatal(err)
	}
	ticket := b.reserve(hall.Reserve{Business: business, Person: somebody(1, false)})
	var own int
	fmt.Sscanf(ticket.Number, mine.Prefix+"%d", &own)
	for _, block := range []hall.Block{mine, theirs} {
		if own >= block.First && own <= block.Last {
			t.Errorf("%s is in %+v", ticket.Number, block)
		}
	}
	if theirs.First <= mine.Last {
		t.Errorf("%+v overlaps %+v", theirs, mine)
	}
	if _, err := other.Renew(b.ctx(), b.key(), mine.ID, "ahead"); hall.CodeOf(err) != hall.CodeUnknownBlock {
		t.Errorf("another terminal's block was renewed: %v", err)
	}
}

func TestNumbersAreTakenOverOnce(t *testing.T) {
	b := start(t, Options{}, nil)
	l := b.lease(b.find(transfer), 5)
	paper, glass := b.told(l, l.First, somebody(1, false), hall.IssuedPrinted), b.told(l, l.First+1, nil, hall.IssuedShown)
	void := b.told(l, l.First+2, somebody(2, false), hall.IssuedCancelled)
	first := b.reconcile(l, false, paper, glass, void)
	again := b.reconcile(l, true, paper, glass, void)
	for _, i := range []struct {
		hall.Issued
		want hall.Status
	}{{paper, hall.Confirmed}, {glass, hall.ETicketed}, {void, hall.Cancelled}} {
		one, two := first.Accepted[i.Key], again.Accepted[i.Key]
		if one.Status != i.want || one.Number != i.Number || two.ID != one.ID || two.Serial != one.Serial {
			t.Errorf("%s: %+v, then %+v", i.Number, one, two)
		}
	}
	if _, err := b.Reserve(b.ctx(), b.key(), hall.Reserve{Business: l.Business, Person: somebody(1, false)}); hall.CodeOf(err) != hall.CodeOpenTicket {
		t.Errorf("a second number for the same person: %v", err)
	}
	if !again.Block.Over {
		t.Error("the block is open after its last number")
	}
	if _, err := b.Renew(b.ctx(), b.key(), l.ID, "ahead"); hall.CodeOf(err) != hall.CodeBlockOver {
		t.Errorf("renewed after its end: %v", err)
	}
}

func TestNumbersThatDoNotFitAreConflicts(t *testing.T) {
	b := start(t, Options{}, nil)
	business := b.find(transfer)
	taken := b.reserve(hall.Reserve{Business: business, Person: somebody(1, false)})
	l := b.lease(business, 3)
	twice := b.told(l, l.First, nil, hall.IssuedPrinted)
	b.reconcile(l, false, twice)
	twice.Key = "another-number"
	for code, i := range map[string]hall.Issued{
		"open-ticket":      b.told(l, l.First+1, somebody(1, false), hall.IssuedPrinted),
		"not-in-block":     b.told(l, l.Last+1, nil, hall.IssuedPrinted),
		"issued-elsewhere": twice,
	} {
		first := b.reconcile(l, false, i).Conflicts[i.Key]
		again := b.reconcile(l, false, i).Conflicts[i.Key]
		if first.Code != code || again.Code != code || first.Reference != again.Reference || first.Reference == "" {
			t.Errorf("%s: %+v, then %+v", code, first, again)
		}
		if code == "open-ticket" && (first.Hall == nil || first.Hall.Number != taken.Number) {
			t.Errorf("the hall's record is not told: %+v", first.Hall)
		}
	}
	late := b.told(l, l.Last, nil, hall.IssuedPrinted)
	b.reconcile(l, true)
	if c := b.reconcile(l, false, late).Conflicts[late.Key]; c.Code != "too-late" {
		t.Errorf("after the last: %+v", c)
	}
}

func TestReleasedBlockIsNotLeasedAgain(t *testing.T) {
	b := start(t, Options{}, nil)
	business := b.find(transfer)
	l := b.lease(business, 5)
	if _, err := b.Release(b.ctx(), b.key(), l.ID, "day-over"); err != nil {
		t.Fatal(err)
	}
	if next := b.lease(business, 5); next.First <= l.Last {
		t.Errorf("%+v after %+v", next, l)
	}
	used := b.lease(business, 5)
	b.reconcile(used, false, b.told(used, used.First, nil, hall.IssuedPrinted))
	if _, err := b.Release(b.ctx(), b.key(), used.ID, "day-over"); hall.CodeOf(err) != hall.CodeBlockOver {
		t.Errorf("a block of which a number is out was released: %v", err)
	}
}

func TestLeaseEndsWithTheNumbersOfTheDay(t *testing.T) {
	b := start(t, Options{}, nil)
	business := b.find(transfer)
	b.clock.Add(6 * time.Hour) // 15:26; the last number is given out at 16:30
	l := b.lease(business, 5)
	if got := l.Expires.Format("15:04"); got != "16:30" {
		t.Errorf("ends at %s", got)
	}
	b.clock.Add(65 * time.Minute)
	if _, err := b.Renew(b.ctx(), b.key(), l.ID, "ahead"); hall.CodeOf(err) != hall.CodeBlockOver {
		t.Errorf("renewed past the day's last number: %v", err)
	}
	if _, err := b.Lease(b.ctx(), b.key(), business, 5); hall.CodeOf(err) != hall.CodeClosed {
		t.Errorf("leased after the day's last number: %v", err)
	}
}

func TestLeasedNumbersCountAgainstTheCap(t *testing.T) {
	b := start(t, Options{}, func(d *data) {
		for _, k := range d.businesses {
			k.Cap, k.Booked = 4, 0
		}
	})
	business := b.find(transfer)
	if l := b.lease(business, 20); l.Last-l.First+1 != 4 {
		t.Errorf("%d numbers of a cap of 4", l.Last-l.First+1)
	}
	if _, err := b.Reserve(b.ctx(), b.key(), hall.Reserve{Business: business, Person: somebody(1, false)}); hall.CodeOf(err) != hall.CodeFull {
		t.Errorf("beyond the cap: %v", err)
	}
}

// Who took a number at ten without the network stands before who took one at
// half past ten, also after a restart.
func TestPlaceIsThatOfTheTimeOfIssue(t *testing.T) {
	dir := t.TempDir()
	b := start(t, Options{Dir: dir}, nil)
	l := b.lease(b.find(transfer), 5)
	early := b.told(l, l.First, nil, hall.IssuedPrinted)
	b.clock.Add(2 * time.Minute)
	later := b.reserve(hall.Reserve{Business: l.Business, Person: somebody(1, false)})
	b.clock.Add(time.Second)
	mine := b.reconcile(l, false, early).Accepted[early.Key]
	if now, err := b.Ticket(b.ctx(), later.ID); err != nil || mine.Ahead >= now.Ahead {
		t.Errorf("%d ahead of the earlier one, %d of the later (%v)", mine.Ahead, now.Ahead, err)
	}
	b.District.mu.Lock()
	b.District.world = nil // as after a restart
	b.District.mu.Unlock()
	if now, err := b.Ticket(b.ctx(), mine.ID); err != nil || now.Ahead != mine.Ahead {
		t.Errorf("%d ahead, %d after a restart (%v)", mine.Ahead, now.Ahead, err)
	}
}
