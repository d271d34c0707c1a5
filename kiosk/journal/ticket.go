package journal

import (
	"database/sql"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Reservation is one number that was asked for.
type Reservation struct {
	Key      string
	Visit    int
	Business string
	At       time.Time
	Ticket   string // empty until the hall has answered
	Number   string
	Settled  Op // empty while open
}

// Print is one slip that was asked of the printer.
type Print struct {
	Seq     int64
	Kind    string // "ticket", or what else the paper is
	Key     string
	Ticket  string
	Number  string
	Reprint bool
	At      time.Time
	Outcome drivers.Outcome
	Proof   string
	Why     string
	Ended   time.Time // zero: the terminal stopped before anybody could say
}

// Torn stands as the proof of a slip of which a piece may hang in the printer.
const Torn = "torn"

// TornPaper tells whether a piece of the newest slip may hang in the printer:
// it was torn, or the terminal stopped before anybody could say.
func (j *Journal) TornPaper() (bool, error) {
	prints, err := j.Prints("")
	if err != nil || len(prints) == 0 {
		return false, err
	}
	return prints[0].Proof == Torn || prints[0].Ended.IsZero(), nil
}

// Op is what the hall is told about a number.
type Op string

const (
	OpPrinted Op = "printed"  // the printer said so
	OpSeen    Op = "seen"     // the citizen said so
	OpUnknown Op = "unknown"  // nobody could say; it stays valid
	OpETicket Op = "e-ticket" // there is no paper
	OpReprint Op = "reprint"  // the same number is printed once more
	OpCancel  Op = "cancel"   // the citizen gave it back
	OpAbandon Op = "abandon"  // nobody ever had it
	OpRefused Op = "refused"  // the hall gave none: nothing to tell
	OpHelp    Op = "help"     // somebody called for a person
	OpFault   Op = "fault"    // a device needs somebody
	OpUndo    Op = "undo"     // nobody waits for a filing any more
	OpHandout Op = "handout"  // what became of a certificate; Ticket is the pickup, Arg the certificate
	OpFinish  Op = "finish"   // nothing more is taken of a pickup
	OpKeep    Op = "keep"     // something sealed is to be said; Arg tells what it is
	OpTested  Op = "tested"   // the terminal's own test of a day; Arg is what it found, JSON
)

// Intend writes down a reservation before the hall is asked.
func (j *Journal) Intend(key string, visit int, business string) error {
	return j.write("intend", func(tx *sql.Tx) error {
		return one(tx, `INSERT INTO reservation (key, visit, business, at) VALUES (?, ?, ?, ?)`,
			key, visit, business, j.now())
	})
}

// Reserved writes down the hall's answer.
func (j *Journal) Reserved(key, ticket, number string) error {
	return j.write("reserved", func(tx *sql.Tx) error {
		return one(tx, `UPDATE reservation SET ticket = ?, number = ? WHERE key = ?`, ticket, number, key)
	})
}

// Refused closes a reservation for which there is certainly no number.
func (j *Journal) Refused(key string) error {
	return j.write("refused", func(tx *sql.Tx) error {
		return one(tx, `UPDATE reservation SET settled = ? WHERE key = ? AND settled = ''`, OpRefused, key)
	})
}

// Printing writes down a slip before its first byte and returns its number,
// which names the print job.
func (j *Journal) Printing(key, ticket, number string, reprint bool) (int64, error) {
	return j.printing(Print{Kind: KindTicket, Key: key, Ticket: ticket, Number: number, Reprint: reprint})
}

// KindTicket is the Kind of a Print that carries a queue number.
const KindTicket = "ticket"

// SlipPrinting writes down a slip that carries no number, as Printing does.
func (j *Journal) SlipPrinting(kind string, reprint bool) (int64, error) {
	return j.printing(Print{Kind: kind, Reprint: reprint})
}

func (j *Journal) printing(p Print) (int64, error) {
	var seq int64
	err := j.write("printing", func(tx *sql.Tx) error {
		result, err := tx.Exec(`INSERT INTO print (kind, key, ticket, number, reprint, at) VALUES (?, ?, ?, ?, ?, ?)`,
			p.Kind, p.Key, p.Ticket, p.Number, p.Reprint, j.now())
		if err != nil {
			return err
		}
		seq, err = result.LastInsertId()
		return err
	})
	return seq, err
}

// Printed writes down how a slip ended. A slip that is Done settles its
// number in the same transaction: from here on the hall will be told.
func (j *Journal) Printed(seq int64, outcome drivers.Outcome, proof, why, callKey string) error {
	return j.write("printed", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE print SET outcome = ?, proof = ?, why = ?, ended = ? WHERE seq = ?`,
			outcome.String(), proof, why, j.now(), seq); err != nil {
			return err
		}
		if outcome != drivers.Done {
			return nil
		}
		var kind, key, ticket string
		if err := tx.QueryRow(`SELECT kind, key, ticket FROM print WHERE seq = ?`, seq).Scan(&kind, &key, &ticket); err != nil {
			return err
		}
		if kind != KindTicket {
			return nil // no number hangs on it
		}
		return settle(tx, Call{Key: callKey, Op: OpPrinted, Reserve: key, Ticket: ticket, Arg: proof}, j.now())
	})
}

// Settle writes down what became of a number and that the hall is to be told.
func (j *Journal) Settle(c Call) error {
	return j.write("settle", func(tx *sql.Tx) error { return settle(tx, c, j.now()) })
}

func settle(tx *sql.Tx, c Call, now string) error {
	if c.Reserve != "" {
		if err := one(tx, `UPDATE reservation SET settled = ? WHERE key = ?`, c.Op, c.Reserve); err != nil {
			return err
		}
	}
	return enqueue(tx, c, now)
}

// enqueue puts a call into the outbox.
func enqueue(tx *sql.Tx, c Call, now string) error {
	_, err := tx.Exec(`INSERT INTO call (key, op, ticket, reserve, arg, at) VALUES (?, ?, ?, ?, ?, ?)`,
		c.Key, c.Op, c.Ticket, c.Reserve, c.Arg, now)
	return err
}

// Open returns the reservations that nobody has settled, oldest first.
func (j *Journal) Open() ([]Reservation, error) {
	return j.reservations(`WHERE settled = '' ORDER BY at, key`)
}

// Reservations returns the newest reservations, at most n of them.
func (j *Journal) Reservations(n int) ([]Reservation, error) {
	return j.reservations(`ORDER BY at DESC, key LIMIT ?`, n)
}

func (j *Journal) reservations(where string, args ...any) ([]Reservation, error) {
	rows, err := j.db.Query(`SELECT key, visit, business, at, ticket, number, settled FROM reservation `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("journal: read reservations: %w", err)
	}
	defer rows.Close()
	var out []Reservation
	for rows.Next() {
		var r Reservation
		var at string
		if err := rows.Scan(&r.Key, &r.Visit, &r.Business, &at, &r.Ticket, &r.Number, &r.Settled); err != nil {
			return nil, fmt.Errorf("journal: read reservations: %w", err)
		}
		r.At = parse(at)
		out = append(out, r)
	}
	return out, rows.Err()
}

// Prints returns the slips of a reservation, oldest first; with an empty key
// those of the newest ones, at most 50.
func (j *Journal) Prints(key string) ([]Print, error) {
	query, args := `SELECT seq, kind, key, ticket, number, reprint, at, outcome, proof, why, ended FROM print WHERE key = ? ORDER BY seq`, []any{key}
	if key == "" {
		query, args = `SELECT seq, kind, key, ticket, number, reprint, at, outcome, proof, why, ended FROM print ORDER BY seq DESC LIMIT 50`, nil
	}
	rows, err := j.db.Query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("journal: read prints: %w", err)
	}
	defer rows.Close()
	var out []Print
	for rows.Next() {
		p, err := scanPrint(rows)
		if err != nil {
			return nil, fmt.Errorf("journal: read prints: %w", err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

func scanPrint(rows *sql.Rows) (Print, error) {
	var p Print
	var at, ended, outcome string
	err := rows.Scan(&p.Seq, &p.Kind, &p.Key, &p.Ticket, &p.Number, &p.Reprint, &at, &outcome, &p.Proof, &p.Why, &ended)
	p.At, p.Ended = parse(at), parse(ended)
	if outcome != drivers.Unknown.String() {
		p.Outcome = drivers.Outcome(outcome)
	}
	return p, err
}
