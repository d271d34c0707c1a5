package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/config"
)

// Signed is how far a draft has come.
type Signed struct {
	Role    string
	Version int64
	Have    int
	Want    int
	Dropped int // signatures of another draft, which this one replaces
}

// Sign puts signatures under the draft of a role. With a tree it makes the
// draft anew from what belongs to the role there, unless the one that is there
// says the same.
func (r *Repo) Sign(role string, tree *config.Tree, days int, keys ...Key) (Signed, error) {
	if role == metadata.ROOT {
		_, next, err := r.root()
		if err != nil {
			return Signed{}, err
		}
		if next == nil {
			return Signed{}, fmt.Errorf("publish: root: there is no draft; make one with kioskctl config rotate")
		}
		return put(r, role, next, next.Signed.Version, keys)
	}
	_, next, err := r.role(role)
	if err != nil {
		return Signed{}, err
	}
	dropped := 0
	if tree != nil {
		fresh, files, err := r.fromTree(role, tree, days)
		if err != nil {
			return Signed{}, err
		}
		if next == nil || !says(next, fresh) {
			if next != nil {
				dropped = len(next.Signatures)
			}
			next = fresh
		}
		for name, data := range files {
			if err := r.write(name, data); err != nil {
				return Signed{}, err
			}
		}
	}
	if next == nil {
		return Signed{}, fmt.Errorf("publish: %s: there is no draft; make one with --tree", role)
	}
	s, err := put(r, role, next, next.Signed.Version, keys)
	s.Dropped = dropped
	return s, err
}

// says reports whether two drafts list the same.
func says(a, b *metadata.Metadata[metadata.TargetsType]) bool {
	return a.Signed.Version == b.Signed.Version && reflect.DeepEqual(hashes(a), hashes(b)) && reflect.DeepEqual(a.Signed.Delegations, b.Signed.Delegations)
}

func hashes(m *metadata.Metadata[metadata.TargetsType]) map[string]string {
	out := map[string]string{}
	for name, t := range m.Signed.Targets {
		out[name] = hex.EncodeToString(t.Hashes["sha256"])
	}
	return out
}

// put signs with each key, which must be one of the role, and keeps the draft.
func put[T metadata.Roles](r *Repo, role string, m *metadata.Metadata[T], version int64, keys []Key) (Signed, error) {
	s := Signed{Role: role, Version: version}
	ids, want, err := r.keysOf(role)
	if err != nil {
		return s, err
	}
	for _, k := range keys {
		if !slices.Contains(ids, k.ID) {
			return s, fmt.Errorf("publish: %s: key %.8s is none of its keys", role, k.ID)
		}
		m.Signatures = slices.DeleteFunc(m.Signatures, func(s metadata.Signature) bool { return s.KeyID == k.ID })
		if _, err := m.Sign(k.signer); err != nil {
			return s, err
		}
	}
	for _, sig := range m.Signatures {
		if slices.Contains(ids, sig.KeyID) {
			s.Have++
		}
	}
	s.Want = want
	return s, save(r, draft(role), m)
}

// fromTree is the next draft of a role, and the files that it speaks of.
func (r *Repo) fromTree(role string, tree *config.Tree, days int) (*metadata.Metadata[metadata.TargetsType], map[string][]byte, error) {
	roles, err := r.delegated()
	if err != nil {
		return nil, nil, err
	}
	if role != metadata.TARGETS && !slices.Contains(roles, role) {
		return nil, nil, fmt.Errorf("publish: there is no role %s; delegate to it first", role)
	}
	next, err := r.nextTargets(role, days)
	if err != nil {
		return nil, nil, err
	}
	next.Signed.Targets = map[string]*metadata.TargetFiles{}
	files, who := map[string][]byte{}, newOwners(tree, roles)
	all := tree.Files()
	for name, file := range who.file {
		data, there := all[file]
		if !there || who.of(name) != role {
			continue
		}
		target, err := metadata.TargetFile().FromBytes(name, data, "sha256")
		if err != nil {
			return nil, nil, err
		}
		next.Signed.Targets[name] = target
		files[targetFile(name, data)] = data
	}
	if role == metadata.TARGETS && next.Signed.Delegations != nil {
		for i := range next.Signed.Delegations.Roles {
			d := &next.Signed.Delegations.Roles[i]
			d.Paths = who.patterns(d.Name)
		}
	}
	return next, files, nil
}

func targetFile(name string, data []byte) string {
	sum := sha256.Sum256(data)
	return hashed(name, sum[:])
}

func hashed(name string, sum []byte) string {
	return "targets/" + path.Join(path.Dir(name), hex.EncodeToString(sum)+"."+path.Base(name))
}

// delegated are the names of the roles beside targets, those of a draft
// included.
func (r *Repo) delegated() ([]string, error) {
	is, next, err := r.role(metadata.TARGETS)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range []*metadata.Metadata[metadata.TargetsType]{is, next} {
		if m == nil || m.Signed.Delegations == nil {
			continue
		}
		for _, d := range m.Signed.Delegations.Roles {
			names = append(names, d.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Delegate makes a draft of targets in which a city, a district or a hall
// signs for itself, and returns its role and the patterns of what that may
// sign. Where it stands the tree says.
func (r *Repo) Delegate(level config.Layer, name string, tree *config.Tree, keys Keys, days int) (string, []string, error) {
	role := string(level) + "-" + name
	if !slices.Contains(levels, level) {
		return role, nil, fmt.Errorf("publish: want city, district or hall, got %s", level)
	}
	roles, err := r.delegated()
	if err != nil {
		return role, nil, err
	}
	if slices.Contains(roles, role) {
		return role, nil, fmt.Errorf("publish: %s has its keys; change them with kioskctl config rotate", role)
	}
	paths := newOwners(tree, append(roles, role)).patterns(role)
	if len(paths) == 0 {
		return role, nil, fmt.Errorf("publish: no terminal of the tree stands in %s %s", level, name)
	}
	next, err := r.nextTargets(metadata.TARGETS, days)
	if err != nil {
		return role, nil, err
	}
	if next.Signed.Delegations == nil {
		next.Signed.Delegations = &metadata.Delegations{Keys: map[string]*metadata.Key{}}
	}
	d := next.Signed.Delegations
	d.Roles = append(d.Roles, metadata.DelegatedRole{Name: role, KeyIDs: []string{}, Threshold: 1, Terminating: true, Paths: paths})
	for _, file := range keys.Files {
		key, _, err := readPublic(file)
		if err != nil {
			return role, nil, err
		}
		if err := next.Signed.AddKey(key, role); err != nil {
			return role, nil, err
		}
	}
	of := &d.Roles[len(d.Roles)-1]
	if of.Threshold, err = threshold(role, len(of.KeyIDs), keys.Threshold); err != nil {
		return role, nil, err
	}
	maps.DeleteFunc(next.Signed.Targets, func(name string, _ *metadata.TargetFiles) bool {
		its, err := of.IsDelegatedPath(name)
		return its || err != nil
	})
	narrowestFirst(d.Roles)
	return role, paths, save(r, draft(metadata.TARGETS), next)
}
