package orders

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// Bounds of an order.
const (
	mostTerminals = 10000
	usual         = time.Hour
	longest       = 7 * 24 * time.Hour
)

// MostLetters are those of a lock, which citizens read.
const MostLetters = 120

// ErrOrder says that an order makes no sense.
var ErrOrder = errors.New("orders: that is no order")

func no(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrOrder, fmt.Sprintf(format, args...))
}

// Targets are the terminals that an order is for: one at least.
func (d *Orders) Targets(o api.Order) ([]hub.Known, error) {
	if len(o.Terminals) == 0 && o.Hall == "" && len(o.Labels) == 0 {
		return nil, no("say which terminals")
	}
	var out []hub.Known
	for _, id := range o.Terminals {
		k, known := d.o.Fleet.Terminal(id)
		if !known {
			return nil, no("there is no terminal %s", id)
		}
		if fits(o, k) && !slices.ContainsFunc(out, func(has hub.Known) bool { return has.ID == id }) {
			out = append(out, k)
		}
	}
	if len(o.Terminals) == 0 {
		for _, k := range d.o.Fleet.Terminals() {
			if fits(o, k) && k.Revoked.IsZero() {
				out = append(out, k)
			}
		}
	}
	switch {
	case len(out) == 0:
		return nil, no("no terminal fits")
	case len(out) > mostTerminals:
		return nil, no("%d terminals; %d at most", len(out), mostTerminals)
	}
	return out, nil
}

func fits(o api.Order, k hub.Known) bool {
	if o.Hall != "" && k.Place.Hall != o.Hall {
		return false
	}
	if len(o.Labels) == 0 {
		return true
	}
	has := k.Rollout().Labels
	for name, value := range o.Labels {
		if has[name] != value {
			return false
		}
	}
	return true
}

// check tells what is wrong with an order.
func check(o api.Order) error {
	letters := utf8.RuneCountInString(strings.TrimSpace(o.Text))
	switch within := seconds(o.Within); {
	case !slices.Contains([]wire.Order{wire.Lock, wire.Unlock, wire.SelfTest, wire.Restart, wire.BlackBox, wire.Renew}, o.Order):
		return no("order: want lock, unlock, selfTest, restart, blackBox or renew, got %q", o.Order)
	case o.Order == wire.Lock && (letters == 0 || letters > MostLetters):
		return no("text: want 1 to %d letters that citizens read, got %d", MostLetters, letters)
	case o.Order != wire.Lock && letters > 0:
		return no("text: only a lock has one")
	case within < time.Minute || within > longest:
		return no("within_s: want a minute to 7 days, got %v", within)
	}
	return nil
}

func seconds(s float64) time.Duration {
	if s == 0 {
		return usual
	}
	return time.Duration(s * float64(time.Second))
}

// Give gives an order. It returns when that is on disk, and hints at it.
func (d *Orders) Give(ctx context.Context, o api.Order, by string) (api.Command, error) {
	if err := check(o); err != nil {
		return api.Command{}, err
	}
	targets, err := d.Targets(o)
	if err != nil {
		return api.Command{}, err
	}
	now := d.o.Clock().UTC()
	k := kept{Command: wire.Command{
		ID: newID(now), Order: o.Order, Text: strings.TrimSpace(o.Text), By: by, Issued: now, Expires: now.Add(seconds(o.Within)),
	}}
	for _, t := range targets {
		k.Terminals = append(k.Terminals, t.ID)
	}
	value, err := json.Marshal(k)
	if err != nil {
		return api.Command{}, fmt.Errorf("orders: %w", err)
	}
	revision, err := d.rows.Update(ctx, k.ID, value, 0)
	if err != nil {
		return api.Command{}, err
	}
	d.row(store.Entry{Key: k.ID, Value: value, Revision: revision})
	for _, t := range targets {
		d.o.Fleet.Hint(t.ID, wire.Hint{Command: true})
	}
	return d.Command(k.ID)
}

// newID grows with time, so that ids are in order where they are listed.
func newID(now time.Time) string {
	return "c" + strconv.FormatInt(now.UnixMilli(), 36) + "-" + strings.ToLower(rand.Text()[:6])
}

// Command is one of them, with every terminal.
func (d *Orders) Command(id string) (api.Command, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	one := d.all[id]
	if one == nil {
		return api.Command{}, hub.ErrNoCommand
	}
	return d.show(one, slices.Collect(maps.Keys(one.terminals))...), nil
}

// Newest are up to n commands, the newest first.
func (d *Orders) Newest(n int) []api.Command {
	d.mu.RLock()
	defer d.mu.RUnlock()
	ids := slices.Sorted(maps.Keys(d.all))
	slices.Reverse(ids)
	out := []api.Command{}
	for _, id := range ids[:min(n, len(ids))] {
		out = append(out, d.show(d.all[id], slices.Collect(maps.Keys(d.all[id].terminals))...))
	}
	return out
}

// Of are up to n commands of one terminal, the newest first, with what that
// one made of them.
func (d *Orders) Of(terminal string, n int) []api.Command {
	d.mu.RLock()
	defer d.mu.RUnlock()
	all := d.of[terminal]
	out := []api.Command{}
	for i := len(all) - 1; i >= 0 && len(out) < n; i-- {
		out = append(out, d.show(all[i], terminal))
	}
	return out
}

// show is an order as people see it, for some terminals. mu is held.
func (d *Orders) show(one *order, terminals ...string) api.Command {
	now := d.o.Clock()
	out := api.Command{Command: one.Command, Terminals: make(map[string]api.Carried, len(terminals))}
	for _, t := range terminals {
		c := one.results[t].Carried
		if c.Outcome == "" {
			i := slices.Index(d.of[t], one)
			switch {
			case superseded(d.of[t], i):
				c.Superseded = true
			case !now.Before(one.Expires):
				c.Outcome, c.At = wire.Expired, one.Expires
			}
		}
		out.Terminals[t] = c
	}
	return out
}
