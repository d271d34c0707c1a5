package district

import "net/http"

// An answer is sent as it was made, whatever the operation.

func (a answer) VisitGetHallResponse(w http.ResponseWriter) error            { return a.send(w) }
func (a answer) VisitListBusinessesResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitReserveTicketResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitGetTicketResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitConfirmTicketResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitMakeETicketResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitCancelTicketResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitReprintTicketResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitAbandonReservationResponse(w http.ResponseWriter) error { return a.send(w) }
func (a answer) VisitCallHelpResponse(w http.ResponseWriter) error           { return a.send(w) }
func (a answer) VisitReportSelfTestResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitGetPolicyResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitSearchTicketsResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitLeaveTicketResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitReturnTicketResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitListBlocksResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitLeaseBlockResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitRenewBlockResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitReleaseBlockResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitReconcileBlockResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitListPlacesResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitListPlaceItemsResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitListDaysResponse(w http.ResponseWriter) error           { return a.send(w) }
func (a answer) VisitListSlotsResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitBookResponse(w http.ResponseWriter) error               { return a.send(w) }
func (a answer) VisitSearchBookingsResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitChangeBookingResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitAbandonFilingResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitCancelBookingResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitCheckInResponse(w http.ResponseWriter) error            { return a.send(w) }
func (a answer) VisitSearchCasesResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitReadCaseResponse(w http.ResponseWriter) error           { return a.send(w) }
func (a answer) VisitOpenLinkResponse(w http.ResponseWriter) error           { return a.send(w) }
func (a answer) VisitSearchCertificatesResponse(w http.ResponseWriter) error { return a.send(w) }
func (a answer) VisitBeginPickupResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitReportPickupResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitFinishPickupResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitListCellsResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitReconcileCellsResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitListQuestionsResponse(w http.ResponseWriter) error      { return a.send(w) }
func (a answer) VisitStartDraftResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitSearchDraftsResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitReadDraftResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitSaveDraftResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitAttachMaterialResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitHandOverResponse(w http.ResponseWriter) error           { return a.send(w) }
func (a answer) VisitGetHandoverResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitSubmitDraftResponse(w http.ResponseWriter) error        { return a.send(w) }
func (a answer) VisitDiscardDraftResponse(w http.ResponseWriter) error       { return a.send(w) }
func (a answer) VisitSearchLicencesResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitListItemsResponse(w http.ResponseWriter) error          { return a.send(w) }
func (a answer) VisitGetItemResponse(w http.ResponseWriter) error            { return a.send(w) }
func (a answer) VisitListProofsResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitCheckProofResponse(w http.ResponseWriter) error         { return a.send(w) }
func (a answer) VisitSearchProofCheckResponse(w http.ResponseWriter) error   { return a.send(w) }
func (a answer) VisitSendProofCheckResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitVerifyStatementResponse(w http.ResponseWriter) error    { return a.send(w) }
func (a answer) VisitListIndicatorsResponse(w http.ResponseWriter) error     { return a.send(w) }
func (a answer) VisitRateResponse(w http.ResponseWriter) error               { return a.send(w) }
func (a answer) VisitReportResponse(w http.ResponseWriter) error             { return a.send(w) }
func (a answer) VisitReadReportResponse(w http.ResponseWriter) error         { return a.send(w) }
