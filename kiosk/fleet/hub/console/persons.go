package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"govkiosk/kiosk/fleet/hub/people"
)

var roles = []people.Role{people.Viewer, people.Operator, people.Publisher, people.Admin}

// inside reports whether a place lies within another.
func inside(outer, inner people.Scope) bool {
	fits := func(want, have string) bool { return want == "" || want == have }
	return fits(outer.Province, inner.Province) && fits(outer.City, inner.City) && fits(outer.District, inner.District) && fits(outer.Hall, inner.Hall)
}

func (c *Console) people(w http.ResponseWriter, r *http.Request, s people.Session) {
	all, err := c.hub.People.All(r.Context())
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	all = slices.DeleteFunc(all, func(p people.Person) bool { return !inside(s.Person.Scope, p.Scope) })
	c.draw(w, r, http.StatusOK, "people", all, "people.title")
}

// personForm is somebody who is let in, or what is to become of them.
type personForm struct {
	Act     string // new, role, password or remove
	Person  people.Person
	Roles   []people.Role
	Problem string // key
}

// whom is the person and the act that are asked for, or it answers why not.
func (c *Console) whom(w http.ResponseWriter, r *http.Request, s people.Session) (personForm, bool) {
	f := personForm{Act: r.PathValue("act"), Roles: roles}
	if f.Act == "" {
		f.Act, f.Person.Role, f.Person.Scope = "new", people.Viewer, s.Person.Scope
		return f, true
	}
	all, err := c.hub.People.All(r.Context())
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return f, false
	}
	i := slices.IndexFunc(all, func(p people.Person) bool { return p.ID == r.PathValue("id") && inside(s.Person.Scope, p.Scope) })
	if i < 0 || !slices.Contains([]string{"role", "password", "remove"}, f.Act) {
		c.refuse(w, r, http.StatusNotFound, "refused.nothing")
		return f, false
	}
	f.Person = all[i]
	return f, true
}

func (c *Console) askPerson(w http.ResponseWriter, r *http.Request, s people.Session) {
	if f, ok := c.whom(w, r, s); ok {
		c.draw(w, r, http.StatusOK, "person", f, "person."+f.Act+".title", f.Person.ID)
	}
}

// fill takes in what was typed.
func (f *personForm) fill(r *http.Request) {
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	if f.Act == "new" {
		f.Person.ID, f.Person.Name, f.Person.Provider = strings.ToLower(get("id")), get("name"), get("provider") != ""
	}
	if f.Act == "new" || f.Act == "role" {
		f.Person.Role = people.Role(get("role"))
		f.Person.Scope = people.Scope{Province: get("province"), City: get("city"), District: get("district"), Hall: get("hall")}
	}
}

func (c *Console) doPerson(w http.ResponseWriter, r *http.Request, s people.Session) {
	f, ok := c.whom(w, r, s)
	if !ok {
		return
	}
	f.fill(r)
	if !inside(s.Person.Scope, f.Person.Scope) {
		c.refuse(w, r, http.StatusForbidden, "refused.scope")
		return
	}
	if f.Problem = c.change(r, s, f); f.Problem != "" {
		c.draw(w, r, http.StatusUnprocessableEntity, "person", f, "person."+f.Act+".title", f.Person.ID)
		return
	}
	done(w, r, "/people", "person-"+f.Act)
}

// change does it, and tells by a key what was wrong. The people's desk writes
// the audit itself.
func (c *Console) change(r *http.Request, s people.Session, f personForm) string {
	var err error
	desk, password := c.hub.People, r.PostFormValue("password")
	switch f.Act {
	case "new":
		if f.Person.Valid() != nil {
			return "person.bad.name"
		}
		err = desk.Add(r.Context(), s.Who(), f.Person, password)
	case "role":
		err = desk.Change(r.Context(), s.Who(), f.Person.ID, f.Person.Role, f.Person.Scope)
	case "password":
		err = desk.Password(r.Context(), s.Who(), f.Person.ID, password)
	case "remove":
		err = desk.Remove(r.Context(), s.Who(), f.Person.ID)
	}
	switch {
	case err == nil:
		return ""
	case errors.Is(err, people.ErrTaken):
		return "person.bad.taken"
	case errors.Is(err, people.ErrPassword):
		return "person.bad.password"
	case errors.Is(err, people.ErrLast):
		return "person.bad.last"
	case errors.Is(err, people.ErrNone):
		return "person.bad.gone"
	}
	c.o.Log.Error("console: person", "act", f.Act, "err", err)
	return "person.bad.away"
}
