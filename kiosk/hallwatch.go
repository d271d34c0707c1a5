package kiosk

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// hallWatch keeps the terminal up to date with the hall.
type hallWatch struct {
	client *hall.Client
	every  time.Duration
	health *Health
	copies *journal.Journal // of the list, for the time without the network
	blocks *blockKeeper
	log    *slog.Logger
	wanted chan journey.CommandID
	slow   time.Duration // an overview that takes longer is told
	sys    string        // sysfs
	back   func()        // called when the hall is heard again
}

const codeSlow fault.Code = "HAL-SLOW"

// code is what a failed call tells of the way to the hall. Without a cable
// every other sign is a consequence.
func (w *hallWatch) code(err error) fault.Code {
	code := hallCode(err)
	if hall.KindOf(err) == hall.Unreachable && unplugged(w.sys) {
		return codeLink
	}
	return code
}

func newHallWatch(c *hall.Client, every time.Duration, h *Health, copies *journal.Journal, b *blockKeeper, log *slog.Logger) *hallWatch {
	w := &hallWatch{client: c, every: every, health: h, copies: copies, blocks: b, log: log, wanted: make(chan journey.CommandID, 1)}
	w.back = func() { b.settler.wake(); b.wake() }
	return w
}

// fetchList asks for the list of businesses now; the newest command wins.
func (w *hallWatch) fetchList(id journey.CommandID) {
	for {
		select {
		case w.wanted <- id:
			return
		default:
		}
		select {
		case <-w.wanted:
		default:
		}
	}
}

// run asks for the hall's state, and for its list when a visit wants it,
// until ctx ends. An answer is brought to the loop by tell.
func (w *hallWatch) run(ctx context.Context, tell func(func(*Terminal))) {
	w.overview(ctx, tell)
	w.list(ctx, 0, tell)
	timer := time.NewTimer(w.pause())
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-w.wanted:
			w.list(ctx, id, tell)
		case <-timer.C:
			w.overview(ctx, tell)
			timer.Reset(w.pause())
		}
	}
}

// pause is shorter while the hall is away: people are waiting for it.
func (w *hallWatch) pause() time.Duration {
	if w.health.Of(DeviceHall).Reason != "" {
		return min(w.every, 3*time.Second)
	}
	return w.every
}

func (w *hallWatch) overview(ctx context.Context, tell func(func(*Terminal))) {
	begin := time.Now()
	o, err := w.client.Overview(ctx)
	if ctx.Err() != nil {
		return
	}
	w.report(err, time.Since(begin))
	if err != nil {
		return
	}
	w.blocks.told(o.Open)
	tell(func(t *Terminal) {
		t.hallNow = t.viewer.hallNow(o)
		t.refresh()
	})
}

func (w *hallWatch) list(ctx context.Context, id journey.CommandID, tell func(func(*Terminal))) {
	c, err := w.client.Businesses(ctx)
	if ctx.Err() != nil {
		return
	}
	w.report(err, 0)
	var offers journey.Catalogue
	if err == nil {
		offers = catalogue(c)
		w.keep(c, tell)
	}
	tell(func(t *Terminal) {
		if err == nil {
			t.offers = offers
			t.refresh()
		}
		if id != 0 {
			t.step(journey.ListFetched{At: t.at(), ID: id, Reason: hallReason(err), Tries: t.cfg.API.Attempts})
		}
	})
}

// keep keeps the list for the time without the network.
func (w *hallWatch) keep(c hall.Catalogue, tell func(func(*Terminal))) {
	w.blocks.offered(c)
	if err := keepCatalogue(w.copies, c); err != nil {
		tell(func(t *Terminal) { t.journalFailed(err) })
	}
}

// report tells the health table how the last call went, and how long it took
// where that is to be judged.
func (w *hallWatch) report(err error, took time.Duration) {
	back := err == nil && w.health.Of(DeviceHall).Reason != ""
	c := Condition{Device: DeviceHall, State: drivers.Online, Reason: hallReason(err)}
	switch {
	case err != nil:
		c.State, c.Code, c.Cause = drivers.Offline, w.code(err), err.Error()
	case took > w.slow:
		c.Code, c.Cause = codeSlow, fmt.Sprintf("the overview took %v", took.Round(10*time.Millisecond))
	case took == 0 && w.health.Of(DeviceHall).Code == codeSlow:
		return // how fast it is is the overview's to say
	}
	w.health.Report(c)
	if back { // what waited for the network waits no longer
		w.back()
	}
}

// hallReason turns a failed call into the citizen's sentence.
func hallReason(err error) journey.Reason {
	switch hall.KindOf(err) {
	case "":
		if err == nil {
			return ""
		}
		return journey.ReasonUpstream
	case hall.Unreachable:
		return journey.ReasonNetwork
	case hall.Timeout:
		return journey.ReasonSlow
	case hall.Refused:
		return refusal(hall.CodeOf(err))
	}
	return journey.ReasonUpstream
}

// refusal turns the hall's code into the citizen's sentence.
func refusal(code string) journey.Reason {
	switch code {
	case hall.CodeClosed:
		return journey.ReasonClosed
	case hall.CodeFull, hall.CodeCutOff:
		return journey.ReasonFull
	case hall.CodeSlotFull, hall.CodeSlotOver, hall.CodeNoSlot:
		return journey.ReasonSlotTaken
	case hall.CodeOpenBooking:
		return journey.ReasonOneAlready
	case hall.CodeBookingLimit, hall.CodeChangeLimit, hall.CodeTooManyTries:
		return journey.ReasonTooMany
	case hall.CodeTooEarly:
		return journey.ReasonTooEarly
	case hall.CodeTooLate, hall.CodeBookingOver:
		return journey.ReasonTooLate
	case hall.CodeWrongPlace:
		return journey.ReasonOtherPlace
	case hall.CodeNotEntitled:
		return journey.ReasonNotEntitled
	case hall.CodeDraftChanged, hall.CodeDraftOver, hall.CodeFieldInvalid:
		return journey.Reason(code)
	case hall.CodeNoReport, hall.CodeNoLink:
		return journey.ReasonNoCase
	case hall.CodeNoCase, hall.CodeCardRequired, hall.CodeAlreadyRated:
		return journey.Reason(code)
	}
	return journey.ReasonRefused
}
