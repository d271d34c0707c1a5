package journey

import "time"

// ProofCheck is what a check has found.
type ProofCheck struct {
	ID         string
	Name       Words
	Status     string // done, pending, failed
	Result     string // confirmed, not-confirmed, no-record, other
	ResultName Words
	Source     Words
	Text       Words
	Statement  *Statement
	Sent       time.Time
	Expected   time.Time
}

// Statement is a paper with a code by which it can be verified.
type Statement struct {
	Number, Code, Link  string
	Title, Text, Issuer Words
	Issued              time.Time
	Until               string // day
	Holder              string // masked
	Law                 Words
}

// FindCheck asks how far a check is.
type FindCheck struct {
	ID     string
	Person Person
}

// CheckProof has departments check among themselves.
type CheckProof struct {
	Proof  string
	Person Person
	Asker  Asker
}

// SendCheck sends what was found to who asked for it.
type SendCheck struct {
	ID    string
	Asker Asker
}

// StatementSlip is a statement on paper.
type StatementSlip struct{ Statement Statement }

func (FindCheck) query()    {}
func (ProofCheck) answer()  {}
func (CheckProof) order()   {}
func (SendCheck) order()    {}
func (StatementSlip) slip() {}

// identifyForCheck asks for the card: a number that was typed says nothing of
// who stands there.
func (t *turn) identifyForCheck() {
	if t.Person != nil && t.Person.Source == SourceCard {
		t.checkProof()
		return
	}
	t.Person = nil
	t.toIdentify()
}

// checkProof begins from the page of the proof, so that the way out leads there.
func (t *turn) checkProof() {
	t.Page = PageProof
	t.submit("check-proof", CheckProof{Proof: t.Proof.Proof.Code, Person: *t.Person, Asker: t.asker(t.Proof.Asker)})
}

func (t *turn) toCheck(c ProofCheck) {
	t.Proof.Check = &c
	t.Page = PageCheck
	t.Left = t.allowance()
}

func (t *turn) touchCheck(e Touch, c ProofCheck) {
	switch e.Do {
	case "print":
		if c.Statement != nil {
			s := *c.Statement
			t.toDone(Done{Key: "statement", Number: s.Code, Link: s.Link, Slip: StatementSlip{s}, Back: PageCheck})
		}
	case "send":
		if c.Status == "done" && c.Sent.IsZero() && t.Proof.Asker != askerSelf {
			t.toQuestion(Question{Key: askSend, Choices: []Choice{
				{ID: agreed, Key: "proof-send", Icon: "check"}, {ID: "no", Key: "proof-keep", Icon: "x"},
			}})
		}
	case "retry":
		if c.Status == "pending" && t.Person != nil {
			t.ask("check-proof", FindCheck{ID: c.ID, Person: *t.Person})
		}
	case "report":
		t.toReport(About{Name: c.Name})
	}
}
