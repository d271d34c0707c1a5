package district

import (
	"bytes"
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/kiosk/hall/api"
)

//go:embed hall.toml
var hallTOML []byte

// data is hall.toml.
type data struct {
	Name          api.Words           `toml:"name"`
	Notice        api.Notice          `toml:"notice"`
	SlotMinutes   int                 `toml:"slot_minutes"`
	CutOffMinutes int                 `toml:"cut_off_minutes"`
	PriorityRun   int                 `toml:"priority_run"`
	WalkSeconds   int                 `toml:"walk_seconds"`
	HoldMinutes   int                 `toml:"hold_minutes"`
	Hours         map[string][]string `toml:"hours"` // by weekday: mon … sun
	Blocks        blocks              `toml:"blocks"`
	Classes       []class             `toml:"class"`
	Departments   []*department       `toml:"department"`

	businesses map[string]*business // by code
	queues     []*queue
}

// blocks is what a terminal may lease to be ready for a lost network.
type blocks struct {
	Numbers int `toml:"numbers"` // of one block at most; 0: none are leased
	Hours   int `toml:"hours"`   // of one lease
	Limit   int `toml:"limit"`   // blocks of one business that a terminal may hold
}

// class is a priority class of the hall.
type class struct {
	Code    string    `toml:"code"`
	Name    api.Words `toml:"name"`
	AgeFrom int       `toml:"age_from"` // 0: proved at the window
}

type department struct {
	Code   string    `toml:"code"`
	Prefix string    `toml:"prefix"` // of its numbers
	Name   api.Words `toml:"name"`
	Short  api.Words `toml:"short"`
	Queues []*queue  `toml:"queue"`
}

// queue is a group of windows that call the same people.
type queue struct {
	Unit       string      `toml:"unit"` // 统一社会信用代码
	Area       api.Words   `toml:"area"`
	Windows    string      `toml:"windows"` // as the signs say it: "5–8", "9"
	Minutes    float64     `toml:"minutes"` // of one visit at a window, mean
	Typical    float64     `toml:"typical"` // people who wait on an ordinary day
	Duty       int         `toml:"duty"`    // windows that serve between two spans of hours
	Businesses []*business `toml:"business"`

	department *department
	index      int   // in data.queues
	numbers    []int // of the windows
}

type business struct {
	Item      string     `toml:"item"` // 12 of the basic code, or 14
	Name      api.Words  `toml:"name"`
	Detail    api.Notice `toml:"detail"`
	Aliases   []string   `toml:"aliases"`
	Cap       int        `toml:"cap"`    // per slot, appointments included; 0: none
	Booked    int        `toml:"booked"` // appointments of each slot
	Anonymous bool       `toml:"anonymous"`

	queue *queue
}

// countyLevel is the level character of an item code: 2 province, 3 city.
const countyLevel = "4"

func (b *business) code() string { return b.queue.Unit + countyLevel + b.Item }

func (b *business) prefix() string { return b.queue.department.Prefix }

// parseData reads hall.toml and ties its parts together.
func parseData(raw []byte) (*data, error) {
	d := data{businesses: map[string]*business{}}
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&d); err != nil {
		return nil, fmt.Errorf("district: hall.toml: %w", err)
	}
	for _, dep := range d.Departments {
		for _, q := range dep.Queues {
			if err := d.tie(dep, q); err != nil {
				return nil, fmt.Errorf("district: hall.toml: %s: %w", dep.Code, err)
			}
		}
	}
	return &d, nil
}

func (d *data) tie(dep *department, q *queue) (err error) {
	q.department, q.index = dep, len(d.queues)
	d.queues = append(d.queues, q)
	if q.numbers, err = parseWindows(q.Windows); err != nil {
		return err
	}
	for _, b := range q.Businesses {
		b.queue = q
		if d.businesses[b.code()] != nil {
			return fmt.Errorf("item %s twice", b.code())
		}
		d.businesses[b.code()] = b
	}
	return nil
}

// parseWindows reads "5–8" or "9".
func parseWindows(s string) ([]int, error) {
	first, last, isRange := strings.Cut(s, "–")
	if !isRange {
		last = first
	}
	from, err := strconv.Atoi(first)
	if err != nil {
		return nil, fmt.Errorf("windows %q: %w", s, err)
	}
	until, err := strconv.Atoi(last)
	if err != nil || until < from {
		return nil, fmt.Errorf("windows %q: no range", s)
	}
	var numbers []int
	for n := from; n <= until; n++ {
		numbers = append(numbers, n)
	}
	return numbers, nil
}

func (d *data) class(code string) (class, bool) {
	for _, c := range d.Classes {
		if c.Code == code {
			return c, true
		}
	}
	return class{}, false
}
