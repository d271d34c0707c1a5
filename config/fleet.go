package config

import "time"

// Fleet is where signed configuration comes from, and where the terminal
// stands in it.
type Fleet struct {
	Root     string        `toml:"root"`     // file of the root that the terminal was installed with; empty: it follows no fleet
	URL      string        `toml:"url"`      // of the repository, without the slash at its end; empty: from a stick only
	Stick    string        `toml:"stick"`    // folder where a stick with the repository is mounted; empty: none
	Every    time.Duration `toml:"every"`    // between two looks, a fifth more or less
	Health   time.Duration `toml:"health"`   // what is new has to work for so long before it stays
	Province string        `toml:"province"` // names of the layers, as places.toml has them; empty: there is no such layer
	City     string        `toml:"city"`
	District string        `toml:"district"`
	Hall     string        `toml:"hall"`
	Model    string        `toml:"model"`
}

func defaultFleet() Fleet { return Fleet{Every: 5 * time.Minute, Health: 5 * time.Minute} }

// Place is where the terminal stands.
func (f Fleet) Place() Place {
	return Place{Province: f.Province, City: f.City, District: f.District, Hall: f.Hall, Model: f.Model}
}

func (v *check) fleet(f Fleet) {
	between(v, "fleet.every", f.Every, 10*time.Second, 24*time.Hour)
	between(v, "fleet.health", f.Health, 30*time.Second, time.Hour)
	if f.Root == "" {
		return
	}
	v.path("fleet.root", f.Root)
	if f.Stick != "" {
		v.path("fleet.stick", f.Stick)
	}
	if f.URL == "" && f.Stick == "" {
		v.bad("fleet.url", "missing; a fleet needs an address or a stick")
	}
	if f.URL != "" {
		if reason := badURL(f.URL); reason != "" {
			v.bad("fleet.url", "%s", reason)
		}
	}
	for _, l := range Layers[2:] {
		if name := f.Place().of(l, ""); name != "" && !terminalID.MatchString(name) {
			v.bad("fleet."+string(l), "want 1 to 32 of A-Z a-z 0-9 - _, got %q", name)
		}
	}
}
