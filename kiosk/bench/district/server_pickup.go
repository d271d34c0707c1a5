package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

func (s server) SearchCases(_ context.Context, r api.SearchCasesRequestObject) (api.SearchCasesResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchCases(tx, *r.Body) })
}

func (s server) ReadCase(_ context.Context, r api.ReadCaseRequestObject) (api.ReadCaseResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.readCase(tx, *r.Body) })
}

func (s server) OpenLink(_ context.Context, r api.OpenLinkRequestObject) (api.OpenLinkResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.openLink(tx, r.Body.Link) })
}

func (s server) SearchCertificates(_ context.Context, r api.SearchCertificatesRequestObject) (api.SearchCertificatesResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchCertificates(tx, *r.Body) })
}

func (s server) ListCells(_ context.Context, r api.ListCellsRequestObject) (api.ListCellsResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.cellList(tx, r.CabinetCode, r.Params.IfNoneMatch) })
}

func (s server) BeginPickup(_ context.Context, r api.BeginPickupRequestObject) (api.BeginPickupResponseObject, error) {
	return s.order("begin-pickup", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		return s.d.beginPickup(tx, *r.Body)
	})
}

func (s server) ReportPickup(_ context.Context, r api.ReportPickupRequestObject) (api.ReportPickupResponseObject, error) {
	return s.order("report-pickup", r.Params.XTerminalID, r.Params.IdempotencyKey, r.PickupID, r.Body, func(tx *txn) (answer, error) {
		return s.d.reportPickup(tx, r.PickupID, *r.Body)
	})
}

func (s server) FinishPickup(_ context.Context, r api.FinishPickupRequestObject) (api.FinishPickupResponseObject, error) {
	return s.order("finish-pickup", r.Params.XTerminalID, r.Params.IdempotencyKey, r.PickupID, r.Body, func(tx *txn) (answer, error) {
		return s.d.finishPickup(tx, r.PickupID)
	})
}

func (s server) ReconcileCells(_ context.Context, r api.ReconcileCellsRequestObject) (api.ReconcileCellsResponseObject, error) {
	return s.order("reconcile-cells", r.Params.XTerminalID, r.Params.IdempotencyKey, r.CabinetCode, r.Body, func(tx *txn) (answer, error) {
		return s.d.reconcileCells(tx, r.CabinetCode, *r.Body)
	})
}
