package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// day writes what a few visits write, from switching on to switching off.
// After every method of the journal it calls did with what the method said.
type day struct {
	j   *Journal
	did func(error)
}

// clock starts at the same second in every run, so that the same day writes
// the same bytes.
func clock() func() time.Time {
	tick := time.Date(2026, 6, 12, 9, 36, 0, 0, time.UTC)
	return func() time.Time { tick = tick.Add(time.Second); return tick }
}

func (d day) morning() {
	d.note("started", 0, map[string]any{"version": "1.4.0", "screen": "1080x1920"})
	d.slip(1, drivers.Done)
	d.answered("ok")
	d.slip(2, drivers.NotDone)
	d.did(d.j.Settle(Call{Key: "c2-e-ticket", Op: OpETicket, Reserve: "k2", Ticket: "t2", Arg: "paper-out"}))
	d.unanswered("hall: unreachable: connection refused")
	d.slip(3, drivers.Unknown)
	d.did(d.j.Settle(Call{Key: "c3-unknown", Op: OpUnknown, Reserve: "k3", Ticket: "t3"}))
	d.unanswered("hall: timeout after 8 s")
	d.note("visit-ended", 3, map[string]any{"why": "walked-away", "after_s": 42})
	d.leases()
	d.issue(4, "13900000004")
}

func (d day) afternoon() {
	d.issue(5, "")
	d.reconciles()
	d.did(d.j.Intend("k4", 4, "gjj-withdraw"))
	d.did(d.j.Refused("k4"))
	d.did(d.j.Settle(Call{Key: "c4-help", Op: OpHelp, Arg: "closed"}))
	d.answered("ok")
	d.answered("ok")
	d.slip(5, drivers.Done)
	d.reprint(6)
	d.did(d.j.Settle(Call{Key: "c6-cancel", Op: OpCancel, Ticket: "t5", Arg: "given back"}))
	d.did(d.j.Intend("k7", 7, "sb-transfer"))
	d.did(d.j.Settle(Call{Key: "c7-abandon", Op: OpAbandon, Reserve: "k7"}))
	d.answered("open-ticket")
	d.slip(8, drivers.Done)
	d.collects()
	d.note("stopped", 0, nil)
}

// slip takes a number and prints it; a slip that is Done settles it.
func (d day) slip(visit int, o drivers.Outcome) {
	n := fmt.Sprint(visit)
	key, ticket, number := "k"+n, "t"+n, "A00"+n
	d.note("visit-started", visit, map[string]any{"by": "card"})
	d.did(d.j.Intend(key, visit, "bdc-transfer"))
	d.did(d.j.Reserved(key, ticket, number))
	seq, err := d.j.Printing(key, ticket, number, false)
	d.did(err)
	d.did(d.j.Printed(seq, o, "process-id", "", "c"+n+"-printed"))
}

// reprint is of a number that another visit took.
func (d day) reprint(visit int) {
	n := fmt.Sprint(visit)
	seq, err := d.j.Printing("", "t-other", "B112", true)
	d.did(err)
	d.did(d.j.Printed(seq, drivers.Done, "gs-r", "", "c"+n+"-reprinted"))
}

func (d day) note(kind string, visit int, data any) { d.did(d.j.Record(kind, visit, data)) }

func (d day) answered(result string) {
	d.did(d.oldest(func(c Call) error { return d.j.Acknowledged(c.Seq, result) }))
}

func (d day) unanswered(cause string) {
	d.did(d.oldest(func(c Call) error { return d.j.Tried(c.Seq, cause) }))
}

// oldest does with the oldest pending call what f says. A journal that broke
// may have none.
func (d day) oldest(f func(Call) error) error {
	pending, err := d.j.Pending()
	if err != nil || len(pending) == 0 {
		return errors.Join(errNothingPending, err)
	}
	return f(pending[0])
}

var errNothingPending = errors.New("nothing is pending")

// records is all that a journal holds.
type records struct {
	Reservations []Reservation
	Prints       []Print
	Calls        []Call // newest first
	Events       []Event
	Offline      offline
	Pickups      []Pickup
	Kept         kept
	Told         []Told // that the hub does not have
}

const all = 1000

func read(j *Journal) (r records, err error) {
	var errs [8]error
	r.Reservations, errs[0] = j.Reservations(all)
	r.Prints, errs[1] = j.Prints("")
	r.Calls, errs[2] = j.Calls(all)
	r.Events, errs[3] = j.Events(all)
	r.Offline, errs[4] = readOffline(j)
	r.Pickups, errs[5] = j.Pickups(all)
	r.Kept, errs[6] = readKept(j)
	r.Told, errs[7] = j.Outgoing(all)
	return r, errors.Join(errs[:]...)
}

func (r records) String() string {
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// half tells of a transaction that is there in part: a slip that is Done
// without the call to the hall, a call that settled nothing.
func (r records) half() error {
	told := map[string]Op{}
	for _, c := range r.Calls {
		told[c.Reserve] = c.Op
	}
	for _, p := range r.Prints {
		if p.Outcome == drivers.Done && p.Key != "" && told[p.Key] != OpPrinted {
			return fmt.Errorf("slip %d is Done, but the hall would hear %q", p.Seq, told[p.Key])
		}
	}
	for _, n := range r.Reservations {
		if n.Settled != told[n.Key] && n.Settled != OpRefused {
			return fmt.Errorf("%s is settled as %q, but the hall would hear %q", n.Key, n.Settled, told[n.Key])
		}
	}
	return errors.Join(r.halfIssued(), r.halfHanded(), r.halfKept())
}
