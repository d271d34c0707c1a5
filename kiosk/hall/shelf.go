package hall

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// Kept is an answer that may be shown without the network.
type Kept struct {
	ETag string
	At   time.Time // when the hall last said that it is the newest, by the terminal's clock
	Body []byte
}

// Shelf keeps answers by name. What it holds names no person.
type Shelf interface {
	Get(name string) (Kept, bool)
	Put(name string, k Kept)
}

// freshen is how old At may become before a mere confirmation is written down.
const freshen = 10 * time.Minute

// memory is a Shelf that a restart empties.
type memory struct{ kept sync.Map }

func (m *memory) Get(name string) (Kept, bool) {
	k, ok := m.kept.Load(name)
	if !ok {
		return Kept{}, false
	}
	return k.(Kept), true
}

func (m *memory) Put(name string, k Kept) { m.kept.Store(name, k) }

// tagged sends a call with the ETag of what is there already; nil: none.
type tagged = func(ctx context.Context, known *string) (*http.Response, error)

// cached makes a reading call whose answer is kept under name: unless the hall
// has a newer one, the kept one is the answer.
func cached[A, B any](ctx context.Context, c *Client, to func(A) B, k call, name string, send tagged, check func(A) error) (B, error) {
	old, _, have := keptAs(c, k.schema, name, to, check)
	kept, _ := c.opts.Shelf.Get(name)
	var known *string
	if have && kept.ETag != "" {
		known = &kept.ETag
		k.unchanged = true
	}
	k.send = func(ctx context.Context) (*http.Response, error) { return send(ctx, known) }
	newer := false
	k.keep = func(etag string, body []byte) {
		newer = true
		c.opts.Shelf.Put(name, Kept{ETag: etag, At: time.Now(), Body: body})
	}
	b, err := ask(ctx, c, to, k, check)
	if err != nil || newer {
		return b, err
	}
	if now := time.Now(); now.Sub(kept.At) > freshen {
		c.opts.Shelf.Put(name, Kept{ETag: kept.ETag, At: now, Body: kept.Body})
	}
	return old, nil
}

// keptAs returns what is kept under name, if it fits the contract still.
func keptAs[A, B any](c *Client, schema, name string, to func(A) B, check func(A) error) (b B, at time.Time, ok bool) {
	var a A
	k, ok := c.opts.Shelf.Get(name)
	if !ok || c.contract.decode(schema, k.Body, &a) != nil || check != nil && check(a) != nil {
		return b, time.Time{}, false
	}
	return to(a), k.At, true
}
