package publish

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Keys are files of public keys and how many of them must sign.
type Keys struct {
	Files     []string
	Threshold int // 0: all of them
}

// Init makes the draft of the first root.
func (r *Repo) Init(keys map[string]Keys, days int) error {
	if _, err := os.Stat(r.path("metadata")); err == nil {
		return fmt.Errorf("publish: %s is a repository already", r.Dir)
	}
	root := metadata.Root(r.until(days))
	for _, role := range metadata.TOP_LEVEL_ROLE_NAMES {
		if len(keys[role].Files) == 0 {
			return fmt.Errorf("publish: %s: no key; every role needs one", role)
		}
		if err := setKeys(&root.Signed, role, keys[role], nil); err != nil {
			return err
		}
	}
	return save(r, draft(metadata.ROOT), root)
}

// setKeys adds keys to a role of a root, takes others away, and sets how many
// must sign.
func setKeys(root *metadata.RootType, role string, add Keys, remove []string) error {
	for _, file := range add.Files {
		key, _, err := readPublic(file)
		if err != nil {
			return err
		}
		if err := root.AddKey(key, role); err != nil {
			return err
		}
	}
	for _, start := range remove {
		id, err := only(root.Roles[role].KeyIDs, start)
		if err != nil {
			return fmt.Errorf("publish: %s: %w", role, err)
		}
		if err := root.RevokeKey(id, role); err != nil {
			return err
		}
	}
	of := root.Roles[role]
	var err error
	of.Threshold, err = threshold(role, len(of.KeyIDs), add.Threshold)
	return err
}

func threshold(role string, keys, asked int) (int, error) {
	if asked == 0 {
		asked = keys
	}
	if asked < 1 || asked > keys {
		return 0, fmt.Errorf("publish: %s: %d of %d keys cannot sign", role, asked, keys)
	}
	return asked, nil
}

// only is the one id that begins so.
func only(ids []string, start string) (string, error) {
	var found []string
	for _, id := range ids {
		if strings.HasPrefix(id, start) {
			found = append(found, id)
		}
	}
	if len(found) != 1 || start == "" {
		return "", fmt.Errorf("%d keys begin with %q", len(found), start)
	}
	return found[0], nil
}

// Rotate makes a draft in which a role has other keys: of the root for root,
// targets, snapshot and timestamp, of targets for those that it has delegated
// to. Without a change it renews the root.
func (r *Repo) Rotate(role string, add Keys, remove []string, days int) error {
	if !slices.Contains(metadata.TOP_LEVEL_ROLE_NAMES[:], role) {
		return r.rotateDelegated(role, add, remove, days)
	}
	is, next, err := r.root()
	if err != nil {
		return err
	}
	if is == nil {
		return fmt.Errorf("publish: root: version 1 is not published yet")
	}
	if next == nil {
		if next, err = load[metadata.RootType](r, published(metadata.ROOT, is.Signed.Version)); err != nil {
			return err
		}
		next.Signed.Version++
	}
	next.Signed.Expires = r.until(days)
	next.ClearSignatures()
	if add.Threshold == 0 {
		add.Threshold = min(next.Signed.Roles[role].Threshold, len(next.Signed.Roles[role].KeyIDs)+len(add.Files)-len(remove))
	}
	if err := setKeys(&next.Signed, role, add, remove); err != nil {
		return err
	}
	return save(r, draft(metadata.ROOT), next)
}

func (r *Repo) rotateDelegated(role string, add Keys, remove []string, days int) error {
	if _, err := r.delegation(role); err != nil {
		return err
	}
	next, err := r.nextTargets(metadata.TARGETS, days)
	if err != nil {
		return err
	}
	for _, file := range add.Files {
		key, _, err := readPublic(file)
		if err != nil {
			return err
		}
		if err := next.Signed.AddKey(key, role); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(next.Signed.Delegations.Roles, func(d metadata.DelegatedRole) bool { return d.Name == role })
	d := &next.Signed.Delegations.Roles[i]
	for _, start := range remove {
		id, err := only(d.KeyIDs, start)
		if err != nil {
			return fmt.Errorf("publish: %s: %w", role, err)
		}
		d.KeyIDs = slices.DeleteFunc(d.KeyIDs, func(k string) bool { return k == id })
	}
	if add.Threshold == 0 {
		add.Threshold = min(max(1, d.Threshold), len(d.KeyIDs))
	}
	if d.Threshold, err = threshold(role, len(d.KeyIDs), add.Threshold); err != nil {
		return err
	}
	return save(r, draft(metadata.TARGETS), next)
}

// nextTargets is the draft of a role without signatures, made of what is
// published where there is none.
func (r *Repo) nextTargets(role string, days int) (*metadata.Metadata[metadata.TargetsType], error) {
	is, next, err := r.role(role)
	if err != nil {
		return nil, err
	}
	switch {
	case next != nil:
	case is != nil:
		next = is
		next.Signed.Version++
	default:
		next = metadata.Targets()
	}
	next.Signed.Expires = r.until(days)
	next.ClearSignatures()
	return next, nil
}
