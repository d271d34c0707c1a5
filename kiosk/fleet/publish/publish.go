package publish

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Published is what Publish has done.
type Published struct {
	Roles     []string // whose drafts are published now
	Snapshot  int64
	Timestamp int64

	files []file // to be written, in this order, once everything is checked
}

type file struct {
	name string
	data []byte
}

// add has a file written at the end.
func add[T metadata.Roles](p *Published, name string, m *metadata.Metadata[T]) error {
	data, err := m.ToBytes(false)
	p.files = append(p.files, file{name, data})
	return err
}

// Publish makes drafts with enough signatures public and signs a snapshot and
// a timestamp over them. Without drafts it renews those two. Nobody sees
// anything of it before the timestamp, its last file.
func (r *Repo) Publish(snapshotDays, timestampDays int, keys ...Key) (Published, error) {
	var p Published
	free, err := r.lock()
	if err != nil {
		return p, err
	}
	defer free()
	root, err := r.checkRoot(&p)
	if err != nil {
		return p, err
	}
	roles, err := r.checkTargets(root, &p)
	if err != nil {
		return p, err
	}
	snapshot, err := r.snapshot(&p, root, roles, snapshotDays, keys)
	if err != nil {
		return p, err
	}
	stamp := metadata.Timestamp(r.until(timestampDays))
	old, err := load[metadata.TimestampType](r, "metadata/timestamp.json")
	if err != nil {
		return p, err
	}
	if old != nil {
		stamp.Signed.Version = old.Signed.Version + 1
	}
	stamp.Signed.Meta["snapshot.json"], err = r.meta(&p, metadata.SNAPSHOT, snapshot)
	if err != nil {
		return p, err
	}
	stamp.Signed.UnrecognizedFields = map[string]any{"issued": r.now().Format(time.RFC3339)}
	if err := online(root, metadata.TIMESTAMP, stamp, keys); err != nil {
		return p, err
	}
	p.Snapshot, p.Timestamp = snapshot, stamp.Signed.Version
	if err := add(&p, "metadata/timestamp.json", stamp); err != nil {
		return p, err
	}
	for _, f := range p.files {
		if err := r.write(f.name, f.data); err != nil {
			return p, err
		}
	}
	for _, role := range p.Roles {
		if err := os.Remove(r.path(draft(role))); err != nil {
			return p, err
		}
	}
	return p, nil
}

// checkRoot checks the draft of the root by the root before it and by
// itself.
func (r *Repo) checkRoot(p *Published) (*metadata.Metadata[metadata.RootType], error) {
	is, next, err := r.root()
	if err != nil || next == nil {
		return is, err
	}
	if is != nil && is.Signed.Version >= next.Signed.Version { // cut short after this file
		p.Roles = append(p.Roles, metadata.ROOT)
		return is, nil
	}
	by := []*metadata.Metadata[metadata.RootType]{next}
	if is != nil {
		by = append(by, is)
	}
	for _, root := range by {
		if err := root.VerifyDelegate(metadata.ROOT, next); err != nil {
			return nil, fmt.Errorf("publish: root: version %d lacks signatures of the keys of version %d: %w", next.Signed.Version, root.Signed.Version, err)
		}
	}
	p.Roles = append(p.Roles, metadata.ROOT)
	return next, add(p, published(metadata.ROOT, next.Signed.Version), next)
}

// signer is the first role that may sign a target, which is whom terminals ask.
func signer(roles []metadata.DelegatedRole, name string) string {
	i := slices.IndexFunc(roles, func(r metadata.DelegatedRole) bool {
		its, err := r.IsDelegatedPath(name)
		return its && err == nil
	})
	if i < 0 {
		return metadata.TARGETS
	}
	return roles[i].Name
}

// checkTargets checks what targets and the roles that it delegates to have
// signed, and returns the version of each.
func (r *Repo) checkTargets(root *metadata.Metadata[metadata.RootType], p *Published) (map[string]int64, error) {
	if expired := root.Signed.IsExpired(r.now()); expired {
		return nil, fmt.Errorf("publish: root: version %d expired on %s; renew it with kioskctl config rotate", root.Signed.Version, root.Signed.Expires.Format(time.DateOnly))
	}
	top, err := r.choose(metadata.TARGETS, root.VerifyDelegate, p)
	if err != nil {
		return nil, err
	}
	all := map[string]*metadata.Metadata[metadata.TargetsType]{metadata.TARGETS: top}
	if d := top.Signed.Delegations; d != nil {
		for _, role := range d.Roles {
			m, err := r.choose(role.Name, top.VerifyDelegate, p)
			if err != nil {
				return nil, err
			}
			for name := range m.Signed.Targets {
				if whose := signer(d.Roles, name); whose != role.Name {
					return nil, fmt.Errorf("publish: %s: signs for %s, which is not its own", role.Name, name)
				}
			}
			all[role.Name] = m
		}
	}
	versions := map[string]int64{}
	for role, m := range all {
		versions[role] = m.Signed.Version
		if err := r.served(role, m); err != nil {
			return nil, err
		}
	}
	for role, m := range all {
		if slices.Contains(p.Roles, role) {
			if err := add(p, published(role, m.Signed.Version), m); err != nil {
				return nil, err
			}
		}
	}
	return versions, nil
}

// choose is the draft of a role, else what it has published; either must be
// signed by its keys of today.
func (r *Repo) choose(role string, verify func(string, any) error, p *Published) (*metadata.Metadata[metadata.TargetsType], error) {
	is, next, err := r.role(role)
	if err != nil {
		return nil, err
	}
	m := is
	if next != nil {
		m = next
		p.Roles = append(p.Roles, role)
	}
	if m == nil {
		return nil, fmt.Errorf("publish: %s: nothing is signed yet; run kioskctl config sign --role %s", role, role)
	}
	if err := verify(role, m); err != nil {
		return nil, fmt.Errorf("publish: %s: version %d: %w", role, m.Signed.Version, err)
	}
	if m.Signed.IsExpired(r.now()) {
		return nil, fmt.Errorf("publish: %s: version %d expired on %s; sign it again", role, m.Signed.Version, m.Signed.Expires.Format(time.DateOnly))
	}
	return m, nil
}

// served wants every file that a role speaks of to be there.
func (r *Repo) served(role string, m *metadata.Metadata[metadata.TargetsType]) error {
	for name, target := range m.Signed.Targets {
		sum := target.Hashes["sha256"]
		file := hashed(name, sum)
		data, err := os.ReadFile(r.path(file))
		if err == nil {
			err = target.VerifyLengthHashes(data)
		}
		if err != nil {
			return fmt.Errorf("publish: %s: %s: %w", role, name, err)
		}
	}
	return nil
}

// meta is what a list says of a file.
func (r *Repo) meta(p *Published, role string, version int64) (*metadata.MetaFiles, error) {
	var data []byte
	if i := slices.IndexFunc(p.files, func(f file) bool { return f.name == published(role, version) }); i >= 0 {
		data = p.files[i].data
	} else {
		var err error
		if data, err = os.ReadFile(r.path(published(role, version))); err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
	}
	sum := sha256.Sum256(data)
	m := metadata.MetaFile(version)
	m.Length, m.Hashes = int64(len(data)), metadata.Hashes{"sha256": sum[:]}
	return m, nil
}

// snapshot signs the next list of versions. A role that was in one stays: a
// client refuses a list from which one has gone.
func (r *Repo) snapshot(p *Published, root *metadata.Metadata[metadata.RootType], roles map[string]int64, days int, keys []Key) (int64, error) {
	next := metadata.Snapshot(r.until(days))
	old, err := load[metadata.SnapshotType](r, published(metadata.SNAPSHOT, r.newest(metadata.SNAPSHOT)))
	if err != nil {
		return 0, err
	}
	if old != nil {
		next.Signed.Version = old.Signed.Version + 1
		next.Signed.Meta = old.Signed.Meta
	}
	for role, version := range roles {
		if next.Signed.Meta[role+".json"], err = r.meta(p, role, version); err != nil {
			return 0, err
		}
	}
	if err := online(root, metadata.SNAPSHOT, next, keys); err != nil {
		return 0, err
	}
	return next.Signed.Version, add(p, published(metadata.SNAPSHOT, next.Signed.Version), next)
}

// online signs with those of the keys that are the role's.
func online[T metadata.Roles](root *metadata.Metadata[metadata.RootType], role string, m *metadata.Metadata[T], keys []Key) error {
	of := root.Signed.Roles[role]
	m.ClearSignatures()
	for _, k := range keys {
		if !slices.Contains(of.KeyIDs, k.ID) {
			continue
		}
		if _, err := m.Sign(k.signer); err != nil {
			return err
		}
	}
	if n := len(m.Signatures); n < of.Threshold {
		return fmt.Errorf("publish: %s: %d of %d keys given", role, n, of.Threshold)
	}
	return nil
}
