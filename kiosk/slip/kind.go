package slip

import (
	"fmt"
	"strings"
	"time"
)

// Kind names a kind of paper: its template, templates/KIND.slip, and its key
// in the configuration's [slips].
type Kind string

// Paper is what one piece of paper says: a struct whose fields are texts,
// numbers, times, structs of these, and slices. A template sees the fields
// with what is markup in them quoted.
type Paper interface {
	Kind() Kind
	// samples are papers to try a template on, made up: the first has
	// everything, for people to look at; the others leave out what may be left
	// out.
	samples() []Paper
}

// kinds is every kind of paper. Its template is parsed, tried and configured
// by standing here.
var kinds = []Paper{
	Ticket{},
	Receipt{},
	Booking{},
	Printout{},
	Case{},
	Supplement{},
	Report{},
	Checklist{},
	Declaration{},
	Statement{},
	Commitment{},
	Faults{},
}

// Frame is what every paper says at its head and its foot.
type Frame struct {
	Hall     string // name of the hall: 路南区政务服务中心
	Place    string // of the terminal: 一楼大厅 3 号机
	Phone    string // of the hall's information desk
	At       time.Time
	Terminal string
	Serial   int // of this terminal's papers
}

// Kinds are the names of every kind.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i, p := range kinds {
		all[i] = p.Kind()
	}
	return all
}

// Sample is a paper of a kind to look at; everybody on it is made up.
func Sample(k Kind) (Paper, error) {
	row, err := find(k)
	if err != nil {
		return nil, err
	}
	return row.samples()[0], nil
}

// find returns the row of a kind.
func find(k Kind) (Paper, error) {
	var names []string
	for _, p := range kinds {
		if p.Kind() == k {
			return p, nil
		}
		names = append(names, string(p.Kind()))
	}
	return nil, fmt.Errorf("slip: no paper %q; there are %s", k, strings.Join(names, ", "))
}

// sampleFrame is the hall of the samples. The hall, and everybody on the
// samples, is made up.
func sampleFrame() Frame {
	return Frame{
		Hall:     "路南区政务服务中心",
		Place:    "一楼大厅 3 号机",
		Phone:    "12345",
		At:       time.Date(2026, 6, 12, 9, 36, 0, 0, time.FixedZone("CST", 8*3600)),
		Terminal: "LN-F1-03",
		Serial:   381,
	}
}
