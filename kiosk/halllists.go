package kiosk

import (
	"context"
	"log/slog"
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
	cabinet string        // as the hall knows it; empty: none
	fetched func()        // called after the hall's rules were asked for, on any goroutine
	log     *slog.Logger
}

// soon is when a pass that met a failure begins again.
const soon = time.Minute

// run keeps the lists until ctx ends.
func (k *listKeeper) run(ctx context.Context) {
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

// pass fetches every list once. It ends at the first failure of the way to the
// hall; a list that this hall has not, or will not give, is passed over.
func (k *listKeeper) pass(ctx context.Context) error {
	var guide hall.Guide
	for _, fetch := range []func() error{
		func() error { return k.policy(ctx) },
		func() error { return failure(k.client.Proofs(ctx)) },
		func() error { return failure(k.client.Indicators(ctx)) },
		func() error { return k.cells(ctx) },
		func() (err error) { guide, err = k.client.Guide(ctx); return err },
	} {
		if err := fetch(); err != nil && hall.KindOf(err) != hall.Refused {
			return err
		}
	}
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

func (k *listKeeper) cells(ctx context.Context) error {
	if k.cabinet == "" {
		return nil
	}
	return failure(k.client.Cells(ctx, k.cabinet))
}

func failure[T any](_ T, err error) error { return err }
