package journal

import (
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

//go:embed away.sql
var awaySchema string

// OpTaken tells the hall what was taken without asking it.
const OpTaken Op = "taken"

// Away is a pickup that was begun without asking the hall.
type Away struct {
	Pickup  string
	Call    string // key of the call that tells the hall
	Cabinet string
	List    time.Time // when the list of cells was made that it goes by
}

// GrantedAway writes down what somebody may take by the hall's last list of
// cells, with the call that tells the hall. Who it is, as the list says it, is
// sealed under the key of the day. A certificate of which anything moved
// before is not handed out so: ErrForbidden.
func (j *Journal) GrantedAway(a Away, visit int, until time.Time, day string, holder []byte, handouts []Handout) error {
	var forbidden error
	err := j.write("granted away", func(tx *sql.Tx) error {
		for _, h := range handouts {
			var moved int
			if err := tx.QueryRow(`SELECT count(*) FROM handout WHERE certificate = ? AND began <> ''`, h.Certificate).Scan(&moved); err != nil {
				return err
			}
			if moved > 0 || h.Cell == 0 {
				forbidden = h.forbid("the list may be older than what became of it")
				return ErrNone
			}
		}
		return j.grantAway(tx, a, visit, until, day, holder, handouts)
	})
	if forbidden != nil {
		return forbidden
	}
	return err
}

func (j *Journal) grantAway(tx *sql.Tx, a Away, visit int, until time.Time, day string, holder []byte, handouts []Handout) error {
	if err := grant(tx, a.Pickup, visit, j.now(), until, handouts); err != nil {
		return err
	}
	if err := enqueue(tx, Call{Key: a.Call, Op: OpTaken, Ticket: a.Pickup}, j.now()); err != nil {
		return err
	}
	if err := one(tx, `INSERT INTO away (pickup, call, cabinet, list) VALUES (?, ?, ?, ?)`, a.Pickup, a.Call, a.Cabinet, stamp(a.List)); err != nil {
		return err
	}
	box, err := seal(tx, day, holder)
	if err != nil {
		return err
	}
	return one(tx, `INSERT INTO sealed (call, day, box) VALUES (?, ?, ?)`, a.Call, day, box)
}

// hearsOf puts a call about a pickup into the outbox. Of one that was begun
// without the hall, the call that was put there then tells it all.
func hearsOf(tx *sql.Tx, c Call, now string) error {
	var away int
	if err := tx.QueryRow(`SELECT count(*) FROM away WHERE pickup = ?`, c.Ticket).Scan(&away); err != nil || away > 0 {
		return err
	}
	return enqueue(tx, c, now)
}

// Moved returns the certificates of which a cell or a slip ever moved here.
func (j *Journal) Moved() (map[string]bool, error) {
	rows, err := j.db.Query(`SELECT DISTINCT certificate FROM handout WHERE began <> ''`)
	if err != nil {
		return nil, fmt.Errorf("journal: read handouts: %w", err)
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var certificate string
		if err := rows.Scan(&certificate); err != nil {
			return nil, fmt.Errorf("journal: read handouts: %w", err)
		}
		out[certificate] = true
	}
	return out, rows.Err()
}

// Away returns a pickup that was begun without the hall, with what is known
// of each certificate; ErrNone where it was not.
func (j *Journal) Away(pickup string) (Away, Pickup, error) {
	a := Away{Pickup: pickup}
	var list string
	switch err := j.db.QueryRow(`SELECT call, cabinet, list FROM away WHERE pickup = ?`, pickup).Scan(&a.Call, &a.Cabinet, &list); {
	case errors.Is(err, sql.ErrNoRows):
		return a, Pickup{}, ErrNone
	case err != nil:
		return a, Pickup{}, fmt.Errorf("journal: read pickups: %w", err)
	}
	a.List = parse(list)
	found, err := j.pickups(`WHERE id = ?`, pickup)
	if err != nil || len(found) != 1 {
		return a, Pickup{}, errors.Join(ErrNone, err)
	}
	return a, found[0], nil
}

// Verdict is what the hall says of a certificate that was taken without it.
type Verdict struct {
	Pickup      string
	Certificate string
	Result      string // ResultOK, or the code of a conflict
	Theirs      string // of a conflict: the hall's record, JSON
	Ours        Handout
}

// Judged writes down what the hall says, and closes the call that told it. A
// conflict is kept with both records, and calls a person.
func (j *Journal) Judged(seq int64, result string, verdicts []Verdict, help Call) error {
	return j.write("judged", func(tx *sql.Tx) error {
		now, called := j.now(), false
		for _, v := range verdicts {
			if err := one(tx, `INSERT INTO verdict (pickup, certificate, result, theirs) VALUES (?, ?, ?, ?)`,
				v.Pickup, v.Certificate, v.Result, v.Theirs); err != nil {
				return err
			}
			if v.Result == ResultOK {
				continue
			}
			data, err := json.Marshal(map[string]any{"ours": v.Ours, "theirs": json.RawMessage(orNull(v.Theirs)), "code": v.Result})
			if err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO event (at, kind, visit, data) VALUES (?, 'cell-conflict', ?, ?)`, now, v.Ours.Visit, string(data)); err != nil {
				return err
			}
			called = true
		}
		if called {
			if err := settle(tx, help, now); err != nil {
				return err
			}
		}
		return acknowledge(tx, seq, result, now)
	})
}

// CellConflicts returns the certificates of which the hall says otherwise than
// this terminal and that no person has taken over yet, oldest first.
func (j *Journal) CellConflicts() ([]Verdict, error) {
	rows, err := j.db.Query(`SELECT pickup, certificate, result, theirs FROM verdict WHERE result <> ? AND cleared = '' ORDER BY rowid`, ResultOK)
	if err != nil {
		return nil, fmt.Errorf("journal: read verdicts: %w", err)
	}
	var out []Verdict
	for rows.Next() {
		var v Verdict
		if err := rows.Scan(&v.Pickup, &v.Certificate, &v.Result, &v.Theirs); err != nil {
			rows.Close()
			return nil, fmt.Errorf("journal: read verdicts: %w", err)
		}
		out = append(out, v)
	}
	rows.Close() // one connection: the next question waits for it
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("journal: read verdicts: %w", err)
	}
	for i, v := range out {
		if out[i].Ours, err = j.Handout(v.Pickup, v.Certificate); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ClearCell writes down that a person has seen to a certificate.
func (j *Journal) ClearCell(pickup, certificate string) error {
	return j.write("clear cell", func(tx *sql.Tx) error {
		now := j.now()
		if err := one(tx, `UPDATE verdict SET cleared = ? WHERE pickup = ? AND certificate = ? AND cleared = '' AND result <> ?`,
			now, pickup, certificate, ResultOK); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO event (at, kind, visit, data) SELECT ?, 'conflict-cleared', 0, json_object('cell', cell)
			FROM handout WHERE pickup = ? AND certificate = ?`, now, pickup, certificate)
		return err
	})
}
