package rollout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// planFile is a plan as people write it. What is missing is as usual.
type planFile struct {
	ID        string     `toml:"id" json:"id"`
	Release   int64      `toml:"release" json:"release"`
	Success   float64    `toml:"success" json:"success"`
	MaxFailed int        `toml:"max_failed" json:"max_failed"`
	PerHall   int        `toml:"per_hall" json:"per_hall"`
	AtOnce    int        `toml:"at_once" json:"at_once"`
	Patience  span       `toml:"patience" json:"patience"`
	Waves     []waveFile `toml:"waves" json:"waves"`
}

type waveFile struct {
	Labels map[string]string `toml:"labels" json:"labels"`
	Share  float64           `toml:"share" json:"share"`
	Least  int               `toml:"least" json:"least"`
	Soak   span              `toml:"soak" json:"soak"`
}

// span is a time as "10m".
type span time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*s = span(d)
	return err
}

// Usual is a plan without a release and without waves.
func Usual() Plan {
	return Plan{Success: 0.95, MaxFailed: 3, PerHall: 1, Patience: 20 * time.Minute}
}

// ReadPlan reads a plan that people wrote, as TOML or as JSON; times are as
// "10m". Keys that it does not know are errors. Whether it can work is for
// Validate, once release and waves are there.
func ReadPlan(text []byte) (Plan, error) {
	usual := Usual()
	f := planFile{Success: usual.Success, MaxFailed: usual.MaxFailed, PerHall: usual.PerHall, Patience: span(usual.Patience)}
	var err error
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		err = d.Decode(&f)
	} else {
		err = toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&f)
	}
	if err != nil {
		return Plan{}, fmt.Errorf("rollout: plan: %w", inLine(err))
	}
	p := Plan{ID: f.ID, Release: f.Release, Success: f.Success, MaxFailed: f.MaxFailed, PerHall: f.PerHall, AtOnce: f.AtOnce, Patience: time.Duration(f.Patience)}
	for _, w := range f.Waves {
		p.Waves = append(p.Waves, Wave{w.Labels, w.Share, w.Least, time.Duration(w.Soak)})
	}
	return p, nil
}

// inLine is an error of TOML that says where.
func inLine(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: there is no key %s", line, dotted(strict.Errors[0].Key()))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ := wrong.Position()
		return fmt.Errorf("line %d: %w", line, err)
	}
	return err
}

func dotted(k toml.Key) string { return strings.Join(k, ".") }
