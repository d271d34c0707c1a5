package district

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

func (s server) ListBlocks(_ context.Context, r api.ListBlocksRequestObject) (api.ListBlocksResponseObject, error) {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	list, err := d.blocksOf(d.store.db, r.Params.XTerminalID, d.now())
	return reply(http.StatusOK, list), err
}

func (s server) LeaseBlock(_ context.Context, r api.LeaseBlockRequestObject) (api.LeaseBlockResponseObject, error) {
	q := request{operation: "lease", terminal: r.Params.XTerminalID, key: r.Params.IdempotencyKey, body: r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.leaseBlock(tx, *r.Body) })
}

func (s server) RenewBlock(_ context.Context, r api.RenewBlockRequestObject) (api.RenewBlockResponseObject, error) {
	q := request{"renew", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BlockID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.renewBlock(tx, r.BlockID) })
}

func (s server) ReleaseBlock(_ context.Context, r api.ReleaseBlockRequestObject) (api.ReleaseBlockResponseObject, error) {
	q := request{"release", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BlockID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.releaseBlock(tx, r.BlockID) })
}

func (s server) ReconcileBlock(_ context.Context, r api.ReconcileBlockRequestObject) (api.ReconcileBlockResponseObject, error) {
	q := request{"reconcile", r.Params.XTerminalID, r.Params.IdempotencyKey, r.BlockID, r.Body}
	return s.d.write(q, func(tx *txn) (answer, error) { return s.d.reconcileBlock(tx, r.BlockID, *r.Body) })
}
