package fleet_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk/fleet/wire"
)

// hub answers what a terminal asks it.
type hub struct {
	away  bool
	gone  func() bool // nil: never
	heard time.Time
	may   func(version int64) bool
	again time.Duration // 0: a minute
	asked []time.Time
}

func (h *hub) Away() bool { return h.away || h.gone != nil && h.gone() }

func (h *hub) Answered() time.Time { return h.heard }

func (h *hub) Admit(_ context.Context, version int64, _ string) (wire.Verdict, error) {
	h.asked = append(h.asked, time.Now())
	if h.away {
		return wire.Verdict{}, errors.New("no route to the hub")
	}
	return wire.Verdict{May: h.may(version), Why: "canary first", AgainS: cmp.Or(h.again, time.Minute).Seconds()}, nil
}

// A terminal with a hub begins when the hub lets it.
func TestReleaseWaitsForTheHub(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		began := time.Now()
		w.hub = &hub{may: func(int64) bool { return time.Since(began) > 9*time.Minute }}
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		if got := strings.Join(w.ran, " "); got != "0 1" || len(w.hub.asked) < 5 || len(w.hub.asked) > 20 {
			t.Errorf("it ran with %s after %d questions", got, len(w.hub.asked))
		}
	})
}

// A roll-out that begins while a terminal hears no hints is seen at its next
// look, however late the hub had wanted to be asked again.
func TestRolloutIsSeenAtTheNextLook(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		began := time.Now()
		w.hub = &hub{again: 48 * time.Hour, may: func(int64) bool { return time.Since(began) > 2*time.Minute }}
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		if got := strings.Join(w.ran, " "); got != "0 1" {
			t.Errorf("it ran with %s after %d questions", got, len(w.hub.asked))
		}
	})
}

// While the hub is away a release waits, but for one that somebody has brought
// on a stick.
func TestReleaseWaitsWhileTheHubIsAway(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.hub = &hub{away: true}
		w.publish("[printer]\ndensity = 1\n")
		w.restarts()
		if p := w.plan(); p.Active.Version != 0 || p.Trial != nil || len(w.hub.asked) < 2 {
			t.Fatalf("%+v after %d questions", p, len(w.hub.asked))
		}
		asked := len(w.hub.asked)
		w.stick = trust.Folder{FS: os.DirFS(w.repo.Dir)}
		w.restarts()
		if p := w.plan(); p.Active.Version != 1 || len(w.hub.asked) != asked {
			t.Errorf("from the stick: %+v", p)
		}
	})
}

// A release after which the hub cannot be reached any more goes back.
func TestReleaseThatCutsTheWayToTheHubIsRolledBack(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.hub = &hub{may: func(int64) bool { return true }}
		w.failing = func(c config.Config) []string {
			w.hub.away = c.Printer.Density == 2
			return nil
		}
		w.publish("[printer]\ndensity = 2\n")
		w.restarts()
		p := w.plan()
		if len(p.Refused) != 1 || !p.Refused[0].Tried || !strings.HasPrefix(p.Refused[0].Reasons[0], "hub: worked before") {
			t.Errorf("%+v", p)
		}
	})
}

// A hub that is started anew at the moment at which a trial ends takes no good
// release away.
func TestAHubThatIsStartedAnewIsNotHeldAgainstARelease(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.hub = &hub{may: func(int64) bool { return true }}
		w.publish("[printer]\ndensity = 1\n")
		w.must(w.untilRestart())
		began := time.Now()
		w.hub.gone = func() bool { return time.Since(began) > 4*time.Minute && time.Since(began) < 8*time.Minute }
		w.restarts()
		if p := w.plan(); p.Active.Version != 1 || len(p.Refused) > 0 || time.Since(began) < 8*time.Minute {
			t.Errorf("%+v after %v", p, time.Since(began))
		}
	})
}

// A hub that was there under a release and is away at the end of its trial is
// not the release's fault, however long it stays away.
func TestHubThatGoesAwayIsNotHeldAgainstARelease(t *testing.T) {
	inTown(t, func(t *testing.T, w *town) {
		w.hub = &hub{may: func(int64) bool { return true }}
		w.failing = func(c config.Config) []string {
			if w.hub.away = c.Printer.Density == 2; w.hub.away {
				w.hub.heard = time.Now().Add(-time.Second)
			}
			return nil
		}
		w.publish("[printer]\ndensity = 2\n")
		w.restarts()
		if p := w.plan(); p.Active.Version != 1 || len(p.Refused) > 0 {
			t.Errorf("%+v", p)
		}
	})
}

// Power cuts during a trial are not the release's fault; crashes between them
// are.
func TestPowerCutsAreNotHeldAgainstARelease(t *testing.T) {
	for _, c := range []struct {
		crashes, cuts int
		force         bool
	}{{0, 6, true}, {2, 6, true}, {3, 0, false}, {3, 4, false}, {0, 11, false}} {
		t.Run(fmt.Sprint(c.crashes, " crashes, ", c.cuts, " cuts"), func(t *testing.T) {
			inTown(t, func(t *testing.T, w *town) {
				w.machine = "boot 0"
				w.publish("[printer]\ndensity = 1\n")
				w.must(w.untilRestart())
				for range c.crashes {
					w.must(w.start(time.Minute)) // and it is killed
				}
				for n := range c.cuts {
					w.must(w.start(time.Minute)) // and the power goes
					w.machine = fmt.Sprint("boot ", n+1)
				}
				w.restarts()
				p := w.plan()
				if got := p.Active.Version == 1; got != c.force || len(p.Refused) == 0 != c.force {
					t.Errorf("%+v after %v", p, w.ran)
				}
			})
		})
	}
}
