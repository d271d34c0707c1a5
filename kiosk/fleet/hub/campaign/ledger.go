package campaign

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
)

// beginning is what is kept under number 0 of a roll-out; under the others
// there are rollout.Changes.
type beginning struct {
	Plan  rollout.Plan `json:"plan"`
	By    string       `json:"by"`
	Began time.Time    `json:"began"`
	Waves []int        `json:"waves"` // terminals of each, for which something changed then
}

// keyStop is where an emergency stop is kept. It has no dot, as all of a
// roll-out have.
const keyStop = "stop"

// most terminals are in one change: what is written at once has a bound in the
// store.
const most = 1000

func key(id string, n int) string { return id + "." + strconv.Itoa(n) }

// parse is the roll-out and the number of a key.
func parse(key string) (id string, n int, ok bool) {
	id, number, ok := strings.Cut(key, ".")
	n, err := strconv.Atoi(number)
	return id, n, ok && err == nil
}

// entry takes in what a watch tells. Only what comes next of a roll-out is new
// here.
func (c *Campaigns) entry(ctx context.Context, e store.Entry) error {
	if e.Key == keyStop {
		return c.stopTold(e)
	}
	id, n, ok := parse(e.Key)
	if !ok {
		return nil
	}
	c.mu.Lock()
	r := c.all[id]
	switch {
	case e.Value == nil && n == 0:
		delete(c.all, id)
	case e.Value == nil, r != nil && n < r.next, r == nil && n > 0:
	case r != nil && n > r.next:
		c.mu.Unlock()
		return c.catchUp(ctx, id)
	default:
		err := c.take(id, n, e.Value)
		c.mu.Unlock()
		c.o.Changed(api.Change{What: "rollout", ID: id})
		return err
	}
	c.mu.Unlock()
	return nil
}

// take applies number n. mu is held.
func (c *Campaigns) take(id string, n int, value []byte) error {
	if n == 0 {
		var b beginning
		if err := json.Unmarshal(value, &b); err != nil {
			return fmt.Errorf("campaign: %s: %w", key(id, n), err)
		}
		r, err := rollout.Start(b.Plan, b.Began)
		if err != nil {
			return fmt.Errorf("campaign: %s: %w", id, err)
		}
		r.Count() // now: who reads later may not write
		c.all[id] = &running{r, b.By, b.Began, b.Waves, 1}
		return nil
	}
	var change rollout.Change
	if err := json.Unmarshal(value, &change); err != nil {
		return fmt.Errorf("campaign: %s: %w", key(id, n), err)
	}
	c.all[id].Apply(change)
	c.all[id].next++
	return nil
}

// catchUp reads what others have written of a roll-out.
func (c *Campaigns) catchUp(ctx context.Context, id string) error {
	for {
		c.mu.RLock()
		n := c.all[id].next
		c.mu.RUnlock()
		e, err := c.o.Table.Get(ctx, key(id, n))
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err == nil {
			c.mu.Lock()
			err = c.take(id, n, e.Value)
			c.mu.Unlock()
		}
		if err != nil {
			return err
		}
	}
}

// write keeps what has changed of a roll-out since its Begin.
func (c *Campaigns) write(ctx context.Context, r *running, change rollout.Change) error {
	n := r.next
	for _, part := range split(r.Before(), change) {
		text, err := json.Marshal(part)
		if err != nil {
			return err
		}
		if _, err := c.o.Table.Update(ctx, key(r.Plan.ID, n), text, 0); err != nil {
			return err
		}
		n++
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r.Keep()
	r.next = n
	return nil
}

// split makes parts of a change, each small enough to be kept. What is said of
// the roll-out itself comes with the last.
func split(before, change rollout.Change) []rollout.Change {
	if len(change.Terminals) <= most {
		return []rollout.Change{change}
	}
	var out []rollout.Change
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(change.Terminals)), most) {
		part := before
		part.Terminals = make(map[string]rollout.Progress, len(ids))
		for _, id := range ids {
			part.Terminals[id] = change.Terminals[id]
		}
		out = append(out, part)
	}
	last := &out[len(out)-1]
	change.Terminals = last.Terminals
	*last = change
	return out
}
