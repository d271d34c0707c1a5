package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

// holderForgotten is the code of a conflict that the hall was never asked
// about: who took can no longer be read.
const holderForgotten = "holder-forgotten"

// tellTaken tells the hall what was taken without it, once that pickup is
// over. What the hall says otherwise goes to a person, with both records.
func (s *settler) tellTaken(ctx context.Context, c journal.Call) error {
	away, p, err := s.journal.Away(c.Ticket)
	if err != nil {
		return err
	}
	if p.Over.IsZero() {
		return errEarly
	}
	handouts := began(p)
	if len(handouts) == 0 {
		return s.journal.Acknowledged(c.Seq, "nothing-taken")
	}
	holder, err := s.journal.Entrusted(c.Key)
	if errors.Is(err, journal.ErrForgotten) || errors.Is(err, journal.ErrNone) {
		return s.judgeAll(c, handouts, holderForgotten)
	}
	if err != nil {
		return err
	}
	r, err := s.hall.ReconcileCells(ctx, c.Key, away.Cabinet, takenOf(away, handouts, string(holder)))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case hall.Final(err):
		return s.judgeAll(c, handouts, hall.CodeOf(err))
	case err != nil:
		return errors.Join(err, s.journal.Tried(c.Seq, err.Error()))
	}
	return s.judge(c, handouts, r)
}

// began are the certificates whose cells may have moved, told or not: a pickup
// is over only once each of them is.
func began(p journal.Pickup) []journal.Handout {
	var out []journal.Handout
	for _, h := range p.Handouts {
		if !h.Began.IsZero() {
			out = append(out, h)
		}
	}
	return out
}

// takenKey names one certificate of a pickup, the same at every try.
func takenKey(h journal.Handout) string { return fmt.Sprintf("%s-%d", h.Pickup, h.Cell) }

func takenOf(a journal.Away, handouts []journal.Handout, holder string) []hall.Taken {
	var out []hall.Taken
	for _, h := range handouts {
		out = append(out, hall.Taken{
			Key: takenKey(h), Pickup: h.Pickup, Cell: h.Cell, Holder: holder, ListAt: a.List,
			Report: reportOf(h, journal.Call{At: lastSeen(h)}),
		})
	}
	return out
}

// lastSeen is when a handout came to its end.
func lastSeen(h journal.Handout) time.Time {
	for _, at := range []time.Time{h.Closed, h.Opened, h.Ended} {
		if !at.IsZero() {
			return at
		}
	}
	return h.Began
}

// judge writes down what the hall says of each.
func (s *settler) judge(c journal.Call, handouts []journal.Handout, r hall.CellReconciliation) error {
	theirs := map[string]hall.CellConflict{}
	for _, conflict := range r.Conflicts {
		theirs[conflict.Key] = conflict
	}
	var out []journal.Verdict
	code := journal.ResultOK
	for _, h := range handouts {
		v := journal.Verdict{Pickup: h.Pickup, Certificate: h.Certificate, Result: journal.ResultOK, Ours: h}
		if conflict, no := theirs[takenKey(h)]; no {
			text, err := json.Marshal(conflict)
			if err != nil {
				return err
			}
			v.Result, v.Theirs, code = conflict.Code.Raw, string(text), conflict.Code.Raw
		}
		out = append(out, v)
	}
	return s.judged(c, code, out)
}

// judgeAll gives all of a pickup to a person.
func (s *settler) judgeAll(c journal.Call, handouts []journal.Handout, code string) error {
	var out []journal.Verdict
	for _, h := range handouts {
		out = append(out, journal.Verdict{Pickup: h.Pickup, Certificate: h.Certificate, Result: code, Ours: h})
	}
	return s.judged(c, code, out)
}

func (s *settler) judged(c journal.Call, code string, verdicts []journal.Verdict) error {
	for _, v := range verdicts {
		if v.Result != journal.ResultOK {
			s.log.Error("the hall knows a cell otherwise", "cell", v.Ours.Cell, "code", v.Result)
		}
	}
	help := journal.Call{Key: uuid.NewString(), Op: journal.OpFault, Arg: "cells-" + code}
	if err := s.journal.Judged(c.Seq, code, verdicts, help); err != nil {
		return err
	}
	s.wake()
	s.told()
	return nil
}
