package district

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"govkiosk/kiosk/hall/api"
)

// answer is what is said to a request, as bytes so that the same can be said
// again.
type answer struct {
	status int
	body   []byte
	etag   string // of an answer that may be kept; else empty
}

func reply(status int, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // types of the contract always marshal
	}
	return answer{status: status, body: body}
}

// tagged is an answer that may be kept: only its name when that is known. v
// must not tell the time of the question, or no two are the same.
func tagged(known *string, v any) answer {
	a := reply(http.StatusOK, v)
	sum := sha256.Sum256(a.body)
	a.etag = `"` + hex.EncodeToString(sum[:12]) + `"`
	if value(known) == a.etag {
		a.status, a.body = http.StatusNotModified, nil
	}
	return a
}

func (a answer) send(w http.ResponseWriter) error {
	kind := "application/json"
	if a.status >= 400 {
		kind = "application/problem+json"
	}
	if a.status != http.StatusNotModified {
		w.Header().Set("Content-Type", kind)
	}
	if a.etag != "" {
		w.Header().Set("ETag", a.etag)
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(a.status)
	_, err := w.Write(a.body)
	return err
}

func problem(code string) api.Problem {
	t := titles[code]
	return api.Problem{Code: code, Title: t.title, Status: t.status}
}

func refuse(code string) answer {
	p := problem(code)
	return reply(p.Status, p)
}

func refuseWith(code string, existing api.Ticket) answer {
	p := problem(code)
	p.Existing = &existing
	return reply(p.Status, p)
}

// txn is one write: its transaction, its moment and the world at it.
type txn struct {
	*sql.Tx
	now   time.Time
	world *world
	key   string // bare
	from  string // terminal
}

// request is what a write is recognised by.
type request struct {
	operation, terminal, key string
	target                   string // ticket or key that it is about
	body                     any
}

// write carries out a request once: its effect and its answer are kept in one
// transaction, and the same request with the same key is answered from there.
func (d *District) write(r request, do func(*txn) (answer, error)) (answer, error) {
	key := strings.Trim(r.key, `"`)
	if _, running := d.running.LoadOrStore(key, true); running {
		return refuse("in-progress"), nil
	}
	defer d.running.Delete(key)
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := d.transact(key, r, do)
	if err != nil {
		d.unsure()
	}
	return a, err
}

func (d *District) transact(key string, r request, do func(*txn) (answer, error)) (answer, error) {
	tx, err := d.store.db.BeginTx(context.Background(), nil)
	if err != nil {
		return answer{}, err
	}
	defer tx.Rollback()
	print := d.fingerprint(r)
	if a, known, err := remembered(tx, key, print); known || err != nil {
		return a, err
	}
	now := d.now()
	w, err := d.today(tx, now)
	if err != nil {
		return answer{}, err
	}
	t := &txn{Tx: tx, now: now, world: w, key: key, from: r.terminal}
	if err := d.play(t); err != nil {
		return answer{}, err
	}
	a, err := do(t)
	if err != nil {
		return answer{}, err
	}
	if err := remember(tx, key, print, a, now); err != nil {
		return answer{}, err
	}
	return a, tx.Commit()
}

func (d *District) fingerprint(r request) []byte {
	body, err := json.Marshal(r.body)
	if err != nil {
		panic(err) // it was decoded from JSON
	}
	return d.digest(r.operation, r.terminal, r.target, string(body))
}

// remembered returns the first answer to the key, if there was one.
func remembered(tx *sql.Tx, key string, print []byte) (answer, bool, error) {
	var a answer
	var first []byte
	err := tx.QueryRow(`SELECT fingerprint, status, body FROM answers WHERE key = ?`, key).Scan(&first, &a.status, &a.body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return a, false, nil
	case err != nil:
		return a, false, err
	case first != nil && !bytes.Equal(first, print):
		return refuse("key-reused"), true, nil
	}
	return a, true, nil
}

// remember keeps an answer. Without a fingerprint it replaces the first one and
// answers every request with this key.
func remember(tx *sql.Tx, key string, print []byte, a answer, now time.Time) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)`, key, print, a.status, a.body, now.UnixMilli())
	return err
}
