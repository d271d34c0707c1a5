package console

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
)

// seen is a terminal as a page shows it.
type seen struct {
	hub.Known
	State hub.State
	Can   int      // services that can be had
	Not   []string // those that cannot
}

// lack is what cannot be had for one reason.
type lack struct {
	Reason   string
	Services []string
	All      bool // it is the reason for everything that cannot be had
}

// Lacks are the reasons why something cannot be had, as they come.
func (s seen) Lacks() (out []lack) {
	for _, one := range s.Status.Services {
		if one.Reason == "" {
			continue
		}
		i := slices.IndexFunc(out, func(l lack) bool { return l.Reason == one.Reason })
		if i < 0 {
			i, out = len(out), append(out, lack{Reason: one.Reason})
		}
		out[i].Services = append(out[i].Services, one.ID)
	}
	if len(out) == 1 {
		out[0].All = true
	}
	return out
}

// Lost reports whether what it said last may not hold any more.
func (s seen) Lost() bool { return s.State.Lost() }

func (c *Console) see(k hub.Known, now time.Time) seen {
	s := seen{Known: k, State: k.State(now, c.hub.Every())}
	for _, one := range k.Status.Services {
		if one.Reason == "" {
			s.Can++
		} else {
			s.Not = append(s.Not, one.ID)
		}
	}
	return s
}

// fleet are the terminals that are somebody's to see, in order.
func (c *Console) fleet(s people.Session) []seen {
	at := time.Now()
	var out []seen
	for _, k := range c.known(s) {
		out = append(out, c.see(k, at))
	}
	return out
}

// known are they as the hub has them.
func (c *Console) known(s people.Session) []hub.Known {
	return slices.DeleteFunc(c.hub.Terminals(), func(k hub.Known) bool { return !s.Person.Scope.Covers(k.Place) })
}

// branch is a place with what stands in it.
type branch struct {
	Level string       // "province" to "hall"; empty: everything
	Name  string       // empty: it was not said
	Query template.URL // of the list
	Path  string       // for the page to know it again
	Total int
	Count map[hub.State]int
	Below []*branch
	Open  bool
}

// Counts are the states that there are, the worst first.
func (b *branch) Counts() (out []tally) {
	for _, s := range hub.States {
		if n := b.Count[s]; n > 0 {
			out = append(out, tally{s, n, b.with("state", string(s))})
		}
	}
	return out
}

func (b *branch) with(name, value string) template.URL {
	more := url.Values{name: {value}}.Encode()
	if b.Query == "" {
		return template.URL(more)
	}
	return b.Query + template.URL("&"+more)
}

// tally is how many are in a state, and where they are listed.
type tally struct {
	State hub.State
	N     int
	Query template.URL
}

var levels = []string{"province", "city", "district", "hall"}

// at is the name of a place on a level.
func at(p config.Place, level string) string {
	return map[string]string{"province": p.Province, "city": p.City, "district": p.District, "hall": p.Hall}[level]
}

// manyHalls is how many halls are shown at once; of more, the districts are
// folded.
const manyHalls = 24

// grow makes the tree of places.
func grow(all []seen) *branch {
	root := &branch{Count: map[hub.State]int{}, Open: true}
	known := map[string]*branch{}
	halls := 0
	for _, s := range all {
		b := root
		b.add(s.State)
		for i, level := range levels {
			name := at(s.Place, level)
			id := b.Path + "/" + name
			next := known[id]
			if next == nil {
				next = &branch{Level: level, Name: name, Path: id, Query: b.with(level, name), Count: map[hub.State]int{}, Open: true}
				known[id], b.Below = next, append(b.Below, next)
				if i == len(levels)-1 {
					halls++
				}
			}
			b = next
			b.add(s.State)
		}
	}
	root.tidy(halls > manyHalls)
	return root
}

func (b *branch) add(s hub.State) {
	b.Total++
	b.Count[s]++
}

// tidy puts places in order, and folds what is too much.
func (b *branch) tidy(fold bool) {
	slices.SortFunc(b.Below, func(x, y *branch) int { return cmp.Compare(x.Name, y.Name) })
	if fold && b.Level == "district" {
		b.Open = false
	}
	for _, one := range b.Below {
		one.tidy(fold)
	}
}
