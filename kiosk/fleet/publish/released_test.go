package publish

import (
	"maps"
	"os"
	"slices"
	"testing"
)

// What was released before can still be read, each hall from who signs for it,
// and a release that was renewed says the same.
func TestReleasesOfThePast(t *testing.T) {
	p := begun(t)
	p.publish() // renewed
	p.sign("district-lunan", town(t, "0315-9"), "lunan")
	p.publish()
	r := &Released{Repo: p.Repo}
	if r.Newest() != 3 || !r.Same(1, 2) || r.Same(2, 3) || r.Same(1, 9) {
		t.Errorf("newest %d; %v %v %v", r.Newest(), r.Same(1, 2), r.Same(2, 3), r.Same(1, 9))
	}
	for version, phone := range map[int64]string{1: "0315-1", 2: "0315-1", 3: "0315-9"} {
		files, err := r.Layers(version)
		p.must(err)
		want := said(town(t, phone))
		const hall = "hall/d-lunan/lunan.toml"
		if !slices.Equal(slices.Sorted(maps.Keys(files)), slices.Sorted(maps.Keys(want))) || string(files[hall]) != string(want[hall]) {
			t.Errorf("release %d: %q", version, files[hall])
		}
	}
	if _, err := r.Layers(9); err == nil {
		t.Error("a release that there is not")
	}
	names, err := os.ReadDir(p.path("targets", "hall", "d-lunan"))
	p.must(err)
	for _, name := range names {
		p.must(os.WriteFile(p.path("targets", "hall", "d-lunan", name.Name()), []byte("[hall]\n"), 0o644))
	}
	if _, err := r.Layers(3); err == nil {
		t.Error("a file that is another by now")
	}
}
