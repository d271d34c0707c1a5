package console

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
)

// decision is an act on a roll-out, or an emergency stop, to confirm.
type decision struct {
	Act     string
	On      string // the roll-out
	Back    string
	Text    string
	Problem string
	Running int // roll-outs that it stops
	Danger  bool
	Needs   bool // a reason
}

// reason reads why, or tells by a key what is wrong with it.
func (d *decision) reason(r *http.Request) {
	d.Text = strings.TrimSpace(r.PostFormValue("text"))
	switch {
	case d.Needs && d.Text == "":
		d.Problem = "act.why.missing"
	case utf8.RuneCountInString(d.Text) > mostText:
		d.Problem = "act.tooLong"
	}
}

// decided is the act that is asked for, or it answers why not.
func (c *Console) decided(w http.ResponseWriter, r *http.Request, s people.Session) (decision, bool) {
	one, ok := c.campaign(w, r, s)
	if !ok {
		return decision{}, false
	}
	act := r.PathValue("act")
	switch {
	case !slices.Contains([]string{"pause", "resume", "abort"}, act):
		c.refuse(w, r, http.StatusNotFound, "refused.nothing")
	case !one.Plan.HeldTo(s.Person.Scope.Labels()):
		c.refuse(w, r, http.StatusForbidden, "refused.scope")
	case !slices.Contains(one.Acts, act):
		c.refuse(w, r, http.StatusConflict, "refused.act")
	default:
		return decision{Act: act, On: one.ID, Back: "/rollouts/" + one.ID, Danger: act == "abort", Needs: act != "resume"}, true
	}
	return decision{}, false
}

func (c *Console) askRollout(w http.ResponseWriter, r *http.Request, s people.Session) {
	if d, ok := c.decided(w, r, s); ok {
		c.draw(w, r, http.StatusOK, "decide", d, "decide."+d.Act+".title", d.On)
	}
}

func (c *Console) doRollout(w http.ResponseWriter, r *http.Request, s people.Session) {
	d, ok := c.decided(w, r, s)
	if !ok {
		return
	}
	if d.reason(r); d.Problem != "" {
		c.draw(w, r, http.StatusUnprocessableEntity, "decide", d, "decide."+d.Act+".title", d.On)
		return
	}
	err := c.hub.Audit.Note(r.Context(), s.Who(), "rollout."+d.Act, d.On, d.Text)
	if err == nil {
		switch d.Act {
		case "pause":
			_, err = c.o.Campaigns.Pause(r.Context(), d.On, d.Text)
		case "resume":
			_, err = c.o.Campaigns.Resume(r.Context(), d.On)
		case "abort":
			_, err = c.o.Campaigns.Abort(r.Context(), d.On, d.Text)
		}
	}
	if err != nil {
		c.fail(w, r, http.StatusConflict, err)
		return
	}
	done(w, r, d.Back, d.Act)
}

// stopping is the emergency stop, or its end, to confirm.
func (c *Console) stopping(w http.ResponseWriter, r *http.Request, s people.Session) (decision, bool) {
	if c.o.Campaigns == nil {
		c.fail(w, r, http.StatusNotFound, errNone)
		return decision{}, false
	}
	d := decision{Act: "stop", Back: "/rollouts", Danger: true, Needs: true}
	if r.URL.Path == "/stop/lift" {
		d.Act, d.Danger = "lift", false
	}
	switch on := c.o.Campaigns.Stopped().On; {
	case d.Act == "lift" && !s.Person.Scope.Everywhere():
		c.refuse(w, r, http.StatusForbidden, "refused.scope")
		return d, false
	case on != (d.Act == "lift"):
		c.refuse(w, r, http.StatusConflict, "refused.act")
		return d, false
	}
	for _, one := range c.o.Campaigns.Rollouts() {
		if one.State == rollout.Running {
			d.Running++
		}
	}
	return d, true
}

func (c *Console) askStop(w http.ResponseWriter, r *http.Request, s people.Session) {
	if d, ok := c.stopping(w, r, s); ok {
		c.draw(w, r, http.StatusOK, "decide", d, "decide."+d.Act+".title")
	}
}

// doStop stops first and writes down afterwards where the audit does not
// answer: nothing may hold up an emergency stop.
func (c *Console) doStop(w http.ResponseWriter, r *http.Request, s people.Session) {
	d, ok := c.stopping(w, r, s)
	if !ok {
		return
	}
	if d.reason(r); d.Problem != "" && d.Act == "lift" {
		c.draw(w, r, http.StatusUnprocessableEntity, "decide", d, "decide."+d.Act+".title")
		return
	}
	if d.Act == "stop" {
		c.o.Campaigns.Stop(r.Context(), s.Person.ID, clip(d.Text))
		if err := c.hub.Audit.Note(r.Context(), s.Who(), "rollout.stop", "", clip(d.Text)); err != nil {
			c.o.Log.Error("console: the audit is not written", "act", "rollout.stop", "who", s.Person.ID, "err", err)
		}
		done(w, r, d.Back, d.Act)
		return
	}
	err := c.hub.Audit.Note(r.Context(), s.Who(), "rollout.lift", "", d.Text)
	if err == nil {
		_, err = c.o.Campaigns.Lift(r.Context(), s.Person.ID, d.Text)
	}
	if err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, fmt.Errorf("lift: %w", err))
		return
	}
	done(w, r, d.Back, d.Act)
}

// clip cuts a reason off.
func clip(text string) string {
	if r := []rune(text); len(r) > mostText {
		return string(r[:mostText])
	}
	return text
}
