package console

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
)

// What the page of a terminal shows of what grows.
const (
	mostEvents   = 30
	mostCommands = 15
)

// detail is all that is known of one terminal.
type detail struct {
	seen
	Acts     []act
	Labels   []named
	Counters []named
	Commands []command
	Events   []event
	Trouble  string // the store did not answer for events
}

// named is a name with its value.
type named struct{ Name, Value string }

// command is one, and what became of it at this terminal.
type command struct {
	api.Command
	Carried api.Carried
	Over    bool // nothing more will become of it
}

type event struct {
	hub.Happened
	Text string
}

// one is a terminal that is somebody's to see.
func (c *Console) one(r *http.Request, s people.Session) (seen, bool) {
	k, known := c.hub.Terminal(r.PathValue("id"))
	if !known || !s.Person.Scope.Covers(k.Place) {
		return seen{}, false
	}
	return c.see(k, time.Now()), true
}

func (c *Console) terminal(w http.ResponseWriter, r *http.Request, s people.Session) {
	k, ok := c.one(r, s)
	if !ok {
		c.refuse(w, r, http.StatusNotFound, "refused.terminal", r.PathValue("id"))
		return
	}
	d := detail{seen: k, Acts: c.actsFor(k, s)}
	for _, name := range slices.Sorted(maps.Keys(k.Status.Labels)) {
		d.Labels = append(d.Labels, named{name, k.Status.Labels[name]})
	}
	for _, name := range slices.Sorted(maps.Keys(k.Status.Counters)) {
		d.Counters = append(d.Counters, named{name, number(k.Status.Counters[name])})
	}
	d.Commands = c.commands(k.ID)
	var err error
	if d.Events, err = c.events(r.Context(), k.ID); err != nil {
		c.o.Log.Warn("console: events", "terminal", k.ID, "err", err)
		d.Trouble = "terminal.noEvents"
	}
	c.draw(w, r, http.StatusOK, "terminal", d, "terminal.title", k.ID)
}

func (c *Console) commands(id string) (out []command) {
	if c.o.Orders == nil {
		return nil
	}
	for _, one := range c.o.Orders.Of(id, mostCommands) {
		carried := one.Terminals[id]
		over := carried.Superseded || carried.Outcome != "" && carried.Outcome != "taken" || carried.Outcome == "" && time.Now().After(one.Expires)
		out = append(out, command{one, carried, over})
	}
	return out
}

func (c *Console) events(ctx context.Context, id string) (out []event, err error) {
	all, err := c.hub.Events(ctx, id, 0, mostEvents)
	for _, one := range all {
		out = append(out, event{one, plain(one.Data)})
	}
	return out, err
}

// plain is an event's data for reading: "code PRN-JAM, since 9".
func plain(data json.RawMessage) string {
	var fields map[string]any
	if len(data) == 0 {
		return ""
	}
	if err := json.Unmarshal(data, &fields); err != nil {
		return string(data)
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value, err := json.Marshal(fields[name])
		if text, ok := fields[name].(string); ok {
			value = []byte(text)
		}
		if err == nil {
			parts = append(parts, fmt.Sprintf("%s %s", name, value))
		}
	}
	return strings.Join(parts, ", ")
}

// file hands out what a command has collected.
func (c *Console) file(w http.ResponseWriter, r *http.Request, s people.Session) {
	k, ok := c.one(r, s)
	if !ok || c.o.Orders == nil {
		c.refuse(w, r, http.StatusNotFound, "refused.terminal", r.PathValue("id"))
		return
	}
	id := r.PathValue("command")
	f, size, err := c.o.Orders.Open(r.Context(), id, k.ID)
	if err != nil {
		c.fail(w, r, http.StatusNotFound, err)
		return
	}
	if err := c.hub.Audit.Note(r.Context(), s.Who(), "file.read", k.ID, fmt.Sprintf("%s, %d bytes", id, size)); err != nil {
		c.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", k.ID+"-"+id))
	if _, err := io.Copy(w, f); err != nil {
		c.o.Log.Warn("console: file", "terminal", k.ID, "command", id, "err", err)
		panic(http.ErrAbortHandler) // its length says that something is missing
	}
}
