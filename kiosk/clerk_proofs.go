package kiosk

import (
	"context"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// proofs is the list, from the hall or as it was kept.
func (c *clerk) proofs(ctx context.Context, away bool) (journey.Answer, error) {
	found, at, err := kept(ctx, away, c.hall.Proofs, c.hall.KeptProofs)
	if err != nil {
		return nil, err
	}
	out := journey.ProofsFound{Kept: at}
	for _, p := range found.Proofs {
		one := proofOf(p)
		out.Proofs = append(out.Proofs, one)
		out.Items.Businesses = append(out.Items.Businesses, described(matter(p.Code, "", p.Name, p.Aliases), one.Raw.Name))
	}
	sortByReading(out.Items.Businesses)
	return out, nil
}

var proofStatuses = map[hall.ProofStatus]string{
	hall.ProofKept: "proof-proofkept", hall.ProofAbolished: "proof-proofabolished",
	hall.ProofCommitment: "proof-proofcommitment", hall.ProofShared: "proof-proofshared",
}

func proofOf(p hall.Proof) journey.Proof {
	out := journey.Proof{
		Code: p.Code, Name: journey.Words(p.Name), Status: journey.ProofStatus(p.Status.Is), Law: journey.Words(p.ByLaw),
		Raw:     journey.Coded{Code: string(p.Status.Is), Raw: p.Status.Raw, Name: codeWords(p.Status, proofStatuses)},
		Checker: journey.Words(p.CheckingDepartment), Explain: journey.Words(p.Explain), Instead: journey.Words(p.Instead),
		Commitment: commitment(p.Commitment),
	}
	if !p.Status.Is.Known() {
		out.Status = journey.ProofOther
	}
	return out
}

func commitment(c *hall.CommitmentText) journey.Commitment {
	if c == nil {
		return journey.Commitment{}
	}
	return journey.Commitment{Version: c.Version, Title: journey.Words(c.Title), Text: journey.Words(c.Text)}
}

// askerOf is who asks, in the words that a department reads.
func askerOf(a journey.Asker) hall.Asker { return hall.Asker{Name: a.Name.Zh, Purpose: a.Purpose.Zh} }

func checkProof(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.CheckProof) (journey.Answer, error) {
	n := hall.NewProofCheck{Proof: o.Proof, Asker: askerOf(o.Asker), Consent: true}
	if p := whom(o.Person); p != nil {
		n.Person = *p
	}
	c, err := h.CheckProof(ctx, key, n)
	return checkOf(c, zone, err)
}

func sendCheck(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.SendCheck) (journey.Answer, error) {
	c, err := h.SendProofCheck(ctx, key, o.ID, askerOf(o.Asker), true)
	return checkOf(c, zone, err)
}

func (c *clerk) findCheck(ctx context.Context, q journey.FindCheck) (journey.Answer, error) {
	var who hall.Person
	if p := whom(q.Person); p != nil {
		who = *p
	}
	check, err := c.hall.ProofCheck(ctx, q.ID, who)
	return checkOf(check, c.zone, err)
}

var checkResults = map[hall.CheckResult]string{
	hall.ProofConfirmed: "proof-proofconfirmed", hall.ProofNotConfirmed: "proof-proofnotconfirmed",
	hall.NoRecord: "proof-norecord",
}

func checkOf(c hall.ProofCheck, zone *time.Location, err error) (journey.Answer, error) {
	if err != nil {
		return nil, err
	}
	out := journey.ProofCheck{
		ID: c.ID, Name: journey.Words(c.Name), Status: codeText(c.Status), Result: string(c.Result.Is), ResultName: codeWords(c.Result, checkResults),
		Source: journey.Words(c.Source), Text: journey.Words(c.Text), Sent: local(c.SentAt, zone), Expected: local(c.Expected, zone),
	}
	if s := c.Statement; s != nil {
		out.Statement = &journey.Statement{
			Number: s.Number, Code: s.Code, Link: s.Link, Title: journey.Words(s.Title), Text: journey.Words(s.Text), Issuer: journey.Words(s.Issuer),
			Issued: local(s.IssuedAt, zone), Until: s.ValidUntil, Holder: s.Holder, Law: journey.Words(s.ByLaw),
		}
	}
	return out, nil
}

// local is a time in the hall's zone; none stays none.
func local(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
