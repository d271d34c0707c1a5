package hall

import "time"

// ProofStatus is what holds for a proof.
type ProofStatus string

const (
	ProofKept       ProofStatus = "kept"
	ProofAbolished  ProofStatus = "abolished"
	ProofCommitment ProofStatus = "commitment"   // a written commitment does
	ProofShared     ProofStatus = "shared-check" // departments check it
)

// Known reports whether it is one of those above.
func (c ProofStatus) Known() bool {
	switch c {
	case ProofKept, ProofAbolished, ProofCommitment, ProofShared:
		return true
	}
	return false
}

// ProofMethod is how a proof is had.
type ProofMethod string

const (
	OwnPaper          ProofMethod = "own-paper"
	ByQuery           ProofMethod = "query"
	ByLetter          ProofMethod = "letter"
	CommitmentInstead ProofMethod = "commitment"
	NoProof           ProofMethod = "none"
)

// Known reports whether it is one of those above.
func (c ProofMethod) Known() bool {
	switch c {
	case OwnPaper, ByQuery, ByLetter, CommitmentInstead, NoProof:
		return true
	}
	return false
}

// CheckStatus is how far a check is.
type CheckStatus string

const (
	CheckDone    CheckStatus = "done"
	CheckPending CheckStatus = "pending"
	CheckFailed  CheckStatus = "failed"
)

// Known reports whether it is one of those above.
func (c CheckStatus) Known() bool {
	switch c {
	case CheckDone, CheckPending, CheckFailed:
		return true
	}
	return false
}

// CheckResult is what a check found.
type CheckResult string

const (
	ProofConfirmed    CheckResult = "confirmed"
	ProofNotConfirmed CheckResult = "not-confirmed"
	NoRecord          CheckResult = "no-record"
)

// Known reports whether it is one of those above.
func (c CheckResult) Known() bool {
	switch c {
	case ProofConfirmed, ProofNotConfirmed, NoRecord:
		return true
	}
	return false
}

// Proof is a paper that was or is asked for.
type Proof struct {
	Code               string
	Name               Words
	Status             Code[ProofStatus] // kept, abolished, commitment, shared-check
	ByLaw              Words
	Method             Code[ProofMethod] // own-paper, query, letter, commitment, none
	CheckingDepartment Words
	Explain            Words
	Instead            Words // what to say or bring instead
	Commitment         *CommitmentText
	Initials           []string
	Aliases            []string
	Items              []string
}

// ProofCheck is a proof that departments check among themselves.
type ProofCheck struct {
	ID         string
	Proof      string
	Name       Words
	At         time.Time
	Status     Code[CheckStatus] // done, pending, failed
	Result     Code[CheckResult] // confirmed, not-confirmed, no-record
	Source     Words             // who was asked
	Asker      Asker
	Text       Words
	Statement  *Statement
	Commitment *CommitmentText
	SentAt     time.Time
	Expected   time.Time // of a pending one
}

// Asker is who asks for a proof, and for what legal purpose.
type Asker struct {
	Name     string
	Purpose  string
	DeptCode string
	Window   string
}

// Statement is a paper with a code by which it can be verified.
type Statement struct {
	Number     string
	Code       string // verification code
	Link       string
	Title      Words
	Text       Words
	Issuer     Words
	IssuedAt   time.Time
	ValidUntil string
	Valid      bool
	Holder     string // masked
	ByLaw      Words
}
