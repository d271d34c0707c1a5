package kiosk

import (
	"context"
	"slices"
	"strings"
	"time"

	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// declarable are the matters that can be declared here, and the drafts of a
// person that are not handed in.
func (c *clerk) declarable(ctx context.Context, q journey.FindDeclarable) (journey.Answer, error) {
	g, err := c.hall.Guide(ctx)
	if err != nil {
		return nil, err
	}
	out := journey.DeclarableFound{Items: matters(g, func(i hall.ItemSummary) bool { return i.Declarable })}
	drafts, err := c.hall.Drafts(ctx, hallPerson(q.Person))
	if err != nil {
		return nil, err
	}
	for _, d := range drafts {
		if d.Status.Is != hall.DraftOpen {
			continue
		}
		at := d.UpdatedAt.In(c.zone)
		out.Drafts = append(out.Drafts, journey.DraftSummary{
			ID: d.ID, Item: d.Item, Name: journey.Words(d.Name),
			Detail: journey.Words(filled("changed", "at", screens.DayAndTime(at))),
		})
	}
	out.Behalves = c.behalves(ctx)
	return out, nil
}

// behalves are those for whom the hall's rules let one declare, or say what a
// window wants to see instead. Of a company nothing is declared here.
func (c *clerk) behalves(ctx context.Context) []journey.Behalf {
	rules, err := c.hall.Policy(ctx)
	if err != nil {
		return nil // then everybody declares for themselves
	}
	var out []journey.Behalf
	for _, r := range rules.Acting {
		if r.Service.Is != hall.ActDeclaration || r.Who.Is == hall.LegalRepresentative {
			continue
		}
		a := journey.Behalf{Who: codeText(r.Who), Needs: journey.Words(r.Needs)}
		if !screens.HasChoice("for-" + a.Who) {
			a.Name = journey.Words(r.Who.Name)
		}
		if !r.Allowed {
			a.Why = journey.ReasonWindow
		}
		out = append(out, a)
	}
	return out
}

// hallPerson is whom the hall is asked about.
func hallPerson(p journey.Person) hall.Person {
	if w := whom(p); w != nil {
		return *w
	}
	return hall.Person{}
}

func (c *clerk) situation(ctx context.Context, q journey.FindSituation) (journey.Answer, error) {
	found, err := c.hall.Questions(ctx, q.Item)
	if err != nil {
		return nil, err
	}
	var out journey.SituationFound
	for _, q := range found {
		one := journey.SituationQuestion{Code: q.Code, Text: journey.Words(q.Text), Explain: journey.Words(q.Explain), Many: q.Many, Choices: choicesOf(q.Choices)}
		if q.After != nil {
			one.After = journey.SituationAnswer{Question: q.After.Question, Choices: []string{q.After.Choice}}
		}
		out.Questions = append(out.Questions, one)
	}
	return out, nil
}

func choicesOf(all []hall.Choice) []journey.Named {
	var out []journey.Named
	for _, c := range all {
		out = append(out, journey.Named{Code: c.Code, Name: journey.Words(c.Name)})
	}
	return out
}

func (c *clerk) draft(ctx context.Context, q journey.ReadDraft) (journey.Answer, error) {
	d, err := c.hall.Draft(ctx, q.ID, hallPerson(q.Person))
	return draftOf(d, err)
}

func (c *clerk) handover(ctx context.Context, q journey.FindHandover) (journey.Answer, error) {
	h, err := c.hall.Handover(ctx, q.Draft, q.ID)
	return handoverOf(h, "", c.zone, err)
}

func handoverOf(h hall.Handover, material string, zone *time.Location, err error) (journey.Answer, error) {
	if err != nil {
		return nil, err
	}
	return journey.Handover{ID: h.ID, Material: material, State: codeText(h.State), Link: h.Link, Code: h.Code, Until: local(h.ExpiresAt, zone)}, nil
}

// declare has the hall carry out an order of a declaration.
func declare(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.Order) (journey.Answer, error) {
	switch o := o.(type) {
	case journey.StartDraft:
		n := hall.NewDraft{Item: o.Item, Person: hallPerson(o.Person)}
		if o.For != "" {
			n.For = &hall.Person{Kind: hall.ByNumber, Number: o.For}
		}
		for _, a := range o.Answers {
			n.Answers = append(n.Answers, hall.Answer{Question: a.Question, Choices: a.Choices})
		}
		d, err := h.StartDraft(ctx, key, n)
		return draftOf(d, err)
	case journey.Attach:
		d, err := h.Attach(ctx, key, o.Draft, o.Material, hall.Attachment{
			Form: hall.Form(o.Form), Licence: o.Licence, Handover: o.Handover, Commitment: o.Commitment, DeferUntil: o.Until,
		})
		return draftOf(d, err)
	case journey.SaveField:
		d, err := h.SaveDraft(ctx, key, o.Draft, []hall.FieldValue{{Code: o.Field, Value: o.Value, Confirmed: true}}, nil)
		return draftOf(d, err)
	case journey.HandOver:
		purpose := hall.ToUpload
		if o.Material == "" {
			purpose = hall.ToContinue
		}
		made, err := h.HandOver(ctx, key, o.Draft, purpose, o.Material)
		return handoverOf(made, o.Material, zone, err)
	}
	return submitDraft(ctx, h, zone, key, o.(journey.SubmitDraft))
}

func submitDraft(ctx context.Context, h *hall.Client, zone *time.Location, key string, o journey.SubmitDraft) (journey.Answer, error) {
	r, err := h.Submit(ctx, key, o.Draft, hall.Submission{Version: o.Version})
	if err != nil {
		return nil, err
	}
	out := journey.Accepted{
		Number: r.Number, QueryCode: r.QueryCode, Name: journey.Words(r.Name), At: local(r.At, zone),
		Promised: limit(r.Limits.PromiseDay, r.Limits.PromiseType, r.Limits.PromiseExplain),
		Legal:    limit(r.Limits.AnticipateDay, r.Limits.AnticipateType, r.Limits.AnticipateExplain),
		Due:      r.PromiseDate, Next: list(r.Next), Bring: list(r.Bring), Link: r.Link,
	}
	if r.Holder != nil {
		out.Holder = journey.Words(r.Holder.Name)
	}
	return out, nil
}

func draftOf(d hall.Draft, err error) (journey.Answer, error) {
	if err != nil {
		return nil, err
	}
	out := journey.Draft{
		ID: d.ID, Version: d.Version, Item: d.Item, Name: journey.Words(d.Name), Complete: d.Complete,
		Applicant: d.Applicant, Agent: d.Agent, Case: d.CaseNumber,
		Promised: limit(d.Limits.PromiseDay, d.Limits.PromiseType, d.Limits.PromiseExplain),
		Legal:    limit(d.Limits.AnticipateDay, d.Limits.AnticipateType, d.Limits.AnticipateExplain),
	}
	for _, m := range d.Materials {
		out.Materials = append(out.Materials, materialOf(m))
	}
	for _, s := range d.Sections {
		section := journey.FormSection{Name: journey.Words(s.Name)}
		for _, f := range s.Fields {
			section.Fields = append(section.Fields, fieldOf(f))
		}
		out.Sections = append(out.Sections, section)
	}
	for _, m := range d.Missing {
		out.Missing = append(out.Missing, m.Code)
	}
	return out, nil
}

func materialOf(m hall.Material) journey.Material {
	out := journey.Material{
		Code: m.Code, Name: journey.Words(m.Name), Explain: joinedWords(journey.Words(m.Explain), journey.Words(m.SourceExplain)), From: journey.Words(m.From),
		Required: m.Required, State: codeText(m.State), Until: m.DeferUntil, Promise: commitment(m.Commitment),
	}
	for _, f := range m.Forms {
		out.Forms = append(out.Forms, codeText(f))
	}
	for _, l := range m.Licences {
		out.Licences = append(out.Licences, journey.Licence{ID: l.ID, Name: journey.Words(l.Name), Issuer: journey.Words(l.Issuer), Number: l.Number})
	}
	return out
}

// fieldOf says where a value comes from, and hides what is nobody else's
// business.
func fieldOf(f hall.Field) journey.Field {
	out := journey.Field{
		Code: f.Code, Label: journey.Words(f.Label), Kind: codeText(f.Kind), Value: f.Value, Hint: journey.Words(f.Hint),
		Required: f.Required, Fixed: f.Fixed, Most: f.MaxLength, Choices: choicesOf(f.Choices), Source: sourceOf(f),
		From: f.Earliest, Until: f.Latest,
		Shown: journey.Words{Zh: f.Value, En: f.Value},
	}
	if at := slices.IndexFunc(out.Choices, func(c journey.Named) bool { return c.Code == f.Value }); at >= 0 {
		out.Shown = out.Choices[at].Name
	}
	switch {
	case f.Kind.Is == hall.FieldYesNo && f.Value == "yes":
		out.Shown = journey.Words(screens.Matter("yes"))
	case f.Kind.Is == hall.FieldYesNo && f.Value == "no":
		out.Shown = journey.Words(screens.Matter("no"))
	case f.Kind.Is == hall.FieldDate && f.Value != "":
		out.Shown = journey.Words(longDay(f.Value))
	case f.Private, f.Kind.Is == hall.FieldIDNumber, f.Kind.Is == hall.FieldPhone:
		hidden := hide(f.Value)
		out.Shown = journey.Words{Zh: hidden, En: hidden}
	}
	return out
}

// hide leaves the ends of a number, or the first character of a text.
func hide(value string) string {
	r := []rune(value)
	switch {
	case idcard.ValidNumber(value) == nil:
		return value[:6] + strings.Repeat("*", 8) + value[14:]
	case len(r) == 11 && strings.Trim(value, "0123456789") == "":
		return value[:3] + "****" + value[7:]
	case len(r) < 2:
		return value
	case len(r) <= 4:
		return string(r[0]) + "*" + string(r[2:])
	}
	return string(r[:len(r)/2]) + strings.Repeat("*", len(r)-len(r)/2)
}

var fieldSources = map[hall.FieldSource]string{
	hall.FromIDCard: "source-fromidcard", hall.FromEarlierCase: "source-fromearliercase",
	hall.FromLicence: "source-fromlicence", hall.FromSharedData: "source-fromshareddata",
	hall.FromCitizen: "source-fromcitizen",
}

func sourceOf(f hall.Field) journey.Words {
	if f.SourceName.Zh != "" {
		return journey.Words(f.SourceName)
	}
	if f.Source.Is == hall.FromNowhere {
		return journey.Words{}
	}
	return codeWords(f.Source, fieldSources)
}
