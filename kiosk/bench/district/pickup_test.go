package district

import (
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

// papers are the certificates of a person, by readiness.
func (b *bench) papers(key, code string) map[hall.Readiness]hall.Certificate {
	b.t.Helper()
	out := map[hall.Readiness]hall.Certificate{}
	for _, c := range must(b.Certificates(b.ctx(), b.card(key), code))(b.t).Certificates {
		if _, has := out[c.Readiness.State.Is]; !has {
			out[c.Readiness.State.Is] = c
		}
	}
	return out
}

func (b *bench) takes(key, cabinet string, ids ...string) (hall.Pickup, error) {
	return b.BeginPickup(b.ctx(), b.key(), hall.NewPickup{Certificates: ids, Person: b.card(key), Cabinet: cabinet})
}

func TestPickup(t *testing.T) {
	b := start(t, Options{}, nil)
	mine := b.papers("zhang", "")
	for _, r := range []hall.Readiness{hall.InCell, hall.AtWindow, hall.PrintsHere, hall.NotYet} {
		if mine[r].ID == "" {
			t.Errorf("nothing is %s", r)
		}
	}
	cell, prints := mine[hall.InCell], mine[hall.PrintsHere]
	key := b.key()
	n := hall.NewPickup{Certificates: []string{cell.ID, prints.ID}, Person: b.card("zhang"), Cabinet: "LN-G2"}
	p := must(b.BeginPickup(b.ctx(), key, n))(t)
	if again := must(b.BeginPickup(b.ctx(), key, n))(t); again.ID != p.ID {
		t.Errorf("the same key: %s and %s", p.ID, again.ID)
	}
	if len(p.Items) != 2 || p.Items[0].Location == nil || p.Items[0].Location.Cell != cell.Readiness.Location.Cell || p.Items[1].Document == "" {
		t.Errorf("pickup: %+v", p.Items)
	}
	_, err := b.takes("zhang", "LN-G2", cell.ID)
	refused(t, err, hall.CodePickupOpen)
	taken := hall.PickupReport{
		Certificate: cell.ID, Outcome: hall.PickupCollected, At: b.clock.Now(), Contact: hall.DoorOpenedAndClosed, Says: hall.SaysAllTaken,
	}
	p = must(b.ReportPickup(b.ctx(), b.key(), p.ID, taken))(t)
	if p.Items[0].State.Is != hall.PickupCollected || p.Items[1].State.Is != hall.PickupWaiting {
		t.Errorf("after one: %+v", p.Items)
	}
	_, err = b.ReportPickup(b.ctx(), b.key(), p.ID, taken)
	refused(t, err, hall.CodeAlreadyReported)
	r := must(b.FinishPickup(b.ctx(), b.key(), p.ID, "done"))(t)
	if len(r.Collected) != 1 || len(r.Left) != 1 || r.Serial == "" {
		t.Errorf("receipt: %+v", r)
	}
	if again := must(b.FinishPickup(b.ctx(), b.key(), p.ID, "done"))(t); again.Serial != r.Serial {
		t.Errorf("finished twice: %s and %s", r.Serial, again.Serial)
	}
	_, err = b.takes("zhang", "LN-G2", cell.ID)
	refused(t, err, hall.CodeTaken)
	_, err = b.takes("zhang", "LN-G2", mine[hall.NotYet].ID)
	refused(t, err, hall.CodeNotReady)
	if got := b.papers("zhang", "")[hall.PrintsHere]; got.ID != prints.ID {
		t.Error("what was left is not there any more")
	}
}

func TestNobodyTakesWhatIsAnothers(t *testing.T) {
	b := start(t, Options{}, nil)
	theirs := b.papers("wu", "")[hall.InCell]
	_, err := b.takes("zhang", "LN-G2", theirs.ID)
	refused(t, err, hall.CodeNotEntitled)
	typed := b.card("wu")
	typed.Kind = hall.ByNumber
	_, err = b.Certificates(b.ctx(), typed, "")
	refused(t, err, hall.CodeCardRequired)
	elsewhere := b.papers("yigu", "")[hall.InCell]
	_, err = b.takes("yigu", "LN-G2", elsewhere.ID)
	refused(t, err, hall.CodeCabinetElsewhere)

	// An agent with the code, and only with it, and only the one who was named.
	_, err = b.Certificates(b.ctx(), b.card("liu"), "000000")
	refused(t, err, hall.CodeNoPickupCode)
	_, err = b.Certificates(b.ctx(), b.card("zhang"), "739204")
	refused(t, err, hall.CodeNotEntitled)
	entrusted := must(b.Certificates(b.ctx(), b.card("liu"), "739204"))(t)
	if !entrusted.Agent || len(entrusted.Certificates) != 2 || entrusted.Holder != "王*德" {
		t.Errorf("for the agent: %+v", entrusted)
	}
	if own := must(b.Certificates(b.ctx(), b.card("liu"), ""))(t); len(own.Certificates) != 0 {
		t.Errorf("without the code: %+v", own)
	}
}

// What a terminal says and what the hall knows may differ: then the cell stays
// full and a person has both records.
func TestDoubtGoesToAPerson(t *testing.T) {
	b := start(t, Options{}, nil)
	for _, tt := range []struct {
		who    string
		report hall.PickupReport
	}{
		{"zhang", hall.PickupReport{Outcome: hall.PickupUnknown, Reason: hall.ReasonPowerLost, Contact: hall.DoorOpened}},
		{"wu", hall.PickupReport{Outcome: hall.PickupNotCollected, Reason: hall.ReasonEmpty, Contact: hall.DoorOpenedAndClosed, Says: hall.SaysNothingThere}},
		{"lin", hall.PickupReport{Outcome: hall.PickupCollected, Contact: hall.DoorNeverOpened, Says: hall.SaysAllTaken}},
	} {
		c := b.papers(tt.who, "")[hall.InCell]
		p := must(b.takes(tt.who, "LN-G2", c.ID))(t)
		tt.report.Certificate, tt.report.At = c.ID, b.clock.Now()
		p = must(b.ReportPickup(b.ctx(), b.key(), p.ID, tt.report))(t)
		if i := p.Items[0]; i.State.Is == hall.PickupCollected || i.Reference == "" {
			t.Errorf("%s: %+v", tt.who, i)
		}
		if got := b.papers(tt.who, "")[hall.InCell]; got.ID != c.ID {
			t.Errorf("%s: the cell is empty for the hall", tt.who)
		}
		_, err := b.takes(tt.who, "LN-G2", c.ID)
		refused(t, err, hall.CodeNotReady)
		conflicts := must(all[fileConflict](b.store.db, `kind = ?`, kindConflict))(t)
		if n := len(conflicts); n == 0 || conflicts[0].Hall == nil || conflicts[0].Terminal == nil {
			t.Errorf("%s: %d conflicts", tt.who, n)
		}
	}
}

func TestCellsWithoutTheNetwork(t *testing.T) {
	b := start(t, Options{}, nil)
	l := must(b.Cells(b.ctx(), "LN-G2"))(t)
	count := map[hall.CellState]int{}
	for _, c := range l.Cells {
		count[c.State.Is]++
	}
	if len(l.Cells) != 42 || count[hall.CellLoaded] < 5 || count[hall.CellBlocked] != 1 || count[hall.CellEmpty] < 10 {
		t.Errorf("cells: %v", count)
	}
	digest := must(l.Digest(b.card("wu").Number))(t)
	held := l.HeldBy(digest)
	agent := l.HeldBy(must(l.Digest(b.card("liu").Number + ":739204"))(t))
	if len(held) != 1 || len(agent) != 1 || len(l.HeldBy(must(l.Digest(b.card("chen").Number))(t))) != 0 {
		t.Fatalf("held %+v, by the agent %+v", held, agent)
	}
	taken := hall.Taken{
		Key: "offline-taken-1", Cell: held[0].Cell, Holder: digest, ListAt: l.At,
		Report: hall.PickupReport{Certificate: held[0].Certificate, Outcome: hall.PickupCollected, At: b.clock.Now(), Contact: hall.DoorOpenedAndClosed},
	}
	for range 2 { // told twice, it is one
		r := must(b.ReconcileCells(b.ctx(), b.key(), "LN-G2", []hall.Taken{taken}))(t)
		if len(r.Accepted) != 1 || len(r.Conflicts) != 0 {
			t.Errorf("told: %+v", r)
		}
	}
	if b.papers("wu", "")[hall.InCell].ID != "" {
		t.Error("the cell is full for the hall")
	}
	again := taken
	again.Key = "offline-taken-2"
	stranger := taken
	stranger.Key, stranger.Holder = "offline-taken-3", must(l.Digest(b.card("chen").Number))(t)
	stranger.Report.Certificate, stranger.Cell = agent[0].Certificate, agent[0].Cell
	moved := stranger
	moved.Key, moved.Cell = "offline-taken-4", 1
	old := stranger
	old.Key, old.ListAt = "offline-taken-5", l.At.Add(-48*time.Hour)
	r := must(b.ReconcileCells(b.ctx(), b.key(), "LN-G2", []hall.Taken{again, stranger, moved, old}))(t)
	want := []hall.ConflictKind{hall.ConflictTaken, hall.ConflictOtherPerson, hall.ConflictMoved, hall.ConflictOldList}
	if len(r.Conflicts) != len(want) {
		t.Fatalf("%+v", r)
	}
	for i, c := range r.Conflicts {
		if c.Code.Is != want[i] || c.Reference == "" {
			t.Errorf("%s: %s, want %s", c.Key, c.Code.Is, want[i])
		}
	}
}
