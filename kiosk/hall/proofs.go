package hall

import (
	"context"
	"errors"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// NewProofCheck asks departments to check among themselves what a proof says.
type NewProofCheck struct {
	Proof   string
	Person  Person
	About   *Person // whom the proof is about, when somebody else
	Asker   Asker
	Item    string // may be empty
	Consent bool   // of the person, asked for on the screen
}

// StatementQuestion is by number and verification code, or by link.
type StatementQuestion struct{ Number, Code, Link string }

// Proofs are those of a list, and where it comes from.
type Proofs struct {
	About  About
	Proofs []Proof
}

// Proofs asks which proofs are kept, abolished, promised or checked between
// departments. The answer is kept.
func (c *Client) Proofs(ctx context.Context) (Proofs, error) {
	return cached(ctx, c, c.seen.proofs, reading(ofProofs, "proofs", "ProofList", nil), "proofs",
		func(ctx context.Context, known *string) (*http.Response, error) {
			return c.api.ListProofs(ctx, &api.ListProofsParams{XTerminalID: c.opts.Terminal, IfNoneMatch: known})
		}, nil)
}

// KeptProofs returns the list without the network, and when the hall last said
// that it is the newest; false when it never did.
func (c *Client) KeptProofs() (Proofs, time.Time, bool) {
	return keptAs(c, "ProofList", "proofs", c.seen.proofs, nil)
}

// CheckProof has a proof checked. One that takes longer comes back as
// CheckPending and is found again by ProofCheck.
func (c *Client) CheckProof(ctx context.Context, key string, n NewProofCheck) (ProofCheck, error) {
	body := api.NewProofCheck{
		Person: person(n.Person), About: maybe(n.About, person), Asker: toAsker(n.Asker), Item: optional(n.Item), Consent: n.Consent,
	}
	return ask(ctx, c, c.seen.proofCheck, writing(ofProofs, "check-proof", key, http.StatusCreated, "ProofCheck",
		func(ctx context.Context) (*http.Response, error) {
			p := api.CheckProofParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.CheckProof(ctx, n.Proof, &p, body)
		}), func(a api.ProofCheck) error { return same("proof", a.Proof, n.Proof) })
}

// ProofCheck asks for a check as it is now.
func (c *Client) ProofCheck(ctx context.Context, check string, who Person) (ProofCheck, error) {
	body := api.ProofCheckQuestion{Check: check, Person: person(who)}
	return ask(ctx, c, c.seen.proofCheck, reading(ofProofs, "proof-check", "ProofCheck",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.SearchProofCheck(ctx, &api.SearchProofCheckParams{XTerminalID: c.opts.Terminal}, body)
		}), func(a api.ProofCheck) error { return same("check", a.ID, check) })
}

// SendProofCheck sends the result to who asked for the proof.
func (c *Client) SendProofCheck(ctx context.Context, key, check string, to Asker, consent bool) (ProofCheck, error) {
	body := api.Sending{Asker: toAsker(to), Consent: consent}
	return ask(ctx, c, c.seen.proofCheck, writing(ofProofs, "send-proof", key, http.StatusOK, "ProofCheck",
		func(ctx context.Context) (*http.Response, error) {
			p := api.SendProofCheckParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.SendProofCheck(ctx, check, &p, body)
		}), func(a api.ProofCheck) error {
		if a.SentAt == nil {
			return errors.New("sent, and no time of it")
		}
		return same("check", a.ID, check)
	})
}

// VerifyStatement asks whether a statement is the hall's, and what it says.
func (c *Client) VerifyStatement(ctx context.Context, q StatementQuestion) (Statement, error) {
	body := api.StatementQuestion{Number: optional(q.Number), Code: optional(q.Code), Link: optional(q.Link)}
	return ask(ctx, c, c.seen.statement, reading(ofProofs, "verify-statement", "Statement",
		func(ctx context.Context) (*http.Response, error) {
			return c.api.VerifyStatement(ctx, &api.VerifyStatementParams{XTerminalID: c.opts.Terminal}, body)
		}), func(a api.Statement) error {
		if q.Number == "" {
			return nil
		}
		return same("statement", a.Number, q.Number)
	})
}

func toAsker(a Asker) api.Asker {
	return api.Asker{Name: a.Name, Purpose: a.Purpose, DeptCode: optional(a.DeptCode), Window: optional(a.Window)}
}
