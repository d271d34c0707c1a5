package console

import (
	"net/http"
	"slices"
	"strconv"

	"govkiosk/kiosk/fleet/hub/people"
)

// door is the page that lets people in.
type door struct {
	Next     string
	Problem  string // key
	Wait     int    // seconds
	Provider bool
}

func (c *Console) login(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d := door{Next: people.Local(q.Get("next")), Provider: c.hub.People.HasProvider()}
	if _, here := people.Of(r.Context()); here && q.Get("problem") == "" {
		http.Redirect(w, r, d.Next, http.StatusSeeOther)
		return
	}
	if p := q.Get("problem"); slices.Contains([]string{"wrong", "locked", "away", "unknown", "refused", "provider", "begun"}, p) {
		d.Problem = p
	}
	d.Wait, _ = strconv.Atoi(q.Get("wait")) // what cannot be read is not shown
	c.draw(w, r, http.StatusOK, "login", d, "login.title")
}
