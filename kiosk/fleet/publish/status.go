package publish

import (
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Status is one role of a repository.
type Status struct {
	Role      string    `json:"role"`
	Version   int64     `json:"version"` // 0: not published
	Expires   time.Time `json:"expires,omitzero"`
	Keys      []string  `json:"keys"`
	Threshold int       `json:"threshold"`
	Draft     int64     `json:"draft,omitempty"` // its version
	Signed    int       `json:"signed,omitempty"`
	Files     int       `json:"files,omitempty"`
}

// Status tells of every role, the top ones first.
func (r *Repo) Status() ([]Status, error) {
	names, err := r.delegated()
	if err != nil {
		return nil, err
	}
	var out []Status
	for _, role := range append(metadata.TOP_LEVEL_ROLE_NAMES[:], names...) {
		s := Status{Role: role, Version: r.newest(role)}
		if s.Keys, s.Threshold, err = r.keysOf(role); err != nil {
			return nil, err
		}
		if err := r.dates(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (r *Repo) dates(s *Status) error {
	switch s.Role {
	case metadata.ROOT:
		is, next, err := r.root()
		if is != nil {
			s.Expires = is.Signed.Expires
		}
		if next != nil {
			s.Draft, s.Signed = next.Signed.Version, len(next.Signatures)
		}
		return err
	case metadata.TIMESTAMP:
		m, err := load[metadata.TimestampType](r, "metadata/timestamp.json")
		if m != nil {
			s.Version, s.Expires = m.Signed.Version, m.Signed.Expires
		}
		return err
	case metadata.SNAPSHOT:
		m, err := load[metadata.SnapshotType](r, published(s.Role, s.Version))
		if m != nil {
			s.Expires = m.Signed.Expires
		}
		return err
	}
	is, next, err := r.role(s.Role)
	if is != nil {
		s.Expires, s.Files = is.Signed.Expires, len(is.Signed.Targets)
	}
	if next != nil {
		s.Draft, s.Signed = next.Signed.Version, len(next.Signatures)
	}
	return err
}
