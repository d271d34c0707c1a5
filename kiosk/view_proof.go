package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// proof is what holds for a proof, or what a check of it has found.
func (v Viewer) proof(s journey.State) *screens.Sheet {
	if s.Page == journey.PageCheck {
		return v.proofCheck(s, *s.Proof.Check)
	}
	p := *s.Proof.Proof
	out := &screens.Sheet{Key: "proof-" + string(p.Status), Acts: proofActs(s, p)}
	if kept := s.Proof.List.Kept; !kept.IsZero() {
		out.Lead = v.keptOn(kept)
	}
	lines := []screens.Line{{Key: "proof", Value: words(p.Name)}}
	if p.Status == journey.ProofOther {
		lines = append(lines, screens.Line{Key: "status", Value: words(p.Raw.Name)})
	}
	lines = appendLine(lines, "law", p.Law)
	lines = appendLine(lines, "checker", p.Checker)
	lines = appendLine(lines, "instead", p.Instead)
	out.Sections = append([]screens.Section{{Lines: lines}}, noted("explain", []journey.Words{p.Explain})...)
	if p.Commitment.Text.Zh != "" {
		out.Sections = append(out.Sections, screens.Section{Title: words(p.Commitment.Title), Note: words(p.Commitment.Text)})
	}
	return out
}

func appendLine(lines []screens.Line, key string, w journey.Words) []screens.Line {
	if w.Zh == "" {
		return lines
	}
	return append(lines, screens.Line{Key: key, Value: words(w)})
}

// proofActs: what spares the way comes first.
func proofActs(s journey.State, p journey.Proof) []screens.SheetAct {
	printer := screens.Reason(s.World.Printer)
	report := screens.SheetAct{Do: screens.ActReport, Key: "still-asked", Icon: "megaphone", Reason: screens.Reason(s.Offered(journey.ServiceReport))}
	network := screens.Reason(s.World.Network)
	if network == "" {
		network = screens.Reason(s.World.Reader)
	}
	switch p.Status {
	case journey.ProofShared:
		return []screens.SheetAct{
			{Do: screens.ActPrint, Key: "basis", Icon: "printer", Reason: printer}, report,
			{Do: screens.ActTake, Key: "check", Icon: "shield-check", Primary: true, Reason: network},
		}
	case journey.ProofAbolished:
		return []screens.SheetAct{
			{Do: screens.ActPrint, Key: "basis", Icon: "printer", Reason: printer}, report,
			{Do: screens.ActTake, Key: "statement", Icon: "stamp", Primary: true, Reason: network},
		}
	case journey.ProofCommitment:
		return []screens.SheetAct{
			{Do: screens.ActTake, Key: "statement", Icon: "stamp", Reason: network}, report,
			{Do: screens.ActPrint, Key: "commitment", Icon: "printer", Primary: true, Reason: printer},
		}
	}
	return []screens.SheetAct{report, {Do: screens.ActPrint, Key: "basis", Icon: "printer", Primary: true, Reason: printer}}
}

// proofCheck is what the departments say. It is of the person who asked.
func (v Viewer) proofCheck(s journey.State, c journey.ProofCheck) *screens.Sheet {
	own := screens.Matter("checked")
	out := &screens.Sheet{Key: "check-" + c.Result}
	mark := screens.MarkInfo
	switch {
	case c.Status == "pending":
		out.Key, mark = "check-pending", screens.MarkPaused
	case c.Status == "failed":
		out.Key = "check-failed"
	case c.Result == "confirmed":
		mark = screens.MarkChecked
	}
	lines := []screens.Line{{Label: words(c.Name), Value: words(c.ResultName), Source: own, Mark: mark}}
	lines = appendLine(lines, "checker", c.Source)
	if !c.Expected.IsZero() && c.Status == "pending" {
		at := c.Expected.Format("15:04")
		lines = append(lines, screens.Line{Key: "expected", Value: screens.Text{Zh: at, En: at}})
	}
	if !c.Sent.IsZero() {
		at := c.Sent.Format("15:04")
		lines = append(lines, screens.Line{Key: "sent", Value: screens.Text{Zh: at, En: at}})
	}
	if t := c.Statement; t != nil {
		lines = append(lines, screens.Line{Key: "verify-code", Value: screens.Text{Zh: t.Code, En: t.Code}})
	}
	out.Sections = []screens.Section{{Lines: lines, Note: words(c.Text)}}
	out.Acts = checkActs(s, c)
	return out
}

func checkActs(s journey.State, c journey.ProofCheck) []screens.SheetAct {
	report := screens.SheetAct{Do: screens.ActReport, Key: "still-asked", Icon: "megaphone", Reason: screens.Reason(s.Offered(journey.ServiceReport))}
	switch {
	case c.Status == "pending":
		return []screens.SheetAct{report, {Do: screens.ActRetry, Key: "again", Icon: "refresh-cw", Primary: true}}
	case c.Statement == nil:
		return []screens.SheetAct{report}
	}
	out := []screens.SheetAct{report}
	if c.Sent.IsZero() && s.Proof.Asker != "self" {
		out = append(out, screens.SheetAct{Do: screens.ActSend, Key: "send-result", Icon: "arrow-right"})
	}
	return append(out, screens.SheetAct{Do: screens.ActPrint, Key: "print", Icon: "printer", Primary: true, Reason: screens.Reason(s.World.Printer)})
}

// proofFacts are what the page says of a slip about a proof.
func proofFacts(s journey.State) []screens.Line {
	if s.Proof.Proof == nil {
		return nil
	}
	out := []screens.Line{{Key: "proof", Value: words(s.Proof.Proof.Name)}}
	if c := s.Proof.Check; c != nil && c.Statement != nil {
		t := c.Statement
		out = append(out, screens.Line{Key: "number", Value: screens.Text{Zh: t.Number, En: t.Number}},
			screens.Line{Key: "until", Value: dayText(t.Until)}, screens.Line{Key: "issuer", Value: words(t.Issuer)})
	}
	return out
}
