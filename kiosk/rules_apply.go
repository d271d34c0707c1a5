package kiosk

import (
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// readRules joins the configuration and the hall's policy anew. It runs on the
// loop.
func (t *Terminal) readRules() {
	p, _, known := t.lists.client.KeptPolicy()
	r := rulesOf(t.cfg, p, known)
	t.rules, t.promise.mask, t.promise.missed = r, r.standing.Mask, r.standing.Missed
	t.mu.Lock()
	t.ruleRows = r.list
	t.mu.Unlock()
	t.markDirty()
}

// ruleList is every rule that holds, and who says it.
func (t *Terminal) ruleList() []Rule {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.ruleRows)
}

// heard tells whether the hall's own word of its doors is of now.
func (t *Terminal) hallHeard(w journey.World) bool {
	return !t.hallNow.UpdatedAt.IsZero() && w.Network == ""
}

// times fills in what the rules say of now. The hall's own word of its doors
// goes before the hours of its policy, and the configuration's before both.
func (t *Terminal) times(w *journey.World) {
	w.Rules = t.rules.standing
	hours := t.rules.hours
	open, _, last := hours.open(t.clock().In(t.viewer.Zone))
	switch {
	case hours.said && (hours.own || !t.hallHeard(*w)):
	case t.hallNow.UpdatedAt.IsZero():
		return // nobody has said anything
	default:
		open = t.hallNow.Open
	}
	w.Rules.LastCall = open && last && hours.said
	if !open {
		w.Hall = journey.ReasonClosed
	}
}

// doors is the hall as the pages show it: with the hours of the rules, where
// they hold or the hall has not said its own.
func (t *Terminal) doors() HallNow {
	out, hours := t.hallNow, t.rules.hours
	if !hours.said || !hours.own && t.hallHeard(t.state.World) {
		return out
	}
	now := t.clock().In(t.viewer.Zone)
	out.OpensAt = ""
	out.Open, out.OpenUntil, _ = hours.open(now)
	if at := hours.opens(now); !out.Open && !at.IsZero() {
		out.OpensAt = at.Format("15:04")
	}
	return out
}

// catalogue is the hall's list as the rules have it: the ages of the classes,
// and businesses of which this terminal gives out no more numbers now.
func (r *rules) catalogue(c journey.Catalogue, given map[string]int) journey.Catalogue {
	if len(r.ages) == 0 && len(r.caps) == 0 {
		return c
	}
	c.Businesses = slices.Clone(c.Businesses)
	for i := range c.Businesses {
		b := &c.Businesses[i]
		if limit, has := r.caps[b.Code]; has && b.Closed == "" && given[b.Code] >= limit {
			b.Closed = journey.ReasonFull
		}
		b.Classes = slices.Clone(b.Classes)
		for n := range b.Classes {
			if age, own := r.ages[b.Classes[n].Code]; own {
				b.Classes[n].MinAge = age
			}
		}
	}
	return c
}

// given is how many numbers of each business this terminal has given out in
// the time slot of now.
func (t *Terminal) given() map[string]int {
	if len(t.rules.caps) == 0 {
		return nil
	}
	now := t.clock().In(t.viewer.Zone)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	slot := time.Duration(t.rules.slotMinutes) * time.Minute
	given, err := t.journal.Given(midnight.Add(now.Sub(midnight).Truncate(slot)))
	if err != nil {
		t.log.Warn("numbers of this slot", "err", err) // the hall counts them too
	}
	return given
}

// missedText says what becomes of a number when nobody comes to its call;
// empty where no rule says.
func missedText(m journey.MissedRule) screens.Text {
	if m.Calls == 0 || m.Then != "requeue" && m.Then != "void" {
		return screens.Text{}
	}
	return screens.Matter("missed-"+m.Then, "calls", strconv.Itoa(m.Calls), "behind", strconv.Itoa(m.Behind), "times", strconv.Itoa(m.Times))
}

// lateText says what becomes of an appointment when somebody checks in later
// than they may; empty where no rule says.
func lateText(c journey.CheckInRule) screens.Text {
	switch c.Then {
	case "requeue", "void", "window":
		return screens.Matter("late-"+c.Then, "late", strconv.Itoa(c.Late))
	}
	return screens.Text{}
}

// notes are the foot of a number's slip: the configuration's, else what the
// rules say of missed calls.
func (p *promise) notes() []string {
	if len(p.cfg.Hall.Notes) > 0 {
		return p.cfg.Hall.Notes
	}
	if s := missedText(p.missed).Zh; s != "" {
		return []string{s}
	}
	return nil
}
