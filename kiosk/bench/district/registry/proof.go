package registry

import (
	"slices"
	"strconv"
)

// Proof is something that citizens were or are asked to prove.
type Proof struct {
	Code    string   `toml:"code"`
	Name    Words    `toml:"name"`
	Aliases []string `toml:"aliases"`
	Status  string   `toml:"status"` // kept, abolished, commitment, shared-check
	Law     Words    `toml:"law"`
	Check   string   `toml:"check"` // code of the department that is asked
	Items   []string `toml:"items"`
}

// Proof returns the proof with a code, and false when there is none.
func (r *Registry) Proof(code string) (Proof, bool) {
	i := slices.IndexFunc(r.Proofs, func(p Proof) bool { return p.Code == code })
	if i < 0 {
		return Proof{}, false
	}
	return r.Proofs[i], true
}

// ProofsOf are the proofs that an item asks or asked for.
func (r *Registry) ProofsOf(item *Item) []Proof {
	var out []Proof
	for _, p := range r.Proofs {
		if slices.Contains(p.Items, item.Basic) {
			out = append(out, p)
		}
	}
	return out
}

// Indicator is a reason of a grade. The first digit of its code is the grade.
type Indicator struct {
	Code  string
	Level int
	Text  Words
}

func (r *Registry) readIndicators() error {
	var file struct {
		Indicators map[string]Words `toml:"indicators"`
	}
	if err := read("indicators.toml", &file); err != nil {
		return err
	}
	for code, text := range file.Indicators {
		level, err := strconv.Atoi(code[:1])
		if err != nil {
			return err
		}
		r.Indicators = append(r.Indicators, Indicator{code, level, text})
	}
	slices.SortFunc(r.Indicators, func(a, b Indicator) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
	return nil
}
