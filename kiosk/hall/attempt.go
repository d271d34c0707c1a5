package hall

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall/api"
)

// notDone and unknown are the outcomes a failed call can have.
const (
	notDone = drivers.NotDone
	unknown = drivers.Unknown
)

// largest answer that is read: the catalogue of a large hall is a tenth of the
// first, the guide to all items of a district a half of the second.
const (
	maxBody  = 1 << 20
	maxGuide = 4 << 20
)

func (k call) largest() int64 {
	if k.service == ofGuide {
		return maxGuide
	}
	return maxBody
}

// call is one operation and what its answer must be.
type call struct {
	op       string
	service  service
	write    bool
	key      string // of a write
	status   int    // of the good answer
	schema   string // of the good answer, in openapi.yaml
	into     any    // where it goes
	send     func(context.Context) (*http.Response, error)
	check    func() error                       // of what into now holds; nil: none
	existing func(code string, t *Ticket) error // of a refusal's ticket; nil: none

	unchanged bool                           // 304 is a good answer too, and leaves into as it is
	keep      func(etag string, body []byte) // of a good answer with a body; nil: nobody
}

// attempt sends the call once and waits for at most the time-out of one
// attempt, the answer's last byte included.
func (c *Client) attempt(ctx context.Context, k call) *Error {
	if err := ctx.Err(); err != nil {
		return k.broke(ctx, ctx, err, true)
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout(k))
	defer cancel()
	var w wire
	resp, err := k.send(httptrace.WithClientTrace(withOperation(limited, k.op), w.trace()))
	if err != nil {
		return k.broke(ctx, limited, err, w.untouched() || notSent(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, k.largest()+1))
	if err != nil {
		return k.broke(ctx, limited, err, false)
	}
	if int64(len(body)) > k.largest() {
		return k.fail(Upstream, resp, fmt.Errorf("answer longer than %d bytes", k.largest()))
	}
	return c.judge(k, resp, body)
}

// slow operations ask other departments, or carry all that a district does.
var slow = map[string]time.Duration{
	"guide": 15 * time.Second, "cells": 10 * time.Second, "draft-start": 15 * time.Second, "submit": 15 * time.Second,
	"check-proof": 15 * time.Second, "licences": 10 * time.Second, "reconcile": 15 * time.Second, "cells-reconcile": 15 * time.Second,
}

func (c *Client) timeout(k call) time.Duration {
	if d := c.opts.Timeouts[k.op]; d > 0 {
		return d
	}
	if d := slow[k.op]; d > 0 {
		return d
	}
	if k.write {
		return c.opts.WriteTimeout
	}
	return c.opts.ReadTimeout
}

// judge decides what an answer that arrived whole means.
func (c *Client) judge(k call, resp *http.Response, body []byte) *Error {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	switch {
	case c.opts.Opener != nil && kind == "application/json" && resp.StatusCode/100 == 2:
		return c.unwrap(k, resp, body)
	case resp.StatusCode == k.status && kind == "application/json":
		return c.accept(k, resp, body)
	case resp.StatusCode == http.StatusNotModified && k.unchanged:
		return nil
	case resp.StatusCode == http.StatusNotImplemented && kind == "application/problem+json":
		return c.refuse(k, resp, body)
	case resp.StatusCode >= 500:
		return k.fail(Server, resp, errors.New(http.StatusText(resp.StatusCode)))
	case resp.StatusCode >= 400 && kind == "application/problem+json":
		return c.refuse(k, resp, body)
	case resp.StatusCode == http.StatusUnauthorized:
		return k.unsigned(resp)
	}
	return k.fail(Upstream, resp, fmt.Errorf("content type %q", kind))
}

func (c *Client) accept(k call, resp *http.Response, body []byte) *Error {
	if err := c.contract.decode(k.schema, body, k.into); err != nil {
		return k.fail(Upstream, resp, err)
	}
	if k.check != nil {
		if err := k.check(); err != nil {
			return k.fail(Upstream, resp, err)
		}
	}
	if k.keep != nil {
		k.keep(resp.Header.Get("ETag"), body)
	}
	return nil
}

func (c *Client) refuse(k call, resp *http.Response, body []byte) *Error {
	var p api.Problem
	if err := c.contract.decode("Problem", body, &p); err != nil {
		return k.fail(Upstream, resp, err)
	}
	e := k.fail(Refused, resp, nil) // the title is free text: it may hold what no log should
	e.Code, e.Outcome = p.Code, refusedOutcome(p.Code)
	if p.Existing != nil {
		t := ticket(*p.Existing)
		e.Existing = &t
	}
	if p.ExistingBooking != nil {
		b := c.seen.booking(*p.ExistingBooking)
		e.Booking = &b
	}
	e.Reference, e.At, e.Missing = value(p.Reference), value(p.At), value(p.Missing)
	if k.existing != nil {
		if err := k.existing(p.Code, e.Existing); err != nil {
			return k.fail(Upstream, resp, err)
		}
	}
	return e
}

// refusedOutcome: a refusal did nothing, except that these two tell of another
// call with the same key, which may have.
func refusedOutcome(code string) drivers.Outcome {
	if code == CodeInProgress || code == CodeKeyReused {
		return unknown
	}
	return notDone
}

func (k call) fail(kind ErrKind, resp *http.Response, err error) *Error {
	e := &Error{Op: k.op, Kind: kind, Status: resp.StatusCode, Outcome: notDone, Err: err}
	if k.write {
		e.Outcome = unknown
	}
	e.after = pause(resp.Header.Get("Retry-After"), time.Now())
	return e
}

// broke tells of a call without a whole answer. Nothing was done only if not
// one byte of it left the terminal.
func (k call) broke(ctx, limited context.Context, err error, untouched bool) *Error {
	e := &Error{Op: k.op, Kind: Unreachable, Outcome: unknown, Err: err}
	if untouched || !k.write {
		e.Outcome = notDone
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		e.Kind = GivenUp
	case limited.Err() != nil || isTimeout(err):
		e.Kind = Timeout
	}
	return e
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// wire knows whether a connection was ever had. A transport that does not
// report looks as if it was: nothing is called not done without evidence.
type wire struct{ asked, got atomic.Bool }

func (w *wire) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { w.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { w.got.Store(true) },
	}
}

func (w *wire) untouched() bool { return w.asked.Load() && !w.got.Load() }
