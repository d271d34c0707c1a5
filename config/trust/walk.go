package trust

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// How large a file may be, in bytes, and how many steps a walk may have.
const (
	MaxRoot      = 512_000
	MaxTimestamp = 16_384
	MaxSnapshot  = 2_000_000
	MaxTargets   = 5_000_000
	MaxLayer     = 1_000_000
	maxRoots     = 256
	maxRoles     = 32
)

// walk is one way through a repository, from the root to the layers.
type walk struct {
	ctx   context.Context
	from  Fetcher
	m     *memory
	known checked
	store Store
	clock time.Time
	set   *trustedmetadata.TrustedMetadata
}

// trusted begins at a root that is signed by its own keys.
func trusted(root []byte) (set *trustedmetadata.TrustedMetadata, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Refused{Kind: Malformed, File: metadata.ROOT, Err: fmt.Errorf("%v", p)}
		}
	}()
	return trustedmetadata.New(root)
}

// roots walks on to the newest root. Each is kept at once: a key that was
// revoked stays so, whatever else is refused afterwards, the next root too.
func (w *walk) roots(c *chain) error {
	w.set = c.start(w.m, w.clock)
	for range maxRoots {
		version := strconv.FormatInt(w.set.Root.Signed.Version+1, 10)
		file := "metadata/" + version + ".root.json"
		data, err := w.from.Fetch(w.ctx, file, MaxRoot)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return fetched(file, err)
		}
		if _, err := w.set.UpdateRoot(data); err != nil {
			return refused(file, err)
		}
		w.m.put[rowRoot+version] = data
		w.m.lift(versionFloor(metadata.ROOT, ""), w.set.Root.Signed.Version)
		if err := w.m.keep(w.store); err != nil {
			return err
		}
	}
	version := w.set.Root.Signed.Version
	if least := w.m.floors[versionFloor(metadata.ROOT, "")]; version < least {
		return &Refused{Withheld, metadata.ROOT, fmt.Errorf("roots end at version %d, and %d has been seen", version, least)}
	}
	w.m.lift(versionFloor(metadata.ROOT, ""), version)
	if err := w.m.keep(w.store); err != nil {
		return err
	}
	w.set.RefTime = later(w.clock, w.floor()).UTC()
	return nil
}

// floor is the earliest time that it can be, by what the keys that count now
// have signed.
func (w *walk) floor() time.Time {
	var least int64
	for role := range w.set.Root.Signed.Roles {
		least = max(least, w.m.floors[timeFloor(role, w.rootKeys(role))])
	}
	return time.Unix(least, 0).UTC()
}

// rootKeys are the keys that the root gives a role.
func (w *walk) rootKeys(role string) string {
	r := w.set.Root.Signed.Roles[role]
	if r == nil {
		return ""
	}
	return keysName(r.KeyIDs)
}

// fetched is an error of the fetcher, which is not the repository's own.
func fetched(file string, err error) error {
	if kind := kindOf(err); kind != Malformed {
		return &Refused{kind, file, err}
	}
	return &Refused{Unreachable, file, err}
}

// timestamp takes the newest one, checked against the one that is kept.
func (w *walk) timestamp() error {
	const file = "metadata/timestamp.json"
	kept := w.m.rows[rowRole+metadata.TIMESTAMP]
	w.keptTimestamp(kept)
	data, err := w.from.Fetch(w.ctx, file, MaxTimestamp)
	if err != nil {
		return fetched(file, err)
	}
	same := w.set.Timestamp != nil && bytes.Equal(data, kept)
	if !same {
		if same, err = w.newer(file, data); err != nil {
			return err
		}
	}
	if w.set.Timestamp.Signed.IsExpired(w.set.RefTime) {
		return refused(file, &metadata.ErrExpiredMetadata{Msg: "it expired on " + w.set.Timestamp.Signed.Expires.Format(time.RFC3339)})
	}
	if !same {
		w.m.put[rowRole+metadata.TIMESTAMP] = data
		kept = data
	}
	note(w.known, metadata.TIMESTAMP, kept, w.set.Root, w.set.Timestamp)
	keys := w.rootKeys(metadata.TIMESTAMP)
	t := w.set.Timestamp.Signed
	w.issued(metadata.TIMESTAMP, keys, t.UnrecognizedFields)
	if w.set.Root.Signed.IsExpired(w.set.RefTime) {
		return refused(metadata.ROOT, &metadata.ErrExpiredMetadata{Msg: "the root expired on " + w.set.Root.Signed.Expires.Format(time.RFC3339)})
	}
	return w.m.least(metadata.TIMESTAMP, keys, t.Version)
}

// keptTimestamp begins at the timestamp that is kept. One that is lost, or of
// revoked keys, is no measure; one that has expired is.
func (w *walk) keptTimestamp(data []byte) {
	t := recall[metadata.TimestampType](w.known, metadata.TIMESTAMP, data, w.set.Root)
	if t == nil || w.set.Root.Signed.IsExpired(w.set.RefTime) {
		_, _ = w.set.UpdateTimestamp(data)
		return
	}
	w.set.Timestamp = t
}

// newer takes a timestamp, and tells whether it has the number of the one that
// is kept.
func (w *walk) newer(file string, data []byte) (same bool, err error) {
	read, err := metadata.Timestamp().FromBytes(data)
	if err != nil {
		return false, refused(file, err)
	}
	if read.Signed.Meta["snapshot.json"] == nil || len(read.Signed.Meta) != 1 {
		return false, &Refused{Malformed, file, errors.New("does not name the snapshot")}
	}
	_, err = w.set.UpdateTimestamp(data)
	if same = errors.Is(err, &metadata.ErrEqualVersionNumber{}); err != nil && !same {
		return false, refused(file, err)
	}
	return same, nil
}

// issued raises the floor of the time to when something was signed. What else is
// read in this walk counts by it already.
func (w *walk) issued(role, keys string, fields map[string]any) {
	text, _ := fields["issued"].(string)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		w.m.lift(timeFloor(role, keys), at.Unix())
		w.set.RefTime = later(w.set.RefTime, at.UTC())
	}
}

func (w *walk) snapshot() error {
	meta := w.set.Timestamp.Signed.Meta["snapshot.json"]
	file := fmt.Sprintf("metadata/%d.snapshot.json", meta.Version)
	data := w.m.rows[rowRole+metadata.SNAPSHOT]
	if !w.keptSnapshot(data) {
		var err error
		data, err = w.from.Fetch(w.ctx, file, limit(meta.Length, MaxSnapshot))
		if err != nil {
			return fetched(file, err)
		}
		if err = announced(file, data, meta.Version); err == nil {
			_, err = w.set.UpdateSnapshot(data, false)
		}
		if err != nil {
			return refused(file, err)
		}
		w.m.put[rowRole+metadata.SNAPSHOT] = data
	}
	note(w.known, metadata.SNAPSHOT, data, w.set.Root, w.set.Snapshot)
	keys := w.rootKeys(metadata.SNAPSHOT)
	s := w.set.Snapshot.Signed
	for name, meta := range s.Meta {
		if meta == nil {
			return &Refused{Malformed, file, fmt.Errorf("says nothing of %s", name)}
		}
	}
	return w.m.least(metadata.SNAPSHOT, keys, s.Version)
}

// keptSnapshot begins at the snapshot that is kept, and tells whether that is
// the one that the timestamp means.
func (w *walk) keptSnapshot(data []byte) bool {
	s := recall[metadata.SnapshotType](w.known, metadata.SNAPSHOT, data, w.set.Root)
	if s == nil {
		_, err := w.set.UpdateSnapshot(data, true)
		return err == nil
	}
	w.set.Snapshot = s
	return !s.Signed.IsExpired(w.set.RefTime) && s.Signed.Version == w.set.Timestamp.Signed.Meta["snapshot.json"].Version
}

// announced wants the version that the signed list speaks of: a file of
// another one is put together from what does not belong together.
func announced(file string, data []byte, want int64) error {
	got, err := versionOf(data)
	if err != nil {
		return err
	}
	if got == want {
		return nil
	}
	return &Refused{Mismatch, file, fmt.Errorf("is version %d, and version %d is announced", got, want)}
}

// versionOf reads no more of a role than its number: reading all of it takes
// ten times as long.
func versionOf(data []byte) (int64, error) {
	var m struct {
		Signed struct {
			Version int64 `json:"version"`
		} `json:"signed"`
	}
	err := json.Unmarshal(data, &m)
	return m.Signed.Version, err
}

// limit is how much of a file is read at most: what is announced, and never
// more than the most.
func limit(announced, most int64) int64 {
	if announced > 0 {
		return min(announced, most)
	}
	return most
}
