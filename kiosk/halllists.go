package kiosk

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"govkiosk/kiosk/hall"
)

// listKeeper fetches what may be shown without the network before it is away:
// the rules, the guide with every item, the proofs, the reasons for grades, the
// cells of the cabinet. What has not changed costs an empty answer.
type listKeeper struct {
	client  *hall.Client
	every   time.Duration
	gap     time.Duration // between two items: a citizen's call goes first
	fetched func()        // called after the hall's rules were asked for, on any goroutine
	cells   *cellKeeper
	doors   <-chan struct{} // closed once it is known how the doors are: what is fetched before is older than that
	changed func()
	log     *slog.Logger

	guide, proofs atomic.Bool // they are kept
}

// soon is when a pass that met a failure begins again.
const soon = time.Minute

// run keeps the lists until ctx ends.
func (k *listKeeper) run(ctx context.Context) {
	k.look()
	for {
		wait := k.every
		if err := k.pass(ctx); err != nil {
			wait = min(wait, soon)
			if ctx.Err() == nil {
				k.log.Info("lists for the time without the network are not all fetched", slog.Any("err", err))
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// look finds what is kept.
func (k *listKeeper) look() {
	_, _, guide := k.client.KeptGuide()
	_, _, proofs := k.client.KeptProofs()
	was := k.guide.Swap(guide)
	if k.proofs.Swap(proofs) != proofs || was != guide {
		k.changed()
	}
}

// pass fetches every list once. It ends at the first failure of the way to the
// hall; a list that this hall has not, or will not give, is passed over.
func (k *listKeeper) pass(ctx context.Context) error {
	var guide hall.Guide
	for _, fetch := range []func() error{
		func() error { return k.policy(ctx) },
		func() error { return failure(k.client.Proofs(ctx)) },
		func() error { return failure(k.client.Indicators(ctx)) },
		func() error { return k.cellList(ctx) },
		func() (err error) { guide, err = k.client.Guide(ctx); return err },
	} {
		if err := fetch(); err != nil && hall.KindOf(err) != hall.Refused {
			return err
		}
	}
	k.look()
	for _, i := range guide.Items {
		if err := failure(k.client.Item(ctx, i.Code)); err != nil && hall.KindOf(err) != hall.Refused {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(k.gap):
		}
	}
	return nil
}

func (k *listKeeper) policy(ctx context.Context) error {
	err := failure(k.client.Policy(ctx))
	if err == nil && k.fetched != nil {
		k.fetched()
	}
	return err
}

// cellList waits a while for the doors to be told of.
func (k *listKeeper) cellList(ctx context.Context) error {
	patience := time.NewTimer(cabinetPatience)
	defer patience.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-patience.C:
	case <-k.doors:
	}
	return k.cells.fetch(ctx)
}

func failure[T any](_ T, err error) error { return err }
