package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"govkiosk/drivers"
)

// offlineDay is the day of the blocks, nine is its time of the hall's clock.
const offlineDay = "2026-06-12"

var nine = time.Date(2026, 6, 12, 9, 0, 0, 0, time.UTC)

func block(id, business string, first, last int) Block {
	return Block{
		ID: id, Business: business, Day: offlineDay, Prefix: "A", First: first, Last: last, Next: first,
		Leased: nine, Expires: nine.Add(4 * time.Hour),
	}
}

func asked(visit int, person string) Asked {
	n := fmt.Sprint(visit)
	return Asked{
		Key: "i" + n, CallKey: "i" + n + "-issued", Visit: visit, Business: "bdc-transfer",
		Person: person, At: nine.Add(time.Hour), Day: offlineDay,
	}
}

// leases writes what a terminal writes ahead of losing its network.
func (d day) leases() {
	_, err := d.j.Asking("bdc-transfer", offlineDay, "lease-1")
	d.did(err)
	d.did(d.j.Leased(block("b1", "bdc-transfer", 101, 102)))
	_, err = d.j.Asking("sb-transfer", offlineDay, "lease-2")
	d.did(err)
	d.did(d.j.Leased(block("b2", "sb-transfer", 103, 110)))
	d.did(d.j.Renewed("b2", nine.Add(6*time.Hour)))
	d.did(d.j.Hear(Heard{Hall: nine, Ahead: time.Second, Contact: nine}))
	d.did(d.j.KeepCopy("catalogue", []byte(`{"at":"2026-06-12T09:00:00Z"}`)))
}

// issue gives out a number without asking, and prints it.
func (d day) issue(visit int, person string) {
	i, err := d.j.Issue(asked(visit, person))
	d.did(err)
	seq, err := d.j.Printing(i.Key, i.Key, i.Number, false)
	d.did(err)
	d.did(d.j.Printed(seq, drivers.Done, "process-id", "", i.Key+"-printed"))
}

// reconciles writes what the hall has to say to the two numbers.
func (d day) reconciles() {
	d.did(d.issuedCall("i4", func(c Call) error { return d.j.TakenOver(c.Seq, "i4", "hall-t4") }))
	d.did(d.issuedCall("i5", func(c Call) error {
		return d.j.Conflict(c.Seq, "i5", "number-taken", `{"number":"A102"}`, Call{Key: "i5-help", Op: OpFault, Arg: "conflict"})
	}))
	d.did(d.j.Clear("i5"))
	d.did(d.j.Release("b2", Call{Key: "b2-release", Op: OpRelease, Arg: "b2"}))
}

func (d day) issuedCall(key string, f func(Call) error) error {
	pending, err := d.j.Pending()
	for _, c := range pending {
		if c.Op == OpIssued && c.Ticket == key {
			return f(c)
		}
	}
	return errors.Join(errNothingPending, err)
}

// offline is what a journal holds of numbers without the network.
type offline struct {
	Blocks []Block
	Issues []Issue // newest first
	Leases int
	Heard  Heard
	Kept   string
}

func readOffline(j *Journal) (o offline, err error) {
	var errs [5]error
	o.Blocks, errs[0] = j.Blocks()
	o.Issues, errs[1] = j.Issues(all)
	errs[2] = j.db.QueryRow(`SELECT count(*) FROM lease`).Scan(&o.Leases)
	o.Heard, errs[3] = j.Heard()
	kept, err := j.Copy("catalogue")
	o.Kept, errs[4] = string(kept), err
	return o, errors.Join(errs[:]...)
}

// halfIssued tells of a number that left its block and is on no record, or
// that the hall would never hear of.
func (r records) halfIssued() error {
	told := map[string]bool{}
	for _, c := range r.Calls {
		told[c.Ticket] = told[c.Ticket] || c.Op == OpIssued
	}
	given := map[string]int{}
	for _, i := range r.Offline.Issues {
		given[i.Block]++
		if !told[i.Key] {
			return fmt.Errorf("number %s is given out, and the hall would not hear of it", i.Number)
		}
	}
	for _, b := range r.Offline.Blocks {
		if b.Next-b.First != given[b.ID] {
			return fmt.Errorf("block %s has given %d numbers out, %d are on record", b.ID, b.Next-b.First, given[b.ID])
		}
	}
	return nil
}

// splitIssue is the allocator that this package must not have: it moves the
// block on in one transaction and writes the number down in another.
func splitIssue(j *Journal, a Asked) error {
	var b Block
	if err := j.write("move on", func(tx *sql.Tx) (err error) {
		if b, err = nextBlock(tx, a); err != nil {
			return err
		}
		return one(tx, `UPDATE block SET next = next + 1 WHERE id = ?`, b.ID)
	}); err != nil {
		return err
	}
	return j.write("write down", func(tx *sql.Tx) error {
		if err := one(tx, `INSERT INTO reservation (key, visit, business, at, ticket, number) VALUES (?, ?, ?, ?, ?, 'A101')`,
			a.Key, a.Visit, a.Business, j.now(), a.Key); err != nil {
			return err
		}
		if err := one(tx, `INSERT INTO issue (key, block, seq, day, number, class, at) VALUES (?, ?, ?, ?, 'A101', '', ?)`,
			a.Key, b.ID, b.Next, a.Day, stamp(a.At)); err != nil {
			return err
		}
		return settle(tx, Call{Key: a.CallKey, Op: OpIssued, Ticket: a.Key}, j.now())
	})
}

// TestPowerCutSeesSplitIssue holds the sweep against an allocator that a
// power cut leaves in two halves.
func TestPowerCutSeesSplitIssue(t *testing.T) {
	for _, c := range []struct {
		name  string
		issue func(*Journal) error
		bad   bool
	}{
		{"split", func(j *Journal) error { return splitIssue(j, asked(4, "")) }, true},
		{"whole", func(j *Journal) error { _, err := j.Issue(asked(4, "")); return err }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := recordDay(t, durable, func(d day) {
				d.leases()
				d.did(c.issue(d.j))
			})
			s := &sweep{settings: durable, order: ext4Order}
			s.run(r)
			t.Logf("%d states, %d bad, such as: %s", s.states, len(s.bad), last(s.bad))
			if (len(s.bad) > 0) != c.bad {
				t.Errorf("%d of %d states are bad", len(s.bad), s.states)
			}
		})
	}
}
