package publish

import (
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/config"
)

// levels may have roles of their own, the narrowest first.
var levels = []config.Layer{config.LayerHall, config.LayerDistrict, config.LayerCity}

// owners tell which role signs which target.
type owners struct {
	roles   []string
	places  map[config.Place]bool     // every one of the tree
	readers map[string][]config.Place // by target
	file    map[string]string         // of the tree, by target
}

func newOwners(tree *config.Tree, roles []string) owners {
	o := owners{roles, map[config.Place]bool{}, map[string][]config.Place{}, map[string]string{}}
	for _, id := range tree.Terminals() {
		place, _ := tree.Place(id)
		o.places[place] = true
		files := place.Paths(id)
		for i, name := range place.Targets(id) {
			o.readers[name] = append(o.readers[name], place)
			o.file[name] = files[i]
		}
	}
	return o
}

// of is the role that signs a target: of those that have one the narrowest under
// which every terminal stands that reads it, else targets.
func (o owners) of(name string) string {
	layer, _, _ := strings.Cut(strings.TrimSuffix(name, ".toml"), "/")
	if config.Layer(layer) == config.LayerModel {
		return metadata.TARGETS // a model stands anywhere
	}
	for _, level := range levels {
		one, same := under(level, o.readers[name])
		role := string(level) + "-" + one
		if same && one != "" && wide(level, config.Layer(layer)) && slices.Contains(o.roles, role) {
			return role
		}
	}
	return metadata.TARGETS
}

// under is where all of the places are on a level, if that is one.
func under(level config.Layer, places []config.Place) (name string, same bool) {
	for i, p := range places {
		its := at(level, p)
		if i > 0 && its != name {
			return "", false
		}
		name = its
	}
	return name, true
}

func at(level config.Layer, p config.Place) string {
	return map[config.Layer]string{config.LayerHall: p.Hall, config.LayerDistrict: p.District, config.LayerCity: p.City}[level]
}

// wide reports whether a layer is no wider than a level: a district that has
// one hall today is no matter of that hall.
func wide(level, layer config.Layer) bool {
	return slices.Index(config.Layers, layer) >= slices.Index(config.Layers, level)
}

// patterns match all that a role may sign, whether there is a file or not.
func (o owners) patterns(role string) []string {
	level, name, _ := strings.Cut(role, "-")
	var out []string
	for place := range o.places {
		if at(config.Layer(level), place) == name {
			out = append(out, place.Patterns(config.Layer(level))...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// narrowestFirst has a hall asked before its district: what both may sign is
// the hall's alone.
func narrowestFirst(roles []metadata.DelegatedRole) {
	level := func(r metadata.DelegatedRole) int {
		of, _, _ := strings.Cut(r.Name, "-")
		return slices.Index(levels, config.Layer(of))
	}
	slices.SortStableFunc(roles, func(a, b metadata.DelegatedRole) int { return level(a) - level(b) })
}
