package kiosk

import (
	"strconv"
	"time"

	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// guide is one matter: who can apply, how long it takes, what to bring, where
// to go.
func (v Viewer) guide(s journey.State) *screens.Sheet {
	i := *s.Guide.Item
	out := &screens.Sheet{Key: "guide", Title: words(i.Name), Lead: joinedText(words(i.Department), words(i.Sort))}
	if !i.Kept.IsZero() {
		out.Lead = v.keptOn(i.Kept)
	}
	out.Sections = append(out.Sections, screens.Section{Key: "limits", Lines: limitLines(i)})
	if len(i.Materials) > 0 {
		out.Sections = append(out.Sections, screens.Section{Key: "materials", Lines: guideMaterials(i)})
	}
	out.Sections = append(out.Sections, noted("conditions", i.Conditions)...)
	out.Sections = append(out.Sections, windowSections(i)...)
	out.Sections = append(out.Sections, numbered("steps", i.Steps)...)
	if len(i.Questions) > 0 {
		section := screens.Section{Key: "faq"}
		for _, q := range i.Questions {
			section.Lines = append(section.Lines, screens.Line{Label: words(q.Question), Value: words(q.Answer), Mark: screens.MarkInfo})
		}
		out.Sections = append(out.Sections, section)
	}
	out.Sections = append(out.Sections, noted("law", []journey.Words{i.Law})...)
	out.Acts = guideActs(s, i)
	return out
}

// keptOn says of what day something is that was read without the network.
func (v Viewer) keptOn(at time.Time) screens.Text {
	return filled("kept", "at", screens.DayAndTime(at.In(v.Zone)))
}

func limitLines(i journey.Item) []screens.Line {
	out := []screens.Line{{Key: "promised", Value: limitText(i.Promised)}, {Key: "legal", Value: limitText(i.Legal)}}
	out = append(out, screens.Line{Key: "fee", Value: feeText(i)})
	if i.Trips > 0 {
		out = append(out, screens.Line{Key: "trips", Value: tripsText(i)})
	}
	for _, r := range i.Results {
		out = append(out, screens.Line{Key: "result", Value: words(r)})
	}
	return out
}

func feeText(i journey.Item) screens.Text {
	if len(i.Fees) == 0 {
		return screens.Matter("free")
	}
	var out screens.Text
	for _, f := range i.Fees {
		out = joinedText(out, words(f))
	}
	return out
}

func tripsText(i journey.Item) screens.Text {
	return screens.Matter("trips", "n", strconv.Itoa(i.Trips))
}

func guideMaterials(i journey.Item) []screens.Line {
	var out []screens.Line
	for _, m := range i.Materials {
		out = append(out, screens.Line{Label: words(m.Name), Value: words(m.Explain), Mark: screens.Mark(m.State)})
	}
	return out
}

// noted is a section of paragraphs; none without any.
func noted(key string, all []journey.Words) []screens.Section {
	var note screens.Text
	for _, w := range all {
		if w.Zh == "" {
			continue
		}
		if note.Zh != "" {
			note.Zh, note.En = note.Zh+"\n", note.En+"\n"
		}
		note.Zh, note.En = note.Zh+w.Zh, note.En+w.En
	}
	if note.Zh == "" {
		return nil
	}
	return []screens.Section{{Key: key, Note: note}}
}

func numbered(key string, all []journey.Words) []screens.Section {
	var out []journey.Words
	for i, w := range all {
		n := strconv.Itoa(i+1) + ". "
		out = append(out, journey.Words{Zh: n + w.Zh, En: n + w.En})
	}
	return noted(key, out)
}

func windowSections(i journey.Item) []screens.Section {
	s := screens.Section{Key: "where"}
	for _, w := range i.Windows {
		at := joinedText(words(w.Floor), words(w.Area))
		if w.Windows != "" {
			at = joinedText(at, screens.Matter("windows", "n", w.Windows))
		}
		s.Lines = append(s.Lines, screens.Line{Label: words(w.Place), Value: joinedText(at, words(w.Hours))})
	}
	if i.Phone != "" {
		s.Lines = append(s.Lines, screens.Line{Key: "phone", Value: screens.Text{Zh: i.Phone, En: i.Phone}})
	}
	if len(s.Lines) == 0 {
		return nil
	}
	return []screens.Section{s}
}

// joinedText puts a comma between two texts.
func joinedText(a, b screens.Text) screens.Text {
	w := joinedWords(journey.Words(a), journey.Words(b))
	return screens.Text{Zh: w.Zh, En: w.En}
}

func guideActs(s journey.State, i journey.Item) []screens.SheetAct {
	out := []screens.SheetAct{{Do: screens.ActPrint, Key: "checklist", Icon: "printer", Primary: true, Reason: screens.Reason(s.World.Printer)}}
	if i.Link != "" {
		out = append(out, screens.SheetAct{Do: screens.ActSend, Key: "phone", Icon: "smartphone"})
	}
	if i.Declarable {
		out = append(out, screens.SheetAct{Do: screens.ActTake, Key: "declare", Icon: "file-pen-line", Reason: screens.Reason(s.Offered(journey.ServiceDeclare))})
	}
	return out
}

// guideFacts are what the page says while the checklist is printed.
func guideFacts(s journey.State) []screens.Line {
	i := s.Guide.Item
	if i == nil {
		return nil
	}
	return []screens.Line{{Key: "matter", Value: words(i.Name)}, {Key: "promised", Value: limitText(i.Promised)}, {Key: "department", Value: words(i.Department)}}
}
