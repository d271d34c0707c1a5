package trust

import (
	"errors"
	"fmt"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

func (w *walk) targets() error {
	return w.role(metadata.TARGETS, metadata.ROOT, w.rootKeys(metadata.TARGETS))
}

// role loads the targets of a role whose delegator is loaded.
func (w *walk) role(role, by, keys string) error {
	meta := w.set.Snapshot.Signed.Meta[role+".json"]
	if meta == nil {
		return &Refused{Withheld, role, errors.New("the snapshot does not name it")}
	}
	file := fmt.Sprintf("metadata/%d.%s.json", meta.Version, role)
	data := w.m.rows[rowRole+role]
	if !w.keptRole(role, by, data, meta) {
		var err error
		data, err = w.from.Fetch(w.ctx, file, limit(meta.Length, MaxTargets))
		if err != nil {
			return fetched(file, err)
		}
		if err = announced(file, data, meta.Version); err == nil {
			_, err = w.set.UpdateDelegatedTargets(data, role, by)
		}
		if err != nil {
			return refused(file, err)
		}
		w.m.put[rowRole+role] = data
	}
	note(w.known, role, data, w.delegator(by), w.set.Targets[role])
	return w.m.least(role, keys, w.set.Targets[role].Signed.Version)
}

// keptRole takes the targets of a role that are kept, and tells whether they
// are those that the snapshot means.
func (w *walk) keptRole(role, by string, data []byte, meta *metadata.MetaFiles) bool {
	if t := recall[metadata.TargetsType](w.known, role, data, w.delegator(by)); t != nil {
		if t.Signed.Version != meta.Version || t.Signed.IsExpired(w.set.RefTime) || meta.VerifyLengthHashes(data) != nil {
			return false
		}
		w.set.Targets[role] = t
		return true
	}
	has, err := versionOf(data)
	if err == nil && has == meta.Version {
		_, err = w.set.UpdateDelegatedTargets(data, role, by)
		return err == nil
	}
	return false
}

// delegator is the metadata of a role that delegates.
func (w *walk) delegator(role string) any {
	if role == metadata.ROOT {
		return w.set.Root
	}
	return w.set.Targets[role]
}

// expires is when the first of the roles that have a say ends.
func (w *walk) expires() time.Time {
	first := w.set.Root.Signed.Expires
	for _, end := range []time.Time{w.set.Timestamp.Signed.Expires, w.set.Snapshot.Signed.Expires} {
		first = earlier(first, end)
	}
	for _, role := range w.set.Targets {
		first = earlier(first, role.Signed.Expires)
	}
	return first
}
