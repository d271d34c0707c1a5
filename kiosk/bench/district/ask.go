package district

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// order carries out a write of the contract once by its key.
func (s server) order(operation, terminal, key, target string, body any, do func(*txn) (answer, error)) (answer, error) {
	return s.d.write(request{operation, terminal, key, target, body}, do)
}

// ask answers a question: nothing that it is about changes, but what of the
// bench's own is due today is made first.
func (s server) ask(terminal string, do func(*txn) (answer, error)) (answer, error) {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	a, err := d.question(terminal, do)
	if err != nil {
		d.unsure()
	}
	return a, err
}

// unsure forgets what is only in memory after a write that failed: it is told
// again from the disk.
func (d *District) unsure() { d.world, d.cast = nil, registry.Cast{} }

func (d *District) question(terminal string, do func(*txn) (answer, error)) (answer, error) {
	tx, err := d.store.db.BeginTx(context.Background(), nil)
	if err != nil {
		return answer{}, err
	}
	defer tx.Rollback()
	now := d.now()
	w, err := d.today(tx, now)
	if err != nil {
		return answer{}, err
	}
	t := &txn{Tx: tx, now: now, world: w, from: terminal}
	if err := d.play(t); err != nil {
		return answer{}, err
	}
	a, err := do(t)
	if err != nil {
		return answer{}, err
	}
	return a, tx.Commit()
}

// about says where a list comes from; it is made anew every day.
func (d *District) about(v any) api.Version {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // types of the contract always marshal
	}
	sum := sha256.Sum256(body)
	now := d.now()
	return api.Version{
		Version: now.Format("20060102") + "-" + hex.EncodeToString(sum[:4]), At: midnight(now),
		Source: api.Words{Zh: "路南区政务服务管理办公室", En: "Lunan District service office"},
	}
}

// Bounds of guessing.
const (
	triesMost  = 5
	triesReset = 10 * time.Minute
)

// tries are the wrong codes that came from one terminal.
type tries struct {
	n     int
	since time.Time
}

// guessing reports whether a terminal has tried too many codes.
func (d *District) guessing(tx *txn) bool {
	t := d.tries[tx.from]
	return t.n >= triesMost && tx.now.Sub(t.since) < triesReset
}

// wrong counts a code that fits nothing.
func (d *District) wrong(tx *txn) {
	t := d.tries[tx.from]
	if tx.now.Sub(t.since) >= triesReset {
		t = tries{since: tx.now}
	}
	t.n++
	d.tries[tx.from] = t
}

func ptr[T any](v T) *T { return &v }

// opt leaves out what is empty.
func opt[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func day(t time.Time) api.Day { return t.In(zone).Format(dayFormat) }

// optDay and optTime leave out a moment that is not known.
func optDay(t time.Time) *api.Day {
	if t.IsZero() {
		return nil
	}
	return ptr(day(t))
}

func optTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return ptr(t.In(zone))
}

func notice(zh, en string) *api.Notice { return &api.Notice{Zh: zh, En: en} }

func words(zh, en string) api.Words { return api.Words{Zh: zh, En: en} }

// list is never null in JSON.
func list[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}

func times(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
