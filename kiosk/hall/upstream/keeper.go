package upstream

import (
	"context"
	"time"

	"govkiosk/kiosk/hall/sign"
)

const (
	// refreshPause is between two attempts to buy a secret while the old one
	// still works.
	refreshPause = 10 * time.Second
	// distrustPause is for how long a new secret is kept though the gateway
	// refuses signatures: then the fault lies elsewhere.
	distrustPause = 30 * time.Second
)

// bought is a secret that the gateway sold, by the gateway's clock.
type bought struct {
	secret   sign.Secret
	at       time.Time
	until    time.Time
	distrust bool // a signature with it was refused
}

// keeper has the secret that is to sign next. Without buy it is what the file
// holds at that moment: a secret that was changed there needs no restart.
type keeper struct {
	load  func() (sign.Secret, error)
	buy   func(ctx context.Context, appkey sign.Secret) (bought, error) // nil: the file holds the secret
	now   func() time.Time                                              // by the gateway's clock
	early time.Duration

	turn  chan struct{} // holds one token: who has it may read and change what follows
	have  bought
	tried time.Time
}

func newKeeper(load func() (sign.Secret, error), now func() time.Time, early time.Duration) *keeper {
	k := &keeper{load: load, now: now, early: early, turn: make(chan struct{}, 1)}
	k.turn <- struct{}{}
	return k
}

// secret returns the secret. It blocks while it, or another goroutine, buys
// one, for at most until ctx ends.
func (k *keeper) secret(ctx context.Context) (sign.Secret, error) {
	if k.buy == nil {
		return k.load()
	}
	select {
	case <-ctx.Done():
		return sign.Secret{}, ctx.Err()
	case <-k.turn:
	}
	defer func() { k.turn <- struct{}{} }()
	if k.fresh() {
		return k.have.secret, nil
	}
	err := k.renew(ctx)
	if err != nil && !k.usable() {
		return sign.Secret{}, err
	}
	return k.have.secret, nil
}

// fresh reports whether no new secret is needed yet, or none can be had again
// so soon.
func (k *keeper) fresh() bool {
	if !k.usable() {
		return false
	}
	early := min(k.early, k.have.until.Sub(k.have.at)/2) // a short life is not all early
	return k.now().Before(k.have.until.Add(-early)) || k.now().Sub(k.tried) < refreshPause
}

func (k *keeper) usable() bool { return !k.have.distrust && k.now().Before(k.have.until) }

func (k *keeper) renew(ctx context.Context) error {
	k.tried = k.now()
	appkey, err := k.load()
	if err != nil {
		return err
	}
	b, err := k.buy(ctx, appkey)
	if err == nil {
		k.have = b
	}
	return err
}

// distrusted tells that a signature was refused: the gateway may have taken
// the secret back before its end. The next call buys another, unless this one
// is quite new.
func (k *keeper) distrusted() {
	if k.buy == nil {
		return
	}
	<-k.turn
	defer func() { k.turn <- struct{}{} }()
	if k.now().Sub(k.have.at) >= distrustPause {
		k.have.distrust = true
	}
}

// until is when the secret that was bought ends; zero for none.
func (k *keeper) until() time.Time {
	<-k.turn
	defer func() { k.turn <- struct{}{} }()
	return k.have.until
}
