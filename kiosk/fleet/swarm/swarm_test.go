package swarm

import (
	"context"
	"log/slog"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/rollout"
)

// A small swarm at the real hub: a release comes to all, a hub that is killed
// loses nothing that it has acknowledged, and a bad release stays with its
// canary.
func TestSmallSwarm(t *testing.T) {
	dir := t.TempDir()
	hub := filepath.Join(dir, "kioskhub")
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", hub, "../../cmd/kioskhub").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s, err := Start(ctx, Options{
		Terminals: 5, Hall: 5, Hub: hub, Dir: filepath.Join(dir, "fleet"), Hints: true, Begin: time.Second, Free: true,
		Every: 10 * time.Second, Poll: 10 * time.Second, Health: 100 * time.Millisecond, Pace: time.Second,
		Password: "correct horse battery", Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = s.Enrolled(ctx, func(enrolled, _ int) {
		if enrolled == 5 { // their first look comes within ten seconds by itself
			for _, one := range s.terminals {
				one.Hinted(1)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Converge(ctx, 91, nil, time.Minute)
	if err != nil || c.Reached != 5 {
		t.Fatalf("%+v, %v", c, err)
	}
	s.hub.free = false
	if err := s.hub.settings(); err != nil {
		t.Fatal(err)
	}
	r, err := s.Kill(ctx, 100*time.Millisecond)
	if err != nil || r.Lost != 0 || r.Events == 0 || r.Acknowledged == 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	bad, err := s.BadRelease(ctx, 2, time.Minute)
	if err != nil || bad.State != rollout.Stopped || bad.Tried == 0 || bad.Tried > bad.Waves || bad.Back != bad.Tried || bad.InForce != 0 {
		t.Fatalf("%+v, %v", bad, err)
	}
}
