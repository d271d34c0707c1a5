package hall

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// Block is numbers of one business that the hall has leased to this terminal.
type Block struct {
	ID       string
	Business string
	Prefix   string
	First    int
	Last     int
	LeasedAt time.Time // by the hall's clock, as ExpiresAt
	Expires  time.Time
	Over     bool   // released or reconciled
	Link     string // of the slips of its numbers, once the number is put behind it; may be empty
}

// IssuedOutcome is how a number out of a block reached the citizen.
type IssuedOutcome string

const (
	IssuedPrinted   IssuedOutcome = "printed"
	IssuedShown     IssuedOutcome = "shown"
	IssuedUnknown   IssuedOutcome = "unknown"
	IssuedCancelled IssuedOutcome = "cancelled" // nobody has it any more
)

// Issued is one number that was given out of a block.
type Issued struct {
	Number   string
	Key      string // made with the number; the same number is always told under it
	Business string
	Class    string
	Person   *Person // nil: anonymous, or not known any more
	At       time.Time
	Outcome  IssuedOutcome
}

// Reconciliation is what the hall says to the numbers of a block.
type Reconciliation struct {
	Block     Block
	Accepted  map[string]Ticket // by the number's key
	Conflicts map[string]Conflict
}

// Conflict is a number that the hall knows otherwise.
type Conflict struct {
	Number    string
	Code      string  // open-ticket, not-in-block, issued-elsewhere, too-late, over-cap
	Reference string  // under which a person decides it
	Hall      *Ticket // the hall's own record; nil: it has none
}

// Blocks asks for the blocks that this terminal holds.
func (c *Client) Blocks(ctx context.Context) ([]Block, error) {
	var list api.BlockList
	err := c.do(ctx, call{
		op: "blocks", status: http.StatusOK, schema: "BlockList", into: &list,
		send: func(ctx context.Context) (*http.Response, error) {
			return c.api.ListBlocks(ctx, &api.ListBlocksParams{XTerminalID: c.opts.Terminal})
		},
	})
	if err != nil {
		return nil, err
	}
	return each(list.Blocks, block), nil
}

// Lease asks for a block of so many numbers of a business; it may be smaller.
func (c *Client) Lease(ctx context.Context, key, business string, count int) (Block, error) {
	return c.block(ctx, call{
		op: "lease", status: http.StatusCreated, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.LeaseBlockParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.LeaseBlock(ctx, &p, api.BlockLease{Business: business, Count: count})
		},
	}, func(b Block) error {
		if b.Business != business || b.Last-b.First >= count {
			return fmt.Errorf("block %s is of %s and has %d numbers, asked for %d of %s", b.ID, b.Business, b.Last-b.First+1, count, business)
		}
		return nil
	})
}

// Renew asks to hold a block for longer.
func (c *Client) Renew(ctx context.Context, key, id, reason string) (Block, error) {
	return c.block(ctx, call{
		op: "renew", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.RenewBlockParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.RenewBlock(ctx, id, &p, api.Reason{Reason: reason})
		},
	}, sameBlock(id))
}

// Release gives back a block of which nothing was issued.
func (c *Client) Release(ctx context.Context, key, id, reason string) (Block, error) {
	return c.block(ctx, call{
		op: "release", status: http.StatusOK, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ReleaseBlockParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReleaseBlock(ctx, id, &p, api.Reason{Reason: reason})
		},
	}, sameBlock(id))
}

// Reconcile tells what was issued out of a block; last says that nothing
// comes after, and gives the rest back.
func (c *Client) Reconcile(ctx context.Context, key, id string, issued []Issued, last bool) (Reconciliation, error) {
	body := api.IssuedList{Issued: each(issued, issuedNumber), Last: last}
	var r api.Reconciliation
	err := c.do(ctx, call{
		op: "reconcile", status: http.StatusOK, schema: "Reconciliation", into: &r, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.ReconcileBlockParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.ReconcileBlock(ctx, id, &p, body)
		},
		check: func() error { return checkReconciliation(r, id, issued) },
	})
	if err != nil {
		return Reconciliation{}, err
	}
	return reconciliation(r), nil
}

// block makes a call that is answered with a block, which check passes.
func (c *Client) block(ctx context.Context, k call, check func(Block) error) (Block, error) {
	var b api.Block
	k.schema, k.into = "Block", &b
	k.check = func() error {
		if b.Last < b.First || !b.ExpiresAt.After(b.LeasedAt) {
			return fmt.Errorf("block %s ends before it begins", b.ID)
		}
		return check(block(b))
	}
	if err := c.do(ctx, k); err != nil {
		return Block{}, err
	}
	return block(b), nil
}

func sameBlock(id string) func(Block) error {
	return func(b Block) error {
		if b.ID != id {
			return fmt.Errorf("block %s, asked for %s", b.ID, id)
		}
		return nil
	}
}

// checkReconciliation wants one word for each number that was told.
func checkReconciliation(r api.Reconciliation, id string, issued []Issued) error {
	if r.Block.ID != id {
		return fmt.Errorf("block %s, asked for %s", r.Block.ID, id)
	}
	said := reconciliation(r)
	for _, i := range issued {
		t, accepted := said.Accepted[i.Key]
		_, conflict := said.Conflicts[i.Key]
		if accepted == conflict {
			return errors.New("a number is neither accepted nor a conflict, or both")
		}
		if accepted && (t.Number != i.Number || t.Business != i.Business) {
			return fmt.Errorf("ticket %s for %s, told of %s", t.ID, t.Number, i.Number)
		}
	}
	return nil
}

func block(b api.Block) Block {
	return Block{
		ID: b.ID, Business: b.Business, Prefix: b.Prefix, First: b.First, Last: b.Last,
		LeasedAt: b.LeasedAt, Expires: b.ExpiresAt, Over: b.Over, Link: value(b.Link),
	}
}

func issuedNumber(i Issued) api.Issued {
	out := api.Issued{
		Number: i.Number, Key: i.Key, Business: i.Business, Class: optional(i.Class),
		IssuedAt: i.At, Outcome: api.IssuedOutcome(i.Outcome),
	}
	if i.Person != nil {
		out.Person = &api.Person{Kind: api.PersonKind(i.Person.Kind), Number: i.Person.Number, Name: optional(i.Person.Name)}
	}
	return out
}

func reconciliation(r api.Reconciliation) Reconciliation {
	out := Reconciliation{Block: block(r.Block), Accepted: map[string]Ticket{}, Conflicts: map[string]Conflict{}}
	for _, a := range r.Accepted {
		out.Accepted[a.Key] = ticket(a.Ticket)
	}
	for _, c := range r.Conflicts {
		k := Conflict{Number: c.Number, Code: c.Code, Reference: c.Reference}
		if c.Hall != nil {
			t := ticket(*c.Hall)
			k.Hall = &t
		}
		out.Conflicts[c.Key] = k
	}
	return out
}
