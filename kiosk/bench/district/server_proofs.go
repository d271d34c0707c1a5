package district

import (
	"context"

	"govkiosk/kiosk/hall/api"
)

func (s server) ListProofs(_ context.Context, r api.ListProofsRequestObject) (api.ListProofsResponseObject, error) {
	return tagged(r.Params.IfNoneMatch, s.d.proofList()), nil
}

func (s server) SearchProofCheck(_ context.Context, r api.SearchProofCheckRequestObject) (api.SearchProofCheckResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.searchCheck(tx, *r.Body) })
}

func (s server) VerifyStatement(_ context.Context, r api.VerifyStatementRequestObject) (api.VerifyStatementResponseObject, error) {
	return s.ask(r.Params.XTerminalID, func(tx *txn) (answer, error) { return s.d.verifyStatement(tx, *r.Body) })
}

func (s server) CheckProof(_ context.Context, r api.CheckProofRequestObject) (api.CheckProofResponseObject, error) {
	return s.order("check-proof", r.Params.XTerminalID, r.Params.IdempotencyKey, r.ProofCode, r.Body, func(tx *txn) (answer, error) {
		return s.d.checkProof(tx, r.ProofCode, *r.Body)
	})
}

func (s server) SendProofCheck(_ context.Context, r api.SendProofCheckRequestObject) (api.SendProofCheckResponseObject, error) {
	return s.order("send-check", r.Params.XTerminalID, r.Params.IdempotencyKey, r.CheckID, r.Body, func(tx *txn) (answer, error) {
		return s.d.sendCheck(tx, r.CheckID, *r.Body)
	})
}
