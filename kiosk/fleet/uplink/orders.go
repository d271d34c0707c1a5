package uplink

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/fleet/wire"
	"govkiosk/kiosk/journal"
)

// take keeps the orders that are new.
func (u *Uplink) take(commands []wire.Command) error {
	for _, c := range commands {
		said, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("uplink: %w", err)
		}
		fresh, err := u.o.Book.OrderTaken(c.ID, said)
		if err != nil {
			return err
		}
		if fresh {
			u.o.Log.Info("hub: order", "id", c.ID, "order", string(c.Order), "by", c.By)
			signal(u.work)
		}
	}
	return nil
}

// waiting is how often it is seen whether a visit has ended.
const waiting = time.Second

// carryOut carries orders out, one after the other, until ctx ends.
func (u *Uplink) carryOut(ctx context.Context) {
	if err := u.settle(); err != nil {
		u.o.Log.Error("hub: orders", "err", err)
		return
	}
	acknowledged := map[string]bool{}
	for ctx.Err() == nil {
		open, err := u.o.Book.Orders()
		if err != nil {
			u.o.Log.Error("hub: orders", "err", err)
			return
		}
		again := time.Hour
		for _, o := range open {
			more, err := u.serve(ctx, o, acknowledged)
			if err != nil {
				u.o.Log.Error("hub: order", "id", o.ID, "err", err)
			}
			again = min(again, more)
		}
		timer := time.NewTimer(again)
		select {
		case <-ctx.Done():
		case <-u.work:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// settle ends what the last run began: a restart has come to pass, of anything
// else nobody knows.
func (u *Uplink) settle() error {
	all, err := u.o.Book.Orders()
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Began.IsZero() || o.Outcome != "" {
			continue
		}
		outcome, text := wire.Unsure, "the program ended in the middle of it"
		if commandOf(o).Order == wire.Restart {
			outcome, text = wire.Done, ""
		}
		if err := u.end(o, outcome, text); err != nil {
			return err
		}
	}
	return nil
}

func commandOf(o journal.Order) wire.Command {
	var c wire.Command
	if json.Unmarshal(o.Said, &c) != nil {
		c.Order = "unreadable"
	}
	return c
}

// serve goes on with an order, and tells after how long it is to be seen
// again.
func (u *Uplink) serve(ctx context.Context, o journal.Order, acknowledged map[string]bool) (time.Duration, error) {
	if o.Outcome != "" {
		err := u.report(ctx, wire.Result{Command: o.ID, Outcome: wire.Outcome(o.Outcome), Text: o.Text, At: o.Ended})
		if err != nil {
			return jitter(10*time.Second, .5), nil // heard has told why
		}
		return time.Hour, u.o.Book.OrderTold(o.ID)
	}
	c := commandOf(o)
	if u.o.Terminal.Now().After(c.Expires) {
		return 0, u.end(o, wire.Expired, "")
	}
	if !acknowledged[o.ID] {
		acknowledged[o.ID] = true
		if err := u.report(ctx, wire.Result{Command: o.ID, Outcome: wire.Taken, At: u.o.Terminal.Now()}); err != nil {
			u.o.Log.Debug("hub: order", "err", err) // its end is told for certain
		}
	}
	if !u.o.Terminal.Idle() && c.Order != wire.Lock && c.Order != wire.Unlock && c.Order != wire.Renew {
		return waiting, nil
	}
	if err := u.o.Book.OrderBegins(o.ID); err != nil {
		return waiting, err
	}
	outcome, text := u.do(ctx, c)
	if outcome == "" {
		return time.Hour, nil // the next start of the program ends it
	}
	return 0, u.end(o, outcome, text)
}

// end writes down what became of an order; the hub hears of it next.
func (u *Uplink) end(o journal.Order, outcome wire.Outcome, text string) error {
	if err := u.o.Book.OrderEnded(o.ID, string(outcome), text); err != nil {
		return err
	}
	c := commandOf(o)
	return u.o.Book.Tell("order", map[string]any{"id": o.ID, "order": c.Order, "outcome": outcome}, true)
}

// report tells the hub, which takes it once. An order that it does not know,
// or that has expired there, is none that it waits for.
func (u *Uplink) report(ctx context.Context, r wire.Result) error {
	r.Terminal = u.o.ID
	err := u.call.say(ctx, http.MethodPost, wire.PathResults, r, nil)
	if refused(err, http.StatusNotFound) || refused(err, http.StatusGone) || refused(err, http.StatusConflict) {
		return nil
	}
	return err
}

// do carries an order out. Without an outcome the program ends for it.
func (u *Uplink) do(ctx context.Context, c wire.Command) (wire.Outcome, string) {
	t := u.o.Terminal
	var text string
	var err error
	switch c.Order {
	case wire.Lock:
		if c.Text == "" {
			return wire.Refused, "it says nothing that citizens could read"
		}
		err = t.Lock(c.Text)
	case wire.Unlock:
		err = t.Lock("")
	case wire.SelfTest:
		text, err = t.SelfTest(ctx)
	case wire.BlackBox:
		text, err = u.collect(ctx, c)
	case wire.Renew:
		err = u.renew(ctx)
	case wire.Restart:
		t.Restart()
		return "", ""
	default:
		return wire.Refused, fmt.Sprintf("this program knows no order %q", c.Order)
	}
	if ctx.Err() != nil {
		return "", "" // settled by the next start
	}
	u.Poke()
	if err != nil {
		return wire.Failed, err.Error()
	}
	return wire.Done, text
}

// collect sends the black box.
func (u *Uplink) collect(ctx context.Context, c wire.Command) (string, error) {
	data, err := u.o.Terminal.BlackBox()
	if err != nil {
		return "", err
	}
	data = packed(data)
	if len(data) > wire.MaxFile {
		return "", fmt.Errorf("uplink: %d bytes are more than the hub takes", len(data))
	}
	if err := u.call.send(ctx, http.MethodPut, wire.PathFiles+c.ID, data, "application/gzip", false, nil); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d bytes", len(data)), nil
}
