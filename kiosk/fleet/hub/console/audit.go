package console

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
)

// What a page of the audit holds, and how many notes are looked through for
// it.
const (
	notesEach = 50
	mostRead  = 2000
)

// notes is one page of the audit.
type notes struct {
	Who, Act, On string // what was asked for
	Rows         []audit.Note
	Before       uint64 // of the next page; 0: there is none
	Scoped       bool   // only what concerns somebody's place
}

func (c *Console) audit(w http.ResponseWriter, r *http.Request, s people.Session) {
	q := r.URL.Query()
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	n := notes{Who: get("who"), Act: get("act"), On: get("on"), Scoped: !s.Person.Scope.Everywhere()}
	before, _ := strconv.ParseUint(q.Get("before"), 10, 64) // what cannot be read is the end
	var err error
	if n.Rows, n.Before, err = c.hub.Notes(r.Context(), s.Person, before, notesEach, mostRead, n.fits); err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	c.draw(w, r, http.StatusOK, "audit", n, "audit.title")
}

func (n notes) fits(one audit.Note) bool {
	has := func(text, part string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(part)) }
	return has(one.ID, n.Who) && has(one.Act, n.Act) && has(one.On, n.On)
}

// Query is the address of the next page.
func (n notes) Query() template.URL {
	q := map[string]string{"who": n.Who, "act": n.Act, "on": n.On, "before": strconv.FormatUint(n.Before, 10)}
	return encode(q)
}
