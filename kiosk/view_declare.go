package kiosk

import (
	"cmp"
	"slices"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// declare fills in the pages of 事项申报.
func (v Viewer) declare(out *screens.View, s journey.State) {
	out.Screen = screens.ScreenSheet
	switch s.Page {
	case journey.PageMaterials:
		out.Sheet = materialsSheet(s)
		steps(out, s, 2)
	case journey.PagePromise:
		out.Sheet = promiseSheet(s)
		steps(out, s, 2)
	case journey.PageHandover:
		out.Sheet = handoverSheet(s)
		steps(out, s, 2)
	case journey.PageForm:
		out.Sheet = formSheet(*s.Declare.Draft)
		steps(out, s, 3)
	}
}

// declareStep says where a question, a number, a text or a day belongs that the
// materials or the form ask for.
func declareStep(out *screens.View, s journey.State) {
	switch s.Page {
	case journey.PageQuestion, journey.PagePad, journey.PageWrite, journey.PageDate:
	default:
		return
	}
	switch {
	case s.Declare.Draft == nil:
		steps(out, s, 1)
	case s.AtForm():
		steps(out, s, 3)
	default:
		steps(out, s, 2)
	}
}

// dayText is a day of the hall as people say it; what is no day stays.
func dayText(day string) screens.Text {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return screens.Text{Zh: day, En: day}
	}
	return screens.DayText(t)
}

// materialMarks are how a material stands. One that nobody knows is shown with
// what came.
var materialMarks = map[string]screens.Mark{
	"shared": screens.MarkDone, "attached": screens.MarkDone, "promised": screens.MarkPromised, "deferred": screens.MarkLater,
	"paper": screens.MarkMissing, "missing": screens.MarkOpen, "waiting-upload": screens.MarkOpen,
}

// materialsSheet has what is there already first: nobody is to bring it again.
func materialsSheet(s journey.State) *screens.Sheet {
	d := *s.Declare.Draft
	out := &screens.Sheet{Key: "materials", Lead: forWhom(d)}
	if s.Declare.Changed {
		out.Key, out.Lead = "materials-changed", screens.Text{}
	}
	have, open := screens.Section{Key: "have"}, screens.Section{Key: "open"}
	for _, m := range d.Materials {
		l := materialLine(m)
		if l.Mark == screens.MarkDone {
			have.Lines = append(have.Lines, l)
		} else {
			open.Lines = append(open.Lines, l)
		}
	}
	for _, part := range []screens.Section{have, open} {
		if len(part.Lines) > 0 {
			out.Sections = append(out.Sections, part)
		}
	}
	out.Acts = []screens.SheetAct{{Do: screens.ActSend, Key: "on-phone", Icon: "smartphone"}}
	if d.Changeable() {
		out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActChange, Key: "change-way", Icon: "refresh-cw"})
	}
	out.Acts = append(out.Acts, screens.SheetAct{Do: screens.ActNext, Key: "next", Icon: "arrow-right", Primary: true})
	return out
}

// forWhom is the matter, and whose it is where somebody acts for them.
func forWhom(d journey.Draft) screens.Text {
	if d.Agent == "" {
		return words(d.Name)
	}
	return joinedText(words(d.Name), screens.Matter("for-child", "name", d.Applicant))
}

func materialLine(m journey.Material) screens.Line {
	l := screens.Line{Label: words(m.Name), Value: words(m.Explain), Source: words(m.From), Mark: materialMarks[m.State]}
	switch {
	case l.Mark == screens.MarkNone:
		l.Mark = screens.MarkInfo
		l.Value = joinedText(l.Value, screens.Matter("other", "raw", m.State))
	case l.Mark == screens.MarkDone:
		l.Value = screens.Text{}
	case m.State == "deferred":
		l.Value = filled("deferred-until", "day", dayText(m.Until))
	}
	return l
}

// promiseSheet is the text to read whole and agree to.
func promiseSheet(s journey.State) *screens.Sheet {
	m, _ := s.Declare.Handing()
	return &screens.Sheet{
		Key: "promise", Title: words(m.Promise.Title), Sections: []screens.Section{{Note: words(m.Promise.Text)}},
		Acts: []screens.SheetAct{
			{Do: screens.ActNo, Key: "disagree", Icon: "x"}, {Do: screens.ActYes, Key: "agree", Icon: "check", Primary: true},
		},
	}
}

// handoverSheet is the code for the phone: for one material, or for the whole
// draft.
func handoverSheet(s journey.State) *screens.Sheet {
	h := s.Declare.Handover
	until := h.Until.Format("15:04")
	out := &screens.Sheet{Key: "handover", Link: h.Link, Code: h.Code}
	section := screens.Section{Lines: []screens.Line{{Key: "valid", Value: screens.Text{Zh: until, En: until}}}}
	back := screens.SheetAct{Do: screens.ActCancel, Key: "other-way", Icon: "arrow-left"}
	if h.Material == "" {
		out.Key = "to-phone"
		back.Key = "stay"
		out.Sections = []screens.Section{section}
		out.Acts = []screens.SheetAct{back, {Do: screens.ActDone, Key: "leave-for-phone", Icon: "check", Primary: true}}
		return out
	}
	m, _ := s.Declare.Handing()
	section.Lines = append([]screens.Line{{Key: "material", Value: words(m.Name)}}, section.Lines...)
	section.Lines = append(section.Lines, screens.Line{Key: "state", Value: handoverState(h.State)})
	out.Sections = []screens.Section{section}
	out.Acts = []screens.SheetAct{back, {Do: screens.ActNext, Key: "sent", Icon: "check", Primary: true}}
	return out
}

func handoverState(state string) screens.Text {
	switch state {
	case "waiting":
		return screens.Matter("phone-waiting")
	case "opened":
		return screens.Matter("phone-opened")
	case "done":
		return screens.Matter("phone-done")
	case "expired":
		return screens.Matter("phone-expired")
	}
	return screens.Matter("other", "raw", state)
}

// formSheet is the form to confirm: every field says where it comes from.
func formSheet(d journey.Draft) *screens.Sheet {
	out := &screens.Sheet{Key: "form"}
	for _, s := range lackingFirst(d.Sections) {
		section := screens.Section{Title: words(s.Name)}
		for _, f := range s.Fields {
			section.Lines = append(section.Lines, fieldLine(f))
		}
		if len(section.Lines) > 0 {
			out.Sections = append(out.Sections, section)
		}
	}
	submit := screens.SheetAct{Do: screens.ActNext, Key: "submit", Icon: "check", Primary: true}
	if _, lacks := d.Lacks(); lacks {
		submit.Key, submit.Icon = "fill-in", "file-pen-line"
	}
	out.Acts = []screens.SheetAct{
		{Do: screens.ActNo, Key: "wrong", Icon: "x"}, {Do: screens.ActSend, Key: "on-phone", Icon: "smartphone"}, submit,
	}
	return out
}

// lackingFirst puts the parts in front in which something is still to be filled
// in: nobody is to look for it.
func lackingFirst(all []journey.FormSection) []journey.FormSection {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b journey.FormSection) int { return cmp.Compare(filledIn(a), filledIn(b)) })
	return out
}

// filledIn is 1 for a part with everything in it, else 0.
func filledIn(s journey.FormSection) int {
	if slices.ContainsFunc(s.Fields, journey.Field.Lacks) {
		return 0
	}
	return 1
}

func fieldLine(f journey.Field) screens.Line {
	l := screens.Line{Label: words(f.Label), Value: words(f.Shown), Source: words(f.Source)}
	if f.Value == "" {
		l.Value, l.Source = screens.Matter("field-empty"), screens.Matter("field-optional")
		if f.Required {
			l.Source = screens.Matter("field-needed")
		}
	}
	return l
}

// longDay is a day with its year: 1944年3月12日. What is no day stays.
func longDay(day string) screens.Text {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return screens.Text{Zh: day, En: day}
	}
	return screens.LongDay(t)
}

// declareFacts are what the page says of a matter that was handed in.
func declareFacts(s journey.State) []screens.Line {
	r := s.Declare.Receipt
	if r.Number == "" {
		return nil
	}
	out := []screens.Line{{Key: "matter", Value: words(r.Name)}, {Key: "promised", Value: promisedUntil(r)}}
	for _, w := range r.Bring {
		out = append(out, screens.Line{Key: "bring", Value: words(w)})
		break
	}
	return appendLine(out, "holder-now", r.Holder)
}

func promisedUntil(r journey.Accepted) screens.Text {
	t := limitText(r.Promised)
	if r.Due == "" {
		return t
	}
	return filled("promised-until", "day", dayText(r.Due), "limit", t)
}
