package config

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
)

// CompareFiles tells what would change on which terminals from some files of
// layers, by what a repository calls them, to others, as Compare does, and what is wrong in the others.
// Layers that a terminal has besides are not known: what they leave out is no
// problem.
//
// Only the layers down to the narrowest that is another are laid over each
// other, once for all terminals that read the same of them: what the narrower
// ones say does not change.
func CompareFiles(places map[string]Place, was, next map[string][]byte) ([]Impact, Problems) {
	c := &comparing{&Tree{places: places, files: was}, &Tree{places: places, files: next}, map[[32]byte][]Change{}, map[string][]string{}, nil}
	var out []Impact
	for _, id := range slices.Sorted(maps.Keys(places)) {
		paths := places[id].Targets(id)
		wide := c.a.differs(c.b, paths)
		if wide == 0 {
			continue
		}
		i := Impact{Terminals: []string{id}, Changes: c.changes(paths, wide)}
		if same := slices.IndexFunc(out, i.like); same >= 0 {
			out[same].Terminals = append(out[same].Terminals, id)
		} else {
			out = append(out, i) // without a change too: its text is another, and it will try it
		}
	}
	slices.SortStableFunc(out, func(x, y Impact) int { return len(y.Changes) - len(x.Changes) })
	return out, c.found
}

// comparing is two trees on their way to be compared.
type comparing struct {
	a, b  *Tree
	known map[[32]byte][]Change // by what is read
	said  map[string][]string   // keys that a file sets, by path
	found Problems
}

// changes are those of one terminal, which reads paths of which the first ones
// down to wide have another.
func (c *comparing) changes(paths []string, wide int) []Change {
	h := sha256.New()
	for _, name := range paths[:wide] {
		for _, files := range []map[string][]byte{c.a.files, c.b.files} {
			sum := sha256.Sum256(files[name])
			h.Write([]byte(name))
			h.Write(sum[:])
		}
	}
	key := [32]byte(h.Sum(nil))
	all, known := c.known[key]
	if !known {
		all = c.diff(paths[:wide])
		c.known[key] = all
	}
	var says []string
	for _, name := range paths[wide:] {
		if _, read := c.said[name]; !read {
			c.said[name] = c.a.says(name)
		}
		says = append(says, c.said[name]...)
	}
	return slices.DeleteFunc(slices.Clone(all), func(ch Change) bool {
		return slices.ContainsFunc(says, func(key string) bool { return ch.Key == key || strings.HasPrefix(ch.Key, key+".") })
	})
}

// diff loads paths of both.
func (c *comparing) diff(paths []string) []Change {
	load := func(t *Tree) (Config, error) {
		cfg, _, err := LoadLayers(t.sources(paths), nil)
		return cfg, err
	}
	before, _ := load(c.a) // it is in force somewhere, whatever is wrong with it
	after, err := load(c.b)
	for _, p := range ProblemsOf(err) {
		missing := p.Line == 0 || strings.HasPrefix(p.Reason, "missing") // it may be in a layer that is not known
		if !missing && !slices.Contains(c.found, p) {
			c.found = append(c.found, p)
		}
	}
	return Diff(before, after)
}

// says are the keys that a file sets.
func (t *Tree) says(name string) []string {
	f := file{name: name, data: t.files[name]}
	tree, bad := f.parse()
	if bad != nil {
		return nil
	}
	var out []string
	var walk func(under string, tables map[string]any)
	walk = func(under string, tables map[string]any) {
		for key, v := range tables {
			if sub, deeper := v.(map[string]any); deeper {
				walk(join(under, key), sub)
				continue
			}
			out = append(out, join(under, key))
		}
	}
	walk("", tree)
	return out
}

// differs is how many of some paths there are down to the last of which the
// other tree has another file, 0 for none.
func (t *Tree) differs(other *Tree, paths []string) int {
	for i := len(paths); i > 0; i-- {
		was, before := t.files[paths[i-1]]
		is, after := other.files[paths[i-1]]
		if before != after || !bytes.Equal(was, is) {
			return i
		}
	}
	return 0
}
