package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrNoNumber says that no block has a number left for a business.
var ErrNoNumber = errors.New("journal: no leased number is left")

// ErrHeld says that a person has an open number of this terminal already.
var ErrHeld = errors.New("journal: this person has a number already")

// OpIssued tells the hall of a number that was given out without asking it.
const OpIssued Op = "issued"

// OpRelease gives the rest of a block back.
const OpRelease Op = "release"

// Asked is what a number is given out for without asking the hall.
type Asked struct {
	Key      string // of the reservation
	CallKey  string // of the call that tells the hall
	Visit    int
	Business string
	Class    string
	Anew     bool      // a number that the hall has taken over was called, as its holder says
	Person   string    // kept as a digest under the key of the day; empty: anonymous
	Sealed   []byte    // what the hall is to be told of the person, sealed under that key until then; nil: nothing
	At       time.Time // by the hall's clock, as far as it is known
	Day      string    // of At, in the hall's zone
}

// Issue is one number that was given out of a block. Until the hall has taken
// it over, its key stands for the ticket's id.
type Issue struct {
	Key      string
	Block    string
	Business string
	Day      string
	Seq      int
	Number   string
	Class    string
	At       time.Time
	Ticket   string // the hall's id; empty until it has taken the number over
	Result   string // empty until the hall has been heard; ResultOK; else the code of a conflict
	Theirs   string // of a conflict: the hall's record, JSON
	Cleared  time.Time
	Settled  Op     // of its reservation
	Link     string // of its slip; empty: it has none
}

// ResultOK stands for a number that the hall has taken over.
const ResultOK = "ok"

// Held tells whether somebody may have the number in the hand.
func (i Issue) Held() bool {
	return i.Settled != OpAbandon && i.Settled != OpCancel
}

// Issue gives out the next number of the oldest block that has one, and
// writes it down with its reservation and the call that tells the hall, all
// or nothing. With ErrHeld it returns the number that this person has;
// ErrNoNumber: there is none. In both cases nothing was given out.
func (j *Journal) Issue(a Asked) (Issue, error) {
	var out Issue
	err := j.write("issue", func(tx *sql.Tx) error {
		digest, err := digest(tx, a.Day, a.Person)
		if err != nil {
			return err
		}
		held, err := heldBy(tx, a, digest)
		if err != nil {
			return err
		}
		if held != nil {
			out = *held
			return ErrHeld
		}
		b, err := nextBlock(tx, a)
		if err != nil {
			return err
		}
		out = Issue{
			Key: a.Key, Block: b.ID, Business: a.Business, Day: a.Day, Seq: b.Next,
			Number: fmt.Sprintf("%s%03d", b.Prefix, b.Next), Class: a.Class, At: a.At,
		}
		if b.Link != "" {
			out.Link = b.Link + out.Number
		}
		return j.giveOut(tx, a, out, digest)
	})
	return out, err
}

// nextBlock is the oldest block with a number for it.
func nextBlock(tx *sql.Tx, a Asked) (Block, error) {
	blocks, err := scanBlocks(tx.Query(selectBlocks+` WHERE business = ? AND ended = '' ORDER BY rowid`, a.Business))
	if err != nil {
		return Block{}, err
	}
	for _, b := range blocks {
		if b.Left(a.At, a.Day) > 0 {
			return b, nil
		}
	}
	return Block{}, ErrNoNumber
}

func (j *Journal) giveOut(tx *sql.Tx, a Asked, i Issue, digest []byte) error {
	now := j.now()
	if err := one(tx, `UPDATE block SET next = next + 1 WHERE id = ? AND next = ?`, i.Block, i.Seq); err != nil {
		return err
	}
	if err := one(tx, `INSERT INTO reservation (key, visit, business, at, ticket, number) VALUES (?, ?, ?, ?, ?, ?)`,
		i.Key, a.Visit, i.Business, now, i.Key, i.Number); err != nil {
		return err
	}
	if err := one(tx, `INSERT INTO issue (key, block, seq, day, number, class, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		i.Key, i.Block, i.Seq, i.Day, i.Number, i.Class, digest, stamp(i.At)); err != nil {
		return err
	}
	if err := settle(tx, Call{Key: a.CallKey, Op: OpIssued, Ticket: i.Key}, now); err != nil || a.Sealed == nil {
		return err
	}
	box, err := seal(tx, a.Day, a.Sealed)
	if err != nil {
		return err
	}
	return one(tx, `INSERT INTO sealed (call, day, box) VALUES (?, ?, ?)`, a.CallKey, a.Day, box)
}

// heldBy finds the open number that a person has for a business today.
func heldBy(tx *sql.Tx, a Asked, digest []byte) (*Issue, error) {
	if digest == nil {
		return nil, nil
	}
	list, err := scanIssues(tx.Query(selectIssues+` WHERE issue.day = ? AND business = ? AND person = ? ORDER BY issue.rowid`,
		a.Day, a.Business, digest))
	for _, i := range list {
		if i.Held() && (i.Result == "" || i.Result == ResultOK && !a.Anew) {
			return &i, err
		}
	}
	return nil, err
}

// Holds finds the number that a person has for a business on a day and that
// the hall has not heard of; ErrNone: none.
func (j *Journal) Holds(a Asked) (Issue, error) {
	var out Issue
	err := j.write("holds", func(tx *sql.Tx) error {
		digest, err := digest(tx, a.Day, a.Person)
		if err != nil {
			return err
		}
		held, err := heldBy(tx, a, digest)
		if err != nil {
			return err
		}
		if held == nil || held.Result != "" {
			return ErrNone
		}
		out = *held
		return nil
	})
	return out, err
}

// Issued returns one issue, and ErrNone where the key is of no such number.
func (j *Journal) Issued(key string) (Issue, error) {
	list, err := scanIssues(j.db.Query(selectIssues+` WHERE issue.key = ?`, key))
	if err != nil {
		return Issue{}, fmt.Errorf("journal: read issue: %w", err)
	}
	if len(list) == 0 {
		return Issue{}, ErrNone
	}
	return list[0], nil
}

// Issues returns the newest issues, at most n of them.
func (j *Journal) Issues(n int) ([]Issue, error) {
	return j.issues(` ORDER BY issue.rowid DESC LIMIT ?`, n)
}

func (j *Journal) issues(where string, args ...any) ([]Issue, error) {
	out, err := scanIssues(j.db.Query(selectIssues+where, args...))
	if err != nil {
		return nil, fmt.Errorf("journal: read issues: %w", err)
	}
	return out, nil
}

const selectIssues = `SELECT issue.key, block, business, issue.day, seq, issue.number, class, issue.at, issue.ticket, result, theirs, cleared, settled,
	coalesce((SELECT nullif(link, '') || issue.number FROM block WHERE id = issue.block), '')
	FROM issue JOIN reservation ON reservation.key = issue.key`

func scanIssues(rows *sql.Rows, err error) ([]Issue, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Issue
	for rows.Next() {
		var i Issue
		var at, cleared string
		if err := rows.Scan(&i.Key, &i.Block, &i.Business, &i.Day, &i.Seq, &i.Number, &i.Class, &at,
			&i.Ticket, &i.Result, &i.Theirs, &cleared, &i.Settled, &i.Link); err != nil {
			return nil, err
		}
		i.At, i.Cleared = parse(at), parse(cleared)
		out = append(out, i)
	}
	return out, rows.Err()
}
