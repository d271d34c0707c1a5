package trust

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Store keeps what the terminal trusts. Rows hold bytes by name; a torn row is
// one that is not there. Floors hold numbers by name.
type Store interface {
	// Kept returns every row and every floor, in maps that are the caller's.
	Kept() (rows map[string][]byte, floors map[string]int64, err error)
	// Keep puts rows, nil ones away, and raises floors, all in one transaction
	// that is on the disk when it returns. A floor that is higher already
	// stays.
	Keep(rows map[string][]byte, floors map[string]int64) error
}

// Names of rows; behind the slash stands the version, the role or the path.
const (
	rowRoot    = "root/"
	rowRole    = "role/"
	rowLayer   = "layer/"
	rowRelease = "release"
	rowTrouble = "trouble"
)

// memory is the store as one refresh sees it, with what it is going to keep.
type memory struct {
	rows   map[string][]byte
	floors map[string]int64

	put   map[string][]byte
	raise map[string]int64
}

func remember(s Store) (*memory, error) {
	rows, floors, err := s.Kept()
	if err != nil {
		return nil, &Refused{Kind: Unkept, Err: err}
	}
	return &memory{rows: rows, floors: floors, put: map[string][]byte{}, raise: map[string]int64{}}, nil
}

// same tells whether nothing has been written between two looks.
func (m *memory) same(later *memory) bool {
	return maps.EqualFunc(m.rows, later.rows, bytes.Equal) && maps.Equal(m.floors, later.floors)
}

// keep writes what has been collected and begins anew.
func (m *memory) keep(s Store) error {
	for name, data := range m.put {
		if old, there := m.rows[name]; there && data != nil && bytes.Equal(old, data) {
			delete(m.put, name)
		}
	}
	if len(m.put) == 0 && len(m.raise) == 0 {
		return nil
	}
	if err := s.Keep(m.put, m.raise); err != nil {
		return &Refused{Kind: Unkept, Err: err}
	}
	m.put, m.raise = map[string][]byte{}, map[string]int64{}
	return nil
}

// keysName names a set of keys, short enough to be a part of a floor's name.
func keysName(ids []string) string {
	sum := sha256.Sum256([]byte(strings.Join(slices.Sorted(slices.Values(ids)), " ")))
	return hex.EncodeToString(sum[:8])
}

func versionFloor(role, keys string) string { return "version/" + role + "/" + keys }
func timeFloor(role, keys string) string    { return "time/" + role + "/" + keys }

// least refuses a version that is below the floor of its role, and raises the
// floor to it. The floor of root stands for any keys: roots follow each other.
func (m *memory) least(role, keys string, version int64) error {
	name := versionFloor(role, keys)
	if least := m.floors[name]; version < least {
		return &Refused{Rollback, role, fmt.Errorf("version %d, and %d has been seen", version, least)}
	}
	m.lift(name, version)
	return nil
}

func (m *memory) lift(name string, to int64) {
	if to > m.floors[name] {
		m.raise[name] = max(to, m.raise[name])
	}
}

// Release is what one terminal is told: whole, or not there.
type Release struct {
	Version int64     `json:"version"` // of the snapshot
	Digest  string    `json:"digest"`  // of the layers; the same layers have the same one
	Layers  []Layer   `json:"layers"`  // the widest first
	Taken   time.Time `json:"taken"`   // by this terminal's clock
	Expires time.Time `json:"expires"` // of the role that ends first
}

// Layer is one target.
type Layer struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	data   []byte
}

// Data is what is in the file.
func (l Layer) Data() []byte { return bytes.Clone(l.data) }

// digest names layers by what they say and where.
func digest(layers []Layer) string {
	h := sha256.New()
	for _, l := range layers {
		fmt.Fprintf(h, "%s %s\n", l.Path, l.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// good is the last whole release that was taken.
func (m *memory) good() (Release, bool) {
	var r Release
	if json.Unmarshal(m.rows[rowRelease], &r) != nil || r.Digest != digest(r.Layers) {
		return Release{}, false
	}
	for i := range r.Layers {
		l := &r.Layers[i]
		data, there := m.rows[rowLayer+l.Path]
		if sum := sha256.Sum256(data); !there || hex.EncodeToString(sum[:]) != l.SHA256 {
			return Release{}, false
		}
		l.data = data
	}
	return r, true
}

// take makes a release the good one. The layers of the one before go.
func (m *memory) take(r Release) error {
	for name := range m.rows {
		if strings.HasPrefix(name, rowLayer) {
			m.put[name] = nil
		}
	}
	for _, l := range r.Layers {
		m.put[rowLayer+l.Path] = l.data
	}
	was, _ := m.good()
	if was.Digest == r.Digest && was.Version == r.Version {
		r.Taken = was.Taken
	}
	text, err := json.Marshal(r)
	m.put[rowRelease], m.put[rowTrouble] = text, nil
	if _, there := m.rows[rowTrouble]; !there {
		delete(m.put, rowTrouble)
	}
	return err
}

// forget drops the roles that have no say here any more.
func (m *memory) forget(seen map[string]*metadata.Metadata[metadata.TargetsType]) {
	for name := range m.rows {
		if role, is := strings.CutPrefix(name, rowRole); is && idle(role, seen) {
			m.put[name] = nil
		}
	}
}

// idle tells whether a role has had no say in a walk.
func idle(role string, seen map[string]*metadata.Metadata[metadata.TargetsType]) bool {
	return seen[role] == nil && role != metadata.TIMESTAMP && role != metadata.SNAPSHOT
}

// Trouble is why nothing newer is taken, and since when.
type Trouble struct {
	Kind  Kind      `json:"kind"`
	File  string    `json:"file,omitempty"`
	Why   string    `json:"why"`
	Since time.Time `json:"since"` // by this terminal's clock
}

func (m *memory) trouble() *Trouble {
	var t Trouble
	if json.Unmarshal(m.rows[rowTrouble], &t) != nil {
		return nil
	}
	return &t
}

// complain notes a refusal; one of the same kind goes on from when it began.
func (m *memory) complain(r *Refused, now time.Time) {
	t := Trouble{Kind: r.Kind, File: r.File, Why: r.Err.Error(), Since: now}
	if old := m.trouble(); old != nil && old.Kind == t.Kind {
		t.Since = old.Since
	}
	m.put, m.raise = map[string][]byte{}, map[string]int64{}
	m.put[rowTrouble], _ = json.Marshal(t) // texts and a time always marshal
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
