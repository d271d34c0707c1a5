package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/campaign"
	"govkiosk/kiosk/fleet/rollout"
)

func (r request) own(p rollout.Plan) error {
	if !p.HeldTo(r.Person.Scope.Labels()) {
		return refusal{http.StatusForbidden, "the roll-out reaches beyond " + r.Person.Scope.String() + "; name it among the labels of every wave"}
	}
	return nil
}

// why is the reason of an act. An act without one is not done.
func (r request) why() (string, error) {
	var w api.Why
	if err := r.read(&w); err != nil {
		return "", err
	}
	if w.Why = strings.TrimSpace(w.Why); w.Why == "" || len(w.Why) > 500 {
		return "", refusal{http.StatusBadRequest, "why: say it in up to 500 bytes; it goes into the audit"}
	}
	return w.Why, nil
}

func (d *Desk) rollouts(request) (any, error) { return d.Campaigns.Rollouts(), nil }

func (d *Desk) rollout(r request) (any, error) { return d.Campaigns.Rollout(r.PathValue("id")) }

func (d *Desk) preview(r request) (any, error) {
	var p rollout.Plan
	if err := r.read(&p); err != nil {
		return nil, err
	}
	v, _ := d.Campaigns.Preview(p)
	return v, nil
}

func (d *Desk) start(r request) (any, error) {
	var p rollout.Plan
	if err := r.read(&p); err != nil {
		return nil, err
	}
	if d.Campaigns.Stopped().On {
		return nil, campaign.ErrStopped
	}
	v, filled := d.Campaigns.Preview(p)
	if err := r.own(filled); err != nil {
		return nil, err
	}
	if len(v.Problems) > 0 {
		return nil, &campaign.Problems{All: v.Problems}
	}
	if err := d.noted(r, "rollout.start", filled.ID, "release %d in %d waves", filled.Release, len(filled.Waves)); err != nil {
		return nil, err
	}
	return d.Campaigns.Start(r.Context(), p, r.Person.ID)
}

func (d *Desk) act(r request) (any, error) {
	id, act := r.PathValue("id"), r.PathValue("act")
	do := map[string]func(context.Context, string, string) (api.Rollout, error){
		"pause": d.Campaigns.Pause, "abort": d.Campaigns.Abort,
		"resume": func(ctx context.Context, id, _ string) (api.Rollout, error) { return d.Campaigns.Resume(ctx, id) },
	}[act]
	if do == nil {
		return nil, refusal{http.StatusNotFound, "a roll-out can be paused, resumed and aborted"}
	}
	why, err := r.why()
	if err != nil {
		return nil, err
	}
	was, err := d.Campaigns.Rollout(id)
	if err != nil {
		return nil, err
	}
	if err := r.own(was.Plan); err != nil {
		return nil, err
	}
	if err := d.noted(r, "rollout."+act, id, "it was %s, %d of %d well, %d failed: %s", was.State, was.Counts.Well, was.Total, was.Counts.Failed(), why); err != nil {
		return nil, err
	}
	return do(r.Context(), id, why)
}

func (d *Desk) stopped(request) (any, error) { return d.Campaigns.Stopped(), nil }

// stop is done before it is written down: it must work where the store does
// not.
func (d *Desk) stop(r request) (any, error) {
	why, err := r.why()
	if err != nil {
		return nil, err
	}
	s := d.Campaigns.Stop(r.Context(), r.Person.ID, why)
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	if err := d.hub.Audit.Note(ctx, r.Who(), "rollout.stop", "", why); err != nil {
		d.log.Error("api: a stop is not in the audit", "who", r.Person.ID, "why", why, "err", err)
	}
	return s, nil
}

func (d *Desk) lift(r request) (any, error) {
	if !r.Person.Scope.Everywhere() {
		return nil, refusal{http.StatusForbidden, "a stop is for everywhere; " + r.Person.ID + " has " + r.Person.Scope.String()}
	}
	why, err := r.why()
	if err != nil {
		return nil, err
	}
	was := d.Campaigns.Stopped()
	if err := d.noted(r, "rollout.lift", "", "%s", strings.TrimSpace(fmt.Sprintf("stopped by %s at %s: %s; lifted: %s", was.By, was.At.Format(time.RFC3339), was.Why, why))); err != nil {
		return nil, err
	}
	return d.Campaigns.Lift(r.Context(), r.Person.ID, why)
}
