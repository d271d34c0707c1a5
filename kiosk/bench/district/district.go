package district

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/bench/district/registry"
)

// Options of a District.
type Options struct {
	Dir        string           // of the durable state; must exist
	Clock      func() time.Time // nil: time.Now
	BaseURL    string           // of the links on the slips, as phones reach it, without a trailing slash
	Seed       uint64           // of the people of its own
	AlwaysOpen bool             // no doors: open day and night, as a bench needs it
}

// answersKept is how long the first answer to a key is remembered.
const answersKept = 7 * 24 * time.Hour

// District is the hall's API. Its methods may be called from any goroutine.
type District struct {
	faults

	opts   Options
	data   *data
	policy policy

	registry *registry.Registry
	cast     registry.Cast // what the bench's people had when this district was made

	hours   *hours
	store   *store
	secret  []byte
	handler http.Handler

	mu      sync.Mutex       // one deed after the other, on disk and in the world
	world   *world           // nil: to be told again from the disk
	tries   map[string]tries // wrong codes, by terminal
	running sync.Map         // idempotency keys that are being worked on
}

// New opens the district's state in Dir, or makes it.
func New(o Options) (*District, error) {
	d, err := parseData(hallTOML)
	if err != nil {
		return nil, err
	}
	return open(o, d)
}

func open(o Options, data *data) (*District, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	o.BaseURL = strings.TrimRight(o.BaseURL, "/")
	if !strings.HasPrefix(o.BaseURL, "http") {
		return nil, errors.New("district: BaseURL: wanted http or https with a host")
	}
	r, err := registry.Load()
	if err != nil {
		return nil, fmt.Errorf("district: %w", err)
	}
	h, err := newHours(data, r.Calendar, o.AlwaysOpen)
	if err != nil {
		return nil, err
	}
	p, err := parsePolicy(policyTOML)
	if err != nil {
		return nil, err
	}
	s, err := openStore(o.Dir)
	if err != nil {
		return nil, err
	}
	d := &District{opts: o, data: data, policy: p, registry: r, hours: h, store: s, tries: map[string]tries{}}
	if err := d.prepare(); err != nil {
		s.db.Close()
		return nil, err
	}
	return d, nil
}

func (d *District) prepare() (err error) {
	if d.secret, err = d.store.secret(); err != nil {
		return fmt.Errorf("district: %w", err)
	}
	if err := d.store.forget(d.now().Add(-answersKept)); err != nil {
		return fmt.Errorf("district: %w", err)
	}
	d.handler, err = d.routes()
	return err
}

// Handler answers the API and the pages behind the slips' codes.
func (d *District) Handler() http.Handler { return d.handler }

// Close closes the state. What was answered is on disk already.
func (d *District) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.store.db.Close()
}

func (d *District) now() time.Time { return d.opts.Clock().In(zone).Truncate(time.Millisecond) }

// today lets the world pass until now. It is told again from the disk when a
// new day begins, after a start, and after a write that failed.
func (d *District) today(q query, now time.Time) (*world, error) {
	if d.world == nil || d.world.day != dayOf(now) {
		w, err := d.retell(q, now)
		if err != nil {
			return nil, err
		}
		d.world = w
	}
	d.world.advance(now)
	return d.world, nil
}

func (d *District) retell(q query, now time.Time) (*world, error) {
	w := newWorld(d.data, d.hours, now, d.opts.Seed)
	w.leave, w.behind = minutes(d.policy.Queue.LeaveMinutes), d.policy.Missed.Behind
	rows, err := q.Query(`SELECT deeds.at, deed, id, business, class, reserved_at, booking FROM deeds JOIN tickets ON id = ticket
		WHERE day = ? ORDER BY deeds.seq`, w.day)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := d.retellDeed(w, rows); err != nil {
			return nil, err
		}
	}
	return w, rows.Err()
}

func (d *District) retellDeed(w *world, rows *sql.Rows) error {
	var ms, reserved int64
	var what deed
	var ticket, business, class, booking string
	if err := rows.Scan(&ms, &what, &ticket, &business, &class, &reserved, &booking); err != nil {
		return err
	}
	b := d.data.businesses[business]
	if b == nil {
		return nil // hall.toml no longer has it; its tickets stand alone
	}
	at := time.UnixMilli(ms).In(zone)
	switch what {
	case deedReserve:
		w.reserve(at, ticket, b.queue, classOf(class, booking))
	case deedIssue:
		w.issue(at, ticket, b.queue, class, time.UnixMilli(reserved).In(zone))
	default:
		w.apply(at, ticket, what)
	}
	return nil
}

// digest tells persons apart without knowing them.
func (d *District) digest(parts ...string) []byte {
	m := hmac.New(sha256.New, d.secret)
	for _, p := range parts {
		fmt.Fprintf(m, "%d:%s", len(p), p)
	}
	return m.Sum(nil)
}

// token is a word that nobody guesses.
func token() string { return strings.ToLower(rand.Text()[:20]) }
