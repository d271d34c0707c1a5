package trust

import (
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// layer finds, fetches and checks one target. There may be none: then that
// layer says nothing.
func (w *walk) layer(name string) (Layer, bool, error) {
	target, err := w.find(name)
	if target == nil || err != nil {
		return Layer{}, false, err
	}
	sum, err := oneHash(target)
	if err != nil {
		return Layer{}, false, &Refused{Malformed, name, err}
	}
	l := Layer{Path: name, SHA256: hex.EncodeToString(sum)}
	if old, there := w.m.rows[rowLayer+name]; there && target.VerifyLengthHashes(old) == nil {
		l.data = old
		return l, true, nil
	}
	if target.Length > MaxLayer {
		return Layer{}, false, &Refused{TooLarge, name, fmt.Errorf("%d bytes are announced: %w", target.Length, ErrTooLarge)}
	}
	file := "targets/" + path.Join(path.Dir(name), l.SHA256+"."+path.Base(name))
	if l.data, err = w.from.Fetch(w.ctx, file, target.Length); err != nil {
		return Layer{}, false, fetched(file, err)
	}
	if err := target.VerifyLengthHashes(l.data); err != nil {
		return Layer{}, false, refused(file, err)
	}
	return l, true, nil
}

// oneHash wants a single SHA-256: of several, clients would not agree which
// one is a part of the file's name.
func oneHash(t *metadata.TargetFiles) ([]byte, error) {
	sum, there := t.Hashes["sha256"]
	if !there || len(t.Hashes) != 1 {
		return nil, errors.New("want one hash, SHA-256")
	}
	return sum, nil
}

// step is a role that may have a say in a path.
type step struct{ role, by, keys string }

// find looks for a target as TUF has it: a role, then those that it has
// delegated the path to, in order and depth first, ending at a terminating
// one.
func (w *walk) find(name string) (*metadata.TargetFiles, error) {
	next := []step{{role: metadata.TARGETS}}
	for range maxRoles {
		if len(next) == 0 {
			return nil, nil
		}
		at := next[0]
		next = next[1:]
		if w.set.Targets[at.role] == nil {
			if err := w.role(at.role, at.by, at.keys); err != nil {
				return nil, err
			}
			if err := w.within(at.role, at.by); err != nil {
				return nil, err
			}
		}
		signed := w.set.Targets[at.role].Signed
		if target := signed.Targets[name]; target != nil {
			return target, nil
		}
		below, ends := delegated(at.role, signed.Delegations, name)
		if ends {
			next = nil
		}
		next = append(below, next...)
	}
	return nil, &Refused{Malformed, name, fmt.Errorf("more than %d roles have a say in it", maxRoles)}
}

// delegated are the roles that a path is delegated to.
func delegated(by string, d *metadata.Delegations, name string) (steps []step, ends bool) {
	if d == nil {
		return nil, false
	}
	for _, r := range d.GetRolesForTarget(name) {
		i := slices.IndexFunc(d.Roles, func(role metadata.DelegatedRole) bool { return role.Name == r.Name })
		if i < 0 {
			continue // of bins, which this repository does not use
		}
		steps = append(steps, step{r.Name, by, keysName(d.Roles[i].KeyIDs)})
		if r.Terminating {
			return steps, true
		}
	}
	return steps, false
}

// within wants everything that a role signs to lie in what was delegated to
// it. TUF lets clients pass the rest over in silence; a district that signs
// for another's hall is worth a word.
func (w *walk) within(role, by string) error {
	d := w.set.Targets[by].Signed.Delegations
	i := slices.IndexFunc(d.Roles, func(r metadata.DelegatedRole) bool { return r.Name == role })
	for _, name := range slices.Sorted(maps.Keys(w.set.Targets[role].Signed.Targets)) {
		if ok, err := d.Roles[i].IsDelegatedPath(name); err != nil || !ok {
			return &Refused{Undelegated, role, fmt.Errorf("signs for %s, which is not its own", name)}
		}
	}
	return nil
}
