package console

import (
	"cmp"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/orders"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/wire"
)

// act is something that can be done to a terminal.
type act struct {
	Name   string // part of the address and of the catalogue
	Role   people.Role
	Order  wire.Order // empty: it is no command
	Danger bool
}

var terminalActs = []act{
	{Name: "lock", Role: people.Operator, Order: wire.Lock, Danger: true},
	{Name: "unlock", Role: people.Operator, Order: wire.Unlock},
	{Name: "selftest", Role: people.Operator, Order: wire.SelfTest},
	{Name: "restart", Role: people.Operator, Order: wire.Restart, Danger: true},
	{Name: "blackbox", Role: people.Operator, Order: wire.BlackBox},
	{Name: "renew", Role: people.Operator, Order: wire.Renew},
	{Name: "code", Role: people.Admin},
	{Name: "revoke", Role: people.Admin, Danger: true},
}

// fits tells whether an act makes sense at a terminal as it is.
func (a act) fits(k seen) bool {
	switch {
	case a.Name == "code":
		return true
	case k.State == hub.Revoked:
		return false
	case a.Name == "lock":
		return k.Status.Locked == ""
	case a.Name == "unlock":
		return k.Status.Locked != ""
	}
	return true
}

// actsFor are those that somebody may do to a terminal as it is.
func (c *Console) actsFor(k seen, s people.Session) (out []act) {
	for _, a := range terminalActs {
		if s.Person.Role.May(a.Role) && a.fits(k) && (a.Order == "" || c.o.Orders != nil) {
			out = append(out, a)
		}
	}
	return out
}

// asked is an act to confirm.
type asked struct {
	act
	seen
	Back    string
	Text    string // what was typed
	Problem string // key of what is wrong with it
}

// How long a reason may be, and what citizens read, in letters.
const (
	mostText = 200
	mostLock = orders.MostLetters
)

// Most is how long the act's text may be.
func (a act) Most() int {
	if a.Name == "lock" {
		return mostLock
	}
	return mostText
}

// wanted are the terminal and the act that are asked for, or it answers why not.
func (c *Console) wanted(w http.ResponseWriter, r *http.Request, s people.Session) (asked, bool) {
	k, ok := c.one(r, s)
	if !ok {
		c.refuse(w, r, http.StatusNotFound, "refused.terminal", r.PathValue("id"))
		return asked{}, false
	}
	for _, a := range terminalActs {
		switch {
		case a.Name != r.PathValue("act"):
			continue
		case !s.Person.Role.May(a.Role):
			c.refuse(w, r, http.StatusForbidden, "refused.role")
			return asked{}, false
		case a.Order != "" && c.o.Orders == nil:
			c.refuse(w, r, http.StatusNotFound, "refused.nothing")
			return asked{}, false
		case !a.fits(k):
			c.refuse(w, r, http.StatusConflict, "refused.act")
			return asked{}, false
		}
		return asked{act: a, seen: k, Back: "/terminals/" + k.ID}, true
	}
	c.refuse(w, r, http.StatusNotFound, "refused.nothing")
	return asked{}, false
}

func (c *Console) askTerminal(w http.ResponseWriter, r *http.Request, s people.Session) {
	if a, ok := c.wanted(w, r, s); ok {
		c.draw(w, r, http.StatusOK, "act", a, "act."+a.Name+".title", a.ID)
	}
}

func (c *Console) doTerminal(w http.ResponseWriter, r *http.Request, s people.Session) {
	a, ok := c.wanted(w, r, s)
	if !ok {
		return
	}
	if a.Wants() {
		a.Text = strings.TrimSpace(r.PostFormValue("text"))
	}
	if a.Problem = a.wrong(); a.Problem != "" {
		c.draw(w, r, http.StatusUnprocessableEntity, "act", a, "act."+a.Name+".title", a.ID)
		return
	}
	if a.Name == "code" {
		c.giveCode(w, r, s, authority.Code{Terminal: a.ID})
		return
	}
	err := c.hub.Audit.Note(r.Context(), s.Who(), "terminal."+cmp.Or(string(a.Order), a.Name), a.ID, a.Text)
	switch {
	case err != nil: // what cannot be written down is not done
	case a.Order == "":
		err = c.hub.Authority.Revoke(r.Context(), a.ID, a.Text)
	default:
		_, err = c.o.Orders.Give(r.Context(), api.Order{Terminals: []string{a.ID}, Order: a.Order, Text: a.Text}, s.Person.ID)
	}
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	done(w, r, a.Back, a.Name)
}

// Wants reports whether the act needs a text: what citizens read, or why.
func (a act) Wants() bool { return a.Name == "lock" || a.Name == "revoke" }

// wrong is what is wrong with the text.
func (a asked) wrong() string {
	switch {
	case a.Wants() && a.Text == "":
		return "act." + a.Name + ".missing"
	case utf8.RuneCountInString(a.Text) > a.Most():
		return "act." + a.Name + ".tooLong"
	}
	return ""
}

// codeDays is how long a code waits for its terminal.
const codeDays = 7

// given is a code, which is shown once.
type given struct {
	authority.Code
	Text string
}

// giveCode makes a code and shows it. Who may enrol at a place may do so
// anywhere in it.
func (c *Console) giveCode(w http.ResponseWriter, r *http.Request, s people.Session, code authority.Code) {
	code.By, code.Expires = s.Person.ID, time.Now().Add(codeDays*24*time.Hour)
	scope := s.Person.Scope
	code.Place.Province, code.Place.City, code.Place.District, code.Place.Hall = scope.Province, scope.City, scope.District, scope.Hall
	err := c.hub.Audit.Note(r.Context(), s.Who(), "code.new", code.Terminal, "until "+code.Expires.UTC().Format(time.RFC3339))
	var text string
	if err == nil {
		text, err = c.hub.Authority.NewCode(r.Context(), code)
	}
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	c.draw(w, r, http.StatusOK, "code", given{code, text}, "code.title", code.Terminal)
}

// newCode asks which terminal is to come in.
type newCode struct{ Terminal, Problem string }

func (c *Console) askCode(w http.ResponseWriter, r *http.Request, _ people.Session) {
	c.draw(w, r, http.StatusOK, "newcode", newCode{}, "newcode.title")
}

func (c *Console) doCode(w http.ResponseWriter, r *http.Request, s people.Session) {
	id := strings.TrimSpace(r.PostFormValue("terminal"))
	if problem := c.mayEnrol(id, s); problem != "" {
		c.draw(w, r, http.StatusUnprocessableEntity, "newcode", newCode{id, problem}, "newcode.title")
		return
	}
	c.giveCode(w, r, s, authority.Code{Terminal: id})
}

// mayEnrol tells, by a key of the catalogue, why a terminal cannot get a code.
func (c *Console) mayEnrol(id string, s people.Session) (problem string) {
	k, known := c.hub.Terminal(id)
	switch {
	case !authority.ValidID(id):
		return "newcode.name"
	case known && !s.Person.Scope.Covers(k.Place):
		return "newcode.elsewhere"
	}
	return ""
}
