package trust_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"testing"
	"time"

	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/config"
	"govkiosk/config/trust"
)

// forge makes repositories, honest ones and others. It shares no code with the
// publisher, so that neither hides the mistakes of the other.
type forge struct {
	t     testing.TB
	now   time.Time
	files map[string][]byte // as served
	root  metadata.RootType // the newest
	roles map[string]*metadata.TargetsType
	signs map[string][]string // by role, the names of keys
	named map[string]int64    // versions by file in the snapshot
	snap  int64
	stamp int64
	bare  bool // no hashes and lengths in snapshot and timestamp
}

// morning is when the forge begins.
var morning = time.Date(2026, 6, 12, 8, 0, 0, 0, time.UTC)

// days is how long what the forge signs is good for.
var days = map[string]int{metadata.ROOT: 365, metadata.TARGETS: 90, metadata.SNAPSHOT: 7, metadata.TIMESTAMP: 7}

const (
	lunan      = "district-lunan"
	lubei      = "district-lubei"
	lunanHall  = "hall/d-lunan/lunan.toml"
	lubeiHall  = "hall/d-lubei/lubei.toml"
	ourDesk    = "terminal/d-lunan/h-lunan/LN-01.toml"
	theirDesk  = "terminal/d-lubei/h-lubei/LB-01.toml"
	ourPlace   = "LN-01"
	theirPlace = "LB-01"
)

// newForge has two root keys that must agree, and two districts with a hall
// each.
func newForge(t testing.TB) *forge {
	f := &forge{t: t, now: morning, files: map[string][]byte{}, roles: map[string]*metadata.TargetsType{}, named: map[string]int64{},
		signs: map[string][]string{
			metadata.ROOT: {"root-a", "root-b"}, metadata.TARGETS: {"targets-a", "targets-b"},
			metadata.SNAPSHOT: {"snapshot"}, metadata.TIMESTAMP: {"timestamp"}, lunan: {"lunan"}, lubei: {"lubei"},
		}}
	f.root = metadata.Root().Signed
	f.root.Version = 0
	f.rotate(f.signs[metadata.ROOT]...)
	for _, role := range []string{metadata.TARGETS, lunan, lubei} {
		f.roles[role] = &metadata.Targets().Signed
		f.roles[role].Version = 0
	}
	f.roles[metadata.TARGETS].Delegations = &metadata.Delegations{Keys: map[string]*metadata.Key{}}
	f.delegate(lunan, lunanHall, ourDesk)
	f.delegate(lubei, lubeiHall, theirDesk)
	f.put(metadata.TARGETS, "image.toml", "[policy]\nask_why = 1\n")
	f.put(lunan, lunanHall, "[hall]\nphone = \"0315-1\"\n")
	f.put(lunan, ourDesk, "[terminal]\nid = \"LN-01\"\n")
	f.put(lubei, lubeiHall, "[hall]\nphone = \"0315-2\"\n")
	f.publish()
	return f
}

func private(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func public(name string) (*metadata.Key, string) {
	key, err := metadata.KeyFromPublicKey(private(name).Public())
	if err != nil {
		panic(err)
	}
	return key, key2id(key)
}

func key2id(k *metadata.Key) string {
	id, err := k.ID()
	if err != nil {
		panic(err)
	}
	return id
}

// sealed signs what a forge has made.
func sealed[T metadata.Roles](f *forge, signed T, keys ...string) []byte {
	f.t.Helper()
	meta := &metadata.Metadata[T]{Signed: signed, Signatures: []metadata.Signature{}}
	for _, name := range keys {
		signer, err := signature.LoadSigner(private(name), crypto.Hash(0))
		if err != nil {
			f.t.Fatal(err)
		}
		if _, err := meta.Sign(signer); err != nil {
			f.t.Fatal(err)
		}
	}
	data, err := meta.ToBytes(false)
	if err != nil {
		f.t.Fatal(err)
	}
	return data
}

func (f *forge) until(role string) time.Time { return f.now.AddDate(0, 0, days[role]) }

// rotate makes the next root with the keys that f.signs says, signed by the
// given ones.
func (f *forge) rotate(by ...string) {
	f.t.Helper()
	f.root.Version++
	f.root.Expires = f.until(metadata.ROOT)
	f.root.Keys = map[string]*metadata.Key{}
	f.root.Roles = map[string]*metadata.Role{}
	for _, role := range metadata.TOP_LEVEL_ROLE_NAMES {
		r := &metadata.Role{Threshold: len(f.signs[role])}
		for _, name := range f.signs[role] {
			key, id := public(name)
			f.root.Keys[id] = key
			r.KeyIDs = append(r.KeyIDs, id)
		}
		f.root.Roles[role] = r
	}
	f.files[fmt.Sprintf("metadata/%d.root.json", f.root.Version)] = sealed(f, f.root, by...)
}

func (f *forge) delegate(role string, paths ...string) {
	d := f.roles[metadata.TARGETS].Delegations
	r := metadata.DelegatedRole{Name: role, Threshold: 1, Terminating: true, Paths: paths}
	for _, name := range f.signs[role] {
		key, id := public(name)
		d.Keys[id] = key
		r.KeyIDs = append(r.KeyIDs, id)
	}
	d.Roles = append(slices.DeleteFunc(d.Roles, func(r metadata.DelegatedRole) bool { return r.Name == role }), r)
}

// put gives a role a target and serves its file.
func (f *forge) put(role, name, text string) {
	target, err := metadata.TargetFile().FromBytes(name, []byte(text), "sha256")
	if err != nil {
		f.t.Fatal(err)
	}
	f.roles[role].Targets[name] = target
	f.files[targetFile(name, text)] = []byte(text)
}

func targetFile(name, text string) string {
	sum := sha256.Sum256([]byte(text))
	return "targets/" + path.Join(path.Dir(name), hex.EncodeToString(sum[:])+"."+path.Base(name))
}

// publish signs everything anew, one version on.
func (f *forge) publish() {
	f.t.Helper()
	for _, role := range slices.Sorted(maps.Keys(f.roles)) {
		f.role(role, f.roles[role].Version+1, f.signs[role]...)
	}
	f.snapshot(f.snap+1, f.signs[metadata.SNAPSHOT]...)
	f.timestamp(f.stamp+1, f.snap, f.signs[metadata.TIMESTAMP]...)
}

func (f *forge) role(role string, version int64, keys ...string) {
	f.t.Helper()
	r := f.roles[role]
	r.Version, r.Expires = version, f.until(metadata.TARGETS)
	f.named[role+".json"] = version
	f.files[fmt.Sprintf("metadata/%d.%s.json", version, role)] = sealed(f, *r, keys...)
}

func (f *forge) meta(file string, version int64) *metadata.MetaFiles {
	m := metadata.MetaFile(version)
	if data, there := f.files[fmt.Sprintf("metadata/%d.%s", version, file)]; there && !f.bare {
		sum := sha256.Sum256(data)
		m.Length, m.Hashes = int64(len(data)), metadata.Hashes{"sha256": sum[:]}
	}
	return m
}

func (f *forge) snapshot(version int64, keys ...string) {
	f.t.Helper()
	s := metadata.Snapshot(f.until(metadata.SNAPSHOT)).Signed
	s.Version, f.snap = version, version
	s.Meta = map[string]*metadata.MetaFiles{}
	for file, version := range f.named {
		s.Meta[file] = f.meta(file, version)
	}
	f.files[fmt.Sprintf("metadata/%d.snapshot.json", version)] = sealed(f, s, keys...)
}

func (f *forge) timestamp(version, snapshot int64, keys ...string) {
	f.t.Helper()
	s := metadata.Timestamp(f.until(metadata.TIMESTAMP)).Signed
	s.Version, f.stamp = version, version
	s.Meta = map[string]*metadata.MetaFiles{"snapshot.json": f.meta("snapshot.json", snapshot)}
	s.UnrecognizedFields = map[string]any{"issued": f.now.Format(time.RFC3339)}
	f.files["metadata/timestamp.json"] = sealed(f, s, keys...)
}

// Fetch serves the files as they are.
func (f *forge) Fetch(_ context.Context, path string, limit int64) ([]byte, error) {
	data, there := f.files[path]
	switch {
	case !there:
		return nil, fs.ErrNotExist
	case int64(len(data)) > limit:
		return nil, trust.ErrTooLarge
	}
	return bytes.Clone(data), nil
}

// ram is a store in memory.
type ram struct {
	rows   map[string][]byte
	floors map[string]int64
	full   bool
}

func newRAM() *ram { return &ram{rows: map[string][]byte{}, floors: map[string]int64{}} }

func (r *ram) Kept() (map[string][]byte, map[string]int64, error) {
	return maps.Clone(r.rows), maps.Clone(r.floors), nil
}

func (r *ram) Keep(rows map[string][]byte, floors map[string]int64) error {
	if r.full {
		return fs.ErrPermission
	}
	for name, data := range rows {
		r.rows[name] = data
		if data == nil {
			delete(r.rows, name)
		}
	}
	for name, n := range floors {
		r.floors[name] = max(n, r.floors[name])
	}
	return nil
}

// desk is one terminal.
type desk struct {
	t     testing.TB
	store *ram
	now   time.Time
	root  []byte
	from  trust.Fetcher
	*trust.Client
}

func newDesk(t testing.TB, f *forge) *desk {
	d := &desk{t: t, store: newRAM(), now: morning, root: f.files["metadata/1.root.json"], from: f}
	d.restart()
	return d
}

var districts = map[string]config.Place{
	ourPlace:   {District: "lunan", Hall: "lunan"},
	theirPlace: {District: "lubei", Hall: "lubei"},
}

// restart begins with the root of the installation, as after each start of the
// program.
func (d *desk) restart() { d.as(ourPlace) }

func (d *desk) as(terminal string) {
	d.t.Helper()
	var err error
	d.Client, err = trust.New(trust.Options{Root: d.root, Store: d.store, Fetcher: d.from,
		Terminal: terminal, Place: districts[terminal], Clock: func() time.Time { return d.now }})
	if err != nil {
		d.t.Fatal(err)
	}
}

// takes wants a refresh to go well.
func (d *desk) takes() trust.Release {
	d.t.Helper()
	r, err := d.Refresh(context.Background())
	if err != nil {
		d.t.Fatalf("an honest repository is refused: %v", err)
	}
	if s, err := d.Status(); err != nil || s.Trouble != nil || s.Release.Digest != r.Digest {
		d.t.Fatalf("taken, and the status says %+v, %v", s, err)
	}
	return r
}

func says(r trust.Release) map[string]string {
	out := map[string]string{}
	for _, s := range r.Sources() {
		out[s.Name] = string(s.Data)
	}
	return out
}
