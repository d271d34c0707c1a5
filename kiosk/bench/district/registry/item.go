package registry

import (
	"fmt"
	"strconv"
	"strings"
)

// level is the level character of an item code: 2 province, 3 city, 4 county.
const level = "4"

// Item is one matter (事项): what it takes and what it ends with.
type Item struct {
	Basic      string     `toml:"item"`  // basic code of 12, or with 2 more for one of several handling items
	Unit       string     `toml:"unit"`  // that handles it; the department's unless said
	Queue      string     `toml:"queue"` // basic code of the queue that serves it; its own unless said
	Name       Words      `toml:"name"`
	Aliases    []string   `toml:"aliases"` // what citizens call it
	Detail     Words      `toml:"detail"`
	Statutory  Limit      `toml:"statutory"`
	Promised   Limit      `toml:"promised"`
	Server     string     `toml:"server"` // natural, legal, both; natural unless said
	Fee        Words      `toml:"fee"`
	Needs      []Need     `toml:"materials"`
	Conditions []Words    `toml:"conditions"`
	FAQ        [][2]Words `toml:"faq"` // question and answer
	Result     string     `toml:"result"`
	Kiosk      bool       `toml:"kiosk"`    // is_service_terminals
	Schedule   bool       `toml:"schedule"` // is_schedule
	Area       string     `toml:"area"`     // 通办范围: district, city, province, country; district unless said

	Department *Department `toml:"-"`
	Initials   []string    `toml:"-"` // first letters of its Pinyin, of every reading
}

// Code is the 实施编码 (31 characters) or the 业务办理项编码 (33).
func (i *Item) Code() string { return i.Unit + level + i.Basic }

// Catalog is the 基本编码 of 12 characters.
func (i *Item) Catalog() string { return i.Basic[:12] }

// Type is the type of the power: 01 licence … 09 adjudication, 21 public service.
func (i *Item) Type() string { return i.Basic[2:4] }

// ProjectType is 1 即办件 when it is promised at once, else 2 承诺件.
func (i *Item) ProjectType() string {
	if i.Promised.N == 0 {
		return "1"
	}
	return "2"
}

// Free reports whether it costs nothing.
func (i *Item) Free() bool { return i.Fee.Zh == "" }

// Need is a material of an item; written with a ? behind it where it depends on
// the situation.
type Need struct {
	Code     string
	Optional bool
}

// UnmarshalText reads "id-card" or "guardian?".
func (n *Need) UnmarshalText(text []byte) error {
	n.Code, n.Optional = strings.CutSuffix(string(text), "?")
	return nil
}

// Material is something that matters ask for.
type Material struct {
	Name   Words    `toml:"name"`
	Issuer Words    `toml:"issuer"`
	Forms  []string `toml:"forms"` // the best first: licence, shared, electronic, paper, deferred, commitment
}

// Result is what a matter ends with.
type Result struct {
	Name        Words  `toml:"name"`
	Certificate bool   `toml:"certificate"` // something is handed over
	Prints      bool   `toml:"prints"`      // a terminal may print it
	Years       int    `toml:"years"`       // of validity; 0: for ever
	Measure     string `toml:"measure"`     // measure word; 本 unless said
}

// Limit is a time limit. No number means at once.
type Limit struct {
	N    int
	Unit string // 1 working day, 2 natural day, 3 hour, 4 minute, 5 month
}

var limitUnits = map[byte]string{'w': "1", 'd': "2", 'h': "3", 'm': "4", 'M': "5"}

// UnmarshalText reads "now", or a number with w, d, h, m or M behind it.
func (l *Limit) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "now" {
		*l = Limit{0, "1"}
		return nil
	}
	unit, known := limitUnits[s[len(s)-1]]
	n, err := strconv.Atoi(s[:len(s)-1])
	if !known || err != nil || n <= 0 {
		return fmt.Errorf("%q is no time limit such as 20w, 60d or now", s)
	}
	*l = Limit{n, unit}
	return nil
}

func (r *Registry) addItem(item *Item, dep *Department) error {
	item.Department = dep
	item.Unit = or(item.Unit, dep.Unit)
	item.Queue = or(item.Queue, item.Basic)
	item.Server = or(item.Server, "natural")
	item.Area = or(item.Area, "district")
	if len(item.Basic) != 12 && len(item.Basic) != 14 {
		return fmt.Errorf("item %q: wanted 12 or 14 characters", item.Basic)
	}
	if r.byCode[item.Basic] != nil {
		return fmt.Errorf("item %s twice", item.Basic)
	}
	for _, n := range item.Needs {
		if r.Materials[n.Code] == nil {
			return fmt.Errorf("item %s: no material %s", item.Basic, n.Code)
		}
	}
	if r.Results[item.Result] == nil {
		return fmt.Errorf("item %s: no result %q", item.Basic, item.Result)
	}
	item.Initials = initials(item.Name.Zh)
	r.Items = append(r.Items, item)
	r.byCode[item.Basic], r.byCode[item.Code()] = item, item
	return nil
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
