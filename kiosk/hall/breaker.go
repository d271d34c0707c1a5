package hall

import (
	"fmt"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

// service is a part of the API. Behind a gateway each may be another
// department's machine, which fails alone.
type service string

const (
	ofQueue       service = "" // the hall's own
	ofPolicy      service = "policy"
	ofBookings    service = "bookings"
	ofCases       service = "cases"
	ofPickup      service = "pickup"
	ofDeclaration service = "declaration"
	ofGuide       service = "guide"
	ofProofs      service = "proofs"
	ofRating      service = "rating"
	ofReports     service = "reports"
	ofTerminals   service = "terminals"

	theWay service = "way" // to all of them
)

// breakers leave a service alone that failed several times in a row, so that
// the next citizen hears it at once. There is one for the way to the hall too.
type breakers struct {
	after int
	rest  time.Duration
	mu    *sync.Mutex
	of    map[service]*breaker
}

type breaker struct {
	circuitbreaker.CircuitBreaker[any]
	mu   sync.Mutex
	last ErrKind // of its failures
}

func newBreakers(after int, rest time.Duration) breakers {
	return breakers{after: after, rest: rest, mu: new(sync.Mutex), of: map[service]*breaker{}}
}

func (b breakers) get(s service) *breaker {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of[s] == nil {
		b.of[s] = &breaker{CircuitBreaker: circuitbreaker.NewBuilder[any]().
			WithFailureThreshold(uint(b.after)).WithSuccessThreshold(1).WithDelay(b.rest).Build()}
	}
	return b.of[s]
}

// resting is the error of a call that was not made.
func (k call) resting(b *breaker) *Error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return &Error{
		Op: k.op, Kind: b.last, Outcome: notDone, NotAsked: true,
		Err: fmt.Errorf("not asked: it failed too often; again in %s", b.RemainingDelay().Round(time.Millisecond)),
	}
}

// guarded makes an attempt unless the way or the service is left alone.
func (b breakers) guarded(k call, attempt func() *Error) *Error {
	if b.after < 0 {
		return attempt()
	}
	way, of := b.get(theWay), b.get(k.service)
	if !of.TryAcquirePermit() {
		return k.resting(of)
	}
	if !way.TryAcquirePermit() {
		of.note(saysNothing, "")
		return k.resting(way)
	}
	e := attempt()
	w, s := blame(e)
	kind := ErrKind("")
	if e != nil {
		kind = e.Kind
	}
	way.note(w, kind)
	of.note(s, kind)
	return e
}

type verdict int

const (
	saysNothing verdict = iota // says nothing
	works
	fails
)

// blame says what an attempt tells of the way and of the service. A refusal is
// a good answer; no answer in time may be the fault of either.
func blame(e *Error) (way, of verdict) {
	switch {
	case e == nil || e.Kind == Refused:
		return works, works
	case e.Kind == Unreachable:
		return fails, saysNothing
	case e.Kind == Timeout:
		return fails, fails
	case e.Kind == Server && e.Status != 501, e.Kind == Upstream && e.Code != CodeSignature:
		return works, fails
	case e.Kind == GivenUp:
		return saysNothing, saysNothing
	}
	return works, works
}

// note keeps what an attempt told. A trial that told nothing gives its permit
// back as a failure, or nobody could try again.
func (b *breaker) note(v verdict, kind ErrKind) {
	switch {
	case v == works:
		b.RecordSuccess()
	case v == fails:
		b.mu.Lock()
		b.last = kind
		b.mu.Unlock()
		b.RecordFailure()
	case b.IsHalfOpen():
		b.RecordFailure()
	}
}
