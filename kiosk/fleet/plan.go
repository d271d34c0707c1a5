package fleet

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
)

// Plan is which release the terminal runs, and what became of others.
type Plan struct {
	Active  Chosen    `json:"active"`            // without a digest: the local file alone
	Trial   *Trial    `json:"trial,omitempty"`   // the next start takes this one
	Refused []Verdict `json:"refused,omitempty"` // the newest first
}

// Chosen is a release with all that it says.
type Chosen struct {
	Version int64  `json:"version,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Layers  []Text `json:"layers,omitempty"`
}

// Text is one layer.
type Text struct {
	Path string `json:"path"`
	TOML string `json:"toml"`
}

// Trial is a release that has to show that it works.
type Trial struct {
	Chosen
	Began  time.Time `json:"began"`
	Starts int       `json:"starts"`          // of the program since then, but for those that the machine's own start explains
	Power  int       `json:"power,omitempty"` // starts of the machine in the middle
	Boot   string    `json:"boot,omitempty"`  // the machine's start in which the program began last
	Before []string  `json:"before"`          // what did not work before it
}

// Verdict is why a release is not in force.
type Verdict struct {
	Version int64     `json:"version"`
	Digest  string    `json:"digest"`
	Reasons []string  `json:"reasons"` // "printer.port: there is no /dev/ttyS9 here"
	At      time.Time `json:"at"`
	Tried   bool      `json:"tried,omitempty"` // it was on trial; else it was never begun
}

const (
	rowPlan     = "plan"
	mostStarts  = 3
	mostPower   = 10
	mostRefused = 8
)

// started counts one more start of a trial, and tells why there are too many.
//
// A start that ended with the machine's own is the power's fault, or that of
// whoever switched it off: it says nothing of the release. A release that
// hangs the whole machine looks the same, so there is an end to it too. Where
// the machine has no name for its start, every one counts as the release's.
func (t *Trial) started(boot string) (tooMany string) {
	if t.Boot != "" && t.Boot != boot {
		t.Power++
	} else {
		t.Starts++
	}
	t.Boot = boot
	switch {
	case t.Starts > mostStarts:
		return fmt.Sprintf("the program was started %d times with it and did not stay up", mostStarts)
	case t.Power > mostPower:
		return fmt.Sprintf("the machine began anew %d times before it could show that it works", mostPower)
	}
	return ""
}

// chosen is a release as the plan keeps it.
func chosen(r trust.Release) Chosen {
	c := Chosen{Version: r.Version, Digest: r.Digest}
	for _, s := range r.Sources() {
		c.Layers = append(c.Layers, Text{s.Name, string(s.Data)})
	}
	return c
}

// Sources are the layers as configuration reads them.
func (c Chosen) Sources() []config.Source {
	var out []config.Source
	for _, l := range c.Layers {
		layer, _, _ := strings.Cut(strings.TrimSuffix(l.Path, ".toml"), "/")
		out = append(out, config.Source{Layer: config.Layer(layer), Name: l.Path, Data: []byte(l.TOML)})
	}
	return out
}

// ReadPlan reads the plan; one that is lost is the empty one.
func ReadPlan(s trust.Store) (Plan, error) {
	rows, _, err := s.Kept()
	if err != nil {
		return Plan{}, fmt.Errorf("fleet: %w", err)
	}
	var p Plan
	if json.Unmarshal(rows[rowPlan], &p) != nil {
		return Plan{}, nil
	}
	return p, nil
}

func (p Plan) write(s trust.Store) error {
	text, err := json.Marshal(p)
	if err == nil {
		err = s.Keep(map[string][]byte{rowPlan: text}, nil)
	}
	if err != nil {
		return fmt.Errorf("fleet: %w", err)
	}
	return nil
}

// refuse notes why a release is not in force, and ends its trial.
func (p *Plan) refuse(c Chosen, now time.Time, reasons ...string) {
	v := Verdict{c.Version, c.Digest, reasons, now, p.Trial != nil && p.Trial.Digest == c.Digest}
	p.Refused = append([]Verdict{v}, slices.DeleteFunc(p.Refused, func(o Verdict) bool { return o.Digest == c.Digest })...)
	p.Refused = p.Refused[:min(mostRefused, len(p.Refused))]
	if p.Trial != nil && p.Trial.Digest == c.Digest {
		p.Trial = nil
	}
}

func (p Plan) refused(digest string) bool {
	return slices.ContainsFunc(p.Refused, func(v Verdict) bool { return v.Digest == digest })
}

// Boot tells which configuration this start takes: that of the trial, else
// the one in force, else the local file alone. load lays layers over the local
// file and checks the result. What fails is noted before the next is taken.
// machine names this start of the machine; empty: nobody knows.
func Boot(s trust.Store, now time.Time, machine string, load func([]config.Source) (config.Config, error)) (config.Config, error) {
	p, err := ReadPlan(s)
	if err != nil {
		return config.Config{}, err
	}
	if t := p.Trial; t != nil {
		if why := t.started(machine); why != "" {
			p.refuse(t.Chosen, now, why)
		}
		if err := p.write(s); err != nil {
			return config.Config{}, err
		}
	}
	if t := p.Trial; t != nil {
		cfg, err := load(t.Sources())
		if err == nil {
			return cfg, nil
		}
		p.refuse(t.Chosen, now, lines(err)...)
		if err := p.write(s); err != nil {
			return cfg, err
		}
	}
	if p.Active.Digest != "" {
		cfg, err := load(p.Active.Sources())
		if err == nil {
			return cfg, nil
		}
		p.refuse(p.Active, now, lines(err)...) // another program than the one that took it
		p.Active = Chosen{}
		if err := p.write(s); err != nil {
			return cfg, err
		}
	}
	return load(nil)
}

// lines are the problems of a configuration, one by one.
func lines(err error) []string {
	var out []string
	for _, p := range config.ProblemsOf(err) {
		out = append(out, p.String())
	}
	return out
}
