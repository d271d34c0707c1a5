package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

// absent answers every operation that a district without that service has not:
// 501 not-available. A server embeds it and has its own methods for the rest.
type absent struct{}

func (absent) GetPolicy(context.Context, api.GetPolicyRequestObject) (api.GetPolicyResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchTickets(context.Context, api.SearchTicketsRequestObject) (api.SearchTicketsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) LeaveTicket(context.Context, api.LeaveTicketRequestObject) (api.LeaveTicketResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReturnTicket(context.Context, api.ReturnTicketRequestObject) (api.ReturnTicketResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListPlaces(context.Context, api.ListPlacesRequestObject) (api.ListPlacesResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListPlaceItems(context.Context, api.ListPlaceItemsRequestObject) (api.ListPlaceItemsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListDays(context.Context, api.ListDaysRequestObject) (api.ListDaysResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListSlots(context.Context, api.ListSlotsRequestObject) (api.ListSlotsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) Book(context.Context, api.BookRequestObject) (api.BookResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchBookings(context.Context, api.SearchBookingsRequestObject) (api.SearchBookingsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ChangeBooking(context.Context, api.ChangeBookingRequestObject) (api.ChangeBookingResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) CancelBooking(context.Context, api.CancelBookingRequestObject) (api.CancelBookingResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) CheckIn(context.Context, api.CheckInRequestObject) (api.CheckInResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchCases(context.Context, api.SearchCasesRequestObject) (api.SearchCasesResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReadCase(context.Context, api.ReadCaseRequestObject) (api.ReadCaseResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) SearchCertificates(context.Context, api.SearchCertificatesRequestObject) (api.SearchCertificatesResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) BeginPickup(context.Context, api.BeginPickupRequestObject) (api.BeginPickupResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReportPickup(context.Context, api.ReportPickupRequestObject) (api.ReportPickupResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) FinishPickup(context.Context, api.FinishPickupRequestObject) (api.FinishPickupResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ListCells(context.Context, api.ListCellsRequestObject) (api.ListCellsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReconcileCells(context.Context, api.ReconcileCellsRequestObject) (api.ReconcileCellsResponseObject, error) {
	return refuse("not-available"), nil
}

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

func (absent) ListItems(context.Context, api.ListItemsRequestObject) (api.ListItemsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) GetItem(context.Context, api.GetItemRequestObject) (api.GetItemResponseObject, error) {
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

func (absent) ListIndicators(context.Context, api.ListIndicatorsRequestObject) (api.ListIndicatorsResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) Rate(context.Context, api.RateRequestObject) (api.RateResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) Report(context.Context, api.ReportRequestObject) (api.ReportResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) ReadReport(context.Context, api.ReadReportRequestObject) (api.ReadReportResponseObject, error) {
	return refuse("not-available"), nil
}

func (absent) AbandonFiling(context.Context, api.AbandonFilingRequestObject) (api.AbandonFilingResponseObject, error) {
	return refuse("not-available"), nil
}
