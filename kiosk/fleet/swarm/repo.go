package swarm

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/publish"
)

// jams is the density on which the swarm's printers jam: a release that says so
// passes every check and breaks a device.
const jams = 2

// repo is the repository, its key and the tree that it is made of.
type repo struct {
	publish.Repo
	tree, keyFile string
	key           publish.Key
	root          []byte
	releases      int64 // after the first
}

// newRepo makes one with a first release.
func newRepo(dir string, places map[string]config.Place) (*repo, error) {
	r := &repo{Repo: publish.Repo{Dir: filepath.Join(dir, "repo")}, tree: filepath.Join(dir, "tree"), keyFile: filepath.Join(dir, "key")}
	if _, err := publish.Keygen(r.keyFile, ""); err != nil {
		return nil, err
	}
	var err error
	if r.key, err = publish.ReadKey(r.keyFile, ""); err != nil {
		return nil, err
	}
	keys := map[string]publish.Keys{}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		keys[role] = publish.Keys{Files: []string{r.keyFile + ".pub"}}
	}
	if err := r.Init(keys, 365); err != nil {
		return nil, err
	}
	if _, err := r.Sign("root", nil, 365, r.key); err != nil {
		return nil, err
	}
	if err := r.writeTree(places); err != nil {
		return nil, err
	}
	if err := r.districts(places); err != nil {
		return nil, err
	}
	if _, err := r.publish("visit = \"90s\"", 1); err != nil {
		return nil, err
	}
	r.root, err = os.ReadFile(filepath.Join(r.Dir, "metadata", "1.root.json"))
	return r, err
}

func (r *repo) writeTree(places map[string]config.Place) error {
	var text strings.Builder
	halls := map[string]bool{}
	for id, p := range places {
		fmt.Fprintf(&text, "[%s]\ndistrict = %q\nhall = %q\n", id, p.District, p.Hall)
		halls[p.Hall] = true
	}
	if err := os.MkdirAll(filepath.Join(r.tree, "hall"), 0o700); err != nil {
		return err
	}
	for hall := range halls {
		words := fmt.Sprintf("[hall]\nname = { zh = \"%s 政务服务大厅\" }\n", hall)
		if err := os.WriteFile(filepath.Join(r.tree, "hall", hall+".toml"), []byte(words), 0o600); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(r.tree, "image.toml"), []byte(installed), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.tree, config.PlacesFile), []byte(text.String()), 0o600)
}

// districts has each district sign for its halls.
func (r *repo) districts(places map[string]config.Place) error {
	tree, err := r.read("visit = \"90s\"", 1)
	if err != nil {
		return err
	}
	var roles []string
	names := map[string]bool{}
	for _, p := range places {
		names[p.District] = true
	}
	for _, district := range slices.Sorted(maps.Keys(names)) {
		role, _, err := r.Delegate(config.LayerDistrict, district, tree, publish.Keys{Files: []string{r.keyFile + ".pub"}}, 90)
		if err != nil {
			return err
		}
		roles = append(roles, role)
	}
	if _, err := r.Sign("targets", tree, 90, r.key); err != nil {
		return err
	}
	for _, role := range roles {
		if _, err := r.Sign(role, tree, 90, r.key); err != nil {
			return err
		}
	}
	return nil
}

// publish makes a release that says something new to every terminal, and
// returns its version. Everything is signed before anybody sees any of it.
func (r *repo) publish(policy string, density int) (int64, error) {
	if err := r.stage(policy, density); err != nil {
		return 0, err
	}
	return r.show()
}

func (r *repo) stage(policy string, density int) error {
	tree, err := r.read(policy, density)
	if err != nil {
		return err
	}
	_, err = r.Sign("targets", tree, 90, r.key)
	return err
}

// read is the tree with what every terminal reads made anew.
func (r *repo) read(policy string, density int) (*config.Tree, error) {
	text := fmt.Sprintf("%s[policy]\n%s\n[printer]\nprofile = \"epson\"\ndensity = %d\n", installed, policy, density)
	if err := os.WriteFile(filepath.Join(r.tree, "image.toml"), []byte(text), 0o600); err != nil {
		return nil, err
	}
	return config.ReadTree(os.DirFS(r.tree), r.tree)
}

func (r *repo) show() (int64, error) {
	p, err := r.Publish(7, 7, r.key)
	return p.Snapshot, err
}

// installed is what every terminal of the swarm says of itself beside its id.
const installed = "[terminal]\nplace = { zh = \"大厅\" }\n[api]\nurl = \"http://127.0.0.1:1\"\n"
