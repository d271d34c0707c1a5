package people

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/technician"
)

// Options of a desk.
type Options struct {
	OIDC  OIDC
	Clock func() time.Time // nil: time.Now
	Log   *slog.Logger
}

// Desk is where people log in.
type Desk struct {
	// Page answers a browser that goes no further; nil: as a program. Set it
	// before Identify serves. It must not need the store.
	Page func(w http.ResponseWriter, r *http.Request, status int, why Turned)

	o        Options
	audit    *audit.Audit
	accounts *store.Table
	sessions *store.Table
	tries    *store.Table
	ask      chan struct{} // passwords that are being checked: each takes 19 MiB
	provider *provider     // nil: none
}

// account is a person as the store has one.
type account struct {
	Person
	Hash string `json:"hash,omitempty"` // argon2id
}

// Open opens the tables.
func Open(ctx context.Context, s *store.Store, a *audit.Audit, o Options) (d *Desk, err error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	d = &Desk{o: o, audit: a, ask: make(chan struct{}, 2)}
	for name, table := range map[string]**store.Table{"people": &d.accounts, "sessions": &d.sessions, "tries": &d.tries} {
		if *table, err = s.Table(ctx, name); err != nil {
			return nil, err
		}
	}
	d.provider, err = newProvider(o.OIDC)
	return d, err
}

// What can be wrong.
var (
	ErrNone     = errors.New("people: there is nobody of that name")
	ErrTaken    = errors.New("people: there is somebody of that name")
	ErrPassword = errors.New("people: a password has 12 to 128 letters, and is not the name")
	ErrWrong    = errors.New("people: the name or the password is wrong")
	ErrLast     = errors.New("people: somebody has to remain who is admin everywhere")
)

// Locked says for how long nobody can try.
type Locked struct{ Left time.Duration }

func (l *Locked) Error() string {
	return fmt.Sprintf("people: too many wrong tries; try again in %v", max(l.Left.Round(time.Second), time.Second))
}

// key is where a person is kept: @ cannot stand in a key, and = in no name.
func key(id string) string { return strings.ReplaceAll(id, "@", "=") }

func (d *Desk) account(ctx context.Context, id string) (account, uint64, error) {
	if (Person{ID: id, Role: Viewer}).Valid() != nil {
		return account{}, 0, ErrNone
	}
	e, err := d.accounts.Get(ctx, key(id))
	if errors.Is(err, store.ErrNotFound) {
		return account{}, 0, ErrNone
	}
	if err != nil {
		return account{}, 0, err
	}
	var a account
	if err := json.Unmarshal(e.Value, &a); err != nil {
		return account{}, 0, fmt.Errorf("people: %s: %w", id, err)
	}
	return a, e.Revision, nil
}

func (d *Desk) put(ctx context.Context, a account, was uint64) error {
	value, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("people: %w", err)
	}
	_, err = d.accounts.Update(ctx, key(a.ID), value, was)
	return err
}

// sound refuses passwords that are too short.
func sound(id, password string) error {
	if n := utf8.RuneCountInString(password); n < 12 || n > 128 || strings.EqualFold(password, id) {
		return ErrPassword
	}
	return nil
}

// Add takes a person in; password is empty for one whom the provider knows.
func (d *Desk) Add(ctx context.Context, by audit.Who, p Person, password string) error {
	if err := p.Valid(); err != nil {
		return err
	}
	a := account{Person: p}
	if !p.Provider {
		if err := sound(p.ID, password); err != nil {
			return err
		}
		a.Hash = technician.Hash(password)
	}
	a.Added = d.o.Clock().UTC()
	a.Since = a.Added
	if err := d.audit.Note(ctx, by, "person.add", p.ID, fmt.Sprintf("%s, %s", p.Role, p.Scope)); err != nil {
		return err
	}
	err := d.put(ctx, a, 0)
	if errors.Is(err, store.ErrChanged) {
		return ErrTaken
	}
	return err
}

// Change gives a person another role and place.
func (d *Desk) Change(ctx context.Context, by audit.Who, id string, role Role, scope Scope) error {
	a, revision, err := d.account(ctx, id)
	if err != nil {
		return err
	}
	p := a.Person
	p.Role, p.Scope = role, scope
	if err := p.Valid(); err != nil {
		return err
	}
	if err := d.leaves(ctx, id, p); err != nil {
		return err
	}
	if err := d.audit.Note(ctx, by, "person.role", id, fmt.Sprintf("%s, %s", role, scope)); err != nil {
		return err
	}
	a.Person = p
	return d.put(ctx, a, revision)
}

// Password gives a person another password. Whoever is in by the old one is
// out, and nobody is locked out any more.
func (d *Desk) Password(ctx context.Context, by audit.Who, id, password string) error {
	a, revision, err := d.account(ctx, id)
	if err != nil {
		return err
	}
	if err := sound(id, password); err != nil {
		return err
	}
	if err := d.audit.Note(ctx, by, "person.password", id, ""); err != nil {
		return err
	}
	a.Hash, a.Provider, a.Since = technician.Hash(password), false, d.o.Clock().UTC()
	if err := d.put(ctx, a, revision); err != nil {
		return err
	}
	return d.tries.Delete(ctx, tryKey(id))
}

// Remove takes a person out, at once.
func (d *Desk) Remove(ctx context.Context, by audit.Who, id string) error {
	if _, _, err := d.account(ctx, id); err != nil {
		return err
	}
	if err := d.leaves(ctx, id, Person{}); err != nil {
		return err
	}
	if err := d.audit.Note(ctx, by, "person.remove", id, ""); err != nil {
		return err
	}
	return d.accounts.Delete(ctx, key(id))
}

// leaves refuses what would leave nobody who can let people in.
func (d *Desk) leaves(ctx context.Context, id string, as Person) error {
	all, err := d.All(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(append(all, as), func(p Person) bool {
		return (p.ID != id || p == as) && p.Role == Admin && p.Scope.Everywhere()
	}) {
		return nil
	}
	return ErrLast
}

// All are the people, in order.
func (d *Desk) All(ctx context.Context) ([]Person, error) {
	names, err := d.accounts.Keys(ctx)
	if err != nil {
		return nil, err
	}
	var out []Person
	for _, name := range names {
		a, _, err := d.account(ctx, strings.ReplaceAll(name, "=", "@"))
		if errors.Is(err, ErrNone) {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, err
		}
		out = append(out, a.Person)
	}
	return out, nil
}
