package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Repo is a repository's folder.
type Repo struct {
	Dir   string
	Clock func() time.Time // nil: time.Now

	asIs bool // drafts do not count
}

func (r *Repo) now() time.Time {
	clock := r.Clock
	if clock == nil {
		clock = time.Now
	}
	return clock().UTC().Truncate(time.Second)
}

func (r *Repo) until(days int) time.Time { return r.now().AddDate(0, 0, days) }

func (r *Repo) path(parts ...string) string {
	return filepath.Join(append([]string{r.Dir}, parts...)...)
}

// write puts a file where it is whole or not there, also after a power cut.
func (r *Repo) write(name string, data []byte) error {
	path := r.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("publish: %w", errors.Join(err, os.Remove(f.Name())))
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// newest is the version of a role that is published, 0 for none.
func (r *Repo) newest(role string) int64 {
	names, _ := filepath.Glob(r.path("metadata", "*."+role+".json"))
	var newest int64
	for _, name := range names {
		text, rest, _ := strings.Cut(filepath.Base(name), ".")
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && rest == role+".json" {
			newest = max(newest, n)
		}
	}
	return newest
}

func published(role string, version int64) string {
	return fmt.Sprintf("metadata/%d.%s.json", version, role)
}

func draft(role string) string { return "draft/" + role + ".json" }

// load reads metadata; nil where there is none.
func load[T metadata.Roles](r *Repo, name string) (*metadata.Metadata[T], error) {
	data, err := os.ReadFile(r.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	m, err := new(metadata.Metadata[T]).FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("publish: %s: %w", name, err)
	}
	return m, nil
}

func save[T metadata.Roles](r *Repo, name string, m *metadata.Metadata[T]) error {
	data, err := m.ToBytes(false)
	if err != nil {
		return err
	}
	return r.write(name, data)
}

// root is the published root and its draft; either may be nil.
func (r *Repo) root() (is, next *metadata.Metadata[metadata.RootType], err error) {
	if is, err = load[metadata.RootType](r, published(metadata.ROOT, r.newest(metadata.ROOT))); err != nil {
		return nil, nil, err
	}
	if !r.asIs {
		next, err = load[metadata.RootType](r, draft(metadata.ROOT))
	}
	if is == nil && next == nil && err == nil {
		err = fmt.Errorf("publish: %s is no repository; make one with kioskctl config init", r.Dir)
	}
	return is, next, err
}

// role is what a role has published and its draft; either may be nil.
func (r *Repo) role(name string) (is, next *metadata.Metadata[metadata.TargetsType], err error) {
	if is, err = load[metadata.TargetsType](r, published(name, r.newest(name))); err != nil {
		return nil, nil, err
	}
	if !r.asIs {
		next, err = load[metadata.TargetsType](r, draft(name))
	}
	return is, next, err
}

// keysOf are the keys that may sign for a role, and how many must.
func (r *Repo) keysOf(role string) (ids []string, threshold int, err error) {
	is, next, err := r.root()
	if err != nil {
		return nil, 0, err
	}
	if role == metadata.ROOT && is != nil && next != nil {
		both := slices.Concat(next.Signed.Roles[role].KeyIDs, is.Signed.Roles[role].KeyIDs)
		slices.Sort(both)
		return slices.Compact(both), next.Signed.Roles[role].Threshold, nil
	}
	newest := is
	if next != nil {
		newest = next
	}
	if of, top := newest.Signed.Roles[role]; top {
		return of.KeyIDs, of.Threshold, nil
	}
	d, err := r.delegation(role)
	if err != nil {
		return nil, 0, err
	}
	return d.KeyIDs, d.Threshold, nil
}

// delegation is what targets says of a role, the draft before what is
// published.
func (r *Repo) delegation(role string) (metadata.DelegatedRole, error) {
	is, next, err := r.role(metadata.TARGETS)
	if err != nil {
		return metadata.DelegatedRole{}, err
	}
	for _, m := range []*metadata.Metadata[metadata.TargetsType]{next, is} {
		if m == nil || m.Signed.Delegations == nil {
			continue
		}
		for _, d := range m.Signed.Delegations.Roles {
			if d.Name == role {
				return d, nil
			}
		}
	}
	return metadata.DelegatedRole{}, fmt.Errorf("publish: there is no role %s; delegate to it first", role)
}
