package upstream

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// Opts of a Gateway; nil means defaults.
type Opts struct {
	Clock func() time.Time // time.Now
	Nonce func() string    // of 16 characters, never the same; 8 random bytes in hexadecimal
}

// Gateway is the way to one hall's API. It may be used from any goroutine.
type Gateway struct {
	cfg    config.Gateway
	scheme *sign.Scheme // nil: calls are not signed
	keeper *keeper
	base   *http.Transport
	clock  func() time.Time
	nonce  func() string
	skew   offset
}

// New makes the way that the configuration describes. It reads certificates
// and keys and sends nothing; the secret is read when it is needed.
func New(a config.API, terminal string, o *Opts) (*Gateway, error) {
	g := &Gateway{cfg: a.Gateway, clock: time.Now, nonce: randomNonce}
	if o != nil && o.Clock != nil {
		g.clock = o.Clock
	}
	if o != nil && o.Nonce != nil {
		g.nonce = o.Nonce
	}
	var err error
	if g.base, err = transport(a.Gateway); err != nil {
		return nil, err
	}
	if a.Gateway.Scheme == config.SchemeNone || a.Gateway.Scheme == "" {
		return g, nil
	}
	if g.scheme, err = scheme(a.Gateway, terminal); err != nil {
		return nil, err
	}
	g.keeper = newKeeper(g.load, g.now, a.Gateway.RefreshEarly)
	if a.Gateway.RefreshURL != "" {
		g.keeper.buy = refresher{url: a.Gateway.RefreshURL, scheme: g.scheme, base: g.base, clock: g.clock, skew: &g.skew}.buy
	}
	return g, nil
}

func scheme(g config.Gateway, terminal string) (*sign.Scheme, error) {
	o := sign.Opts{
		Scheme: g.Scheme, ID: g.ID, Service: g.Service, Algorithm: g.Algorithm,
		LowerCase: g.LowerCase, Headers: g.SignedHeaders, Digest: g.BodyDigest,
	}
	if g.Scheme == config.SchemeDistrict {
		o.ID = cmp.Or(g.ID, terminal)
	}
	if g.KeyFile != "" {
		secret, err := sign.LoadSecret(g.KeyFile)
		if err != nil {
			return nil, err
		}
		if o.Key, err = sign.PrivateKey(secret); err != nil {
			return nil, err
		}
	}
	return sign.New(o)
}

// randomNonce has as many characters as every known gateway takes.
func randomNonce() string {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func (g *Gateway) load() (sign.Secret, error) {
	if g.cfg.SecretFile == "" {
		return sign.Secret{}, nil
	}
	return sign.LoadSecret(g.cfg.SecretFile)
}

// now is the gateway's clock.
func (g *Gateway) now() time.Time {
	ahead, _ := g.skew.get()
	return g.clock().Add(ahead)
}

// Ahead is how far the gateway's clock is ahead of the terminal's; heard is
// false before the first answer.
func (g *Gateway) Ahead() (d time.Duration, heard bool) { return g.skew.get() }

// Renew has a secret ready for the next call and tells until when it is good;
// zero for one that is not bought. It blocks while the gateway answers.
func (g *Gateway) Renew(ctx context.Context) (time.Time, error) {
	if g.keeper == nil {
		return time.Time{}, nil
	}
	if _, err := g.keeper.secret(ctx); err != nil {
		return time.Time{}, err
	}
	return g.keeper.until(), nil
}

// HallOptions are those of a hall's client that goes this way.
func (g *Gateway) HallOptions(a config.API, terminal string) hall.Options {
	o := hall.Options{
		BaseURL: a.URL, Terminal: terminal, Attempts: a.Attempts,
		ReadTimeout: a.ReadTimeout, WriteTimeout: a.WriteTimeout,
		Timeouts: a.Timeouts, BreakAfter: a.BreakAfter, BreakFor: a.BreakFor,
		HTTP: &http.Client{Transport: g},
	}
	if len(g.cfg.SuccessCodes) > 0 {
		o.Opener = g
	}
	return o
}

// Open takes the envelope off an answer.
func (g *Gateway) Open(body []byte) (hall.Opened, error) {
	e, err := parseEnvelope(body)
	if err != nil {
		return hall.Opened{}, err
	}
	o := hall.Opened{
		Good: slices.Contains(g.cfg.SuccessCodes, e.Code), Raw: e.Code, Code: g.cfg.Codes[e.Code], Data: e.Data,
	}
	if o.Code == hall.CodeSignature && g.keeper != nil {
		g.keeper.distrusted()
	}
	if o.Good && o.Data == nil {
		return hall.Opened{}, errors.New("upstream: envelope: success without data")
	}
	return o, nil
}

// notSent is a call that could not be signed: nothing of it left the terminal.
type notSent struct{ err error }

func (e notSent) Error() string { return fmt.Sprintf("upstream: not signed: %v", e.err) }
func (e notSent) Unwrap() error { return e.err }
func (notSent) NotSent() bool   { return true }
