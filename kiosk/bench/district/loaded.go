package district

import (
	"cmp"

	"govkiosk/kiosk/bench/district/registry"
)

// Loaded is what lies in one cell of a cabinet.
type Loaded struct {
	Cell        int
	Certificate string // id
	Holder      string // name, not masked: the bench's own people
	Words       string // "不动产权证书 1 本"
}

// Loaded lists what lies in a cabinet now, by cell, for whoever has to fill the
// doors of a bench with it.
func (d *District) Loaded(cabinet string) ([]Loaded, error) {
	var out []Loaded
	_, err := server{d}.ask("", func(tx *txn) (answer, error) {
		in, err := inCabinet(tx, cabinet)
		if err != nil {
			return answer{}, err
		}
		known, _ := d.registry.Cabinet(cabinet)
		for n := 1; n <= known.Cells; n++ {
			if c, is := in[n]; is {
				out = append(out, Loaded{n, c.ID, d.registry.Person(c.Person).Name, c.Name.Zh + " 1 " + cmp.Or(d.registry.Results[c.Result].Measure, "本")})
			}
		}
		return answer{}, nil
	})
	return out, err
}

// Entrusted is a pick-up code that the bench's people have given to others.
type Entrusted struct {
	Code, Agent, Holder string // names, not masked
}

// Entrusted lists the pick-up codes of agents.
func (d *District) Entrusted() ([]Entrusted, error) {
	var out []Entrusted
	_, err := server{d}.ask("", func(*txn) (answer, error) {
		seen := map[string]bool{}
		for _, c := range d.cast.Certificates {
			if c.Agent != "" && !seen[c.PickupCode] {
				seen[c.PickupCode] = true
				out = append(out, Entrusted{c.PickupCode, d.registry.Person(c.Agent).Name, d.registry.Person(c.Person).Name})
			}
		}
		return answer{}, nil
	})
	return out, err
}

// People are the fictional people that the district knows.
func (d *District) People() []*registry.Person { return d.registry.People }
