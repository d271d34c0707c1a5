package config

// Targets are the files of Paths as a repository calls them, in the same
// order. Each stands under the wider places that it belongs to, as in
// hall/d-lunan/window-1.toml, so that a few patterns name all of a district and
// nothing else, however many terminals stand there.
func (p Place) Targets(terminal string) []string {
	targets, within := []string{string(LayerImage) + ".toml"}, ""
	for _, l := range Layers[2:] {
		name := p.of(l, terminal)
		switch {
		case name == "":
		case l == LayerModel: // it may stand anywhere
			targets = append(targets, string(l)+"/"+name+".toml")
		default:
			targets = append(targets, string(l)+"/"+within+name+".toml")
			within += step(l, name)
		}
	}
	return targets
}

// step is one place on the way to a narrower one. No name can be taken for it:
// the last part of a target is one, the others are steps.
func step(l Layer, name string) string { return string(l)[:1] + "-" + name + "/" }

// Patterns match what a city, a district or a hall may sign for itself: its own
// file and those of everything within, whether they are there or not.
func (p Place) Patterns(level Layer) []string {
	var patterns, within []string
	way := ""
	for _, l := range Layers[2:] {
		if l == LayerModel {
			continue
		}
		for _, w := range within {
			patterns = append(patterns, string(l)+"/"+w+"*.toml")
		}
		if name := p.of(l, ""); within == nil && name != "" {
			if l == level {
				patterns = []string{string(l) + "/" + way + name + ".toml"}
				within = []string{way + step(l, name)}
				continue
			}
			way += step(l, name)
			continue
		}
		var deeper []string
		for _, w := range within {
			deeper = append(deeper, w+step(l, "*"))
		}
		if l == LayerDistrict { // a hall may stand in none
			deeper = append(deeper, within...)
		}
		within = deeper
	}
	return patterns
}
