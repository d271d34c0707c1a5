package authority

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// File is one of the authority's.
type File struct {
	Name string
	Text []byte
}

// all are the names of those, what makes a hub start last.
var all = []string{retiredFile, caFile, nextFile, keyFile}

// Files are those of a folder.
func Files(dir string) (out []File, err error) {
	for _, name := range all {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("authority: %w", err)
		}
		out = append(out, File{name, text})
	}
	return out, nil
}

// Put puts one of them into a folder.
func Put(dir, name string, text []byte) error {
	if !slices.Contains(all, name) {
		return fmt.Errorf("authority: %q is no file of it", name)
	}
	mode := os.FileMode(0o600)
	if name == caFile || name == retiredFile {
		mode = 0o644
	}
	return put(dir, name, mode, text)
}

// gap is the time that a store has forgotten: it is that of a backup.
type gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

const gapKey = "gap"

// Restored notes that a store was made of a backup.
func Restored(ctx context.Context, s *store.Store, from, to time.Time) error {
	t, err := s.Table(ctx, "restored")
	if err != nil {
		return err
	}
	value, err := json.Marshal(gap{from, to})
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	_, err = t.Put(ctx, gapKey, value)
	return err
}

func readGap(ctx context.Context, s *store.Store) (g gap, err error) {
	t, err := s.Table(ctx, "restored")
	if err != nil {
		return g, err
	}
	e, err := t.Get(ctx, gapKey)
	if errors.Is(err, store.ErrNotFound) {
		return g, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &g)
	}
	return g, err
}

// slack is how long a certificate may have been on its way into the store.
const slack = time.Minute

// Readopt takes a certificate back in that a terminal was given after the
// backup of which the store was made: its row does not have it, and its
// signature alone says that it was given. Only a terminal that the row knows
// and that was not put out gets in so.
func (a *Authority) Readopt(ctx context.Context, state *tls.ConnectionState) (id string, ok bool, err error) {
	if a.gap.To.IsZero() || state == nil || len(state.VerifiedChains) == 0 || a.Retired(state) {
		return "", false, nil
	}
	chain := state.VerifiedChains[0]
	leaf := chain[0]
	id = leaf.Subject.CommonName
	if given := leaf.NotBefore.Add(early); given.Before(a.gap.From.Add(-slack)) || given.After(a.gap.To) || !a.Clock().Before(leaf.NotAfter) {
		return id, false, nil
	}
	if t, known := a.Terminal(id); !known || !t.Revoked.IsZero() || t.Enrolled.After(a.gap.To) {
		return id, false, nil
	}
	err = a.change(ctx, id, func(t *Terminal) error {
		if t.ID == "" || !t.Revoked.IsZero() || t.Enrolled.After(a.gap.To) {
			return &Refusal{Other, "the terminal was put out"}
		}
		t.Valid = append(t.Valid[max(0, len(t.Valid)-most+1):], Certificate{serialOf(leaf), leaf.NotAfter, wire.Mark(chain[len(chain)-1])})
		return nil
	})
	var no *Refusal
	if errors.As(err, &no) {
		return id, false, nil
	}
	return id, err == nil, err
}
