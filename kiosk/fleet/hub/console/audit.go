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
// it at once.
const (
	notesEach = 50
	notesRead = 200
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
	for read := 0; ; {
		some, err := c.hub.Audit.Newest(r.Context(), before, notesRead)
		if err != nil {
			c.fail(w, r, http.StatusServiceUnavailable, err)
			return
		}
		for _, one := range some {
			before, read = one.Seq, read+1
			if n.fits(one) && c.concerns(one, s) {
				n.Rows = append(n.Rows, one)
			}
			if len(n.Rows) == notesEach {
				break
			}
		}
		if len(n.Rows) == notesEach || read >= mostRead {
			n.Before = before
			break
		}
		if len(some) < notesRead {
			break
		}
	}
	c.draw(w, r, http.StatusOK, "audit", n, "audit.title")
}

func (n notes) fits(one audit.Note) bool {
	has := func(text, part string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(part)) }
	return has(one.ID, n.Who) && has(one.Act, n.Act) && has(one.On, n.On)
}

// concerns reports whether a note is somebody's to read: whose place is
// everywhere reads all of them, others what they did and what was done to
// their terminals.
func (c *Console) concerns(one audit.Note, s people.Session) bool {
	if s.Person.Scope.Everywhere() || one.ID == s.Person.ID {
		return true
	}
	k, known := c.hub.Terminal(one.On)
	return known && s.Person.Scope.Covers(k.Place)
}

// Query is the address of the next page.
func (n notes) Query() template.URL {
	q := map[string]string{"who": n.Who, "act": n.Act, "on": n.On, "before": strconv.FormatUint(n.Before, 10)}
	return encode(q)
}
