package kiosk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/locker"
	"govkiosk/kiosk/journey"
)

// openPatience is how long one door may take: three coils, the pauses between
// them and the questions around them.
const openPatience = 25 * time.Second

// Cabinet is a line of lock boards, whatever they speak, as the desk needs it:
// one door is opened, all doors are watched. There is no word for all of them
// at once.
type Cabinet interface {
	Open(context.Context, locker.Cell) (locker.Result, error)
	Watch(ctx context.Context, report func(locker.Event)) error
}

// cabinetDesk owns the certificate cabinet: it watches every door, and opens
// one at a time. What the contact says is the only proof of anything.
type cabinetDesk struct {
	cfg    config.Cabinet
	wiring map[int]locker.Cell
	cells  map[locker.Cell]int
	ports  *portFinder
	health *Health
	post   func(journey.Event)
	note   func(kind string, data any)
	moved  func(cell int) // a door moved, is seen for the first time, or cannot be seen
	log    *slog.Logger
	async  func(func()) // runs what Run waits for
	lender *lender[*locker.Dev]
	first  chan struct{} // closed once every door was told, or the line could not be had
	once   sync.Once

	mu      sync.Mutex
	up      bool          // the line is open
	job     *doorJob      // that waits or runs; nil: none
	changed chan struct{} // closed and replaced when job changes

	doors map[int]journey.Door

	// Of the goroutine that has the line.
	since   map[int]time.Time // an open door, when it was first seen so
	left    map[int]bool      // it has been reported as left open
	silent  map[int]bool      // boards that do not answer
	awaited map[int]bool      // cells of which a board that answers is about to tell
	stuck   map[int]bool      // cells that did not open although their lock was energised
}

// doorJob is one door to open. It is answered exactly once.
type doorJob struct {
	cell int
	done func(locker.Result, error)
	once sync.Once
}

func (j *doorJob) end(r locker.Result, err error) { j.once.Do(func() { j.done(r, err) }) }

// untouched ends a job of which not one byte was sent.
func (j *doorJob) untouched(k drivers.Kind, why error) {
	j.end(locker.Result{Outcome: drivers.NotDone}, &drivers.Error{
		Device: "cabinet", Op: "open", Kind: k, Outcome: drivers.NotDone, Err: why,
	})
}

var errNoCabinet = errors.New("the cabinet's line is not open")

func newCabinetDesk(cfg config.Cabinet, p *portFinder, h *Health, post func(journey.Event), note func(string, any), log *slog.Logger) *cabinetDesk {
	d := &cabinetDesk{
		cfg: cfg, wiring: map[int]locker.Cell{}, cells: map[locker.Cell]int{}, ports: p, health: h, post: post, note: note, log: log,
		moved: func(int) {}, first: make(chan struct{}), changed: make(chan struct{}),
		doors: map[int]journey.Door{}, since: map[int]time.Time{}, left: map[int]bool{}, silent: map[int]bool{}, stuck: map[int]bool{},
		awaited: map[int]bool{},
	}
	d.lender = newLender[*locker.Dev]("cabinet", func(err error) {
		d.health.Report(Condition{Device: DeviceCabinet, State: drivers.HardwareFault, Code: "CAB-SILENT", Cause: err.Error()})
	})
	for number, at := range cfg.Wiring() {
		cell, err := locker.NewCell(at.Board, at.Lock)
		if err != nil {
			continue // the configuration was checked: there is no such lock
		}
		d.wiring[number], d.cells[cell] = cell, number
	}
	return d
}

// run keeps the line open until ctx ends.
func (d *cabinetDesk) run(ctx context.Context) {
	if d.cfg.Port == "" {
		d.health.Report(Condition{Device: DeviceCabinet, State: drivers.DeviceMissing, Reason: journey.ReasonNotHere})
		d.told()
		<-ctx.Done()
		return
	}
	line.Keep(ctx, d.ports.line(d.cfg.Line), d.serve, func(s drivers.DeviceState, err error) {
		if s != drivers.Online {
			d.lost(s, err)
		}
	})
}

// told marks that it is known how the doors are, as far as it can be.
func (d *cabinetDesk) told() { d.once.Do(func() { close(d.first) }) }

// lost reports that the cabinet cannot be spoken to: nothing is known of its
// doors from here.
func (d *cabinetDesk) lost(s drivers.DeviceState, err error) {
	c := Condition{Device: DeviceCabinet, State: s, Code: cabinetCode(err)}
	if err != nil {
		c.Cause = err.Error()
	}
	if c.Code == "CAB-SETUP" {
		c.State = drivers.HardwareFault
	}
	for cell := range d.doors {
		d.saw(cell, journey.DoorUnknown)
	}
	clear(d.silent)
	clear(d.awaited)
	d.forget()
	d.health.Report(c)
	d.told()
}

// submit hands in a door. One that cannot be begun is answered as NotDone.
func (d *cabinetDesk) submit(j *doorJob) {
	d.mu.Lock()
	defer d.mu.Unlock()
	why := errNoCabinet
	if d.up && d.job == nil {
		d.job = j
		d.signal()
		return
	}
	if d.up {
		why = errors.New("another door is being opened")
	}
	d.async(func() { j.untouched(drivers.NotReady, why) })
}

// signal is called with mu held.
func (d *cabinetDesk) signal() {
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *cabinetDesk) next() (*doorJob, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.job, d.changed
}

// setUp opens or shuts the desk. A door that waits when the line is lost was
// not touched.
func (d *cabinetDesk) setUp(up bool) {
	d.mu.Lock()
	d.up = up
	waiting := d.job
	if !up {
		d.job = nil
	}
	d.mu.Unlock()
	if !up && waiting != nil {
		waiting.untouched(drivers.NoDevice, errNoCabinet)
	}
}

// serve works on an open line until it is lost.
func (d *cabinetDesk) serve(ctx context.Context, c line.Conn) error {
	dev, err := locker.New(c, d.opts())
	if err != nil {
		return err
	}
	d.setUp(true)
	defer d.setUp(false)
	d.lender.open(true)
	defer d.lender.open(false)
	for ctx.Err() == nil {
		job, changed := d.next()
		lent, lost := d.lender.serve(ctx, dev)
		switch {
		case lent:
			err = lost
		case job != nil:
			err = d.open(ctx, dev, job)
		default:
			err = d.watch(ctx, dev, changed)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

var lockProtocols = map[string]locker.Protocol{
	config.CabinetLock8A: locker.Protocol8A, config.CabinetKerong: locker.KerongCU,
	config.CabinetKerong48: locker.KerongCU48, config.CabinetWKLY: locker.WKLY,
}

func (d *cabinetDesk) opts() *locker.Opts {
	o := &locker.Opts{
		Protocol: lockProtocols[d.cfg.Protocol], Echoing: d.cfg.Echo, CoilGap: d.cfg.CoilGap,
		PollEvery: d.cfg.PollEvery, LeftOpen: d.cfg.LeftOpen,
	}
	for _, n := range d.cfg.BoardNumbers() {
		o.Boards = append(o.Boards, locker.Board{
			Number: n, Locks: d.cfg.Boards[fmt.Sprint(n)].Locks, Polarity: locker.Polarity(d.cfg.Polarity),
		})
	}
	return o
}

// open opens one door. The line is this goroutine's alone: no news of a door
// can come between the coil and its answer.
func (d *cabinetDesk) open(ctx context.Context, boards Cabinet, j *doorJob) error {
	ctx, cancel := context.WithTimeout(ctx, openPatience)
	defer cancel()
	r, err := boards.Open(ctx, d.wiring[j.cell])
	switch r.Door {
	case locker.DoorOpen:
		d.saw(j.cell, journey.DoorOpen)
	case locker.DoorClosed:
		d.saw(j.cell, journey.DoorClosed)
	default:
		d.saw(j.cell, journey.DoorUnknown)
		if _, ours := d.wiring[j.cell]; ours {
			d.awaited[j.cell] = true // it is asked next
		}
	}
	d.mu.Lock()
	d.job = nil
	d.mu.Unlock()
	j.end(r, err)
	if drivers.KindOf(err) == drivers.HardwareError {
		d.stuck[j.cell] = true
		d.report()
	}
	return gone(err)
}

// watch follows the doors until there is one to open.
func (d *cabinetDesk) watch(ctx context.Context, boards Cabinet, changed <-chan struct{}) error {
	ctx, cancel := until(ctx, changed)
	defer cancel()
	ctx, stop := until(ctx, d.lender.wanted())
	defer stop()
	err := boards.Watch(ctx, d.heard)
	if ctx.Err() != nil {
		return gone(err) // whatever the boards did not get to say, they are asked again
	}
	return err
}
