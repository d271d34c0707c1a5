package kiosk

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/kiosk/diag"
)

// A device whose call does not come back is told of as hung, holds up nobody,
// and is lent again once it has come back.
func TestALoanThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hung error
		l := newLender[string]("reader", func(err error) { hung = err })
		l.open(true)
		ctx, end := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { // the desk
			defer close(ended)
			for {
				select {
				case <-l.wanted():
					l.serve(ctx, "device")
				case <-ctx.Done():
					return
				}
			}
		}()
		release := make(chan struct{})
		limited, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		began := time.Now()
		err := l.lend(limited, func(context.Context, string) error { <-release; return nil })
		if took := time.Since(began); took != time.Minute+diag.Grace || !errors.Is(err, diag.ErrHung) || !errors.Is(hung, diag.ErrHung) {
			t.Errorf("%v after %v, told: %v", err, took, hung)
		}
		began = time.Now()
		err = l.lend(ctx, func(context.Context, string) error { t.Error("a device that hangs was lent"); return nil })
		if took := time.Since(began); !errors.Is(err, diag.ErrBusy) || took > 2*lendPatience {
			t.Errorf("the next one: %v after %v", err, took)
		}
		close(release)
		used := false
		if err := l.lend(ctx, func(context.Context, string) error { used = true; return nil }); err != nil || !used {
			t.Errorf("it came back: %v, used %v", err, used)
		}
		end()
		<-ended
	})
}
