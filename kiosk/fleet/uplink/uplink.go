package uplink

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journal"
)

// Terminal is what the hub hears of and orders about. Its methods may be
// called from any goroutine.
type Terminal interface {
	Status() wire.Status                          // without Terminal, Seq and At
	Idle() bool                                   // nobody is being served
	Now() time.Time                               // by the hall's clock
	Lock(text string) error                       // from the next visit on, also after a new start; empty: unlock
	SelfTest(ctx context.Context) (string, error) // when idle; what came of it
	BlackBox() ([]byte, error)                    // what it holds
	Restart()                                     // of the program, when idle
	Trouble(code fault.Code, cause string)        // of the uplink; empty: none
	Hinted(release int64)                         // the repository has something new; 0: it may have
}

// Book keeps what must not be lost. *journal.Journal does.
type Book interface {
	Keep(rows map[string][]byte, floors map[string]int64) error
	Kept() (map[string][]byte, map[string]int64, error)
	Tell(kind string, data any, matters bool) error
	Outgoing(n int) ([]journal.Told, error)
	Join(through int64) error
	ToldThrough(id int64) error
	Unheard(id int64) error
	Waiting() (waiting int, lost int64, err error)
	OrderTaken(id string, said []byte) (fresh bool, err error)
	OrderBegins(id string) error
	OrderEnded(id, outcome, text string) error
	OrderTold(id string) error
	Orders() ([]journal.Order, error)
}

// Options is what an Uplink is made of.
type Options struct {
	ID        string // of the terminal
	Hub       string // its address
	Authority string // file of the certificates that sign for it
	Folder    Folder // of the identity
	Code      string // file of a one-time code; empty: none
	Every     time.Duration
	Hints     bool
	Terminal  Terminal
	Book      Book
	Check     time.Duration                                                        // what changes by itself is seen after so long, and what failed is tried again; 0: 5 s
	Spread    time.Duration                                                        // a hint for all is spread over so long; 0: 1.5 s
	Begin     time.Duration                                                        // the first word after a start comes within so long; 0: 10 s
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // nil: net.Dialer's
	Log       *slog.Logger
}

// Uplink is a terminal's way to the hub.
type Uplink struct {
	o     Options
	call  *caller
	hints *hints

	poked chan struct{} // something may have changed
	asked chan struct{} // the hub has something
	work  chan struct{} // there may be an order

	status  sender
	events  sender
	renewal sender

	seq    uint64 // of the newest status
	room   uint64 // numbers below it are this run's
	joined bool   // the hub's numbers are known
	fewer  int    // events in one request, since the hub would not have more; 0: as many as it may
	before wire.Status
	says   string // the essence of it
	sent   string // that of the newest status that the hub has
	began  time.Time

	renewing sync.Mutex // by its time, or by an order

	mu       sync.Mutex
	standing Standing
	answered time.Time // the hub, by the machine's clock
}

// New makes an uplink. Nothing is sent before Run.
func New(o Options) (*Uplink, error) {
	pinned, err := Authority(o.Authority)
	if err != nil {
		return nil, err
	}
	if o.Check == 0 {
		o.Check = checking
	}
	if o.Spread == 0 {
		o.Spread = 1500 * time.Millisecond
	}
	if o.Begin == 0 {
		o.Begin = 10 * time.Second
	}
	u := &Uplink{
		o: o, call: newCaller(o, pinned),
		poked: make(chan struct{}, 1), asked: make(chan struct{}, 1), work: make(chan struct{}, 1),
	}
	u.begin()
	u.hints = &hints{o: o, call: u.call, heard: u.hinted}
	u.standing.Hub = o.Hub
	switch id, err := o.Folder.Load(); {
	case err == nil:
		u.call.be(id)
	case !errors.Is(err, ErrNotEnrolled): // it is enrolled anew
		o.Log.Error("hub", "err", err)
	}
	return u, nil
}

// begin has everything be due.
func (u *Uplink) begin() {
	u.renewal, u.events, u.status = sender{first: u.o.Check}, sender{first: u.o.Check}, sender{first: u.o.Check}
}

// HTTP is a client that speaks as the terminal, for the hub's repository.
func (u *Uplink) HTTP() *http.Client { return u.call.http }

// Poke has it see soon whether the terminal has changed. It does not block.
func (u *Uplink) Poke() { signal(u.poked) }

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is about to look
	}
}

// Run goes on until ctx ends. What fails is tried again; an error is the
// journal's.
func (u *Uplink) Run(ctx context.Context) error {
	u.began = u.o.Terminal.Now()
	if err := u.number(0); err != nil {
		return err
	}
	defer u.call.http.CloseIdleConnections()
	defer u.hints.stop()
	if id := u.call.identity(); id != nil {
		// The neighbours may have begun at the same time, when the power came
		// back to a town or with a release: no hub can greet all of them at once.
		if !pause(ctx, rand.N(u.o.Begin)) {
			return nil
		}
		u.hints.listen(id)
	}
	var group sync.WaitGroup
	defer group.Wait()
	group.Go(func() { u.carryOut(ctx) })
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-u.poked:
			if !pause(ctx, settle) {
				return nil
			}
		case <-u.asked:
			u.status.soon(0)
			u.status.due = time.Now()
		case <-timer.C:
		}
		if err := u.turn(ctx); err != nil {
			return err
		}
		wait := min(u.o.Check, time.Until(u.status.due))
		timer.Reset(max(wait, 10*time.Millisecond))
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// turn does what is due.
func (u *Uplink) turn(ctx context.Context) error {
	if err := u.see(u.o.Terminal.Status()); err != nil {
		return err
	}
	defer u.tellTrouble()
	id := u.call.identity()
	if id == nil || id.over(u.o.Terminal.Now()) || u.unwanted() {
		u.again(ctx)
		if id = u.call.identity(); id == nil {
			return nil
		}
	}
	if t := u.o.Terminal.Now(); t.After(id.renewAt()) && !id.over(t) && !time.Now().Before(u.renewal.due) {
		u.tried(&u.renewal, u.renew(ctx), time.Hour)
	}
	if !u.joined {
		if err := u.join(ctx); err != nil || !u.joined {
			return err
		}
	}
	if !time.Now().Before(u.status.due) {
		if err := u.sendStatus(ctx); err != nil {
			return err
		}
	}
	return u.sendEvents(ctx)
}
