package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) question(a api.Question) Question {
	return Question{
		Code:    a.Code,
		Text:    words(a.Text),
		Many:    a.Many,
		Choices: each(a.Choices, s.choice),
		Explain: notice(value(a.Explain)),
		After:   maybe(a.After, s.answerGiven),
	}
}

func (s *tally) choice(a api.Choice) Choice {
	return Choice{
		Code:    a.Code,
		Name:    words(a.Name),
		Explain: notice(value(a.Explain)),
	}
}

func (s *tally) answerGiven(a api.AnswerGiven) AnswerGiven {
	return AnswerGiven{
		Question: a.Question,
		Choice:   a.Choice,
	}
}

func (s *tally) draftSummary(a api.DraftSummary) DraftSummary {
	return DraftSummary{
		ID:         a.ID,
		Item:       a.Item,
		Name:       words(a.Name),
		Status:     codeOf[DraftStatus](s, "DraftSummary.status", a.Status),
		UpdatedAt:  a.UpdatedAt,
		ExpiresAt:  a.ExpiresAt,
		Missing:    value(a.Missing),
		CaseNumber: value(a.CaseNumber),
	}
}

func (s *tally) draft(a api.Draft) Draft {
	return Draft{
		ID:          a.ID,
		Version:     a.Version,
		Item:        a.Item,
		Name:        words(a.Name),
		Status:      codeOf[DraftStatus](s, "Draft.status", a.Status),
		UpdatedAt:   a.UpdatedAt,
		ExpiresAt:   a.ExpiresAt,
		Limits:      s.limits(a.Limits),
		ProjectType: codeOf[ProjectType](s, "Draft.projectType", a.ProjectType),
		Answers:     each(a.Answers, s.answer),
		Materials:   each(a.Materials, s.material),
		Sections:    each(a.Sections, s.formSection),
		Complete:    a.Complete,
		Missing:     each(a.Missing, s.missing),
		Applicant:   value(a.Applicant),
		Agent:       value(a.Agent),
		CaseNumber:  value(a.CaseNumber),
	}
}

func (s *tally) answer(a api.AnswerKept) Answer {
	return Answer{
		Question: a.Question,
		Choices:  a.Choices,
	}
}

func (s *tally) missing(a api.Missing) Missing {
	return Missing{
		Kind: codeOf[MissingKind](s, "Missing.kind", a.Kind),
		Code: a.Code,
		Name: words(a.Name),
	}
}

func (s *tally) material(a api.Material) Material {
	return Material{
		Code:          a.Code,
		Name:          words(a.Name),
		Required:      a.Required,
		Forms:         codesOf[Form](s, "Material.forms", a.Forms),
		State:         codeOf[MaterialState](s, "Material.state", a.State),
		SourceType:    codedOf[string](s, "Material.sourceType", a.SourceType),
		SourceExplain: notice(a.SourceExplain),
		Form:          codeOf[Form](s, "Material.form", value(a.Form)),
		Explain:       notice(value(a.Explain)),
		From:          words(value(a.From)),
		Pages:         value(a.Pages),
		DeferUntil:    value(a.DeferUntil),
		Commitment:    maybe(a.Commitment, s.commitmentText),
		Licences:      each(value(a.Licences), s.licence),
	}
}

func (s *tally) commitmentText(a api.CommitmentText) CommitmentText {
	return CommitmentText{
		Version: a.Version,
		Title:   words(a.Title),
		Text:    longWords(a.Text),
	}
}

func (s *tally) formSection(a api.FormSection) FormSection {
	return FormSection{
		Code:   a.Code,
		Name:   words(a.Name),
		Fields: each(a.Fields, s.field),
	}
}

func (s *tally) field(a api.Field) Field {
	return Field{
		Code:       a.Code,
		Label:      words(a.Label),
		Kind:       codeOf[FieldKind](s, "Field.kind", a.Kind),
		Value:      a.Value,
		Source:     codedOf[FieldSource](s, "Field.source", a.Source),
		Required:   a.Required,
		Fixed:      a.Fixed,
		SourceName: notice(value(a.SourceName)),
		Hint:       notice(value(a.Hint)),
		MaxLength:  value(a.MaxLength),
		Choices:    each(value(a.Choices), s.choice),
		Earliest:   value(a.Earliest),
		Latest:     value(a.Latest),
		Private:    value(a.Private),
	}
}

func (s *tally) licence(a api.Licence) Licence {
	return Licence{
		ID:         a.ID,
		Name:       words(a.Name),
		Issuer:     words(a.Issuer),
		State:      codedOf[LicenceState](s, "Licence.state", a.State),
		Number:     value(a.Number),
		ValidUntil: value(a.ValidUntil),
		Materials:  value(a.Materials),
	}
}

func (s *tally) handover(a api.Handover) Handover {
	return Handover{
		ID:        a.ID,
		Purpose:   codeOf[HandoverPurpose](s, "Handover.purpose", a.Purpose),
		State:     codeOf[HandoverState](s, "Handover.state", a.State),
		Link:      a.Link,
		Code:      a.Code,
		ExpiresAt: a.ExpiresAt,
		Pages:     value(a.Pages),
	}
}

func (s *tally) submissionReceipt(a api.SubmissionReceipt) SubmissionReceipt {
	return SubmissionReceipt{
		Number:      a.Number,
		QueryCode:   a.QueryCode,
		At:          a.At,
		Name:        words(a.Name),
		Status:      codedOf[CaseStatus](s, "SubmissionReceipt.status", api.Coded(a.Status)),
		ProjectType: codeOf[ProjectType](s, "SubmissionReceipt.projectType", a.ProjectType),
		Limits:      s.limits(a.Limits),
		Next:        each(a.Next, words),
		Link:        a.Link,
		PromiseDate: value(a.PromiseDate),
		Holder:      maybe(a.Holder, s.holder),
		Bring:       each(value(a.Bring), words),
	}
}
