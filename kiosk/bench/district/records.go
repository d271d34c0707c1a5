package district

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// kind of a record.
type kind string

const (
	kindCase        kind = "case"
	kindCertificate kind = "certificate"
	kindPickup      kind = "pickup"
	kindTaken       kind = "taken"    // told after a time without the network, by its key
	kindConflict    kind = "conflict" // for a person, with both records
	kindDraft       kind = "draft"
	kindHandover    kind = "handover"
	kindCheck       kind = "check"
	kindStatement   kind = "statement"
	kindRating      kind = "rating"
	kindReport      kind = "report"
	kindSelfTest    kind = "self-test"
)

// document is one record and what it is found by.
type document struct {
	kind  kind
	id    string
	owner []byte // digest of the person; nil: nobody's
	ref   string // token, key or code
	at    time.Time
	doc   any
}

// put writes a record, or writes it anew.
func put(tx *txn, d document) error {
	body, err := json.Marshal(d.doc)
	if err != nil {
		return fmt.Errorf("district: %s %s: %w", d.kind, d.id, err)
	}
	_, err = tx.Exec(`INSERT INTO records VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc, ref = excluded.ref`,
		d.kind, d.id, d.owner, d.ref, d.at.UnixMilli(), string(body))
	return err
}

// change writes the document of a record that is there.
func change(tx *txn, k kind, id string, doc any) error {
	body, err := json.Marshal(doc)
	if err != nil {
		return fmt.Errorf("district: %s %s: %w", k, id, err)
	}
	_, err = tx.Exec(`UPDATE records SET doc = ? WHERE kind = ? AND id = ?`, string(body), k, id)
	return err
}

// get reads the record with an id, and false when there is none.
func get[T any](q query, k kind, id string) (T, bool, error) {
	return one[T](q, `kind = ? AND id = ?`, k, id)
}

// by reads the record with a reference, and false when there is none.
func by[T any](q query, k kind, ref string) (T, bool, error) {
	return one[T](q, `kind = ? AND ref = ?`, k, ref)
}

func one[T any](q query, condition string, args ...any) (T, bool, error) {
	var doc T
	var body string
	err := q.QueryRow(`SELECT doc FROM records WHERE `+condition+` ORDER BY at DESC LIMIT 1`, args...).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return doc, false, nil
	}
	if err != nil {
		return doc, false, err
	}
	return doc, true, json.Unmarshal([]byte(body), &doc)
}

// of reads the records of a person, the newest first.
func of[T any](q query, k kind, owner []byte) ([]T, error) {
	return all[T](q, `kind = ? AND owner = ?`, k, owner)
}

func all[T any](q query, condition string, args ...any) ([]T, error) {
	rows, err := q.Query(`SELECT doc FROM records WHERE `+condition+` ORDER BY at DESC, id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		var doc T
		if err := json.Unmarshal([]byte(body), &doc); err != nil {
			return nil, err
		}
		out = append(out, doc)
	}
	return out, rows.Err()
}
