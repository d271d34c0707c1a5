package diag

import (
	"context"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/idcard"
)

var readerTests = []Test{
	{ID: "reader.module", Device: Reader, Judge: Automatic, Quiet: true, Limit: 15 * time.Second, run: readerModule},
	{ID: "reader.card", Device: Reader, Judge: Automatic, Steps: []string{"reader-lay", "reader-lift"}, Limit: 90 * time.Second, run: readerCard},
}

// readSlow is how long a read may take: GA 467 grants the module 3 s, and a
// citizen's hand gives less.
const readSlow = 3 * time.Second

// readerModule has the security module test itself and say its number.
func readerModule(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	err := t.Reader(ctx, func(ctx context.Context, dev *idcard.Dev) error {
		begin := time.Now()
		if err := dev.Status(ctx); err != nil {
			return err
		}
		m.took("answer", time.Since(begin))
		id, err := dev.SAMID(ctx)
		if err != nil {
			return err
		}
		m.text("sam-id", id)
		m.line(dev.Info())
		return nil
	})
	return m.verdict(err)
}

// line tells how clean the reader's line is.
func (m *measures) line(i idcard.Info) {
	m.count("frames", i.Frames)
	m.count("dropped-bytes", i.Dropped)
}

// readerCard reads a card that the technician lays down, and sees it go. What
// is on the card is forgotten at once.
func readerCard(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	r := cardRun{m: &m, g: g}
	err := t.Reader(ctx, func(ctx context.Context, dev *idcard.Dev) error {
		defer func() { m.line(dev.Info()) }()
		return r.run(ctx, dev)
	})
	if err == nil && r.took > readSlow {
		return m.bad("read-time", "< 3000", ReasonValue)
	}
	return m.verdict(err)
}

// cardRun is one card from its laying down to its lifting.
type cardRun struct {
	m       *measures
	g       Guide
	began   time.Time
	took    time.Duration
	retries int64
	read    bool
	end     context.CancelFunc
	fault   error
}

func (r *cardRun) run(ctx context.Context, dev *idcard.Dev) error {
	watch, end := context.WithCancel(ctx)
	defer end()
	r.end = end
	r.g.Say(Prompt{Step: "reader-lay"})
	err := dev.Watch(watch, r.seen)
	switch {
	case r.fault != nil:
		return r.fault
	case ctx.Err() == nil && drivers.KindOf(err) == drivers.Cancelled:
		return nil // seen ended it
	}
	return err
}

func (r *cardRun) seen(e idcard.Event) {
	switch e.State {
	case idcard.StateReading:
		r.began = time.Now()
	case idcard.StatePresent:
		r.took, r.read = time.Since(r.began), true
		r.m.took("read-time", r.took)
		r.m.count("retries", r.retries)
		r.m.text("record", string(e.Record.Kind))
		r.m.count("flags", int64(len(e.Record.Flags)))
		r.g.Say(Prompt{Step: "reader-lift"})
	case idcard.StateLift, idcard.StateForeign:
		r.retries++
		r.g.Say(Prompt{Step: "reader-again"})
	case idcard.StateAbsent:
		if r.read {
			r.end()
		}
	case idcard.StateFault:
		r.fault = e.Err
		r.end()
	}
}
