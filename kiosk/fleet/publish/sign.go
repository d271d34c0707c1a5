package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

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
	for name, data := range tree.Files() {
		if who.of(name) != role {
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
			d.Paths = who.paths(d.Name)
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

// levels may have roles of their own, the narrowest first.
var levels = []config.Layer{config.LayerHall, config.LayerDistrict, config.LayerCity}

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

// owners tell which role signs which path.
type owners struct {
	roles   []string
	readers map[string][]config.Place // by path
}

func newOwners(tree *config.Tree, roles []string) owners {
	o := owners{roles, map[string][]config.Place{}}
	for _, id := range tree.Terminals() {
		place, _ := tree.Place(id)
		for _, name := range place.Paths(id) {
			o.readers[name] = append(o.readers[name], place)
		}
	}
	return o
}

// of is the role that signs a path: of those that have one the narrowest under
// which every terminal stands that reads it, else targets.
func (o owners) of(name string) string {
	layer, _, _ := strings.Cut(strings.TrimSuffix(name, ".toml"), "/")
	if config.Layer(layer) == config.LayerModel {
		return metadata.TARGETS // a model stands anywhere
	}
	for _, level := range levels {
		one, same := under(level, o.readers[name])
		role := string(level) + "-" + one
		if same && one != "" && wide(level, config.Layer(layer)) && slices.Contains(o.roles, role) {
			return role
		}
	}
	return metadata.TARGETS
}

// under is where all of the places are on a level, if that is one.
func under(level config.Layer, places []config.Place) (name string, same bool) {
	for i, p := range places {
		at := map[config.Layer]string{config.LayerHall: p.Hall, config.LayerDistrict: p.District, config.LayerCity: p.City}[level]
		if i > 0 && at != name {
			return "", false
		}
		name = at
	}
	return name, true
}

// wide reports whether a layer is no wider than a level: a district that has
// one hall today is no matter of that hall.
func wide(level, layer config.Layer) bool {
	return slices.Index(config.Layers, layer) >= slices.Index(config.Layers, level)
}

// paths are all paths that a role may sign, whether there is a file or not.
func (o owners) paths(role string) []string {
	var out []string
	for name := range o.readers {
		if o.of(name) == role {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Delegate makes a draft of targets in which a city, a district or a hall
// signs for itself. What belongs to it the tree says.
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
	paths := newOwners(tree, append(roles, role)).paths(role)
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
	for name := range next.Signed.Targets {
		if slices.Contains(paths, name) {
			delete(next.Signed.Targets, name)
		}
	}
	return role, paths, save(r, draft(metadata.TARGETS), next)
}
