package journey

import (
	"slices"
	"time"
)

const (
	PageProof Page = "proof"       // what holds for a proof
	PageCheck Page = "proof-check" // what a check has found
)

// Words of its questions and choices.
const (
	askAsker   = "proof-asker"
	askConsent = "proof-consent"
	askSend    = "proof-send"

	askerSelf = "self" // nobody asks: only to know
	agreed    = "agree"
)

// toAskers asks who wants the proof: those whom the rules name, and oneself.
func (t *turn) toAskers() {
	q := Question{Key: askAsker}
	for _, a := range t.World.Rules.Askers {
		if a.Code != askerSelf {
			q.Choices = append(q.Choices, Choice{ID: a.Code, Name: a.Name, Icon: a.Icon})
		}
	}
	q.Choices = append(q.Choices, Choice{ID: askerSelf, Key: "asker-self", Icon: "user-round"})
	t.toQuestion(q)
}

// ProofStatus is what holds for a proof, in the words of the hall's contract.
// One that nobody knows is ProofOther.
type ProofStatus string

const (
	ProofKept       ProofStatus = "kept"
	ProofAbolished  ProofStatus = "abolished"
	ProofCommitment ProofStatus = "commitment"
	ProofShared     ProofStatus = "shared-check"
	ProofOther      ProofStatus = "other"
)

// Proof is a paper that was or is asked for.
type Proof struct {
	Code       string
	Name       Words
	Status     ProofStatus
	Raw        Coded // of the status
	Law        Words
	Checker    Words // department that is asked
	Explain    Words
	Instead    Words
	Commitment Commitment
}

// Commitment is a text that is agreed to (告知承诺).
type Commitment struct {
	Version     string
	Title, Text Words
}

// ProofVisit is 证明核查 under way.
type ProofVisit struct {
	List    ProofsFound
	Proof   *Proof
	Asker   string // who wants it
	Consent bool   // of the person at the terminal, to the check
	Check   *ProofCheck
}

// FindProofs asks for the list; Away: the network is, so take what is kept.
type FindProofs struct{ Away bool }

// ProofsFound answers FindProofs; Items is the list to look through.
type ProofsFound struct {
	Proofs []Proof
	Items  Catalogue
	Kept   time.Time // as of GuideFound
}

// BasisSlip is what holds for a proof, on paper: nothing of a person.
type BasisSlip struct{ Proof Proof }

// CommitmentSlip is a commitment to sign at the window.
type CommitmentSlip struct {
	Proof  Proof
	Person Person // empty: to be filled in by hand
}

func (FindProofs) query()    {}
func (ProofsFound) answer()  {}
func (BasisSlip) slip()      {}
func (CommitmentSlip) slip() {}

func proofChapter() chapter {
	return chapter{
		nobody:  true,
		offered: hasKept(func(o Offline) bool { return o.Proofs }),
		begin:   (*turn).beginProof,
		touch:   (*turn).touchProof,
		back:    (*turn).backProof,
		listed:  func(s State) Catalogue { return s.Proof.List.Items },
		picked:  (*turn).pickedProof,
		chose:   func(t *turn, ids []string) { t.choseInProof(ids[0]) },
		answered: func(t *turn, a Answer) {
			switch a := a.(type) {
			case ProofsFound:
				t.Proof = ProofVisit{List: a}
				t.toMatters("")
			case ProofCheck:
				t.toCheck(a)
			}
		},
		submitted: func(t *turn, a Answer) {
			if check, ok := a.(ProofCheck); ok {
				t.toCheck(check)
			}
		},
		clear: func(s *State) []string {
			held := s.Proof.Check != nil || s.Proof.Consent
			s.Proof = ProofVisit{}
			return named("proof", held)
		},
	}
}

// beginProof shows the list, or goes on with the check that somebody agreed to
// before the card said who they are.
func (t *turn) beginProof() {
	if t.Proof.Consent && t.Proof.Proof != nil && t.Person != nil {
		t.checkProof()
		return
	}
	t.ask("proofs", FindProofs{Away: t.World.Network != ""})
}

func (t *turn) pickedProof(b Business) {
	at := slices.IndexFunc(t.Proof.List.Proofs, func(p Proof) bool { return p.Code == b.Code })
	if at < 0 {
		return
	}
	t.Proof.Proof, t.Proof.Check, t.Proof.Consent = &t.Proof.List.Proofs[at], nil, false
	t.toAskers()
}

func (t *turn) choseInProof(id string) {
	switch t.Question.Key {
	case askAsker:
		t.Proof.Asker = id
		t.toProof()
	case askConsent:
		if id != agreed {
			t.toProof()
			return
		}
		t.Proof.Consent = true
		t.identifyForCheck()
	case askSend:
		if id == agreed {
			t.submit("send-check", SendCheck{ID: t.Proof.Check.ID, Asker: t.asker(t.Proof.Asker)})
			return
		}
		t.Page = PageCheck
	}
}

func (t *turn) toProof() {
	t.Page = PageProof
	t.Left = t.allowance()
}

func (t *turn) touchProof(e Touch) {
	switch {
	case t.Page == PageProof && t.Proof.Proof != nil:
		t.touchProofPage(e, *t.Proof.Proof)
	case t.Page == PageCheck && t.Proof.Check != nil:
		t.touchCheck(e, *t.Proof.Check)
	}
}

func (t *turn) touchProofPage(e Touch, p Proof) {
	switch e.Do {
	case "print":
		t.printProof(p)
	case "take":
		if p.Checkable() && online(t.State) == "" {
			t.toQuestion(Question{Key: askConsent, Choices: []Choice{
				{ID: agreed, Key: "proof-agree", Icon: "check"}, {ID: "no", Key: "proof-disagree", Icon: "x"},
			}})
		}
	case "report":
		t.toReport(About{Name: p.Name})
	}
}

// Checkable tells whether departments can be asked, or a statement be issued.
func (p Proof) Checkable() bool {
	return p.Status == ProofShared || p.Status == ProofAbolished || p.Status == ProofCommitment
}

// printProof prints the text to sign, or the basis to show.
func (t *turn) printProof(p Proof) {
	if p.Status == ProofCommitment && p.Commitment.Text.Zh != "" {
		s := CommitmentSlip{Proof: p}
		if t.Person != nil {
			s.Person = *t.Person
		}
		t.toDone(Done{Key: "commitment", Slip: s, Back: PageProof})
		return
	}
	t.toDone(Done{Key: "basis", Slip: BasisSlip{p}, Back: PageProof})
}

// backProof undoes one step of it.
func (t *turn) backProof() {
	switch {
	case t.Page == PageQuestion && t.Question.Key == askSend:
		t.Page = PageCheck
	case t.Page == PageQuestion && t.Question.Key == askConsent, t.Page == PageCheck:
		t.Proof.Consent = false
		t.toProof()
	case t.Page == PageProof:
		t.toAskers()
	case t.Page == PageQuestion:
		t.Page = PageList
		t.Left = t.allowance()
	default:
		t.toHome()
	}
}
