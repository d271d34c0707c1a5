package campaign

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/rollout"
)

// Table is where roll-outs are kept: a store.Table.
type Table interface {
	Get(ctx context.Context, key string) (store.Entry, error)
	Put(ctx context.Context, key string, value []byte) (uint64, error)
	Update(ctx context.Context, key string, value []byte, was uint64) (uint64, error)
	Delete(ctx context.Context, key string) error
	Watch(ctx context.Context, each func(store.Entry), whole func()) error
}

// Fleet is every terminal that the hub knows.
type Fleet interface {
	Terminals() []hub.Known
	Terminal(id string) (hub.Known, bool)
}

// Options are what campaigns are made of.
type Options struct {
	Table    Table
	Fleet    Fleet
	Releases Releases         // nil: what is in a release is not known here
	Free     bool             // a release without a roll-out may be taken in
	Silence  time.Duration    // a terminal that says nothing for so long is out of service; 0: 3 minutes
	Changed  func(api.Change) // told what is different now; it must not block
	Moved    func(Move)       // told what a roll-out has done by itself, here and not at another hub; it must not block
	Clock    func() time.Time // nil: time.Now
	Log      *slog.Logger
}

// Move is a roll-out that has opened a wave, has stopped, is done or is
// superseded.
type Move struct {
	ID   string
	From rollout.State
	To   rollout.State
	Open int
	Why  string
	Next string // the roll-out that superseded it
}

// Campaigns are all roll-outs. Run must be running for anything to be answered.
type Campaigns struct {
	o     Options
	halls halls
	jobs  chan job
	said  said
	whole chan struct{}

	stop   atomic.Pointer[api.Stop]
	unkept chan struct{} // a stop is to be written

	mu   sync.RWMutex
	all  map[string]*running
	seen map[string]counted // of views
}

// running is a roll-out on its way.
type running struct {
	*rollout.Rollout
	By    string
	Began time.Time
	Waves []int
	next  int // number of the next change
}

// Errors of what people ask for.
var (
	ErrNoRollout = errors.New("there is no such roll-out")
	ErrState     = errors.New("the roll-out is not in a state for that")
	ErrTaken     = errors.New("there is a roll-out of that name")
	ErrAway      = errors.New("it cannot be kept now")
	ErrStopped   = errors.New("an emergency stop holds")
)

// New makes campaigns that know nothing before Run.
func New(o Options) *Campaigns {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Silence == 0 {
		o.Silence = 3 * time.Minute
	}
	if o.Changed == nil {
		o.Changed = func(api.Change) {}
	}
	if o.Moved == nil {
		o.Moved = func(Move) {}
	}
	c := &Campaigns{
		o: o, jobs: make(chan job, 4096), whole: make(chan struct{}), unkept: make(chan struct{}, 1),
		all: map[string]*running{}, seen: map[string]counted{},
	}
	c.halls.by = map[string]map[string]member{}
	c.said.words, c.said.some = map[string]words{}, make(chan struct{}, 1)
	c.stop.Store(&api.Stop{})
	return c
}

// Run does the work until ctx ends. It blocks.
func (c *Campaigns) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	entries := make(chan store.Entry, 256)
	watched := make(chan error, 1)
	go func() {
		watched <- c.o.Table.Watch(ctx, func(e store.Entry) {
			select {
			case entries <- e:
			case <-ctx.Done():
			}
		}, func() {
			select {
			case entries <- store.Entry{}: // everything was told
			case <-ctx.Done():
			}
		})
	}()
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		c.keepStop(ctx)
	}()
	err := c.loop(ctx, entries, watched)
	cancel()
	<-kept
	return err
}

// Whole is closed once Run has read every roll-out.
func (c *Campaigns) Whole() <-chan struct{} { return c.whole }

// newest are the roll-outs, the newest first. mu is held.
func (c *Campaigns) newest() []*running {
	out := make([]*running, 0, len(c.all))
	for _, r := range c.all {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *running) int {
		return cmp.Or(b.Began.Compare(a.Began), cmp.Compare(b.Plan.ID, a.Plan.ID))
	})
	return out
}
