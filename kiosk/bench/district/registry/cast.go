package registry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The tables of what people have going on. Their days are relative.

type caseRow struct {
	Key         string    `toml:"key"`
	Person      string    `toml:"person"`
	Item        string    `toml:"item"`
	Status      string    `toml:"status"`
	Raw         string    `toml:"raw"`
	Name        Words     `toml:"name"` // of a status that is not known here
	Source      string    `toml:"source"`
	Applied     moment    `toml:"applied"`
	Opinion     Words     `toml:"opinion"`
	Stops       []stopRow `toml:"stops"`
	Supplements []struct {
		Material string `toml:"material"`
		Explain  Words  `toml:"explain"`
		Until    int    `toml:"until"` // working days from today
	} `toml:"supplements"`
}

type stopRow struct {
	Type   string `toml:"type"`
	Reason Words  `toml:"reason"`
	From   moment `toml:"from"`
	Until  moment `toml:"until"`
}

type certificateRow struct {
	Case      string `toml:"case"`
	Name      Words  `toml:"name"` // the result's unless said
	Readiness string `toml:"readiness"`
	Cabinet   string `toml:"cabinet"`
	Cell      int    `toml:"cell"`
	Kept      int    `toml:"kept"`     // working days from today, in the cell
	Expected  int    `toml:"expected"` // working days from today
	Pages     int    `toml:"pages"`
	Sent      moment `toml:"sent"` // posted or collected
	Tail      string `toml:"tail"` // of the consignment
	Needs     Words  `toml:"needs"`
	Agent     string `toml:"agent"`
	Code      string `toml:"code"` // that the agent was given
}

type bookingRow struct {
	Person  string `toml:"person"`
	Item    string `toml:"item"`
	Place   string `toml:"place"`   // the hall unless said
	Minutes int    `toml:"minutes"` // from the beginning of the bench's day
	When    moment `toml:"when"`    // or a working day after today
	Note    Words  `toml:"note"`
}

type licenceRow struct {
	Person   string `toml:"person"`
	Material string `toml:"material"`
	Name     Words  `toml:"name"`
	Unit     string `toml:"unit"`
	State    string `toml:"state"`
	Until    int    `toml:"until"` // natural days from today; 0: no end
}

// moment is a working day relative to today and a time of it; nil when not said.
type moment struct {
	said  bool
	days  int
	clock time.Duration
}

// UnmarshalText reads "-6 09:20".
func (m *moment) UnmarshalText(text []byte) error {
	day, clock, _ := strings.Cut(string(text), " ")
	days, err := strconv.Atoi(day)
	if err != nil {
		return fmt.Errorf("%q is no moment such as -6 09:20", text)
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return fmt.Errorf("%q is no moment such as -6 09:20", text)
	}
	*m = moment{true, days, time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute}
	return nil
}

func (r *Registry) tieCast() error {
	for _, p := range r.People {
		if p.Guardian != "" && r.Person(p.Guardian) == nil {
			return fmt.Errorf("registry: %s: no guardian %s", p.Key, p.Guardian)
		}
	}
	for _, c := range r.cases {
		if r.Person(c.Person) == nil || r.Item(c.Item) == nil {
			return fmt.Errorf("registry: case %s: no person %s or no item %s", c.Key, c.Person, c.Item)
		}
		for _, s := range c.Supplements {
			if r.Materials[s.Material] == nil {
				return fmt.Errorf("registry: case %s: no material %s", c.Key, s.Material)
			}
		}
	}
	for _, c := range r.certificates {
		if !slices.ContainsFunc(r.cases, func(k caseRow) bool { return k.Key == c.Case }) {
			return fmt.Errorf("registry: certificate: no case %s", c.Case)
		}
		if c.Agent != "" && r.Person(c.Agent) == nil {
			return fmt.Errorf("registry: certificate of %s: no agent %s", c.Case, c.Agent)
		}
	}
	for _, b := range r.bookings {
		if r.Person(b.Person) == nil || r.Item(b.Item) == nil {
			return fmt.Errorf("registry: booking: no person %s or no item %s", b.Person, b.Item)
		}
	}
	for _, l := range r.licences {
		if r.Person(l.Person) == nil || r.Materials[l.Material] == nil || r.unitName(l.Unit) == nil {
			return fmt.Errorf("registry: licence %s of %s: no such person, material or unit", l.Material, l.Person)
		}
	}
	return nil
}

func (r *Registry) unitName(unit string) *Words {
	if d := r.Department(unit); d != nil {
		return &d.Name
	}
	return nil
}
