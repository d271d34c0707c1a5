package console

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
)

// each is how many terminals stand on a page.
const each = 50

// sieve is what a list is asked for. What is empty fits any.
type sieve struct {
	Text                           string
	Province, City, District, Hall string
	State, Label, Without, Fault   string
	Release                        string
}

func sieveOf(q url.Values) sieve {
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	return sieve{
		get("q"), get("province"), get("city"), get("district"), get("hall"),
		get("state"), get("label"), get("without"), get("fault"), get("release"),
	}
}

// query is the sieve as a query again, from a row on.
func (f sieve) query(from int) template.URL {
	return encode(map[string]string{
		"q": f.Text, "province": f.Province, "city": f.City, "district": f.District, "hall": f.Hall,
		"state": f.State, "label": f.Label, "without": f.Without, "fault": f.Fault, "release": f.Release, "from": strconv.Itoa(from),
	})
}

// Empty reports whether everything fits.
func (f sieve) Empty() bool { return f == sieve{} }

func (f sieve) fits(s seen) bool {
	scope := people.Scope{Province: f.Province, City: f.City, District: f.District, Hall: f.Hall}
	return scope.Covers(s.Place) && (f.State == "" || f.State == string(s.State)) &&
		(f.Without == "" || slices.Contains(s.Not, f.Without)) &&
		(f.Release == "" || f.Release == strconv.FormatInt(s.Status.Release.Version, 10)) &&
		f.faulty(s) && f.labelled(s) && f.says(s)
}

func (f sieve) faulty(s seen) bool {
	if f.Fault == "" {
		return true
	}
	for _, one := range s.Status.Faults {
		if one.Code == f.Fault {
			return true
		}
	}
	return false
}

// labelled takes "name=value", or a name alone.
func (f sieve) labelled(s seen) bool {
	if f.Label == "" {
		return true
	}
	name, want, valued := strings.Cut(f.Label, "=")
	have, there := s.Rollout().Labels[name]
	return there && (!valued || have == want)
}

// says looks for a text in what the terminal is called and where it is.
func (f sieve) says(s seen) bool {
	p := s.Place
	all := strings.ToLower(strings.Join([]string{s.ID, p.Province, p.City, p.District, p.Hall, p.Model, s.Status.Program}, "\n"))
	for want := range strings.FieldsSeq(strings.ToLower(f.Text)) {
		if !strings.Contains(all, want) {
			return false
		}
	}
	return true
}

// list is one page of terminals.
type list struct {
	Sieve            sieve
	States           []hub.State
	Services         []string // that may be asked for
	Halls            []string
	Acts             []manyOf // that whoever looks may do to all of them
	Rows             []seen
	Total, From, To  int
	Earlier, Further template.URL // queries; empty: there is none
}

func (c *Console) terminals(w http.ResponseWriter, r *http.Request, s people.Session) {
	l := list{Sieve: sieveOf(r.URL.Query()), States: hub.States}
	all := c.fleet(s)
	for _, one := range hub.Services(c.known(s), time.Now(), c.hub.Every()) {
		l.Services = append(l.Services, one.ID)
	}
	for _, one := range all {
		if one.Place.Hall != "" && !slices.Contains(l.Halls, one.Place.Hall) {
			l.Halls = append(l.Halls, one.Place.Hall)
		}
		if l.Sieve.fits(one) {
			l.Rows = append(l.Rows, one)
		}
	}
	slices.Sort(l.Halls)
	l.Acts = c.manyFor(l.Rows, s)
	from, _ := strconv.Atoi(r.URL.Query().Get("from")) // what cannot be read is the beginning
	l.cut(from)
	c.draw(w, r, http.StatusOK, "terminals", l, "terminals.title")
}

// Query is what the list is asked for.
func (l list) Query() template.URL { return l.Sieve.query(0) }

// cut leaves the rows of one page.
func (l *list) cut(from int) {
	l.Total = len(l.Rows)
	from = min(max(from, 0), max(l.Total-1, 0)) / each * each
	to := min(from+each, l.Total)
	if from > 0 {
		l.Earlier = l.Sieve.query(from - each)
	}
	if to < l.Total {
		l.Further = l.Sieve.query(to)
	}
	l.Rows, l.From, l.To = l.Rows[from:to], min(from+1, l.Total), to
}
