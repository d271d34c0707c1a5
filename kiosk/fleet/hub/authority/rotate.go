package authority

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// Signer is one of the authority's certificates.
type Signer struct {
	Mark    string    `json:"mark"`
	Name    string    `json:"name"`
	Since   time.Time `json:"since"`
	Expires time.Time `json:"expires"`
}

// What a rotation can be asked for at the wrong time.
var (
	ErrUnderWay = errors.New("authority: a rotation is under way already")
	ErrNone     = errors.New("authority: no rotation is under way")
	ErrNotYet   = errors.New("authority: the old one signs still; switch first")
)

// Signers are those that terminals know the hub by, the one that signs first.
// There are two while one takes the other's place.
func (r *Root) Signers() []Signer {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []Signer
	for _, c := range r.believed {
		out = append(out, Signer{wire.Mark(c), c.Subject.CommonName, c.NotBefore.Add(early), c.NotAfter})
	}
	return out
}

// Switched reports whether the newer one of two signs.
func (r *Root) Switched() bool {
	all := r.Signers()
	return len(all) > 1 && all[0].Since.After(all[1].Since)
}

// Rotate makes a second certificate. Terminals hear of it as they renew; it
// signs nothing before Switch.
func (r *Root) Rotate(name string) error {
	r.turn.Lock()
	defer r.turn.Unlock()
	if len(r.Signers()) > 1 {
		return ErrUnderWay
	}
	if err := r.tidy(); err != nil {
		return err
	}
	now := r.Clock().Truncate(time.Second) // as certificates count
	if since := r.Signers()[0].Since; !now.After(since) {
		now = since.Add(time.Second) // which of two is newer must show
	}
	next, err := newSigner(r.dir, nextFile, name, now)
	if err != nil {
		return err
	}
	if err := writeCertificates(r.dir, caFile, append(slices.Clone(r.believed), next)...); err != nil {
		return err
	}
	return r.load()
}

// Switch has the other one of two sign from now on, the hub's own certificate,
// too. Terminals that do not know it take the hub for a stranger.
func (r *Root) Switch() error {
	r.turn.Lock()
	defer r.turn.Unlock()
	if len(r.Signers()) < 2 {
		return ErrNone
	}
	if err := writeCertificates(r.dir, caFile, r.believed[1], r.believed[0]); err != nil {
		return err
	}
	return r.load()
}

// Retire takes the old one away: certificates that it has signed count no
// more.
func (r *Root) Retire() error {
	r.turn.Lock()
	defer r.turn.Unlock()
	switch {
	case len(r.Signers()) < 2:
		return ErrNone
	case !r.Switched():
		return ErrNotYet
	}
	if err := writeCertificates(r.dir, retiredFile, append(slices.Clone(r.retired), r.believed[1:]...)...); err != nil {
		return err
	}
	if err := writeCertificates(r.dir, caFile, r.believed[0]); err != nil {
		return err
	}
	if err := r.load(); err != nil {
		return err
	}
	return r.tidy()
}

// tidy gives the key that signs its usual name, also where a power cut came
// between.
func (r *Root) tidy() error {
	key, err := readKey(r.dir, nextFile)
	if err != nil || key == nil || !pairs(r.believed[0], key) {
		return err
	}
	if err := rename(r.dir, nextFile, keyFile); err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	return nil
}
