package journal

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// FirstWord returns how a number was settled first; empty while it is open.
// What is told of a number must not change between two tries.
func (j *Journal) FirstWord(key string) (Op, error) {
	var op Op
	err := j.db.QueryRow(`SELECT op FROM call WHERE reserve = ? ORDER BY seq LIMIT 1`, key).Scan(&op)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("journal: read the first word: %w", err)
	}
	return op, nil
}

// Untold is how many numbers of a block the hall has not been heard about.
func (j *Journal) Untold(block string) (int, error) {
	var n int
	if err := j.db.QueryRow(`SELECT count(*) FROM issue WHERE block = ? AND result = ''`, block).Scan(&n); err != nil {
		return 0, fmt.Errorf("journal: read issues: %w", err)
	}
	return n, nil
}

// TakenOver writes down that the hall has taken a number over as its ticket,
// and closes the call that told it.
func (j *Journal) TakenOver(seq int64, key, ticket string) error {
	return j.write("taken over", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE issue SET ticket = ?, result = ? WHERE key = ?`, ticket, ResultOK, key); err != nil {
			return err
		}
		if err := one(tx, `UPDATE reservation SET ticket = ? WHERE key = ?`, ticket, key); err != nil {
			return err
		}
		return acknowledge(tx, seq, ResultOK, j.now())
	})
}

// Conflict writes down that the hall knows a number otherwise, with its record
// as JSON beside ours, closes the call that told it, and calls a person.
func (j *Journal) Conflict(seq int64, key, code, theirs string, help Call) error {
	return j.write("conflict", func(tx *sql.Tx) error {
		if err := one(tx, `UPDATE issue SET result = ?, theirs = ? WHERE key = ?`, code, theirs, key); err != nil {
			return err
		}
		ours, err := scanIssues(tx.Query(selectIssues+` WHERE issue.key = ?`, key))
		if err != nil {
			return err
		}
		data, err := json.Marshal(map[string]any{"ours": ours[0], "theirs": json.RawMessage(orNull(theirs)), "code": code})
		if err != nil {
			return err
		}
		now := j.now()
		if _, err := tx.Exec(`INSERT INTO event (at, kind, visit, data) VALUES (?, 'offline-conflict', 0, ?)`, now, string(data)); err != nil {
			return err
		}
		if err := settle(tx, help, now); err != nil {
			return err
		}
		return acknowledge(tx, seq, code, now)
	})
}

func orNull(text string) string {
	if text == "" {
		return "null"
	}
	return text
}

// Clear writes down that a person has taken a conflict over.
func (j *Journal) Clear(key string) error {
	return j.write("clear", func(tx *sql.Tx) error {
		now := j.now()
		if err := one(tx, `UPDATE issue SET cleared = ? WHERE key = ? AND cleared = '' AND result NOT IN ('', 'ok')`, now, key); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO event (at, kind, visit, data)
			SELECT ?, 'conflict-cleared', 0, json_object('number', number, 'code', result) FROM issue WHERE key = ?`, now, key)
		return err
	})
}

// Conflicts returns the numbers that the hall knows otherwise and that no
// person has taken over yet, oldest first.
func (j *Journal) Conflicts() ([]Issue, error) {
	return j.issues(` WHERE result NOT IN ('', 'ok') AND cleared = '' ORDER BY issue.rowid`)
}
