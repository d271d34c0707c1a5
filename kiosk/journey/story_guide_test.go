package journey

func guideStory() story {
	return story{says: func(call any) []said {
		switch call.(type) {
		case FindGuide:
			kept := found
			kept.Kept, kept.Events = noon, nil
			return []said{{what: "guide", answer: found}, {what: "kept guide", answer: kept}, {what: "empty guide", answer: GuideFound{}}}
		case FindItem:
			return []said{{what: "matter", answer: ItemFound{traderItem}}, {what: "matter of a window", answer: ItemFound{Item{Code: "sw"}}}}
		}
		return nil
	}}
}

func proofStory() story {
	return story{says: func(call any) []said {
		switch call.(type) {
		case FindProofs:
			return []said{{what: "proofs", answer: proofs}}
		case CheckProof, FindCheck:
			return []said{
				{what: "checked", answer: ProofCheck{ID: "z", Status: "done", Result: "confirmed", Statement: statement}},
				{what: "pending", answer: ProofCheck{ID: "z", Status: "pending"}},
				{what: "card required", why: ReasonCardRequired},
			}
		case SendCheck:
			return []said{{what: "sent", answer: ProofCheck{ID: "z", Status: "done", Sent: noon, Statement: statement}}}
		}
		return nil
	}}
}

func declareStory() story {
	return story{sub: declareSub, keys: dateKeys, also: phoneMoves, says: func(call any) []said {
		switch o := call.(type) {
		case FindDeclarable:
			return []said{
				{what: "matters", answer: DeclarableFound{Items: found.Items}},
				{what: "matters, for others too", answer: DeclarableFound{Items: found.Items, Behalves: []Behalf{{Who: "parent"}, {Who: "agent", Why: ReasonWindow}}}},
				{what: "a draft", answer: DeclarableFound{Items: found.Items, Drafts: []DraftSummary{{ID: "d1", Item: "gth"}}}},
			}
		case FindSituation:
			return []said{{what: "no questions", answer: SituationFound{}}, {what: "a question", answer: SituationFound{[]SituationQuestion{
				{Code: "rented", Choices: []Named{{Code: "yes"}, {Code: "no"}}},
			}}}}
		case ReadDraft, StartDraft:
			return []said{{what: "draft", answer: begun}, {what: "handed in elsewhere", answer: Draft{ID: "d1", Case: "LN20260612-0173"}}, {what: "draft to fill in", answer: begun.withMaterial("paper")}}
		case Attach:
			return []said{{what: "noted", answer: begun.withMaterial("attached")}}
		case SaveField:
			return []said{{what: "filled in", answer: begun.withMaterial("paper").filled()}}
		case HandOver:
			return []said{{what: "code", answer: Handover{ID: "h1", Material: o.Material, State: "waiting", Link: slipLink}}}
		case FindHandover:
			return []said{{what: "not sent", answer: Handover{ID: "h1", State: "opened"}}, {what: "sent", answer: Handover{ID: "h1", State: "done"}}}
		case SubmitDraft:
			return []said{{what: "changed on the phone", why: ReasonDraftChanged}, {what: "accepted", answer: Accepted{Number: "LN20260612-0173", Link: slipLink}}}
		}
		return nil
	}}
}

// dateKeys are those of a day of two months.
func dateKeys(s State) []Touch {
	switch {
	case s.Page != PageDate:
		return nil
	case s.Date.Month == 0:
		return []Touch{{Do: "month", Arg: "7"}}
	}
	return []Touch{{Do: "day", Arg: "31"}}
}

// phoneMoves: time passes while the code for the phone is shown.
func phoneMoves(s State) []happening {
	if s.Page != PageHandover {
		return nil
	}
	second := TimerFired{ID: TimerSecond}
	return []happening{happens("time to look", second, second, second)}
}

// declareSub tells materials of which something is to be said from those of
// which all is said, and a form with holes from a whole one.
func declareSub(s State) string {
	d := s.Declare.Draft
	switch {
	case d == nil:
		return ""
	case s.Page == PageMaterials && d.Materials[1].open():
		return "open"
	case s.Page == PageForm:
		if _, lacks := d.Lacks(); lacks {
			return "holes"
		}
	case s.Page == PageHandover && s.Declare.Handover.Material != "":
		return "material"
	}
	return ""
}
