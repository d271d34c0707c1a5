package art

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"sync"
)

// icons.json has one pictogram a line: its name and the path data of its
// lines. Circles and rectangles stand there as paths, begun and turned the
// way SVG does.
//
//go:embed icons.json
var iconData []byte

// icons parses the file on first use. The file is part of the program, so a
// mistake in it is one in the program.
var icons = sync.OnceValue(func() map[string]Path {
	var raw map[string][]string
	if err := json.Unmarshal(iconData, &raw); err != nil {
		panic(err)
	}
	all := make(map[string]Path, len(raw))
	for name, lines := range raw {
		var p Path
		for _, d := range lines {
			p = append(p, mustPath(d)...)
		}
		all[name] = p
	}
	return all
})

// Icon returns a pictogram by its lucide name: view box 24×24, one shape in
// the current colour, stroke 1.75 with round ends. It tells false for a name
// that is not in the set.
func Icon(name string) (Drawing, bool) {
	p, ok := icons()[name]
	if !ok {
		return Drawing{}, false
	}
	line := Shape{Path: slices.Clone(p), Stroke: Current, Width: 1.75, RoundCap: true, RoundJoin: true}
	return Drawing{W: 24, H: 24, Shapes: []Shape{line}}, true
}

// Icons returns the names of all pictograms, sorted.
func Icons() []string { return slices.Sorted(maps.Keys(icons())) }
