package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

// absent answers every operation that a district without that service has not:
// 501 not-available. A server embeds it and has its own methods for the rest.
type absent struct{}

func (absent) ListQuestions(context.Context, api.ListQuestionsRequestObject) (api.ListQuestionsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) StartDraft(context.Context, api.StartDraftRequestObject) (api.StartDraftResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchDrafts(context.Context, api.SearchDraftsRequestObject) (api.SearchDraftsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReadDraft(context.Context, api.ReadDraftRequestObject) (api.ReadDraftResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SaveDraft(context.Context, api.SaveDraftRequestObject) (api.SaveDraftResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) AttachMaterial(context.Context, api.AttachMaterialRequestObject) (api.AttachMaterialResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) HandOver(context.Context, api.HandOverRequestObject) (api.HandOverResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) GetHandover(context.Context, api.GetHandoverRequestObject) (api.GetHandoverResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SubmitDraft(context.Context, api.SubmitDraftRequestObject) (api.SubmitDraftResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) DiscardDraft(context.Context, api.DiscardDraftRequestObject) (api.DiscardDraftResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchLicences(context.Context, api.SearchLicencesRequestObject) (api.SearchLicencesResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListProofs(context.Context, api.ListProofsRequestObject) (api.ListProofsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) CheckProof(context.Context, api.CheckProofRequestObject) (api.CheckProofResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchProofCheck(context.Context, api.SearchProofCheckRequestObject) (api.SearchProofCheckResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SendProofCheck(context.Context, api.SendProofCheckRequestObject) (api.SendProofCheckResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) VerifyStatement(context.Context, api.VerifyStatementRequestObject) (api.VerifyStatementResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) AbandonFiling(context.Context, api.AbandonFilingRequestObject) (api.AbandonFilingResponseObject, error) {
	return refuse("not-available"), nil
}
