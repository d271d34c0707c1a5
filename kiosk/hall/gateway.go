package hall

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// Opener takes the envelope of a gateway, {code,message,data}, off an answer.
type Opener interface {
	// Open fails when body is no such envelope.
	Open(body []byte) (Opened, error)
}

// Opened is an answer without its envelope.
type Opened struct {
	Good bool   // the code is one of success
	Raw  string // the gateway's code, 1 to 32 of A–Z a–z 0–9 . _ -
	Code string // ours for it; empty: nobody has said what it means
	Data []byte // JSON; nil: none
}

// operationKey finds the name of the call in a request's context.
type operationKey struct{}

func withOperation(ctx context.Context, op string) context.Context {
	return context.WithValue(ctx, operationKey{}, op)
}

// Operation is the name of the call that a request belongs to, as Error.Op has
// it; empty for a request of somebody else. A gateway may have an id of its own
// for every operation.
func Operation(ctx context.Context) string {
	op, _ := ctx.Value(operationKey{}).(string)
	return op
}

// notSent reports whether the transport itself says that nothing left the
// terminal: it could not sign.
func notSent(err error) bool {
	var n interface{ NotSent() bool }
	return errors.As(err, &n) && n.NotSent()
}

// unwrap decides what an answer in an envelope means. HTTP's status says no
// more then than that the gateway answered.
func (c *Client) unwrap(k call, resp *http.Response, body []byte) *Error {
	o, err := c.opts.Opener.Open(body)
	switch {
	case err != nil:
		return k.fail(Upstream, resp, err)
	case o.Good:
		return c.accept(k, resp, o.Data)
	case o.Code == "":
		return k.fail(Upstream, resp, fmt.Errorf("the gateway's code %s, of which nobody has said what it means", o.Raw))
	case o.Code == CodeSignature:
		return k.unsigned(resp)
	}
	e := k.fail(Refused, resp, fmt.Errorf("the gateway's code %s", o.Raw))
	e.Code, e.Outcome = o.Code, refusedOutcome(o.Code)
	return c.bring(k, resp, e, o.Data)
}

// bring adds the ticket that some of the refusals have in their data.
func (c *Client) bring(k call, resp *http.Response, e *Error, data []byte) *Error {
	if e.Code == CodeOpenTicket || e.Code == CodeDelivered || e.Code == CodeCheckedIn {
		var a api.Ticket
		if err := c.contract.decode("Ticket", data, &a); err != nil {
			return k.fail(Upstream, resp, err)
		}
		t := ticket(a)
		e.Existing = &t
	}
	if k.existing != nil {
		if err := k.existing(e.Code, e.Existing); err != nil {
			return k.fail(Upstream, resp, err)
		}
	}
	return e
}

// unsigned is a call that the gateway kept out, so that the hall never saw it.
func (k call) unsigned(resp *http.Response) *Error {
	e := k.fail(Upstream, resp, errors.New("the gateway does not take the signature"))
	e.Code, e.Outcome = CodeSignature, notDone
	return e
}
