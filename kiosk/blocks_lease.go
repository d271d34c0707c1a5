package kiosk

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
)

// close gives back the blocks that are over or used up, and all of them once
// the hall has closed: what is left of them, after the hall has been told of
// every number.
func (k *blockKeeper) close() error {
	blocks, err := k.journal.InHand()
	if err != nil {
		return err
	}
	k.mu.Lock()
	closed := k.closed
	k.mu.Unlock()
	for _, b := range blocks {
		if b.Ended == "" && b.Next <= b.Last && !closed {
			continue
		}
		if err := k.journal.Release(b.ID, journal.Call{Key: uuid.NewString(), Op: journal.OpRelease, Arg: b.ID}); err != nil {
			return err
		}
		k.settler.wake()
	}
	return nil
}

// provide leases and renews what will be wanted. A hall that cannot be asked
// is asked at the next look.
func (k *blockKeeper) provide(ctx context.Context, now time.Time) error {
	k.mu.Lock()
	codes, closed := k.codes, k.closed
	k.mu.Unlock()
	if closed {
		return nil
	}
	blocks, err := k.journal.InHand()
	if err != nil {
		return err
	}
	left := map[string]int{}
	for _, b := range blocks {
		left[b.Business] += b.Left(now, k.day(now))
		if b.Left(now, k.day(now)) > 0 && b.Expires.Sub(now) < k.cfg.Ahead && k.due(b.ID) {
			if err := k.renew(ctx, b); err != nil {
				return err
			}
		}
	}
	for _, code := range codes {
		if left[code] < k.cfg.LowWater && k.due(code) {
			if err := k.lease(ctx, code, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// due tells whether the hall may be asked for something again.
func (k *blockKeeper) due(what string) bool { return k.clock.since() >= k.rest[what] }

func (k *blockKeeper) later(what string) { k.rest[what] = k.clock.since() + blocksRest }

// lease asks for a block. The key is on record before the hall hears of it,
// so that an answer that is lost is asked for again and not a second block.
func (k *blockKeeper) lease(ctx context.Context, business string, now time.Time) error {
	key, err := k.journal.Asking(business, k.day(now), uuid.NewString())
	if err != nil {
		return err
	}
	b, err := k.hall.Lease(ctx, key, business, k.cfg.Block)
	switch {
	case hall.Final(err):
		k.log.Info("no numbers were leased", "business", business, "why", hall.CodeOf(err))
		k.later(business)
		return k.journal.NotLeased(business)
	case err != nil:
		k.log.Warn("lease", "business", business, "err", err)
		return nil // asked for once more at the next look, with the same key
	}
	err = k.journal.Leased(journal.Block{
		ID: b.ID, Business: b.Business, Day: k.day(b.LeasedAt), Prefix: b.Prefix,
		First: b.First, Last: b.Last, Leased: b.LeasedAt, Expires: b.Expires, Link: b.Link,
	})
	if errors.Is(err, journal.ErrOverlap) {
		k.log.Error("the hall leased numbers that are in hand already", "block", b.ID)
		k.later(business)
		return errors.Join(
			k.journal.Record("block-overlap", 0, map[string]any{"block": b.ID, "prefix": b.Prefix, "first": b.First, "last": b.Last}),
			k.journal.NotLeased(business))
	}
	return err
}

// renew asks to hold a block for longer. One whose end does not move has
// reached the end of the day.
func (k *blockKeeper) renew(ctx context.Context, b journal.Block) error {
	k.later(b.ID)
	longer, err := k.hall.Renew(ctx, uuid.NewString(), b.ID, "ahead")
	if err != nil {
		k.log.Warn("renew", "block", b.ID, "err", err)
		return nil
	}
	err = k.journal.Renewed(b.ID, longer.Expires)
	if errors.Is(err, journal.ErrNone) {
		return nil // it has ended meanwhile, and stays so
	}
	return err
}
