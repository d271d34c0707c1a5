package kiosk

import (
	"encoding/json"
	"errors"

	"github.com/google/uuid"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// issue gives out a number that the hall has leased, without asking it. It is
// on record, and the hall will hear of it, before anybody sees it.
func (p *promise) issue(e journey.Reserve, visit int) journey.Reserved {
	out := journey.Reserved{ID: e.ID, Outcome: drivers.NotDone}
	asked, ok := p.asked(e)
	if !ok {
		out.Reason = journey.ReasonNetwork
		return out
	}
	if known, err := p.knownOf(asked, e.Anew); err == nil {
		out.Ticket, out.Existing = knownTicket(known, e.Business), true
		return out
	} else if !errors.Is(err, journal.ErrNone) {
		p.fail(err)
		out.Reason = journey.ReasonJournal
		return out
	}
	if p.blocks.full(e.Business.Code, asked.At) {
		out.Reason = journey.ReasonFull
		p.blocks.wake()
		return out
	}
	asked.Key, asked.CallKey, asked.Visit, asked.Anew = uuid.NewString(), uuid.NewString(), visit, e.Anew
	i, err := p.journal.Issue(asked)
	switch {
	case err == nil:
		out.Key, out.Outcome = i.Key, drivers.Done
		p.asking = asking{id: e.ID, key: i.Key, ticket: i.Key, cancel: func() {}}
		out.Ticket = issueTicket(i, e.Business, i.Key)
		p.log.Info("a number without the network", "number", i.Number, "block", i.Block)
		p.blocks.wake()
	case errors.Is(err, journal.ErrHeld):
		out.Ticket, out.Existing = issueTicket(i, e.Business, ""), true
		out.Ticket.Earlier = i.Result == journal.ResultOK
	case errors.Is(err, journal.ErrNoNumber):
		out.Reason = journey.ReasonNetwork
		p.blocks.wake()
	default:
		p.fail(err)
		out.Reason = journey.ReasonJournal
	}
	return out
}

// asked is what a number is given out for; ok is false while nobody knows how
// late it is.
func (p *promise) asked(e journey.Reserve) (a journal.Asked, ok bool) {
	now, ok := p.blocks.clock.now()
	a = journal.Asked{Business: e.Business.Code, Class: e.Priority, At: now, Day: p.blocks.day(now)}
	who := whom(e.Person)
	if who == nil {
		return a, ok
	}
	sealed, err := json.Marshal(who)
	if err != nil {
		panic(err) // three texts
	}
	a.Person, a.Sealed = who.Number, sealed
	return a, ok
}

// held finds the number that this person was given here and that the hall has
// not heard of yet: it would give out a second one.
func (p *promise) held(e journey.Reserve) (journal.Issue, error) {
	a, ok := p.asked(e)
	if !ok || a.Person == "" {
		return journal.Issue{}, journal.ErrNone
	}
	return p.journal.Holds(a)
}

// issueTicket is a number that was given out without the hall. How many are
// ahead nobody knows. Until the hall has taken it over, its key stands for
// the hall's id.
func issueTicket(i journal.Issue, b journey.Business, key string) *journey.Ticket {
	id := i.Key
	if i.Ticket != "" {
		id = i.Ticket
	}
	return &journey.Ticket{ID: id, Key: key, Number: i.Number, Business: b, Priority: i.Class, At: i.At, Link: i.Link, Offline: true}
}

// know writes down whose number it is that the hall has given, for the time
// without it. Without the record somebody gets a second number then.
func (p *promise) know(k hall.Ticket, e journey.Reserve) {
	a, ok := p.asked(e)
	if !ok || a.Person == "" {
		return
	}
	known := journal.Known{Ticket: k.ID, Business: e.Business.Code, Number: k.Number, Class: k.Priority, Link: k.Link, At: k.ReservedAt}
	if err := p.journal.Know(known, a.Day, a.Person); err != nil {
		p.fail(err)
	}
}

// knownOf finds the number that the hall gave to this person here today. One
// that was called, as its holder says, is forgotten.
func (p *promise) knownOf(a journal.Asked, anew bool) (journal.Known, error) {
	k, err := p.journal.KnownOf(a)
	if err != nil || !anew {
		return k, err
	}
	if err := p.journal.Gone(k.Ticket); err != nil {
		return k, err
	}
	return k, journal.ErrNone
}

// knownTicket is a number of before the network was lost: whether it was
// called, and how many are ahead, nobody knows here.
func knownTicket(k journal.Known, b journey.Business) *journey.Ticket {
	return &journey.Ticket{ID: k.Ticket, Number: k.Number, Business: b, Priority: k.Class, Link: k.Link, At: k.At, Earlier: true}
}

// withdrawn gives back a number that the hall has not heard of: nobody can
// have called it. It returns the hall's id of every other ticket, and nothing
// once that is done.
func (p *promise) withdrawn(e journey.Cancel) (ticket string) {
	i, err := p.journal.Issued(e.Ticket)
	switch {
	case errors.Is(err, journal.ErrNone):
		return e.Ticket
	case err != nil:
		p.fail(err)
		return e.Ticket
	case i.Ticket != "":
		return i.Ticket
	}
	p.tellHall(journal.Call{Op: journal.OpCancel, Reserve: i.Key, Ticket: i.Key, Arg: "citizen-gave-back"})
	p.group.Go(func() { p.post(journey.Cancelled{At: p.at(), ID: e.ID}) })
	return ""
}
