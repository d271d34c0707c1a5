package hall

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"govkiosk/kiosk/hall/api"
)

// NewPickup asks to take some certificates.
type NewPickup struct {
	Certificates []string
	Person       Person
	PickupCode   string // of an agent; empty: the holder
	Cabinet      string // of this terminal; empty: none
}

// Certificates asks what a person may take. pickupCode is that of an agent;
// empty for the holder.
func (c *Client) Certificates(ctx context.Context, who Person, pickupCode string) (Certificates, error) {
	body := api.CertificateSearch{Person: person(who), PickupCode: optional(pickupCode)}
	return ask(ctx, c, c.seen.certificates, reading(ofPickup, "certificates", "CertificateList",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.SearchCertificates(ctx, &api.SearchCertificatesParams{XTerminalID: c.opts.Terminal}, body)
		}), nil)
}

// BeginPickup has taking some certificates authorised, for this person until
// ExpiresAt. A door may be opened for exactly these.
func (c *Client) BeginPickup(ctx context.Context, key string, n NewPickup) (Pickup, error) {
	body := api.NewPickup{
		Certificates: n.Certificates, Person: person(n.Person), PickupCode: optional(n.PickupCode), Cabinet: optional(n.Cabinet),
	}
	return ask(ctx, c, c.seen.pickup, writing(ofPickup, "pickup", key, http.StatusCreated, "Pickup",
		func(ctx context.Context) (*http.Response, error) {
			p := api.BeginPickupParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.BeginPickup(ctx, &p, body)
		}), func(a api.Pickup) error { return exactly(n.Certificates, a) })
}

// ReportPickup tells what became of one certificate.
func (c *Client) ReportPickup(ctx context.Context, key, pickupID string, r PickupReport) (Pickup, error) {
	body := toReport(r)
	return ask(ctx, c, c.seen.pickup, writing(ofPickup, "pickup-report", key, http.StatusOK, "Pickup",
		func(ctx context.Context) (*http.Response, error) {
			p := api.ReportPickupParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReportPickup(ctx, pickupID, &p, body)
		}), func(a api.Pickup) error { return same("pickup", a.ID, pickupID) })
}

// FinishPickup tells that nothing more is taken. What was not reported counts
// as left in its cell.
func (c *Client) FinishPickup(ctx context.Context, key, pickupID, reason string) (PickupReceipt, error) {
	return ask(ctx, c, c.seen.pickupReceipt, writing(ofPickup, "pickup-finish", key, http.StatusOK, "PickupReceipt",
		func(ctx context.Context) (*http.Response, error) {
			p := api.FinishPickupParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.FinishPickup(ctx, pickupID, &p, api.Reason{Reason: reason})
		}), nil)
}

// Cells asks what lies in which cell of a cabinet. The answer is kept.
func (c *Client) Cells(ctx context.Context, cabinet string) (CellList, error) {
	return cached(ctx, c, c.seen.cellList, reading(ofPickup, "cells", "CellList", nil), "cells-"+cabinet,
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListCells(ctx, cabinet, &api.ListCellsParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, sameCabinet(cabinet))
}

// KeptCells returns the list without the network, and when the hall last said
// that it is the newest; false when it never did. The policy says how old it
// may be.
func (c *Client) KeptCells(cabinet string) (CellList, time.Time, bool) {
	return keptAs(c, "CellList", "cells-"+cabinet, c.seen.cellList, sameCabinet(cabinet))
}

// ReconcileCells tells what was taken without the network. Each comes back
// either accepted or in conflict.
func (c *Client) ReconcileCells(ctx context.Context, key, cabinet string, taken []Taken) (CellReconciliation, error) {
	body := api.TakenList{Taken: each(taken, toTaken)}
	return ask(ctx, c, c.seen.cellReconciliation, writing(ofPickup, "cells-reconcile", key, http.StatusOK, "CellReconciliation",
		func(ctx context.Context) (*http.Response, error) {
			p := api.ReconcileCellsParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReconcileCells(ctx, cabinet, &p, body)
		}), func(a api.CellReconciliation) error { return everyTaken(taken, a) })
}

// exactly: a door is opened neither for more nor for less than was asked for,
// nor two for one.
func exactly(wanted []string, a api.Pickup) error {
	cells := map[string]bool{}
	var got []string
	for _, i := range a.Items {
		got = append(got, i.Certificate)
		if i.Way == string(FromCell) && i.Location == nil {
			return fmt.Errorf("certificate %s has no cell", i.Certificate)
		}
		if i.Location == nil {
			continue
		}
		cell := fmt.Sprintf("%s/%d", i.Location.Cabinet, i.Location.Cell)
		if cells[cell] {
			return fmt.Errorf("cell %s twice", cell)
		}
		cells[cell] = true
	}
	if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(wanted))) {
		return errors.New("other certificates than were asked for")
	}
	return nil
}

func sameCabinet(cabinet string) func(api.CellList) error {
	return func(a api.CellList) error {
		seen := map[int]bool{}
		for _, cell := range a.Cells {
			if seen[cell.Cell] {
				return fmt.Errorf("cell %d twice", cell.Cell)
			}
			seen[cell.Cell] = true
		}
		return same("cabinet", a.Cabinet, cabinet)
	}
}

func everyTaken(taken []Taken, a api.CellReconciliation) error {
	told := map[string]bool{}
	for _, key := range a.Accepted {
		told[key] = true
	}
	for _, n := range a.Conflicts {
		told[n.Key] = true
	}
	for _, t := range taken {
		if !told[t.Key] {
			return fmt.Errorf("nothing is said of cell %d", t.Cell)
		}
	}
	return nil
}
