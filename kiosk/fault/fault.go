// Package fault is the table of everything that can be wrong with a terminal:
// a code, how bad it is, what citizens and staff are told, what to do, and who
// does it. The table is faults.toml; how a device's own words become a code is
// for whoever knows the device.
package fault

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Code names a fault on the phone: "PRN-PAPER-OUT".
type Code string

// Severity says what a fault takes away.
type Severity string

const (
	Info     Severity = "info"     // to be known
	Warning  Severity = "warning"  // it works; somebody comes today
	Error    Severity = "error"    // a service is withdrawn
	Critical Severity = "critical" // nobody can be served, or something is unsafe
)

var ranks = map[Severity]int{Info: 1, Warning: 2, Error: 3, Critical: 4}

// Rank is higher for what is worse; 0 for a word that is none.
func (s Severity) Rank() int { return ranks[s] }

// Who acts on a fault.
type Who string

const (
	Reset      Who = "reset" // anybody: off, and on again
	Site       Who = "site"  // staff of the hall
	Technician Who = "technician"
	Developer  Who = "developer"
)

// Text is a sentence in both languages.
type Text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// In returns the sentence in a language: zh or zh-Hans, else English.
func (t Text) In(lang string) string {
	if strings.HasPrefix(lang, "zh") {
		return t.Zh
	}
	return t.En
}

// Fault is a row of the table.
type Fault struct {
	Code      Code          `json:"code"`
	Device    string        `json:"device"`
	Severity  Severity      `json:"severity"`
	Who       Who           `json:"who"`
	Withdraws string        `json:"withdraws,omitempty"` // the reason with which services are taken away
	Citizen   Text          `json:"citizen"`             // what a person in front of the terminal reads
	Guard     Text          `json:"guard"`               // what the staff is told
	Act       Text          `json:"act"`                 // what to do, the first thing first
	HiddenBy  []Code        `json:"hidden_by,omitempty"` // what it may come from
	After     time.Duration `json:"after_ns,omitempty"`  // how long it must last before it is told
	Word      string        `json:"-"`                   // key of the citizen's sentence
}

//go:embed faults.toml
var text []byte

// row is a Fault as the file has it.
type row struct {
	Device    string
	Severity  Severity
	Who       Who
	Citizen   string
	Withdraws string
	HiddenBy  []Code `toml:"hidden_by"`
	After     duration
	Guard     [2]string
	Act       [2]string
}

type duration time.Duration

func (d *duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	*d = duration(v)
	return err
}

var table = sync.OnceValue(func() map[Code]Fault {
	t, err := read(text)
	if err != nil {
		panic(err) // embedded: the tests read the same bytes
	}
	return t
})

// read reads the table and holds it to its own rules.
func read(text []byte) (map[Code]Fault, error) {
	var file struct {
		Citizen map[string][2]string
		Fault   map[Code]row
	}
	d := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("fault: table: %w", err)
	}
	out := map[Code]Fault{}
	for code, r := range file.Fault {
		word := r.Citizen
		if word == "" {
			word = r.Withdraws
		}
		says := file.Citizen[word]
		out[code] = Fault{
			Code: code, Device: r.Device, Severity: r.Severity, Who: r.Who, Withdraws: r.Withdraws, Word: word,
			Citizen: Text{says[0], says[1]}, Guard: Text{r.Guard[0], r.Guard[1]}, Act: Text{r.Act[0], r.Act[1]},
			HiddenBy: r.HiddenBy, After: time.Duration(r.After),
		}
	}
	for code, f := range out {
		if err := f.check(out); err != nil {
			return nil, fmt.Errorf("fault: %s: %w", code, err)
		}
	}
	return out, nil
}

// check tells what a row lacks.
func (f Fault) check(all map[Code]Fault) error {
	for name, t := range map[string]Text{"citizen": f.Citizen, "guard": f.Guard, "act": f.Act} {
		if t.Zh == "" || t.En == "" {
			return fmt.Errorf("%s: a sentence is missing", name)
		}
	}
	switch {
	case f.Device == "":
		return fmt.Errorf("no device")
	case f.Severity.Rank() == 0:
		return fmt.Errorf("severity %q", f.Severity)
	case !slices.Contains([]Who{Reset, Site, Technician, Developer}, f.Who):
		return fmt.Errorf("who %q", f.Who)
	}
	for _, by := range f.HiddenBy {
		if _, ok := all[by]; !ok || by == f.Code {
			return fmt.Errorf("hidden by %q", by)
		}
	}
	return nil
}

// Of returns a row; ok is false for a code that is none.
func Of(code Code) (Fault, bool) {
	f, ok := table()[code]
	return f, ok
}

// All returns the table in the order of the codes.
func All() []Fault {
	var out []Fault
	for _, code := range slices.Sorted(maps.Keys(table())) {
		out = append(out, table()[code])
	}
	return out
}
