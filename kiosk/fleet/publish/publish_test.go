package publish

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	tufconfig "github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"

	"govkiosk/config"
	"govkiosk/config/trust"
)

// press is a repository with its keys.
type press struct {
	*testing.T
	*Repo
	keys map[string]Key
	pubs map[string]string
}

func newPress(t *testing.T, names ...string) *press {
	p := &press{t, &Repo{Dir: filepath.Join(t.TempDir(), "repo")}, map[string]Key{}, map[string]string{}}
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, name)
		_, err := Keygen(path, "")
		p.must(err)
		p.keys[name], err = ReadKey(path, "")
		p.must(err)
		p.pubs[name] = path + ".pub"
	}
	return p
}

func (p *press) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *press) sign(role string, tree *config.Tree, keys ...string) {
	p.Helper()
	for _, name := range keys {
		_, err := p.Sign(role, tree, 90, p.keys[name])
		p.must(err)
	}
}

func (p *press) publish() {
	p.Helper()
	_, err := p.Publish(7, 7, p.keys["online"])
	p.must(err)
}

func town(t *testing.T, phone string) *config.Tree {
	t.Helper()
	tree, err := config.ReadTree(fstest.MapFS{
		"places.toml":         {Data: []byte("[LN-01]\nhall = \"lunan\"\ndistrict = \"lunan\"\n[LB-01]\nhall = \"lubei\"\ndistrict = \"lubei\"\n")},
		"image.toml":          {Data: []byte("[policy]\nask_why = 1\n")},
		"hall/lunan.toml":     {Data: []byte("[hall]\nphone = \"" + phone + "\"\n")},
		"hall/lubei.toml":     {Data: []byte("[hall]\nphone = \"0315-2\"\n")},
		"terminal/LN-01.toml": {Data: []byte("[terminal]\nid = \"LN-01\"\n")},
	}, "town")
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// said are the files of a tree as a repository calls them.
func said(tree *config.Tree) map[string][]byte {
	out, files := map[string][]byte{}, tree.Files()
	for _, id := range tree.Terminals() {
		place, _ := tree.Place(id)
		paths := place.Paths(id)
		for i, name := range place.Targets(id) {
			if data, there := files[paths[i]]; there {
				out[name] = data
			}
		}
	}
	return out
}

// begun is a repository with a release in which Lunan signs for itself.
func begun(t *testing.T) *press {
	p := newPress(t, "root-a", "root-b", "targets", "online", "lunan", "lunan-2", "online-2")
	p.must(p.Init(map[string]Keys{
		"root": {Files: []string{p.pubs["root-a"], p.pubs["root-b"]}}, "targets": {Files: []string{p.pubs["targets"]}},
		"snapshot": {Files: []string{p.pubs["online"]}}, "timestamp": {Files: []string{p.pubs["online"]}},
	}, 365))
	tree := town(t, "0315-1")
	p.sign("root", nil, "root-a", "root-b")
	p.sign("targets", tree, "targets")
	_, _, err := p.Delegate(config.LayerDistrict, "lunan", tree, Keys{Files: []string{p.pubs["lunan"]}}, 90)
	p.must(err)
	p.sign("targets", tree, "targets")
	p.sign("district-lunan", tree, "lunan")
	p.publish()
	return p
}

// ram is what a terminal keeps.
type ram struct {
	rows   map[string][]byte
	floors map[string]int64
}

func (r *ram) Kept() (map[string][]byte, map[string]int64, error) {
	return maps.Clone(r.rows), maps.Clone(r.floors), nil
}

func (r *ram) Keep(rows map[string][]byte, floors map[string]int64) error {
	for name, data := range rows {
		if r.rows[name] = data; data == nil {
			delete(r.rows, name)
		}
	}
	for name, n := range floors {
		r.floors[name] = max(n, r.floors[name])
	}
	return nil
}

// terminal follows the folder.
func (p *press) terminal(clock func() time.Time) *trust.Client {
	p.Helper()
	root, err := os.ReadFile(p.path("metadata/1.root.json"))
	p.must(err)
	c, err := trust.New(trust.Options{Root: root, Store: &ram{map[string][]byte{}, map[string]int64{}}, Fetcher: trust.Folder{FS: os.DirFS(p.Dir)},
		Terminal: "LN-01", Place: config.Place{District: "lunan", Hall: "lunan"}, Clock: clock})
	p.must(err)
	return c
}

func (p *press) reads(c *trust.Client, layers int, phone string) {
	p.Helper()
	r, err := c.Refresh(context.Background())
	p.must(err)
	if len(r.Layers) != layers {
		p.Fatalf("%d layers, want %d: %+v", len(r.Layers), layers, r.Layers)
	}
	for _, s := range r.Sources() {
		if want := "[hall]\nphone = \"" + phone + "\"\n"; s.Layer == config.LayerHall && string(s.Data) != want {
			p.Errorf("the hall reads %q", s.Data)
		}
	}
}

// A terminal follows what ops do, step by step: a change of the hall, other
// keys of the district, of the timestamp and of the root.
func TestTerminalFollows(t *testing.T) {
	p := begun(t)
	c := p.terminal(nil)
	p.reads(c, 3, "0315-1")
	p.sign("district-lunan", town(t, "0315-9"), "lunan")
	p.publish()
	p.reads(c, 3, "0315-9")

	old := p.keys["lunan"].ID
	p.must(p.Rotate("district-lunan", Keys{Files: []string{p.pubs["lunan-2"]}}, []string{old[:8]}, 90))
	p.sign("targets", nil, "targets")
	if _, err := p.Publish(7, 7, p.keys["online"]); err == nil {
		t.Fatal("published what the district's new key has not signed")
	}
	if _, err := p.Sign("district-lunan", town(t, "0315-9"), 90, p.keys["lunan"]); err == nil {
		t.Fatal("a revoked key signs")
	}
	p.sign("district-lunan", town(t, "0315-8"), "lunan-2")
	p.publish()
	p.reads(c, 3, "0315-8")

	p.must(p.Rotate("timestamp", Keys{Files: []string{p.pubs["online-2"]}}, []string{p.keys["online"].ID[:8]}, 365))
	p.sign("root", nil, "root-a", "root-b")
	if _, err := p.Publish(7, 7, p.keys["online"]); err == nil {
		t.Fatal("published with a revoked key")
	}
	p.reads(c, 3, "0315-8") // nothing of it is public
	_, err := p.Publish(7, 7, p.keys["online"], p.keys["online-2"])
	p.must(err)
	p.reads(c, 3, "0315-8")
	if s, err := c.Status(); err != nil || s.Root != 2 || s.Trouble != nil {
		t.Errorf("%+v, %v", s, err)
	}
}

// What nobody signs anew expires, and a renewal brings it back.
func TestExpiryAndRenewal(t *testing.T) {
	p := begun(t)
	now := time.Now()
	clock := func() time.Time { return now }
	c := p.terminal(clock)
	p.reads(c, 3, "0315-1")
	now = now.AddDate(0, 0, 8)
	var no *trust.Refused
	if _, err := c.Refresh(t.Context()); !errors.As(err, &no) || no.Kind != trust.Expired {
		t.Fatalf("%v", err)
	}
	p.Clock = clock
	p.publish()
	p.reads(c, 3, "0315-1")
	now = now.AddDate(0, 0, 100)
	if _, err := p.Publish(7, 7, p.keys["online"]); err == nil {
		t.Error("targets have expired, and were published")
	}
}

// go-tuf's own client, which shares no line of ours, reads the repository.
func TestAnotherClientReadsTheRepository(t *testing.T) {
	p := begun(t)
	server := httptest.NewServer(http.FileServerFS(os.DirFS(p.Dir)))
	defer server.Close()
	root, err := os.ReadFile(p.path("metadata/1.root.json"))
	p.must(err)
	cfg, err := tufconfig.New(server.URL+"/metadata", root)
	p.must(err)
	cfg.LocalMetadataDir, cfg.LocalTargetsDir, cfg.RemoteTargetsURL = t.TempDir(), t.TempDir(), server.URL+"/targets"
	u, err := updater.New(cfg)
	p.must(err)
	p.must(u.Refresh())
	for name, want := range said(town(t, "0315-1")) {
		target, err := u.GetTargetInfo(name)
		p.must(err)
		_, data, err := u.DownloadTarget(target, "", "")
		p.must(err)
		if string(data) != string(want) {
			t.Errorf("%s is %q", name, data)
		}
	}
	if _, err := u.GetTargetInfo("hall/d-lunan/nowhere.toml"); err == nil {
		t.Error("a target that there is not")
	}
}

// A locked key opens with its passphrase only, and nobody else may read either.
func TestLockedKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root")
	id, err := keygen(path, "correct horse", 4)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if k, err := ReadKey(path, "correct horse"); err != nil || k.ID != id {
		t.Errorf("%v, %v", k.ID, err)
	}
	for _, wrong := range []string{"", "battery staple"} {
		if _, err := ReadKey(path, wrong); err == nil {
			t.Errorf("opened with %q", wrong)
		}
	}
}
