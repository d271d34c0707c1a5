package authority

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/store"
)

// Code lets one terminal in, once. Either Terminal or a part of Place says
// which; with a place alone it must be one that is not known yet.
type Code struct {
	Terminal string       `json:"terminal,omitempty"`
	Place    config.Place `json:"place"` // what is empty is any
	By       string       `json:"by"`
	Expires  time.Time    `json:"expires"`
	Used     time.Time    `json:"used,omitzero"`
	UsedBy   string       `json:"used_by,omitempty"` // terminal
	Key      string       `json:"key,omitempty"`     // hash of the public key that it was used with
}

// alphabet leaves out what is misread: 0 O, 1 I L, and U.
var alphabet = base32.NewEncoding("23456789ABCDEFGHJKMNPQRSTVWXYZ-+").WithPadding(base32.NoPadding)

// letters of a code: 80 bits, more than anybody tries out.
const letters = 16

// text is a new code: "7KQM-2F9X-HT4C-W8BD".
func text() string {
	for {
		b := make([]byte, letters*5/8)
		rand.Read(b) // never fails (crypto/rand)
		if s := alphabet.EncodeToString(b); !strings.ContainsAny(s, "-+") {
			return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
		}
	}
}

// keyOf is where a code is kept: nobody reads it out of the store. Case and
// what stands between the letters do not matter.
func keyOf(code string) string {
	plain := strings.Map(func(c rune) rune {
		if c == '-' || c == ' ' {
			return -1
		}
		return c
	}, strings.ToUpper(code))
	sum := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(sum[:])
}

// bounds of how long a code may wait for its terminal.
const (
	shortest = time.Minute
	longest  = 30 * 24 * time.Hour
)

// NewCode makes a code and returns its text, which is kept nowhere.
func (a *Authority) NewCode(ctx context.Context, c Code) (string, error) {
	now := a.Clock().UTC()
	switch wait := c.Expires.Sub(now); {
	case c.Terminal == "" && c.Place == config.Place{}:
		return "", errors.New("authority: a code is for a terminal or for a place")
	case c.Terminal != "" && !ValidID(c.Terminal):
		return "", fmt.Errorf("authority: %q is no name of a terminal", c.Terminal)
	case wait < shortest || wait > longest:
		return "", errors.New("authority: a code counts for a minute to 30 days")
	}
	c.Used, c.UsedBy, c.Key = time.Time{}, "", ""
	value, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("authority: %w", err)
	}
	code := text()
	if _, err := a.codes.Update(ctx, keyOf(code), value, 0); err != nil {
		return "", err
	}
	return code, nil
}

// ValidID reports whether a terminal may have the name.
func ValidID(id string) bool {
	if id == "" || len(id) > 32 {
		return false
	}
	for _, c := range id {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// fits tells why a code does not let a terminal in; nil: it does.
func (c Code) fits(terminal string, place config.Place, key string, now time.Time) error {
	within := func(want, have string) bool { return want == "" || want == have }
	switch p := c.Place; {
	case !c.Used.IsZero() && (c.UsedBy != terminal || c.Key != key):
		return &Refusal{Used, "the code was used on " + c.Used.Format(time.DateOnly) + " by " + c.UsedBy}
	case !now.Before(c.Expires):
		return &Refusal{Wrong, "the code expired on " + c.Expires.Format(time.DateTime)}
	case c.Terminal != "" && c.Terminal != terminal:
		return &Refusal{Other, "the code is another terminal's"}
	case !within(p.Province, place.Province) || !within(p.City, place.City) || !within(p.District, place.District) || !within(p.Hall, place.Hall) || !within(p.Model, place.Model):
		return &Refusal{Other, "the code is for terminals of another place"}
	}
	return nil
}

// code reads one, and its revision.
func (a *Authority) code(ctx context.Context, text string) (c Code, revision uint64, err error) {
	e, err := a.codes.Get(ctx, keyOf(text))
	if errors.Is(err, store.ErrNotFound) {
		return c, 0, &Refusal{Wrong, "there is no such code"}
	}
	if err != nil {
		return c, 0, err
	}
	if err := json.Unmarshal(e.Value, &c); err != nil {
		return c, 0, fmt.Errorf("authority: code: %w", err)
	}
	return c, e.Revision, nil
}

// use marks a code as used by a terminal with a key. The same terminal with
// the same key may use it again until it expires: the answer may have been
// lost.
func (a *Authority) use(ctx context.Context, text, terminal string, place config.Place, key string) (Code, error) {
	for {
		c, revision, err := a.code(ctx, text)
		if err != nil {
			return c, err
		}
		if err := c.fits(terminal, place, key, a.Clock()); err != nil || !c.Used.IsZero() {
			return c, err
		}
		c.Used, c.UsedBy, c.Key = a.Clock().UTC(), terminal, key
		value, err := json.Marshal(c)
		if err != nil {
			return c, fmt.Errorf("authority: %w", err)
		}
		if _, err = a.codes.Update(ctx, keyOf(text), value, revision); !errors.Is(err, store.ErrChanged) {
			return c, err
		}
	}
}

// kept is how long a code can be asked about after it has expired: what was
// used by whom is in the audit for good.
const kept = 7 * 24 * time.Hour

// Sweep takes codes away that expired long ago.
func (a *Authority) Sweep(ctx context.Context) error {
	keys, err := a.codes.Keys(ctx)
	if err != nil {
		return err
	}
	for _, key := range keys {
		var c Code
		e, err := a.codes.Get(ctx, key)
		if err == nil && json.Unmarshal(e.Value, &c) == nil && a.Clock().Sub(c.Expires) > kept {
			err = a.codes.Delete(ctx, key)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}
