package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/technician"
)

// How long somebody is in.
const (
	shift    = 12 * time.Hour
	MostDays = 365 // of a bearer token
)

// ticket is a session or a token as the store has it, by the hash of its
// secret.
type ticket struct {
	Person  string    `json:"person"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	CSRF    string    `json:"csrf,omitempty"` // empty: a bearer token
	Purpose string    `json:"purpose,omitempty"`
}

// secret is 256 random bits.
func secret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b)
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// tryKey is where wrong tries of a name are counted, of one that nobody has,
// too: an answer tells nobody which names there are.
func tryKey(id string) string { return hashed("name\x00" + id) }

// nobody is a hash that no password has, to take as long for a name that there
// is not.
var nobody = technician.Nobody()

// Check tells who a name and a password are. Wrong tries lock the name out for
// a time that grows.
func (d *Desk) Check(ctx context.Context, id, password, from string) (Person, error) {
	if len(password) > 1024 || len(id) > 64 {
		return Person{}, ErrWrong
	}
	select {
	case d.ask <- struct{}{}:
		defer func() { <-d.ask }()
	case <-ctx.Done():
		return Person{}, ctx.Err()
	}
	lock, revision, err := d.lock(ctx, id)
	if err != nil {
		return Person{}, err
	}
	now := d.o.Clock()
	if left := lock.Left(now); left > 0 {
		return Person{}, &Locked{left}
	}
	a, _, err := d.account(ctx, id)
	if err != nil && !errors.Is(err, ErrNone) {
		return Person{}, err
	}
	hash := nobody
	if a.Hash != "" {
		hash = a.Hash
	}
	// The try is counted before it is made: many at once gain nothing.
	if err := d.keepLock(ctx, id, lock.Failed(now), revision); err != nil {
		return Person{}, err
	}
	if !technician.Matches(password, hash) {
		return Person{}, d.wrong(ctx, id, from)
	}
	return a.Person, d.tries.Delete(ctx, tryKey(id))
}

func (d *Desk) wrong(ctx context.Context, id, from string) error {
	if err := d.audit.Note(ctx, audit.Who{ID: "nobody", From: from}, "login.wrong", id, ""); err != nil {
		return err
	}
	return ErrWrong
}

func (d *Desk) lock(ctx context.Context, id string) (l technician.Lockout, revision uint64, err error) {
	e, err := d.tries.Get(ctx, tryKey(id))
	if errors.Is(err, store.ErrNotFound) {
		return l, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &l)
	}
	return l, e.Revision, err
}

func (d *Desk) keepLock(ctx context.Context, id string, l technician.Lockout, was uint64) error {
	value, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("people: %w", err)
	}
	_, err = d.tries.Update(ctx, tryKey(id), value, was)
	if errors.Is(err, store.ErrChanged) {
		return &Locked{time.Second} // two at once
	}
	return err
}

// Begin lets a person in for a shift, or with a purpose by a bearer token for
// some time. The secret is kept nowhere.
func (d *Desk) Begin(ctx context.Context, p Person, from, purpose string, lasts time.Duration) (string, error) {
	now := d.o.Clock().UTC()
	t := ticket{Person: p.ID, From: now, Purpose: purpose}
	act := "login"
	if purpose == "" {
		t.Until, t.CSRF = now.Add(shift), secret()
	} else {
		t.Until, act = now.Add(min(lasts, MostDays*24*time.Hour)), "token"
	}
	if err := d.audit.Note(ctx, audit.Who{ID: p.ID, From: from}, act, p.ID, purpose); err != nil {
		return "", err
	}
	value, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("people: %w", err)
	}
	s := secret()
	if _, err := d.sessions.Update(ctx, hashed(s), value, 0); err != nil {
		return "", err
	}
	return s, nil
}

// Token makes a bearer token for somebody, for a program that runs by itself.
func (d *Desk) Token(ctx context.Context, by audit.Who, id, purpose string, lasts time.Duration) (string, error) {
	a, _, err := d.account(ctx, id)
	if err != nil {
		return "", err
	}
	if purpose == "" || lasts <= 0 {
		return "", errors.New("people: say what the token is for, and for how long")
	}
	if err := d.audit.Note(ctx, by, "token.make", id, purpose); err != nil {
		return "", err
	}
	return d.Begin(ctx, a.Person, by.From, purpose, lasts)
}

// Here is who has a secret, if it still counts. token says as what it was
// shown.
func (d *Desk) Here(ctx context.Context, secret string, token bool) (Session, bool, error) {
	e, err := d.sessions.Get(ctx, hashed(secret))
	if errors.Is(err, store.ErrNotFound) {
		return Session{}, false, nil
	}
	if err != nil {
		return Session{}, false, err
	}
	var t ticket
	if err := json.Unmarshal(e.Value, &t); err != nil {
		return Session{}, false, fmt.Errorf("people: session: %w", err)
	}
	if !d.o.Clock().Before(t.Until) || token != (t.CSRF == "") {
		return Session{}, false, nil
	}
	a, _, err := d.account(ctx, t.Person)
	if errors.Is(err, ErrNone) || err == nil && t.From.Before(a.Since) {
		return Session{}, false, nil
	}
	return Session{Person: a.Person, CSRF: t.CSRF, Token: token}, err == nil, err
}

// End takes a secret back.
func (d *Desk) End(ctx context.Context, secret string) error {
	return d.sessions.Delete(ctx, hashed(secret))
}

// Sweep takes away what does not count any more: sessions, and tries that lock
// nobody out and were long ago.
func (d *Desk) Sweep(ctx context.Context) error {
	now := d.o.Clock()
	err := sweep(ctx, d.sessions, func(e store.Entry) bool {
		var t ticket
		return json.Unmarshal(e.Value, &t) == nil && !now.Before(t.Until)
	})
	return errors.Join(err, sweep(ctx, d.tries, func(e store.Entry) bool {
		var l technician.Lockout
		return json.Unmarshal(e.Value, &l) == nil && l.Left(now) == 0 && now.Sub(e.At) > forgiven
	}))
}

// forgiven is when a name's wrong tries are: none was made for so long.
const forgiven = 24 * time.Hour

func sweep(ctx context.Context, t *store.Table, old func(store.Entry) bool) error {
	keys, err := t.Keys(ctx)
	if err != nil {
		return err
	}
	for _, key := range keys {
		e, err := t.Get(ctx, key)
		if err == nil && old(e) {
			err = t.Delete(ctx, key)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}
