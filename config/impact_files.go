package config

import (
	"bytes"
	"maps"
	"slices"
)

// CompareFiles tells what would change on which terminals from some files of
// layers, by path, to others, as Compare does, and what is wrong in the others.
// Layers that a terminal has besides are not known: what they leave out is no
// problem.
func CompareFiles(places map[string]Place, was, next map[string][]byte) ([]Impact, Problems) {
	a, b := &Tree{places: places, files: was}, &Tree{places: places, files: next}
	var out []Impact
	var found Problems
	for _, id := range slices.Sorted(maps.Keys(places)) {
		if a.reads(b, id) {
			continue
		}
		before, _, _ := a.Load(id, nil) // it is in force somewhere, whatever is wrong with it
		after, _, err := b.Load(id, nil)
		for _, p := range ProblemsOf(err) {
			if p.Line > 0 && !slices.Contains(found, p) {
				found = append(found, p)
			}
		}
		i := Impact{Terminals: []string{id}, Changes: Diff(before, after)}
		if same := slices.IndexFunc(out, i.like); same >= 0 {
			out[same].Terminals = append(out[same].Terminals, id)
		} else {
			out = append(out, i) // without a change too: its text is another, and it will try it
		}
	}
	slices.SortStableFunc(out, func(x, y Impact) int { return len(y.Changes) - len(x.Changes) })
	return out, found
}

// reads reports whether a terminal reads the same of both.
func (t *Tree) reads(other *Tree, id string) bool {
	for _, name := range t.places[id].Paths(id) {
		was, before := t.files[name]
		is, after := other.files[name]
		if before != after || !bytes.Equal(was, is) {
			return false
		}
	}
	return true
}
