package registry

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed *.toml matters/*.toml
var files embed.FS

// Registry is the whole of the tables. It does not change.
type Registry struct {
	Departments []*Department
	Materials   map[string]*Material
	Results     map[string]*Result
	Items       []*Item
	Events      []Event
	Proofs      []Proof
	Indicators  []Indicator
	Places      []Place
	People      []*Person
	Cabinets    []Cabinet
	Calendar    Calendar
	Questions   map[string]Question // by material that is needed only sometimes
	Forms       []Form

	licences     []licenceRow
	cases        []caseRow
	certificates []certificateRow
	bookings     []bookingRow
	byCode       map[string]*Item // by the code without the unit, and by the whole code
}

// Department is one body of the centre.
type Department struct {
	Code    string `toml:"code"`
	Unit    string `toml:"unit"` // 统一社会信用代码
	Name    Words  `toml:"name"`
	Short   Words  `toml:"short"`
	Area    Words  `toml:"area"`
	Windows string `toml:"windows"`
	Phone   string `toml:"phone"`
}

// Event is a 高效办成一件事: matters of one event of a life.
type Event struct {
	Code    string   `toml:"code"`
	Name    Words    `toml:"name"`
	Explain Words    `toml:"explain"`
	Items   []string `toml:"items"`
}

// Place is where matters are handled.
type Place struct {
	Code        string   `toml:"code"`
	Name        Words    `toml:"name"`
	Kind        string   `toml:"kind"` // hall, street, township
	Area        string   `toml:"area"` // national area code
	Address     Words    `toml:"address"`
	Phone       string   `toml:"phone"`
	Hours       Words    `toml:"hours"`
	Departments []string `toml:"departments"` // "*": all of them
}

// Takes reports whether a department's matters are handled at the place.
func (p Place) Takes(department string) bool {
	return slices.Contains(p.Departments, "*") || slices.Contains(p.Departments, department)
}

// Cabinet is a certificate cabinet.
type Cabinet struct {
	Code    string `toml:"code"`
	Place   string `toml:"place"`
	Name    Words  `toml:"name"`
	Cells   int    `toml:"cells"` // numbered from 1
	Blocked []int  `toml:"blocked"`
	Window  string `toml:"window"` // where a person sees to what it did not give
	Area    Words  `toml:"area"`
}

// Load reads the tables, once: everybody gets the same. An error names the file
// and the line that is wrong.
var Load = sync.OnceValues(readAll)

func readAll() (*Registry, error) {
	r := Registry{byCode: map[string]*Item{}}
	for _, table := range []struct {
		file string
		into any
	}{
		{"departments.toml", wrap("department", &r.Departments)},
		{"materials.toml", &r.Materials},
		{"results.toml", &r.Results},
		{"questions.toml", &r.Questions},
		{"forms.toml", wrap("form", &r.Forms)},
		{"events.toml", wrap("event", &r.Events)},
		{"proofs.toml", wrap("proof", &r.Proofs)},
		{"places.toml", wrap("place", &r.Places)},
		{"people.toml", wrap("person", &r.People)},
		{"cabinets.toml", wrap("cabinet", &r.Cabinets)},
		{"licences.toml", wrap("licence", &r.licences)},
		{"cases.toml", wrap("case", &r.cases)},
		{"certificates.toml", wrap("certificate", &r.certificates)},
		{"bookings.toml", wrap("booking", &r.bookings)},
	} {
		if err := read(table.file, table.into); err != nil {
			return nil, err
		}
	}
	if err := r.readIndicators(); err != nil {
		return nil, err
	}
	if err := r.readCalendar(); err != nil {
		return nil, err
	}
	if err := r.readItems(); err != nil {
		return nil, err
	}
	return &r, r.tie()
}

// wrap lets a file of [[name]] tables be decoded into a slice.
func wrap[T any](name string, into *[]T) any { return &map[string]*[]T{name: into} }

func read(file string, into any) error {
	raw, err := files.ReadFile(file)
	if err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(into); err != nil {
		return fmt.Errorf("registry: %s: %w", file, err)
	}
	return nil
}

func (r *Registry) readItems() error {
	names, err := fs.Glob(files, "matters/*.toml")
	if err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	for _, name := range names {
		var file struct {
			Department string  `toml:"department"`
			Items      []*Item `toml:"matter"`
		}
		if err := read(name, &file); err != nil {
			return err
		}
		dep := r.Department(file.Department)
		if dep == nil {
			return fmt.Errorf("registry: %s: no department %s", name, file.Department)
		}
		for _, item := range file.Items {
			if err := r.addItem(item, dep); err != nil {
				return fmt.Errorf("registry: %s: %w", name, err)
			}
		}
	}
	return nil
}

// Department returns the body with a code or a unit code, or nil.
func (r *Registry) Department(code string) *Department {
	i := slices.IndexFunc(r.Departments, func(d *Department) bool { return d.Code == code || d.Unit == code })
	if i < 0 {
		return nil
	}
	return r.Departments[i]
}

// Item returns the matter with a code, with or without its unit; nil when none.
func (r *Registry) Item(code string) *Item { return r.byCode[code] }

// Place returns the place with a code, and false when there is none.
func (r *Registry) Place(code string) (Place, bool) {
	i := slices.IndexFunc(r.Places, func(p Place) bool { return p.Code == code })
	if i < 0 {
		return Place{}, false
	}
	return r.Places[i], true
}

// Cabinet returns the cabinet with a code, and false when there is none.
func (r *Registry) Cabinet(code string) (Cabinet, bool) {
	i := slices.IndexFunc(r.Cabinets, func(c Cabinet) bool { return c.Code == code })
	if i < 0 {
		return Cabinet{}, false
	}
	return r.Cabinets[i], true
}

// tie checks that what the tables name is there.
func (r *Registry) tie() error {
	for _, i := range r.Items {
		for _, n := range i.Needs {
			if _, asked := r.Questions[n.Code]; n.Optional && !asked {
				return fmt.Errorf("registry: item %s: nothing asks whether %s is needed", i.Basic, n.Code)
			}
		}
	}
	for _, e := range r.Events {
		if missing := r.unknown(e.Items); missing != "" {
			return fmt.Errorf("registry: event %s: no item %s", e.Code, missing)
		}
	}
	for _, p := range r.Proofs {
		if missing := r.unknown(p.Items); missing != "" {
			return fmt.Errorf("registry: proof %s: no item %s", p.Code, missing)
		}
		if p.Check != "" && r.Department(p.Check) == nil {
			return fmt.Errorf("registry: proof %s: no department %s", p.Code, p.Check)
		}
	}
	for _, p := range r.Places {
		for _, d := range p.Departments {
			if d != "*" && r.Department(d) == nil {
				return fmt.Errorf("registry: place %s: no department %s", p.Code, d)
			}
		}
	}
	if err := r.tieForms(); err != nil {
		return err
	}
	return r.tieCast()
}

func (r *Registry) unknown(items []string) string {
	for _, code := range items {
		if r.Item(code) == nil {
			return code
		}
	}
	return ""
}

// Words is a text in both languages, written "Chinese | English".
type Words struct{ En, Zh string }

// MarshalText writes "Chinese | English", and nothing for no text.
func (w Words) MarshalText() ([]byte, error) {
	if w.Zh == "" {
		return nil, nil
	}
	return []byte(w.Zh + " | " + w.En), nil
}

// UnmarshalText reads "Chinese | English"; both are wanted, or nothing.
func (w *Words) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*w = Words{}
		return nil
	}
	zh, en, _ := strings.Cut(string(text), "|")
	w.Zh, w.En = strings.TrimSpace(zh), strings.TrimSpace(en)
	if w.Zh == "" || w.En == "" {
		return fmt.Errorf("%q is not written as Chinese | English", text)
	}
	return nil
}
