package config

import (
	"maps"
	"slices"
	"strings"
)

// Setting is one place that says what a key is.
type Setting struct {
	Key   string `json:"key"`
	Layer Layer  `json:"layer"`
	File  string `json:"file,omitempty"` // empty for what the program brings
	Line  int    `json:"line,omitempty"`
	Value string `json:"value"` // as TOML writes it
}

// Provenance tells of every key that has a value who said what it is.
type Provenance struct{ settings map[string][]Setting }

// Of returns what is said of a key, the widest layer first; the last holds.
// Nothing: no layer and no default says anything.
func (p Provenance) Of(key string) []Setting { return p.settings[key] }

// Under returns the keys at a key or in the table of that name, in order; all
// of them for an empty one.
func (p Provenance) Under(key string) []string {
	var keys []string
	for k := range p.settings {
		if key == "" || k == key || strings.HasPrefix(k, key+".") {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// Held returns the setting that holds of every key, in the order of the keys.
func (p Provenance) Held() []Setting {
	held := make([]Setting, 0, len(p.settings))
	for _, key := range slices.Sorted(maps.Keys(p.settings)) {
		all := p.settings[key]
		held = append(held, all[len(all)-1])
	}
	return held
}

// defaults is what the program brings.
func defaults() Provenance {
	p := Provenance{settings: map[string][]Setting{}}
	for _, l := range Leaves(Default()) {
		p.settings[l.Key] = []Setting{{Key: l.Key, Layer: LayerDefault, Value: l.Value}}
	}
	return p
}

// add takes in what a file says of a key.
func (p Provenance) add(f *file, key, value string) {
	line, _ := f.keys.line(key)
	p.settings[key] = append(p.settings[key], Setting{Key: key, Layer: f.layer, File: f.name, Line: line, Value: value})
}
