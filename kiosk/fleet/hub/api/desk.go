// Package api answers people's programs at the hub: JSON under /api/v1, as
// kiosk/fleet/api says it. It joins roll-outs and commands to the hub.
//
// Who looks sees the terminals of their place, and of the audit what was done
// to those or by themselves. Commands take an operator, who may also stop all
// roll-outs; roll-outs and the end of a stop take a publisher; codes and
// revocation an administrator. Every act is in the audit before it is done; the
// emergency stop alone is done first.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/campaign"
	"govkiosk/kiosk/fleet/hub/orders"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/fleet/wire"
)

// Desk answers for one hub.
type Desk struct {
	Campaigns *campaign.Campaigns
	Orders    *orders.Orders

	hub   *hub.Hub
	log   *slog.Logger
	live  live
	moves chan campaign.Move

	stirred atomic.Bool   // a roll-out has changed
	ended   chan struct{} // closed when the hub ends: streams would hold it up
}

// Join gives a hub its roll-outs and commands, and mounts the API. Call it
// between hub.New and Serve.
func Join(ctx context.Context, h *hub.Hub, log *slog.Logger) (*Desk, error) {
	d := &Desk{hub: h, log: log, live: live{subs: map[*sub]bool{}}, moves: make(chan campaign.Move, 256), ended: make(chan struct{})}
	rows, err := h.Store.Table(ctx, "rollouts")
	if err != nil {
		return nil, err
	}
	o := campaign.Options{
		Table: rows, Fleet: h, Free: h.FreeReleases(), Silence: 3 * h.Every(), Changed: d.stir, Log: log,
		Moved: func(m campaign.Move) {
			select {
			case d.moves <- m:
			default: // the roll-out itself is kept
			}
		},
	}
	if h.Repo() != "" {
		o.Releases = &publish.Released{Repo: &publish.Repo{Dir: h.Repo()}}
	}
	d.Campaigns = campaign.New(o)
	if d.Orders, err = orders.Open(ctx, orders.Options{Store: h.Store, Fleet: h, Changed: d.live.tell, Log: log}); err != nil {
		return nil, err
	}
	h.Campaigns, h.Orders = d.Campaigns, d.Orders
	h.OnStatus(d.Campaigns.Seen)
	h.OnStatus(func(s wire.Status) { d.live.tell(api.Change{What: "terminal", ID: s.Terminal}) })
	for _, part := range []func(context.Context) error{d.Campaigns.Run, d.Orders.Run, d.noteMoves, d.nudge} {
		h.Beside(part)
	}
	h.Mount("GET "+PathSpec, http.HandlerFunc(spec))
	h.Mount("/api/v1/", http.StripPrefix("/api/v1", d.mux()))
	return d, nil
}

// request is what somebody asks for.
type request struct {
	*http.Request
	w http.ResponseWriter
	people.Session
}

// streamed is the answer of what has answered already.
type streamed struct{}

// refusal is an error with its HTTP status.
type refusal struct {
	status int
	why    string
}

func (r refusal) Error() string { return r.why }

// answer writes a value, or why there is none.
func (d *Desk) answer(w http.ResponseWriter, v any, err error) {
	status := http.StatusOK
	var no refusal
	var problems *campaign.Problems
	switch {
	case v == streamed{} && err == nil:
		return
	case err == nil && v == nil:
		w.WriteHeader(http.StatusNoContent)
		return
	case err == nil:
	case errors.As(err, &no):
		status = no.status
	case errors.As(err, &problems), errors.Is(err, orders.ErrOrder):
		status = http.StatusUnprocessableEntity
	case errors.Is(err, campaign.ErrNoRollout), errors.Is(err, hub.ErrNoCommand), errors.Is(err, orders.ErrNoFile):
		status = http.StatusNotFound
	case errors.Is(err, campaign.ErrState), errors.Is(err, campaign.ErrTaken), errors.Is(err, campaign.ErrStopped):
		status = http.StatusConflict
	default:
		d.log.Error("api", "err", err)
		status, err = http.StatusServiceUnavailable, errors.New("it cannot be kept now; try again")
	}
	if err != nil {
		v = wire.Problem{Problem: err.Error()}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who asked has gone
}

// mostBody is how much somebody may ask at once: names of ten thousand
// terminals.
const mostBody = 1 << 20

// read reads what is asked for. Fields that there are not are refused: they
// would be a wish that nobody hears.
func (r request) read(v any) error {
	body := json.NewDecoder(http.MaxBytesReader(r.w, r.Body, mostBody))
	body.DisallowUnknownFields()
	if err := body.Decode(v); err != nil {
		return refusal{http.StatusBadRequest, "it cannot be read: " + err.Error()}
	}
	return nil
}

// noted writes an act down. What cannot be written down is not done.
func (d *Desk) noted(r request, act, on, format string, args ...any) error {
	return d.hub.Audit.Note(r.Context(), r.Who(), act, on, fmt.Sprintf(format, args...))
}

// noteMoves writes down what roll-outs do by themselves.
func (d *Desk) noteMoves(ctx context.Context) error {
	defer close(d.ended)
	for {
		select {
		case <-ctx.Done():
			return nil
		case m := <-d.moves:
			detail := fmt.Sprintf("%s, %d waves open", m.To, m.Open)
			if m.Why != "" {
				detail += ": " + m.Why
			}
			for d.hub.Audit.Note(ctx, audit.Who{ID: "hub"}, "rollout.moved", m.ID, detail) != nil {
				select {
				case <-ctx.Done():
					return nil
				case <-time.After(time.Second):
				}
			}
		}
	}
}
