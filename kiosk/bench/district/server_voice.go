package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

func (s server) ListIndicators(_ context.Context, r api.ListIndicatorsRequestObject) (api.ListIndicatorsResponseObject, error) {
	return tagged(r.Params.IfNoneMatch, s.d.indicators()), nil
}

func (s server) ReadReport(_ context.Context, r api.ReadReportRequestObject) (api.ReadReportResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.readReport(tx, *r.Body) })
}

func (s server) Rate(_ context.Context, r api.RateRequestObject) (api.RateResponseObject, error) {
	return s.order("rate", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		return s.d.rate(tx, *r.Body)
	})
}

func (s server) Report(_ context.Context, r api.ReportRequestObject) (api.ReportResponseObject, error) {
	return s.order("report", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		return s.d.reportTrouble(tx, *r.Body)
	})
}

func (s server) AbandonFiling(_ context.Context, r api.AbandonFilingRequestObject) (api.AbandonFilingResponseObject, error) {
	return s.order("abandon-filing", r.Params.XTerminalID, r.Params.IdempotencyKey, r.FilingKey, r.Body, func(tx *txn) (answer, error) {
		return s.d.abandonFiling(tx, r.FilingKey)
	})
}
