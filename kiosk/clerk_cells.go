package kiosk

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// awayLeave is how long somebody may take what the list of cells gives them.
const awayLeave = 10 * time.Minute

// certificates asks what a person may take. Where the hall cannot be asked, a
// holder's own card opens what its last list of cells has for them.
func (c *clerk) certificates(ctx context.Context, q journey.FindCertificates) (journey.Answer, error) {
	if q.Away && q.Code == "" && c.apart() {
		return c.certificatesAway(q.Person)
	}
	found, err := c.certificatesOfHall(ctx, q)
	if hall.KindOf(err) == hall.Unreachable && q.Code == "" {
		if kept, awayErr := c.certificatesAway(q.Person); awayErr == nil {
			return kept, nil
		}
	}
	return found, err
}

// apart tells whether the hall is known not to answer.
func (c *clerk) apart() bool { return c.health.Of(DeviceHall).Reason != "" }

func (c *clerk) certificatesAway(who journey.Person) (journey.Answer, error) {
	list, _, err := c.heldAway(who)
	if err != nil {
		return nil, err
	}
	out := journey.CertificatesFound{Kept: list.At}
	for _, cell := range list.Cells {
		out.Certificates = append(out.Certificates, journey.Certificate{
			ID: cell.Certificate, Name: journey.Words(cell.Name), Copies: 1, Place: journey.PlaceCell, Cell: cell.Cell,
		})
	}
	return out, nil
}

// heldAway are the cells that may be opened for a person without the hall: only
// for a card that was read, and of a certificate that never moved here.
func (c *clerk) heldAway(who journey.Person) (list hall.CellList, holder string, err error) {
	if who.Source != journey.SourceCard {
		return list, "", noListError(errors.New("kiosk: no card was read"))
	}
	if list, holder, err = c.cells.heldBy(who.Number); err != nil {
		return list, "", noListError(err)
	}
	moved, err := c.journal.Moved()
	if err != nil {
		return list, "", err
	}
	list.Cells = slices.DeleteFunc(list.Cells, func(cell hall.Cell) bool { return moved[cell.Certificate] })
	return list, holder, nil
}

// noListError is told like the hall that cannot be reached: it is what stands
// in the way.
func noListError(err error) error { return &hall.Error{Kind: hall.Unreachable, Op: "cells", Err: err} }

// takeAway has it on record that somebody may take what the list of cells
// gives them, and what the hall will be told, before anybody sees it.
func (c *clerk) takeAway(o journey.TakeCertificates, visit int) (journey.Answer, error) {
	list, holder, err := c.heldAway(o.Person)
	if err != nil {
		return nil, err
	}
	key := uuid.NewString()
	out := journey.LeaveGiven{Pickup: key, Away: true, Serial: reference(key), Desk: deskOf(list.Desk)}
	if list.Link != "" {
		out.Link = list.Link + key
	}
	var handouts []journal.Handout
	for _, id := range o.Certificates {
		at := slices.IndexFunc(list.Cells, func(cell hall.Cell) bool { return cell.Certificate == id })
		if at < 0 {
			return nil, &hall.Error{Kind: hall.Refused, Op: "cells", Code: hall.CodeNotEntitled}
		}
		cell := list.Cells[at]
		handouts = append(handouts, journal.Handout{Certificate: id, Cell: cell.Cell})
		out.Handouts = append(out.Handouts, journey.Handout{Certificate: id, Name: journey.Words(cell.Name), Cell: cell.Cell})
	}
	a := journal.Away{Pickup: key, Call: uuid.NewString(), Cabinet: list.Cabinet, List: list.At}
	err = c.journal.GrantedAway(a, visit, c.clock().Add(awayLeave), c.today(), []byte(holder), handouts)
	if errors.Is(err, journal.ErrForbidden) {
		return nil, &hall.Error{Kind: hall.Refused, Op: "cells", Code: hall.CodeNotEntitled, Err: err}
	}
	if err != nil {
		c.fail(err)
		return nil, err
	}
	c.log.Info("a pickup without the network", "pickup", key, "cells", len(handouts), "list", list.At)
	return out, nil
}

func deskOf(d *hall.Desk) journey.Desk {
	if d == nil {
		return journey.Desk{}
	}
	return journey.Desk{Window: d.Window, Area: journey.Words(d.Area)}
}
