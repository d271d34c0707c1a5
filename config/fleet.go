package config

import (
	"maps"
	"slices"
	"strings"
	"time"
)

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

	Labels map[string]string `toml:"labels"` // what else roll-outs may choose by, such as roof = "no"; 16 at most

	Hub       string        `toml:"hub"`       // address of the hub for terminals, without the slash at its end; empty: there is none
	Authority string        `toml:"authority"` // file of the certificates that sign for the hub; no others are believed
	Identity  string        `toml:"identity"`  // folder of the terminal's own key and certificate
	Code      string        `toml:"code"`      // file with the one-time code; it is deleted once it was used; empty: kioskctl fleet enrol
	Status    time.Duration `toml:"status"`    // between two statuses for the hub, a fifth more or less
	Hints     bool          `toml:"hints"`     // listen for the hub's hints; without, changes are seen at the next look
}

func defaultFleet() Fleet {
	return Fleet{
		Every: 5 * time.Minute, Health: 5 * time.Minute,
		Labels: map[string]string{}, Identity: "/var/lib/govkiosk/fleet", Status: time.Minute, Hints: true,
	}
}

// Repository is where signed configuration is: that of the hub where there is
// no other.
func (f Fleet) Repository() string {
	if f.URL == "" && f.Hub != "" {
		return f.Hub + "/repo"
	}
	return f.URL
}

// Place is where the terminal stands.
func (f Fleet) Place() Place {
	return Place{Province: f.Province, City: f.City, District: f.District, Hall: f.Hall, Model: f.Model}
}

func (v *check) fleet(f Fleet) {
	between(v, "fleet.every", f.Every, 10*time.Second, 24*time.Hour)
	between(v, "fleet.health", f.Health, 30*time.Second, time.Hour)
	v.hub(f)
	v.labels(f.Labels)
	if f.Root == "" {
		return
	}
	v.path("fleet.root", f.Root)
	if f.Stick != "" {
		v.path("fleet.stick", f.Stick)
	}
	if f.Repository() == "" && f.Stick == "" {
		v.bad("fleet.url", "missing; a fleet needs an address, a hub or a stick")
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

// labels that say where a terminal stands are its place's.
func (v *check) labels(labels map[string]string) {
	if len(labels) > 16 {
		v.bad("fleet.labels", "want 16 at most, got %d", len(labels))
	}
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		switch key := "fleet.labels." + name; {
		case slices.Contains(Layers, Layer(name)):
			v.bad(key, "it stands where fleet.%s says", name)
		case !terminalID.MatchString(name) || !terminalID.MatchString(labels[name]):
			v.bad(key, "want a name and a value of 1 to 32 of A-Z a-z 0-9 - _, got %q", labels[name])
		}
	}
}

func (v *check) hub(f Fleet) {
	between(v, "fleet.status", f.Status, 5*time.Second, 24*time.Hour)
	if f.Hub == "" {
		return
	}
	switch reason := badURL(f.Hub); {
	case reason != "":
		v.bad("fleet.hub", "%s", reason)
	case !strings.HasPrefix(f.Hub, "https://"):
		v.bad("fleet.hub", "want https://; terminal and hub show each other their certificates")
	}
	v.path("fleet.authority", f.Authority)
	v.path("fleet.identity", f.Identity)
	if f.Code != "" {
		v.path("fleet.code", f.Code)
	}
}
