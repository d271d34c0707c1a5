package console

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
)

// manyActs are the acts that can be done to a selection at once.
var manyActs = []string{"lock", "unlock", "selftest"}

// manyOf is one of them, and how many terminals it would touch.
type manyOf struct {
	act
	N int
}

// manyFor are those that somebody may do to some terminals as they are.
func (c *Console) manyFor(all []seen, s people.Session) (out []manyOf) {
	for _, a := range terminalActs {
		if !slices.Contains(manyActs, a.Name) || !s.Person.Role.May(a.Role) || c.o.Orders == nil {
			continue
		}
		n := 0
		for _, k := range all {
			if a.fits(k) {
				n++
			}
		}
		if n > 0 {
			out = append(out, manyOf{a, n})
		}
	}
	return out
}

// many is an act on all terminals of a selection, to confirm.
type many struct {
	act
	Sieve   sieve
	Rows    []seen // that it touches
	Apart   int    // that fit, and to which it would do nothing
	Mute    int    // of Rows, that do not answer now
	Halls   []named
	Text    string
	Problem string
}

// Back is the list again.
func (m many) Back() template.URL { return "/terminals?" + m.Sieve.query(0) }

// Mark names the terminals: what is done is what was confirmed.
func (m many) Mark() string {
	sum := fnv.New64a()
	for _, k := range m.Rows {
		_, _ = sum.Write([]byte(k.ID + "\n")) // never fails (hash.Hash)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// selected are the act and the terminals that are asked for, or it answers why
// not.
func (c *Console) selected(w http.ResponseWriter, r *http.Request, s people.Session) (many, bool) {
	m := many{Sieve: sieveOf(r.URL.Query())}
	for _, a := range terminalActs {
		if a.Name == r.PathValue("act") && slices.Contains(manyActs, a.Name) {
			m.act = a
		}
	}
	if m.Name == "" || c.o.Orders == nil {
		c.refuse(w, r, http.StatusNotFound, "refused.nothing")
		return m, false
	}
	if m.Sieve.Empty() {
		c.refuse(w, r, http.StatusConflict, "many.all")
		return m, false
	}
	halls := map[string]int{}
	for _, k := range c.fleet(s) {
		switch {
		case !m.Sieve.fits(k):
		case !m.fits(k):
			m.Apart++
		default:
			m.Rows = append(m.Rows, k)
			if halls[k.Place.Hall]++; halls[k.Place.Hall] == 1 {
				m.Halls = append(m.Halls, named{Name: k.Place.Hall})
			}
			if k.State == hub.Silent || k.State == hub.Arrived {
				m.Mute++
			}
		}
	}
	for i, h := range m.Halls {
		m.Halls[i].Value = fmt.Sprint(halls[h.Name])
	}
	if len(m.Rows) == 0 {
		c.refuse(w, r, http.StatusConflict, "many.none")
		return m, false
	}
	return m, true
}

func (c *Console) askMany(w http.ResponseWriter, r *http.Request, s people.Session) {
	if m, ok := c.selected(w, r, s); ok {
		c.drawMany(w, r, http.StatusOK, m)
	}
}

func (c *Console) drawMany(w http.ResponseWriter, r *http.Request, status int, m many) {
	c.draw(w, r, status, "many", m, "many."+m.Name+".title", len(m.Rows))
}

func (c *Console) doMany(w http.ResponseWriter, r *http.Request, s people.Session) {
	m, ok := c.selected(w, r, s)
	if !ok {
		return
	}
	if m.Wants() {
		m.Text = strings.TrimSpace(r.PostFormValue("text"))
	}
	switch {
	case r.PostFormValue("mark") != m.Mark():
		m.Problem = "many.changed"
	case m.Wants() && m.Text == "":
		m.Problem = "act." + m.Name + ".missing"
	case utf8.RuneCountInString(m.Text) > m.Most():
		m.Problem = "act." + m.Name + ".tooLong"
	}
	if m.Problem != "" {
		c.drawMany(w, r, http.StatusUnprocessableEntity, m)
		return
	}
	o := api.Order{Order: m.Order, Text: m.Text}
	for _, k := range m.Rows {
		o.Terminals = append(o.Terminals, k.ID)
	}
	given, err := c.giveMany(r, s, o)
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	http.Redirect(w, r, "/orders/"+given.ID, http.StatusSeeOther)
}

// mostNamed is how many terminals a note of the audit names.
const mostNamed = 20

// giveMany writes an order down, and gives it.
func (c *Console) giveMany(r *http.Request, s people.Session, o api.Order) (api.Command, error) {
	on := strings.Join(o.Terminals[:min(len(o.Terminals), mostNamed)], " ")
	if more := len(o.Terminals) - mostNamed; more > 0 {
		on += fmt.Sprintf(" and %d more", more)
	}
	if err := c.hub.Audit.Note(r.Context(), s.Who(), "terminal."+string(o.Order), on, o.Text); err != nil {
		return api.Command{}, err
	}
	return c.o.Orders.Give(r.Context(), o, s.Person.ID)
}
