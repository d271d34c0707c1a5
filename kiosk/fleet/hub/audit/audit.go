// Package audit keeps who did what: a log that is only added to, in which each
// note holds the hash of the one before. A note that was changed, or taken out
// of the middle, shows.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"govkiosk/kiosk/fleet/hub/store"
)

// Who is who acts: a person, "terminal KT-1", or "hub" itself.
type Who struct {
	ID   string `json:"who"`
	From string `json:"from,omitempty"` // the address
}

// Note is one act.
type Note struct {
	Who
	At     time.Time `json:"at"`
	Act    string    `json:"act"` // "terminal.lock", "rollout.start", "person.role", ...
	On     string    `json:"on,omitempty"`
	Detail string    `json:"detail,omitempty"`
	Before string    `json:"before,omitempty"` // SHA-256 of the note before as it is kept; empty for the first

	Seq uint64 `json:"-"` // its place in the log
}

// Audit is the log, open.
type Audit struct{ log *store.Log }

// all is the one key: notes stand in one row.
const all = "note"

// Open opens the log.
func Open(ctx context.Context, s *store.Store) (*Audit, error) {
	log, err := s.Log(ctx, "audit", store.LogOptions{Sealed: true})
	if err != nil {
		return nil, err
	}
	return &Audit{log}, nil
}

// Note writes an act down. It returns when that is on disk; write it before
// the act, and what cannot be written down do not do.
func (a *Audit) Note(ctx context.Context, who Who, act, on, detail string) error {
	for {
		last, err := a.log.Last(ctx, all)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("audit: %w", err)
		}
		n := Note{Who: who, At: time.Now().UTC(), Act: act, On: on, Detail: detail, Before: sum(last.Data)}
		data, err := json.Marshal(n)
		if err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		if _, err = a.log.AppendAfter(ctx, all, data, last.Seq); errors.Is(err, store.ErrChanged) {
			continue // another hub, or another act here
		}
		if err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		return nil
	}
}

func sum(data []byte) string {
	if data == nil {
		return ""
	}
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// Newest returns up to n notes, the newest first, older than the one whose Seq
// is before; 0 is the end.
func (a *Audit) Newest(ctx context.Context, before uint64, n int) ([]Note, error) {
	records, err := a.log.Newest(ctx, all, before, n)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	notes := make([]Note, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Data, &notes[i]); err != nil {
			return nil, fmt.Errorf("audit: note %d: %w", r.Seq, err)
		}
		notes[i].Seq = r.Seq
	}
	return notes, nil
}

// page is how many notes Check reads at once.
const page = 100

// Check reads every note and tells the first, from the end, that does not
// follow from the one before it.
func (a *Audit) Check(ctx context.Context) (notes int, err error) {
	var want string // hash of the next older one
	var after uint64
	for before := uint64(0); ; {
		records, err := a.log.Newest(ctx, all, before, page)
		if err != nil {
			return notes, fmt.Errorf("audit: %w", err)
		}
		for _, r := range records {
			if notes > 0 && sum(r.Data) != want {
				return notes, fmt.Errorf("audit: note %d does not follow from what is kept as note %d", after, r.Seq)
			}
			var n Note
			if err := json.Unmarshal(r.Data, &n); err != nil {
				return notes, fmt.Errorf("audit: note %d: %w", r.Seq, err)
			}
			want, after, before, notes = n.Before, r.Seq, r.Seq, notes+1
		}
		if len(records) < page {
			break
		}
	}
	if want != "" {
		return notes, fmt.Errorf("audit: what came before note %d is not there", after)
	}
	return notes, nil
}
