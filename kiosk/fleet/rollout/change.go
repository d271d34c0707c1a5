package rollout

import "time"

// Change is what has become different of a roll-out: small, where the whole
// may be a hundred thousand terminals. Changes that are applied in the order
// in which they were made give the same roll-out again.
type Change struct {
	State     State               `json:"state"`
	Why       string              `json:"why,omitempty"`
	Next      string              `json:"next,omitempty"`
	Open      int                 `json:"open"`
	OpenedAt  time.Time           `json:"opened_at"`
	Terminals map[string]Progress `json:"terminals,omitempty"`
}

// draft is what was before the changes that are not kept yet.
type draft struct {
	head      Change
	terminals map[string]*Progress // nil: it was not let go
}

func (r *Rollout) head() Change {
	return Change{State: r.State, Why: r.Why, Next: r.Next, Open: r.Open, OpenedAt: r.OpenedAt}
}

func (r *Rollout) setHead(c Change) {
	r.State, r.Why, r.Next, r.Open, r.OpenedAt = c.State, c.Why, c.Next, c.Open, c.OpenedAt
}

// Begin has every change from now on remembered until Keep or Undo.
func (r *Rollout) Begin() { r.draft = &draft{r.head(), map[string]*Progress{}} }

// Changed is what has become different since Begin, and whether anything has.
func (r *Rollout) Changed() (Change, bool) {
	c := r.head()
	if len(r.draft.terminals) > 0 {
		c.Terminals = make(map[string]Progress, len(r.draft.terminals))
	}
	for id := range r.draft.terminals {
		c.Terminals[id] = r.Terminals[id]
	}
	was := r.draft.head
	same := c.State == was.State && c.Why == was.Why && c.Next == was.Next && c.Open == was.Open && c.OpenedAt.Equal(was.OpenedAt)
	return c, !same || len(c.Terminals) > 0
}

// Before is the roll-out itself at Begin, without terminals.
func (r *Rollout) Before() Change { return r.draft.head }

// Keep ends what Begin began.
func (r *Rollout) Keep() { r.draft = nil }

// Undo makes everything as it was at Begin.
func (r *Rollout) Undo() {
	d := r.draft
	r.draft = nil
	r.setHead(d.head)
	for id, was := range d.terminals {
		if was != nil {
			r.set(id, *was)
			continue
		}
		r.counted().count(id, r.Terminals[id], -1, r.Plan.Patience)
		delete(r.Terminals, id)
	}
}

// Apply takes in a change that somebody else has made.
func (r *Rollout) Apply(c Change) {
	r.setHead(c)
	for id, p := range c.Terminals {
		r.set(id, p)
	}
}

// remember notes what a terminal was, once.
func (r *Rollout) remember(id string, was Progress, known bool) {
	if r.draft == nil {
		return
	}
	if _, noted := r.draft.terminals[id]; noted {
		return
	}
	if !known {
		r.draft.terminals[id] = nil
		return
	}
	r.draft.terminals[id] = &was
}
