package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"sync"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Released reads the releases of a repository, those of the past too: their
// files are still there.
type Released struct {
	Repo *Repo

	mu    sync.Mutex
	known map[int64]map[string]string // hash by path
}

// Newest is the version of the newest release, 0 without any.
func (r *Released) Newest() int64 { return r.Repo.newest(metadata.SNAPSHOT) }

// Same reports whether two releases say the same.
func (r *Released) Same(a, b int64) bool {
	x, err := r.hashes(a)
	y, err2 := r.hashes(b)
	return err == nil && err2 == nil && maps.Equal(x, y)
}

// Layers are the files of a release, by path.
func (r *Released) Layers(version int64) (map[string][]byte, error) {
	hashes, err := r.hashes(version)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]byte, len(hashes))
	for name, sum := range hashes {
		data, err := os.ReadFile(r.Repo.path("targets", path.Dir(name), sum+"."+path.Base(name)))
		if err != nil {
			return nil, fmt.Errorf("publish: %w", err)
		}
		if is := sha256.Sum256(data); hex.EncodeToString(is[:]) != sum {
			return nil, fmt.Errorf("publish: %s of release %d is another file by now", name, version)
		}
		out[name] = data
	}
	return out, nil
}

// hashes are what a release names, its roles in the order in which clients ask
// them: who is first has the say.
func (r *Released) hashes(version int64) (map[string]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, there := r.known[version]; there {
		return known, nil
	}
	snapshot, err := load[metadata.SnapshotType](r.Repo, published(metadata.SNAPSHOT, version))
	if err == nil && snapshot == nil {
		err = fmt.Errorf("publish: there is no release %d", version)
	}
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	roles := []string{metadata.TARGETS}
	for len(roles) > 0 {
		role := roles[0]
		roles = roles[1:]
		meta := snapshot.Signed.Meta[role+".json"]
		if meta == nil {
			continue
		}
		m, err := load[metadata.TargetsType](r.Repo, published(role, meta.Version))
		if err == nil && m == nil {
			err = fmt.Errorf("publish: %s of release %d is not there", role, version)
		}
		if err != nil {
			return nil, err
		}
		for name, target := range m.Signed.Targets {
			if _, said := out[name]; !said {
				out[name] = hex.EncodeToString(target.Hashes["sha256"])
			}
		}
		if d := m.Signed.Delegations; d != nil {
			var below []string
			for _, one := range d.Roles {
				below = append(below, one.Name)
			}
			roles = slices.Concat(below, roles)
		}
	}
	if r.known == nil {
		r.known = map[int64]map[string]string{}
	}
	r.known[version] = out
	return out, nil
}
