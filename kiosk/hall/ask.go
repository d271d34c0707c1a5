package hall

import (
	"context"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// sender sends one call once.
type sender = func(context.Context) (*http.Response, error)

// reading is a call that changes nothing, a question with a body included.
func reading(s service, op, schema string, send sender) call {
	return call{service: s, op: op, status: http.StatusOK, schema: schema, send: send}
}

// writing is a call under an idempotency key. Making something is answered
// with 201.
func writing(s service, op, key string, status int, schema string, send sender) call {
	return call{service: s, op: op, write: true, key: key, status: status, schema: schema, send: send}
}

// ask makes a call and returns its answer, which check passes (nil: none),
// converted by to.
func ask[A, B any](ctx context.Context, c *Client, to func(A) B, k call, check func(A) error) (B, error) {
	var a A
	k.into = &a
	if check != nil {
		k.check = func() error { return check(a) }
	}
	if err := c.do(ctx, k); err != nil {
		var none B
		return none, err
	}
	return to(a), nil
}

func person(p Person) api.Person {
	return api.Person{Kind: api.PersonKind(p.Kind), Number: p.Number, Name: optional(p.Name)}
}

// optionalOf is like optional for numbers and moments.
func optionalOf[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// list is never null on the wire.
func list[T any](given []T) []T {
	if given == nil {
		return []T{}
	}
	return given
}
