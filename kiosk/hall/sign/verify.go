package sign

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"sync"
	"time"
)

// claim is what a signed request says of itself, nothing of it believed yet.
type claim struct {
	id    string
	value string
	nonce string // empty: the scheme has none
}

// Claim is what the signature of a request proves.
type Claim struct {
	ID      string
	Service string
	At      time.Time
	Nonce   string // empty: the scheme has none
}

var (
	errSignature = errors.New("sign: the signature is not of this request and secret")
	// ErrClock is a request from outside the window of time.
	ErrClock = errors.New("sign: the clock of the one who signs is off")
	// ErrReplayed is a request that was there before.
	ErrReplayed = errors.New("sign: this nonce was used before")
)

// Verify checks a request as it arrived, Header, Query and Body included; At
// and Nonce of r are not used. Values are compared in constant time.
//
// It knows neither clock nor former requests: see Guard.
func (s *Scheme) Verify(r Request, secret Secret) (Claim, error) {
	signed, c, err := s.family.read(s.opts, r, secret)
	if err != nil {
		return Claim{}, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	if !equal(c.id, s.opts.ID) {
		return Claim{}, fmt.Errorf("sign: %s: signed by somebody else", s.opts.Scheme)
	}
	parts, err := s.family.parts(s.opts, signed, secret)
	if err != nil {
		return Claim{}, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	if err := s.compare(exact(parts), c.value, secret); err != nil {
		return Claim{}, err
	}
	return Claim{ID: c.id, Service: signed.Service, At: signed.At, Nonce: c.nonce}, nil
}

// compare makes the signature again, or has an SM2 one checked by its key.
func (s *Scheme) compare(exact, value string, secret Secret) error {
	if kv, ok := s.family.(sortedKV); ok && isSM2(s.opts.Algorithm) {
		return kv.verified(s.opts, exact, value)
	}
	steps, err := s.family.steps(s.opts, exact, secret)
	if err != nil {
		return fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	want := ""
	if len(steps) > 0 {
		want = steps[len(steps)-1].Value
	}
	if !equal(value, want) {
		return errSignature
	}
	return nil
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// Guard lets a request through once and in time. Its methods may be called
// from any goroutine.
type Guard struct {
	Behind time.Duration // a request may be so old
	Ahead  time.Duration // or so far in the future

	mu   sync.Mutex
	seen map[string]time.Time // nonce by id, until when it is kept
}

// Admit checks a verified claim against the clock and the nonces of the
// window. A nonce is remembered only when it is admitted.
func (g *Guard) Admit(c Claim, now time.Time) error {
	if age := now.Sub(c.At); age > g.Behind || age < -g.Ahead {
		return ErrClock
	}
	if c.Nonce == "" {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget(now)
	key := c.ID + "\n" + c.Nonce
	if _, used := g.seen[key]; used {
		return ErrReplayed
	}
	if g.seen == nil {
		g.seen = map[string]time.Time{}
	}
	g.seen[key] = c.At.Add(g.Behind)
	return nil
}

// forget drops nonces whose requests would be too old by now.
func (g *Guard) forget(now time.Time) {
	for key, until := range g.seen {
		if now.After(until) {
			delete(g.seen, key)
		}
	}
}
