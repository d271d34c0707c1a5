package fleet

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk/fleet/fitted"
	"govkiosk/kiosk/fleet/wire"
)

// ErrRestart says that the program is to begin anew: the plan has changed.
var ErrRestart = errors.New("fleet: begin anew with another configuration")

// Client follows a repository, as *trust.Client does.
type Client interface {
	Refresh(ctx context.Context) (trust.Release, error)
	RefreshFrom(ctx context.Context, from trust.Fetcher) (trust.Release, error)
	Good() (trust.Release, bool, error)
	Status() (trust.Status, error)
}

// Options is what a Follower is made of.
type Options struct {
	Config  *config.Config // as it runs
	Client  Client
	Stick   trust.Fetcher // nil: none
	Store   trust.Store
	Load    func([]config.Source) (config.Config, error) // as for Boot
	Idle    func() bool                                  // nobody is being served
	Failing func() []string                              // what does not work, by name
	Hub     Hub                                          // nil: there is none, and nobody is asked
	Changed func()                                       // the plan has; must not block; nil: nobody wants to know
	Clock   func() time.Time                             // nil: time.Now
	Log     *slog.Logger
}

// Follower keeps the terminal at the newest release.
type Follower struct {
	o      Options
	staged *Chosen       // checked, and waiting for the hub and for the visit to end
	leave  leave         // of the hub, for what is staged
	byHand string        // digest of the release that the stick has
	poke   chan struct{} // there may be something new
	began  time.Time
	doubt  time.Time // since when the trial is to be judged, and what is far away does not answer

	mu    sync.Mutex
	away  bool   // the repository did not answer
	found bool   // it has, since the program began
	waits string // why what is staged does
}

// New makes a follower.
func New(o Options) *Follower {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	return &Follower{o: o, poke: make(chan struct{}, 1)}
}

// Look has the repository looked at now, and the hub asked again. It does not
// block and may be called from any goroutine.
func (f *Follower) Look() {
	select {
	case f.poke <- struct{}{}:
	default: // it is about to look
	}
}

// firstLook is over how long the first looks of neighbours are spread: when the
// power comes back to a town they all begin at once.
const firstLook = 30 * time.Second

// seen is how often it is seen whether a visit has ended.
const seen = 2 * time.Second

// Run follows until ctx ends, or until the program is to begin anew:
// ErrRestart. The first look at the repository comes soon, the others every so
// often and never at the same time as those of the neighbours.
func (f *Follower) Run(ctx context.Context) error {
	plan, err := ReadPlan(f.o.Store)
	if err != nil {
		return err
	}
	f.began = time.Now()
	tick := time.NewTicker(seen)
	defer tick.Stop()
	poll := time.NewTimer(rand.N(firstLook))
	defer poll.Stop()
	var judge <-chan time.Time
	if plan.Trial != nil {
		judge = time.After(f.o.Config.Fleet.Health)
	}
	over := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-poll.C:
			f.look(ctx)
			every := f.o.Config.Fleet.Every
			poll.Reset(every*4/5 + time.Duration(rand.Int64N(int64(every*2/5))))
		case <-f.poke:
			f.look(ctx)
		case <-judge:
			over = true
		case <-tick.C:
		}
		if !f.o.Idle() {
			continue
		}
		if over {
			if over, err = f.judge(); err != nil {
				return err
			}
		}
		if err := f.begin(ctx); err != nil {
			return err
		}
	}
}

// look sees what is new, with the hub too: a roll-out may have begun, of which
// no hint has come.
func (f *Follower) look(ctx context.Context) {
	f.leave.next = time.Time{}
	f.fetch(ctx)
	if err := f.consider(); err != nil { // somebody may be being served
		f.o.Log.Error("fleet", "err", err)
	}
}

// fetch asks the repository, and the stick where there is one.
func (f *Follower) fetch(ctx context.Context) {
	away := false
	if f.o.Config.Fleet.Repository() != "" {
		_, err := f.o.Client.Refresh(ctx)
		var no *trust.Refused
		away = errors.As(err, &no) && (no.Kind == trust.Unreachable || no.Kind == trust.TooSlow)
		if err != nil {
			f.o.Log.Warn("fleet", "err", err)
		}
	}
	if f.o.Stick != nil {
		f.byHand = ""
		if r, err := f.o.Client.RefreshFrom(ctx, f.o.Stick); err != nil {
			f.o.Log.Warn("fleet: stick", "err", err)
		} else {
			f.byHand = r.Digest
		}
	}
	f.mu.Lock()
	f.away, f.found = away, f.found || !away
	f.mu.Unlock()
}

// consider checks the newest release, once, and has it wait for its turn.
func (f *Follower) consider() error {
	r, there, err := f.o.Client.Good()
	if err != nil || !there {
		return err
	}
	plan, err := ReadPlan(f.o.Store)
	if err != nil {
		return err
	}
	next := chosen(r)
	if f.staged == nil || f.staged.Digest != next.Digest {
		f.leave = leave{}
		f.waiting("")
	}
	f.staged = nil
	if next.Digest == plan.Active.Digest || plan.refused(next.Digest) || plan.Trial != nil {
		return nil
	}
	if reasons := f.check(next); len(reasons) > 0 {
		plan.refuse(next, f.o.Clock(), reasons...)
		f.o.Log.Error("fleet: release refused", "version", next.Version, "reasons", reasons)
		return f.write(plan)
	}
	f.staged = &next
	return nil
}

// check is what speaks against a release before anybody has tried it.
func (f *Follower) check(c Chosen) []string {
	cfg, err := f.o.Load(c.Sources())
	if err != nil {
		return lines(err)
	}
	var out []string
	bad := func(key, format string, args ...any) { out = append(out, key+": "+fmt.Sprintf(format, args...)) }
	if cfg.Terminal.ID != f.o.Config.Terminal.ID {
		bad("terminal.id", "is %s, and this is %s", cfg.Terminal.ID, f.o.Config.Terminal.ID)
	}
	if cfg.Journal.Path != f.o.Config.Journal.Path {
		bad("journal.path", "cannot be changed from afar: it would be another terminal's memory")
	}
	return append(out, fitted.Missing(cfg, *f.o.Config)...)
}

// begin puts what waits on trial.
func (f *Follower) begin(ctx context.Context) error {
	if f.staged == nil || !f.admitted(ctx) {
		return nil
	}
	plan, err := ReadPlan(f.o.Store)
	if err != nil {
		return err
	}
	plan.Trial = &Trial{Chosen: *f.staged, Began: f.o.Clock(), Before: f.failing()}
	if err := f.write(plan); err != nil {
		return err
	}
	f.o.Log.Info("fleet: release on trial", "version", plan.Trial.Version, "digest", plan.Trial.Digest)
	return ErrRestart
}

func (f *Follower) write(p Plan) error {
	err := p.write(f.o.Store)
	if err == nil {
		f.o.Changed()
	}
	return err
}

// Status is how the terminal stands with the fleet.
type Status struct {
	Trust trust.Status `json:"trust"`
	Plan  Plan         `json:"plan"`
	Waits string       `json:"waits,omitempty"` // why a release that is ready is not on trial yet
}

// Status tells what is kept. It may be called from any goroutine.
func (f *Follower) Status() (Status, error) {
	var s Status
	var err error
	if s.Trust, err = f.o.Client.Status(); err != nil {
		return s, err
	}
	f.mu.Lock()
	s.Waits = f.waits
	f.mu.Unlock()
	s.Plan, err = ReadPlan(f.o.Store)
	return s, err
}

// Release is what the hub hears of it.
func (s Status) Release() wire.Release {
	out := wire.Release{Version: s.Plan.Active.Version, Digest: s.Plan.Active.Digest, Expires: s.Trust.Expires}
	if t := s.Plan.Trial; t != nil {
		out.Trial = t.Version
	}
	for _, r := range s.Plan.Refused {
		out.Refused = append(out.Refused, wire.Refusal{Version: r.Version, Digest: r.Digest, Reasons: r.Reasons, Tried: r.Tried})
	}
	if s.Trust.Trouble != nil {
		out.Problem = fmt.Sprintf("%s: %s", s.Trust.Trouble.Kind, s.Trust.Trouble.Why)
	}
	return out
}
