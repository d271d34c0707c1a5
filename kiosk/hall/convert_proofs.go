package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) proofs(a api.ProofList) Proofs {
	return Proofs{About: s.about(a.About), Proofs: each(a.Proofs, s.proof)}
}

func (s *tally) proof(a api.Proof) Proof {
	return Proof{
		Code:               a.Code,
		Name:               words(a.Name),
		Status:             codedOf[ProofStatus](s, "Proof.status", a.Status),
		ByLaw:              longWords(a.ByLaw),
		Method:             codedOf[ProofMethod](s, "Proof.method", a.Method),
		CheckingDepartment: words(value(a.CheckingDepartment)),
		Explain:            notice(value(a.Explain)),
		Instead:            notice(value(a.Instead)),
		Commitment:         maybe(a.Commitment, s.commitmentText),
		Initials:           value(a.Initials),
		Aliases:            value(a.Aliases),
		Items:              value(a.Items),
	}
}

func (s *tally) proofCheck(a api.ProofCheck) ProofCheck {
	return ProofCheck{
		ID:         a.ID,
		Proof:      a.Proof,
		Name:       words(a.Name),
		At:         a.At,
		Status:     codeOf[CheckStatus](s, "ProofCheck.status", a.Status),
		Result:     codedOf[CheckResult](s, "ProofCheck.result", a.Result),
		Source:     words(a.Source),
		Asker:      s.asker(a.Asker),
		Text:       longWords(value(a.Text)),
		Statement:  maybe(a.Statement, s.statement),
		Commitment: maybe(a.Commitment, s.commitmentText),
		SentAt:     value(a.SentAt),
		Expected:   value(a.Expected),
	}
}

func (s *tally) asker(a api.AskerNamed) Asker {
	return Asker{
		Name:     a.Name,
		Purpose:  a.Purpose,
		DeptCode: value(a.DeptCode),
		Window:   value(a.Window),
	}
}

func (s *tally) statement(a api.Statement) Statement {
	return Statement{
		Number:     a.Number,
		Code:       a.Code,
		Link:       a.Link,
		Title:      words(a.Title),
		Text:       longWords(a.Text),
		Issuer:     words(a.Issuer),
		IssuedAt:   a.IssuedAt,
		ValidUntil: a.ValidUntil,
		Valid:      a.Valid,
		Holder:     value(a.Holder),
		ByLaw:      notice(value(a.ByLaw)),
	}
}
