package district

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/hall/api"
)

// reconcileBlock takes over the numbers that a terminal gave out by itself. A
// number that does not fit goes to a person, with both records.
func (d *District) reconcileBlock(tx *txn, id string, list api.IssuedList) (answer, error) {
	return d.withBlock(tx, id, func(b lease) (answer, error) {
		r := api.Reconciliation{Accepted: []api.AcceptedNumber{}, Conflicts: []api.NumberConflict{}}
		for _, i := range list.Issued {
			if err := d.takeOver(tx, b, i, &r); err != nil {
				return answer{}, err
			}
		}
		if list.Last {
			b.Over = true
			if _, err := tx.Exec(`UPDATE blocks SET over = 1 WHERE id = ?`, b.ID); err != nil {
				return answer{}, err
			}
		}
		r.Block = d.viewBlock(b)
		return reply(http.StatusOK, r), nil
	})
}

// takeOver makes a number the hall's own, or says why it cannot be. What was
// told before under the same key is answered as it was.
func (d *District) takeOver(tx *txn, b lease, i api.Issued, r *api.Reconciliation) error {
	t, known, err := find(tx, "key", i.Key)
	if err != nil {
		return err
	}
	if known && t.number() == i.Number {
		r.Accepted = append(r.Accepted, api.AcceptedNumber{Key: i.Key, Ticket: d.view(tx.world, t)})
		return nil
	}
	if c, known, err := d.conflictOf(tx, i.Key); err != nil || known {
		r.Conflicts = append(r.Conflicts, c)
		return err
	}
	seq, _ := strconv.Atoi(strings.TrimPrefix(i.Number, b.Prefix))
	code, theirs, err := d.misfit(tx, b, i, seq)
	if err != nil {
		return err
	}
	if code != "" {
		c, err := d.keepConflict(tx, b, i, code, theirs)
		r.Conflicts = append(r.Conflicts, c)
		return err
	}
	made, err := d.adopt(tx, b, i, seq)
	if err != nil {
		return err
	}
	r.Accepted = append(r.Accepted, api.AcceptedNumber{Key: i.Key, Ticket: d.view(tx.world, made)})
	return nil
}

// misfit returns the code of a conflict, or "", and the hall's own record.
func (d *District) misfit(tx *txn, b lease, i api.Issued, seq int) (string, *api.Ticket, error) {
	own, err := selectRows(tx, `day = ? AND prefix = ? AND seq = ?`, b.Day, b.Prefix, seq)
	if err != nil {
		return "", nil, err
	}
	switch {
	case i.Number != fmt.Sprintf("%s%03d", b.Prefix, seq) || seq < b.First || seq > b.Last || i.Business != b.Business:
		return "not-in-block", nil, nil
	case len(own) > 0:
		t := d.view(tx.world, own[0])
		return "issued-elsewhere", &t, nil
	case b.Over || i.IssuedAt.After(b.Expires):
		return "too-late", nil, nil
	case i.Outcome == api.IssuedCancelled:
		return "", nil, nil
	}
	open, has, err := d.openTicket(tx, i.Business, d.person(i.Person))
	if err != nil || !has {
		return "", nil, err
	}
	return "open-ticket", &open, nil
}

var statuses = map[api.IssuedOutcome]api.TicketStatus{
	api.IssuedPrinted: api.Confirmed, api.IssuedShown: api.ETicket,
	api.IssuedUnknown: api.Confirmed, api.IssuedCancelled: api.Cancelled,
}

// adopt makes the ticket of a number that was given out elsewhere. Its holder
// stands where the time of giving out puts them.
func (d *District) adopt(tx *txn, b lease, i api.Issued, seq int) (row, error) {
	serial, err := number(tx, `SELECT coalesce(max(serial), 0) + 1 FROM tickets WHERE day = ?`, b.Day)
	if err != nil {
		return row{}, err
	}
	r := row{
		ID: ticketID(b.Day, serial), Token: token(), Key: i.Key,
		Day: b.Day, Prefix: b.Prefix, Seq: seq, Serial: serial, Business: i.Business, Class: value(i.Class),
		Person: d.person(i.Person), Terminal: tx.from, Status: string(statuses[i.Outcome]),
		Note: string(i.Outcome), ReservedAt: issuedAt(b, i, tx.now),
	}
	if err := insertRow(tx.Tx, r); err != nil {
		return row{}, err
	}
	business := d.data.businesses[i.Business]
	if r.Status == string(api.Cancelled) || b.Day != dayOf(tx.now) || business == nil {
		return r, nil
	}
	tx.world.issue(tx.now, r.ID, business.queue, r.Class, r.ReservedAt)
	return r, insertDeed(tx.Tx, tx.now, r.ID, deedIssue)
}

// issuedAt is when a number was given out: a terminal's clock may be wrong,
// but not by more than the block was held.
func issuedAt(b lease, i api.Issued, now time.Time) time.Time {
	switch at := i.IssuedAt.In(zone); {
	case at.Before(b.LeasedAt):
		return b.LeasedAt
	case at.After(now):
		return now
	default:
		return at
	}
}

// keepConflict keeps what the terminal told for the person who decides.
func (d *District) keepConflict(tx *txn, b lease, i api.Issued, code string, theirs *api.Ticket) (api.NumberConflict, error) {
	c := api.NumberConflict{Key: i.Key, Number: i.Number, Code: code, Reference: token(), Hall: theirs}
	i.Person = nil // who it was is known at the window
	told, err := json.Marshal(i)
	if err != nil {
		return c, err
	}
	said, err := json.Marshal(c)
	if err != nil {
		return c, err
	}
	_, err = tx.Exec(`INSERT INTO conflicts VALUES (?, ?, ?, ?, ?)`, i.Key, b.ID, tx.now.UnixMilli(), told, said)
	return c, err
}

func (d *District) conflictOf(q query, key string) (api.NumberConflict, bool, error) {
	var c api.NumberConflict
	var said []byte
	err := q.QueryRow(`SELECT said FROM conflicts WHERE key = ?`, key).Scan(&said)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	if err != nil {
		return c, false, err
	}
	return c, true, json.Unmarshal(said, &c)
}
