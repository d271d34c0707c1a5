package api

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
)

func (d *Desk) me(r request) (any, error) {
	p := r.Person
	return api.Person{ID: p.ID, Name: p.Name, Role: string(p.Role), Scope: p.Scope.String()}, nil
}

// commands are those of the person's terminals, the newest first.
func (d *Desk) commands(r request) (any, error) {
	n, err := r.limit()
	if err != nil {
		return nil, err
	}
	if id := r.URL.Query().Get("terminal"); id != "" {
		if _, err := d.one(r, id); err != nil {
			return nil, err
		}
		return d.Orders.Of(id, n), nil
	}
	out := []api.Command{}
	for _, c := range d.Orders.Newest(n) {
		if d.only(r, &c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// only leaves of a command what is the person's, and reports whether anything
// is.
func (d *Desk) only(r request, c *api.Command) bool {
	for id := range c.Terminals {
		if k, known := d.hub.Terminal(id); !r.Person.Scope.Everywhere() && (!known || !r.Person.Scope.Covers(k.Place)) {
			delete(c.Terminals, id)
		}
	}
	return len(c.Terminals) > 0
}

func (d *Desk) command(r request) (any, error) {
	c, err := d.Orders.Command(r.PathValue("id"))
	if err == nil && !d.only(r, &c) {
		err = refusal{http.StatusNotFound, "there is no such command in " + r.Person.Scope.String()}
	}
	return c, err
}

func (d *Desk) give(r request) (any, error) {
	var o api.Order
	if err := r.read(&o); err != nil {
		return nil, err
	}
	targets, err := d.Orders.Targets(o)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, k := range targets {
		if !r.Person.Scope.Covers(k.Place) {
			return nil, refusal{http.StatusForbidden, k.ID + " is not in " + r.Person.Scope.String()}
		}
		ids = append(ids, k.ID)
	}
	o.Terminals, o.Hall, o.Labels = ids, "", nil // what was checked is what is told
	on := strings.Join(ids[:min(len(ids), 20)], " ")
	if len(ids) > 20 {
		on += fmt.Sprintf(" and %d more", len(ids)-20)
	}
	if err := d.noted(r, "terminal."+string(o.Order), on, "%s", o.Text); err != nil {
		return nil, err
	}
	return d.Orders.Give(r.Context(), o, r.Person.ID)
}

func (d *Desk) file(r request) (any, error) {
	terminal, id := r.PathValue("terminal"), r.PathValue("id")
	if _, err := d.one(r, terminal); err != nil {
		return nil, err
	}
	file, size, err := d.Orders.Open(r.Context(), id, terminal)
	if err != nil {
		return nil, err
	}
	if err := d.noted(r, "file.read", terminal, "%s, %d bytes", id, size); err != nil {
		return nil, err
	}
	head := r.w.Header()
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Length", strconv.FormatInt(size, 10))
	head.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", terminal+"-"+id))
	if _, err := io.Copy(r.w, file); err != nil {
		d.log.Warn("api: file", "terminal", terminal, "command", id, "err", err)
		panic(http.ErrAbortHandler) // its length says that something is missing
	}
	return streamed{}, nil
}

func (d *Desk) code(r request) (any, error) {
	var asked api.NewCode
	if err := r.read(&asked); err != nil {
		return nil, err
	}
	if !authority.ValidID(asked.Terminal) {
		return nil, refusal{http.StatusUnprocessableEntity, "terminal: want 1 to 32 of A-Z a-z 0-9 - _"}
	}
	if asked.Within == 0 {
		asked.Within = 24 * 60 * 60
	}
	if asked.Within < 60 || asked.Within > 30*24*60*60 {
		return nil, refusal{http.StatusUnprocessableEntity, "within_s: want a minute to 30 days"}
	}
	k, known := d.hub.Terminal(asked.Terminal)
	if !known && !r.Person.Scope.Everywhere() || known && !r.Person.Scope.Covers(k.Place) {
		return nil, refusal{http.StatusForbidden, asked.Terminal + " is not in " + r.Person.Scope.String()}
	}
	c := authority.Code{Terminal: asked.Terminal, By: r.Person.ID, Expires: time.Now().Add(time.Duration(asked.Within * float64(time.Second))).UTC()}
	if err := d.noted(r, "code.new", c.Terminal, "until %s", c.Expires.Format(time.RFC3339)); err != nil {
		return nil, err
	}
	text, err := d.hub.Authority.NewCode(r.Context(), c)
	if err != nil {
		return nil, err
	}
	return api.Code{Terminal: c.Terminal, Code: text, Expires: c.Expires}, nil
}

func (d *Desk) revoke(r request) (any, error) {
	k, err := d.one(r, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	why, err := r.why()
	if err != nil {
		return nil, err
	}
	if err := d.noted(r, "terminal.revoke", k.ID, "certificate until %s: %s", k.Expires.Format(time.DateOnly), why); err != nil {
		return nil, err
	}
	return nil, d.hub.Authority.Revoke(r.Context(), k.ID, why)
}

// audit is what the person may read of it, as in the console.
func (d *Desk) audit(r request) (any, error) {
	n, err := r.limit()
	if err != nil {
		return nil, err
	}
	before, err := r.before()
	if err != nil {
		return nil, err
	}
	notes, _, err := d.hub.Notes(r.Context(), r.Person, before, n, 0, func(audit.Note) bool { return true })
	if err != nil {
		return nil, err
	}
	out := []api.Act{}
	for _, one := range notes {
		out = append(out, api.Act{Seq: one.Seq, At: one.At, Who: one.ID, From: one.From, Act: one.Act, On: one.On, Detail: one.Detail})
	}
	return out, nil
}
