package kiosk

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

const (
	blocksEvery = 20 * time.Second // between two looks at what is in hand
	blocksRest  = 10 * time.Minute // before a hall that said no is asked again
)

// blockKeeper sees to it that numbers are in hand when the network goes: it
// leases them ahead, renews them, and gives them back when the hall closes.
type blockKeeper struct {
	cfg     config.Offline
	journal *journal.Journal
	hall    *hall.Client
	clock   *hallClock
	zone    *time.Location
	health  *Health
	settler *settler
	changed func()
	fail    func(error) // the journal cannot be written
	log     *slog.Logger
	poke    chan struct{}

	rest map[string]time.Duration // by business or block: not to be asked for before
	last journal.Heard            // as it is written down

	mu     sync.Mutex
	closed bool           // the hall has said so
	codes  []string       // of the businesses that the hall has
	left   map[string]int // numbers in hand, by business
	slots  slots          // how many may be given out in one time slot
	fulls  map[string]bool
}

// wake makes run look now. It never blocks.
func (k *blockKeeper) wake() {
	select {
	case k.poke <- struct{}{}:
	default:
	}
}

// told takes what the hall said of its doors.
func (k *blockKeeper) told(open bool) {
	k.mu.Lock()
	changed := k.closed == open
	k.closed = !open
	k.mu.Unlock()
	if changed {
		k.wake()
	}
}

// offered takes the businesses of the hall's list.
func (k *blockKeeper) offered(c hall.Catalogue) {
	var codes []string
	for _, b := range c.Businesses {
		if k.cfg.Leases(b.Code) {
			codes = append(codes, b.Code)
		}
	}
	k.mu.Lock()
	first := k.codes == nil
	k.codes = codes
	k.mu.Unlock()
	if first {
		k.wake()
	}
}

// inHand is how many numbers of each business can be given out without the
// hall, now.
func (k *blockKeeper) inHand() map[string]int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return maps.Clone(k.left)
}

// run keeps numbers in hand until ctx ends.
func (k *blockKeeper) run(ctx context.Context) {
	for {
		if err := k.look(ctx); err != nil && ctx.Err() == nil {
			k.fail(err)
		}
		pause := time.NewTimer(blocksEvery)
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-k.poke:
		case <-pause.C:
		}
		pause.Stop()
	}
}

// look brings what is in hand up to date. Its error is the journal's.
func (k *blockKeeper) look(ctx context.Context) error {
	now, ok := k.clock.now()
	if ok {
		if err := k.noteTime(); err != nil {
			return err
		}
		if n, err := k.journal.Expire(now, k.day(now)); err != nil {
			return err
		} else if n > 0 {
			k.log.Info("blocks of numbers are over", "blocks", n)
		}
	}
	if err := k.close(); err != nil {
		return err
	}
	if ok && k.online() {
		if err := k.provide(ctx, now); err != nil {
			return err
		}
	}
	if err := k.count(); err != nil {
		return err
	}
	return k.report()
}

// noteTime writes down how late it is, once a minute: the next run starts
// from there.
func (k *blockKeeper) noteTime() error {
	now, ok := k.clock.record()
	if !ok || now.Hall.Sub(k.last.Hall) < time.Minute {
		return nil
	}
	k.last = now
	return k.journal.Hear(now)
}

func (k *blockKeeper) day(t time.Time) string { return t.In(k.zone).Format(time.DateOnly) }

func (k *blockKeeper) online() bool {
	c := k.health.Of(DeviceHall)
	return c.State == drivers.Online && c.Reason == ""
}

// count works out what is in hand and tells those who show it.
func (k *blockKeeper) count() error {
	blocks, err := k.journal.InHand()
	if err != nil {
		return err
	}
	left := map[string]int{}
	if now, ok := k.clock.now(); ok {
		for _, b := range blocks {
			if n := b.Left(now, k.day(now)); n > 0 {
				left[b.Business] += n
			}
		}
	}
	fulls, err := k.fullSlots()
	if err != nil {
		return err
	}
	k.mu.Lock()
	same := maps.Equal(k.left, left) && maps.Equal(k.fulls, fulls)
	k.left, k.fulls = left, fulls
	k.mu.Unlock()
	if !same {
		k.changed()
	}
	return nil
}

// report tells the health table what a person has to look into.
func (k *blockKeeper) report() error {
	conflicts, err := k.journal.Conflicts()
	if err != nil {
		return err
	}
	cells, err := k.journal.CellConflicts()
	if err != nil {
		return err
	}
	_, known := k.clock.now()
	k.health.Report(numbersCondition(known || len(k.cfg.Businesses) == 0, conflicts, cells))
	return nil
}

// numbersCondition is the row of the table. What the hall knows otherwise is
// worse than a clock.
func numbersCondition(known bool, conflicts []journal.Issue, cells []journal.Verdict) Condition {
	c := Condition{Device: DeviceNumbers, State: drivers.Online}
	if !known {
		c.State, c.Code, c.Cause = drivers.Offline, "NUM-CLOCK", "nobody knows how late it is at the hall: the terminal's clock was set back, or the hall was never heard"
	}
	if n := len(conflicts); n > 0 {
		c.State, c.Code = drivers.UserFault, "NUM-CONFLICT"
		c.Cause = fmt.Sprintf("%d numbers given out without the network are known otherwise to the hall, the oldest %s (%s)", n, conflicts[0].Number, conflicts[0].Result+"; kioskctl conflicts tells more")
	}
	if n := len(cells); n > 0 {
		c.State, c.Code = drivers.UserFault, "NUM-CONFLICT"
		c.Cause = strings.TrimPrefix(c.Cause+"; ", "; ") + fmt.Sprintf("%d cells opened without the network are known otherwise to the hall, the oldest cell %d (%s; kioskctl conflicts tells more)", n, cells[0].Ours.Cell, cells[0].Result)
	}
	return c
}
