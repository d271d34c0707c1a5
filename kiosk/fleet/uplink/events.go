package uplink

import (
	"context"
	"net/http"
	"slices"
	"time"

	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/wire"
)

// happening is something new about the terminal.
type happening struct {
	kind    string
	data    any
	matters bool
}

// news are what has happened between two statuses. Before the first there was
// nothing: what a start finds is news.
func news(was, is wire.Status) []happening {
	var out []happening
	add := func(matters bool, kind string, data any) { out = append(out, happening{kind, data, matters}) }
	if was.Started.IsZero() {
		add(true, "started", map[string]any{"program": is.Program, "unclean": is.Journal.Unclean})
	}
	for _, f := range is.Faults {
		if !has(was.Faults, f.Code) {
			add(fault.Severity(f.Severity).Rank() >= fault.Error.Rank(), "fault", map[string]any{"code": f.Code, "severity": f.Severity})
		}
	}
	for _, f := range was.Faults {
		if !has(is.Faults, f.Code) {
			add(false, "fault-over", map[string]any{"code": f.Code, "for_s": int(time.Since(f.Since).Seconds())})
		}
	}
	switch {
	case is.Locked == was.Locked:
	case is.Locked != "":
		add(true, "locked", map[string]any{"text": is.Locked})
	default:
		add(true, "unlocked", nil)
	}
	if is.Service != was.Service {
		add(true, map[bool]string{true: "service", false: "in-service"}[is.Service], nil)
	}
	return append(out, released(was.Release, is.Release)...)
}

func has(all []wire.Fault, code string) bool {
	return slices.ContainsFunc(all, func(f wire.Fault) bool { return f.Code == code })
}

// released are what became of releases.
func released(was, is wire.Release) []happening {
	var out []happening
	if is.Trial != was.Trial && is.Trial != 0 {
		out = append(out, happening{"release-on-trial", map[string]any{"version": is.Trial}, true})
	}
	if is.Version != was.Version || is.Digest != was.Digest {
		out = append(out, happening{"release-in-force", map[string]any{"version": is.Version, "digest": is.Digest}, true})
	}
	for _, r := range is.Refused {
		if !slices.ContainsFunc(was.Refused, func(o wire.Refusal) bool { return o.Digest == r.Digest }) {
			out = append(out, happening{"release-refused", map[string]any{"version": r.Version, "reasons": r.Reasons, "tried": r.Tried}, true})
		}
	}
	return out
}

// sendEvents sends what waits, as much as the hub takes at once and as often
// as there is more.
func (u *Uplink) sendEvents(ctx context.Context) error {
	for !time.Now().Before(u.events.due) && ctx.Err() == nil {
		told, err := u.o.Book.Outgoing(u.atOnce())
		if err != nil || len(told) == 0 {
			return err
		}
		batch := wire.Events{Terminal: u.o.ID}
		bytes := 0
		for _, t := range told {
			if bytes += len(t.Data) + 100; bytes > wire.MaxEvents*3/4 {
				break
			}
			batch.Events = append(batch.Events, wire.Event{ID: uint64(t.ID), At: t.At, Kind: t.Kind, Data: t.Data})
		}
		var taken wire.EventsTaken
		err = u.call.say(ctx, http.MethodPost, wire.PathEvents, batch, &taken)
		if refused(err, http.StatusBadRequest) || refused(err, http.StatusRequestEntityTooLarge) {
			if err := u.narrow(batch.Events, err); err != nil {
				return err
			}
			continue
		}
		u.fewer = 0
		u.tried(&u.events, err, 0)
		if err != nil {
			return nil
		}
		if err := u.o.Book.ToldThrough(int64(taken.Through)); err != nil {
			return err
		}
		if taken.Through < batch.Events[0].ID { // it has taken none: not at once again
			u.events.failed()
		}
	}
	return nil
}

// atOnce is how many events go in one request.
func (u *Uplink) atOnce() int {
	if u.fewer > 0 {
		return u.fewer
	}
	return wire.MostOnce
}

// narrow takes in that the hub will not have some events: half of them are
// sent then, down to the one that it minds, which holds up no other.
func (u *Uplink) narrow(events []wire.Event, why error) error {
	if u.fewer = len(events) / 2; u.fewer > 0 {
		return nil
	}
	u.o.Log.Error("uplink: the hub will not have an event", "kind", events[0].Kind, "err", why)
	return u.o.Book.Unheard(int64(events[0].ID))
}
