package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

func (s server) ListQuestions(_ context.Context, r api.ListQuestionsRequestObject) (api.ListQuestionsResponseObject, error) {
	i, code := s.d.declarable(r.ItemCode)
	if code != "" {
		return refuse(code), nil
	}
	return tagged(r.Params.IfNoneMatch, s.d.questions(i)), nil
}

func (s server) SearchDrafts(_ context.Context, r api.SearchDraftsRequestObject) (api.SearchDraftsResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchDrafts(tx, *r.Body) })
}

func (s server) ReadDraft(_ context.Context, r api.ReadDraftRequestObject) (api.ReadDraftResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.readDraft(tx, *r.Body) })
}

func (s server) GetHandover(_ context.Context, r api.GetHandoverRequestObject) (api.GetHandoverResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.handover(tx, r.DraftID, r.HandoverID) })
}

func (s server) SearchLicences(_ context.Context, r api.SearchLicencesRequestObject) (api.SearchLicencesResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchLicences(tx, *r.Body) })
}

func (s server) StartDraft(_ context.Context, r api.StartDraftRequestObject) (api.StartDraftResponseObject, error) {
	return s.order("start-draft", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		return s.d.startDraft(tx, *r.Body)
	})
}

func (s server) SaveDraft(_ context.Context, r api.SaveDraftRequestObject) (api.SaveDraftResponseObject, error) {
	return s.order("save-draft", r.Params.XTerminalID, r.Params.IdempotencyKey, r.DraftID, r.Body, func(tx *txn) (answer, error) {
		return s.d.saveDraft(tx, r.DraftID, *r.Body)
	})
}

func (s server) AttachMaterial(_ context.Context, r api.AttachMaterialRequestObject) (api.AttachMaterialResponseObject, error) {
	return s.order("attach", r.Params.XTerminalID, r.Params.IdempotencyKey, r.DraftID+"/"+r.MaterialCode, r.Body, func(tx *txn) (answer, error) {
		return s.d.attach(tx, r.DraftID, r.MaterialCode, *r.Body)
	})
}

func (s server) HandOver(_ context.Context, r api.HandOverRequestObject) (api.HandOverResponseObject, error) {
	return s.order("hand-over", r.Params.XTerminalID, r.Params.IdempotencyKey, r.DraftID, r.Body, func(tx *txn) (answer, error) {
		return s.d.handOver(tx, r.DraftID, *r.Body)
	})
}

func (s server) SubmitDraft(_ context.Context, r api.SubmitDraftRequestObject) (api.SubmitDraftResponseObject, error) {
	return s.order("submit", r.Params.XTerminalID, r.Params.IdempotencyKey, r.DraftID, r.Body, func(tx *txn) (answer, error) {
		return s.d.submit(tx, r.DraftID, *r.Body)
	})
}

func (s server) DiscardDraft(_ context.Context, r api.DiscardDraftRequestObject) (api.DiscardDraftResponseObject, error) {
	return s.order("discard", r.Params.XTerminalID, r.Params.IdempotencyKey, r.DraftID, r.Body, func(tx *txn) (answer, error) {
		return s.d.discard(tx, r.DraftID)
	})
}
