package uplink

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// floorSeq bounds the numbers of statuses that were ever used, among the
// fleet's floors.
const floorSeq = "uplink/seq"

// aRun is how many numbers are set apart at once, so that not every status
// needs a write.
const aRun = 10_000

// number has the next status be numbered above least, and above all that were
// sent before, whatever the power did.
func (u *Uplink) number(least uint64) error {
	_, floors, err := u.o.Book.Kept()
	if err != nil {
		return err
	}
	u.seq = max(uint64(max(0, floors[floorSeq])), least, u.seq)
	u.room = u.seq + aRun
	return u.o.Book.Keep(nil, map[string]int64{floorSeq: int64(u.room)})
}

// join goes on behind what the hub has of this terminal: its journal may be
// younger than that.
func (u *Uplink) join(ctx context.Context) error {
	if time.Now().Before(u.events.due) {
		return nil
	}
	var taken wire.EventsTaken
	err := u.call.say(ctx, http.MethodPost, wire.PathEvents, wire.Events{Terminal: u.o.ID}, &taken)
	u.tried(&u.events, err, 0)
	if err != nil {
		return nil
	}
	u.joined = true
	return u.o.Book.Join(int64(taken.Through))
}

// see keeps what is new in a status as events, and has the hub hear of it soon
// where it says something new.
func (u *Uplink) see(now wire.Status) error {
	for _, n := range news(u.before, now) {
		if err := u.o.Book.Tell(n.kind, n.data, n.matters); err != nil {
			return err
		}
	}
	u.before, u.says = now, essence(now)
	if u.says != u.sent {
		u.status.soon(0)
	}
	return nil
}

// essence is what is worth a status of its own. What runs on by itself is told
// every so often.
func essence(s wire.Status) string {
	s.Terminal, s.Seq, s.At, s.Visit, s.Counters, s.Believes = "", 0, time.Time{}, false, nil, nil
	s.Journal = wire.Journal{Unclean: s.Journal.Unclean, Conflict: s.Journal.Conflict}
	s.Paper = wire.Paper{State: s.Paper.State}
	services := make([]wire.Service, len(s.Services))
	for i, v := range s.Services {
		services[i] = wire.Service{ID: v.ID, Reason: v.Reason}
	}
	s.Services = services
	faults := make([]wire.Fault, len(s.Faults))
	for i, f := range s.Faults {
		faults[i] = wire.Fault{Code: f.Code, Severity: f.Severity}
	}
	s.Faults = faults
	text, err := json.Marshal(s)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// sendStatus says how the terminal was seen to be, and takes the orders that come back.
func (u *Uplink) sendStatus(ctx context.Context) error {
	if u.seq+1 >= u.room {
		if err := u.number(u.seq); err != nil {
			return err
		}
	}
	u.seq++
	s := u.before
	s.Terminal, s.Seq, s.At = u.o.ID, u.seq, u.o.Terminal.Now()
	waiting, lost, err := u.o.Book.Waiting()
	if err != nil {
		return err
	}
	s.Journal.Events, s.Journal.Lost = waiting, lost
	s.Believes = u.call.marks()
	var answer wire.Answer
	err = u.call.say(ctx, http.MethodPut, wire.PathStatus, s, &answer)
	every := u.o.Every
	if answer.Every > 0 {
		every = time.Duration(answer.Every * float64(time.Second))
	}
	u.tried(&u.status, err, jitter(every, .2))
	if err != nil {
		return nil
	}
	if answer.Seq > s.Seq { // the hub knows this terminal from an earlier journal
		if err := u.number(answer.Seq); err != nil {
			return err
		}
		u.status.due = time.Now()
		return u.take(answer.Commands)
	}
	u.sent = u.says
	return u.take(answer.Commands)
}
