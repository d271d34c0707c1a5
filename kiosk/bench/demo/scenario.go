package demo

import (
	"context"
	"fmt"
	"strings"
)

// Scenario is a visit of one kind, from the attract page to the attract page,
// and what must be true of it afterwards.
type Scenario struct {
	Name  string // of its folder, and of make demo JOURNEY=NAME
	Title string
	by    *pad // nil: the glass is touched
	steps []step
	check func(ctx context.Context, p *Player) error
}

// step is a part of a visit, as a citizen would name it.
type step struct {
	name string
	play func(ctx context.Context, p *Player) error
}

// Scenarios are all of them, in the order in which they are played.
var Scenarios = []Scenario{
	queue,
	checkin,
	appoint,
	pickup,
	guide,
	proof,
	declare,
	offline,
	inquiry,
	rating,
	report,
	keys,
	switches,
	left,
}

// Choose returns the scenario of that name, or all of them for an empty one.
func Choose(name string) ([]Scenario, error) {
	if name == "" {
		return Scenarios, nil
	}
	for _, s := range Scenarios {
		if s.Name == name {
			return []Scenario{s}, nil
		}
	}
	return nil, fmt.Errorf("demo: no journey %q; there are %s", name, strings.Join(Names(), ", "))
}

// Names are those of all scenarios.
func Names() []string {
	var out []string
	for _, s := range Scenarios {
		out = append(out, s.Name)
	}
	return out
}
