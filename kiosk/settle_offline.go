package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

// errEarly says that the turn of a call has not come: the hall has to hear
// something else before.
var errEarly = errors.New("kiosk: the hall has to hear something else before")

// outcomes are what the hall is told of a number by its first settlement.
var outcomes = map[journal.Op]hall.IssuedOutcome{
	journal.OpPrinted: hall.IssuedPrinted,
	journal.OpSeen:    hall.IssuedPrinted,
	journal.OpUnknown: hall.IssuedUnknown,
	journal.OpETicket: hall.IssuedShown,
	journal.OpCancel:  hall.IssuedCancelled,
	journal.OpAbandon: hall.IssuedCancelled,
}

// localised puts the hall's id in the place of the key of a number that was
// given out without it. known is false where there is nothing to tell: a
// person decides about the number.
func (s *settler) localised(c journal.Call) (out journal.Call, known bool, err error) {
	if c.Ticket == "" {
		return c, true, nil
	}
	i, err := s.journal.Issued(c.Ticket)
	switch {
	case errors.Is(err, journal.ErrNone):
		return c, true, nil
	case err != nil:
		return c, false, err
	case i.Result == "":
		return c, false, errEarly
	case i.Result != journal.ResultOK:
		return c, false, s.journal.Acknowledged(c.Seq, i.Result)
	}
	c.Ticket = i.Ticket
	if c.Op == journal.OpAbandon { // to the hall it is a number like any other now
		c.Op = journal.OpCancel
	}
	return c, true, nil
}

// tellIssued tells the hall of a number that was given out without it, once
// it is known how it reached the citizen. A number that the hall knows
// otherwise goes to a person, with both records.
func (s *settler) tellIssued(ctx context.Context, c journal.Call) error {
	i, err := s.journal.Issued(c.Ticket)
	if err != nil {
		return err
	}
	told, key, err := s.issued(c, i)
	if err != nil {
		return err
	}
	r, err := s.hall.Reconcile(ctx, key, i.Block, []hall.Issued{told}, false)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case hall.Final(err):
		return s.conflict(c, i, hall.Conflict{Number: i.Number, Code: hall.CodeOf(err)})
	case err != nil:
		return errors.Join(err, s.journal.Tried(c.Seq, err.Error()))
	}
	if k, ok := r.Conflicts[i.Key]; ok {
		return s.conflict(c, i, k)
	}
	if err := s.journal.TakenOver(c.Seq, i.Key, r.Accepted[i.Key].ID); err != nil {
		return err
	}
	s.wake() // what else there is to tell of it
	s.told()
	return nil
}

// issued is what the hall is told of a number, and the key by which: the same
// at every try. Once the person can no longer be read it is another question.
func (s *settler) issued(c journal.Call, i journal.Issue) (hall.Issued, string, error) {
	told := hall.Issued{Number: i.Number, Key: i.Key, Business: i.Business, Class: i.Class, At: i.At}
	word, err := s.journal.FirstWord(i.Key)
	if err != nil {
		return told, "", err
	}
	if word == "" {
		return told, "", errEarly
	}
	told.Outcome = outcomes[word]
	body, err := s.journal.Entrusted(c.Key)
	switch {
	case errors.Is(err, journal.ErrNone):
		return told, c.Key, nil
	case errors.Is(err, journal.ErrForgotten):
		return told, c.Key + "-late", nil
	case err != nil:
		return told, "", err
	}
	told.Person = &hall.Person{}
	if err := json.Unmarshal(body, told.Person); err != nil {
		return told, "", fmt.Errorf("kiosk: person of a number: %w", err)
	}
	return told, c.Key, nil
}

func (s *settler) conflict(c journal.Call, i journal.Issue, k hall.Conflict) error {
	s.log.Error("the hall knows a number otherwise", "number", i.Number, "code", k.Code, "reference", k.Reference)
	theirs, err := json.Marshal(k)
	if err != nil {
		return err
	}
	help := journal.Call{Key: uuid.NewString(), Op: journal.OpFault, Arg: "numbers-" + k.Code}
	if err := s.journal.Conflict(c.Seq, i.Key, k.Code, string(theirs), help); err != nil {
		return err
	}
	s.wake()
	s.told()
	return nil
}

// giveBack gives the rest of a block back, once the hall has heard of all its
// numbers. A block that is over at the hall has been given back.
func (s *settler) giveBack(ctx context.Context, c journal.Call) error {
	b, err := s.journal.Block(c.Arg)
	if err != nil {
		return err
	}
	untold, err := s.journal.Untold(b.ID)
	if err != nil {
		return err
	}
	if untold > 0 {
		return errEarly
	}
	if b.Next == b.First {
		_, err = s.hall.Release(ctx, c.Key, b.ID, "not-used")
	} else {
		_, err = s.hall.Reconcile(ctx, c.Key, b.ID, nil, true)
	}
	if code := hall.CodeOf(err); code == hall.CodeBlockOver || code == hall.CodeUnknownBlock {
		return nil
	}
	return err
}
