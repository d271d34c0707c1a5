package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/publish"
)

// renewing is how often the hub looks whether what it signs is about to
// expire.
const renewing = 5 * time.Minute

// renew signs the snapshot and the timestamp anew when half their time has
// passed, where the hub has the keys.
func (h *Hub) renew(ctx context.Context) error {
	if len(h.o.Keys) == 0 {
		return nil
	}
	turns, err := h.Store.Table(ctx, "turns")
	if err != nil {
		return err
	}
	tick := time.NewTicker(renewing)
	defer tick.Stop()
	for {
		if err := h.renewOnce(ctx, turns, time.Now()); err != nil {
			h.log.Error("hub: the repository is not renewed", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// due reports whether half of its days have passed.
func due(expires time.Time, days int, now time.Time) bool {
	return expires.Sub(now) < time.Duration(days)*12*time.Hour
}

func (h *Hub) renewOnce(ctx context.Context, turns *store.Table, now time.Time) error {
	repo := &publish.Repo{Dir: h.o.Repo}
	all, err := repo.Status()
	if err != nil {
		return err
	}
	wanted := false
	for _, s := range all {
		wanted = wanted || s.Version > 0 && (s.Role == metadata.SNAPSHOT && due(s.Expires, h.o.Renew.SnapshotDays, now) || s.Role == metadata.TIMESTAMP && due(s.Expires, h.o.Renew.TimestampDays, now))
	}
	if !wanted {
		return nil
	}
	if mine, err := turn(ctx, turns, "renew", now); err != nil || !mine {
		return err
	}
	if err := h.Audit.Note(ctx, audit.Who{ID: "hub"}, "release.renew", "", ""); err != nil {
		return err
	}
	p, err := repo.Renew(h.o.Renew.SnapshotDays, h.o.Renew.TimestampDays, h.o.Keys...)
	if err == nil {
		h.log.Info("hub: renewed", "snapshot", p.Snapshot, "timestamp", p.Timestamp)
	}
	return err
}

// turn gives one of several hubs a job, until the next time that they look.
func turn(ctx context.Context, turns *store.Table, job string, now time.Time) (bool, error) {
	e, err := turns.Get(ctx, job)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	if err == nil && now.Sub(e.At) < renewing/2 {
		return false, nil
	}
	_, err = turns.Update(ctx, job, fmt.Appendf(nil, "%q", now.UTC().Format(time.RFC3339)), e.Revision)
	if errors.Is(err, store.ErrChanged) {
		return false, nil
	}
	return err == nil, err
}
