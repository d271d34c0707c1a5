package kiosk

import (
	"strings"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

func (p *promise) checklist(i journey.Item, frame slip.Frame, reprint bool) slip.Checklist {
	out := slip.Checklist{
		Frame: frame, Reprint: reprint, Name: i.Name.Zh, Department: i.Department.Zh, Sort: i.Sort.Zh,
		Promised: limitText(i.Promised).Zh, Legal: limitText(i.Legal).Zh, Fee: feeText(i).Zh,
		Phone: i.Phone, Link: i.Link,
	}
	if i.Trips > 0 {
		out.Trips = tripsText(i).Zh
	}
	if !i.Kept.IsZero() {
		out.Kept = i.Kept.In(p.zone).Format("1月2日 15:04")
	}
	for _, m := range i.Materials {
		if m.State == journey.NeedShared {
			out.Spared = append(out.Spared, m.Name.Zh)
			continue
		}
		b := slip.Bring{Name: m.Name.Zh, Explain: m.Explain.Zh}
		if key, ok := needWords[m.State]; ok {
			b.Word = screens.Matter(key).Zh
		}
		out.Bring = append(out.Bring, b)
	}
	for _, w := range i.Windows {
		at := joinedWords(w.Floor, w.Area).Zh
		if w.Windows != "" {
			at = strings.TrimSpace(at + " " + screens.Matter("windows", "n", w.Windows).Zh)
		}
		out.Windows = append(out.Windows, slip.Place{Name: w.Place.Zh, Where: at, Hours: w.Hours.Zh})
	}
	for _, s := range i.Steps {
		out.Steps = append(out.Steps, s.Zh)
	}
	return out
}

// needWords are the keys of what stands beside a material.
var needWords = map[journey.MaterialNeed]string{journey.NeedPromise: "need-promise", journey.NeedDeferred: "need-deferred"}

func (p *promise) statement(s journey.Statement, frame slip.Frame, reprint bool) slip.Statement {
	return slip.Statement{
		Frame: frame, Reprint: reprint, Title: screens.Matter("statement").Zh, Proof: s.Title.Zh, Number: s.Number, Code: s.Code, Holder: s.Holder,
		Text: s.Text.Zh, Law: s.Law.Zh, Issuer: s.Issuer.Zh, Issued: s.Issued.Format("2006-01-02 15:04"), Until: dayText(s.Until).Zh, Link: s.Link,
	}
}

func (p *promise) basis(s journey.Proof, frame slip.Frame, reprint bool) slip.Statement {
	return slip.Statement{
		Frame: frame, Reprint: reprint, Title: screens.Matter("basis").Zh, Proof: s.Name.Zh, Holds: s.Raw.Name.Zh, Law: s.Law.Zh, Instead: s.Instead.Zh,
		Issued: p.clock().In(p.zone).Format("2006-01-02 15:04"),
	}
}

func (p *promise) commitment(s journey.CommitmentSlip, frame slip.Frame, reprint bool) slip.Commitment {
	out := slip.Commitment{
		Frame: frame, Reprint: reprint, Title: s.Proof.Commitment.Title.Zh, Proof: s.Proof.Name.Zh, Version: s.Proof.Commitment.Version,
		Text: strings.Split(s.Proof.Commitment.Text.Zh, "\n"), Law: s.Proof.Law.Zh,
	}
	if s.Person.Source == journey.SourceCard {
		out.Name, out.IDCard = maskedName(p.mask, s.Person.Name), masked(p.mask, &s.Person)
	}
	return out
}

func (p *promise) declaration(s journey.DeclarationSlip, frame slip.Frame, reprint bool) slip.Declaration {
	r := s.Receipt
	out := slip.Declaration{
		Frame: frame, Reprint: reprint, Number: r.Number, QueryCode: r.QueryCode, Name: r.Name.Zh, Applicant: maskedName(p.mask, s.Person.Name),
		Promised: promisedUntil(r).Zh, Legal: limitText(r.Legal).Zh, Holder: r.Holder.Zh, Link: r.Link,
	}
	if r.At != (time.Time{}) {
		out.At = r.At
	}
	for _, w := range r.Next {
		out.Next = append(out.Next, w.Zh)
	}
	for _, w := range r.Bring {
		out.Bring = append(out.Bring, w.Zh)
	}
	return out
}
