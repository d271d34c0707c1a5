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
	return story{sub: declareSub, says: func(call any) []said {
		switch o := call.(type) {
		case FindDeclarable:
			return []said{
				{what: "matters", answer: DeclarableFound{Items: found.Items}},
				{what: "a draft", answer: DeclarableFound{Items: found.Items, Drafts: []DraftSummary{{ID: "d1", Item: "gth"}}}},
			}
		case FindSituation:
			return []said{{what: "no questions", answer: SituationFound{}}, {what: "a question", answer: SituationFound{[]SituationQuestion{
				{Code: "rented", Choices: []Named{{Code: "yes"}, {Code: "no"}}},
			}}}}
		case ReadDraft, StartDraft:
			return []said{{what: "draft", answer: begun}, {what: "draft to fill in", answer: begun.withMaterial("paper")}}
		case Attach:
			return []said{{what: "noted", answer: begun.withMaterial("attached")}}
		case SaveField:
			return []said{{what: "filled in", answer: begun.withMaterial("paper").filled()}}
		case HandOver:
			return []said{{what: "code", answer: Handover{ID: "h1", Material: o.Material, State: "waiting", Link: slipLink}}}
		case FindHandover:
			return []said{{what: "not sent", answer: Handover{ID: "h1", State: "opened"}}, {what: "sent", answer: Handover{ID: "h1", State: "done"}}}
		case SubmitDraft:
			return []said{{what: "accepted", answer: Accepted{Number: "LN20260612-0173", Link: slipLink}}}
		}
		return nil
	}}
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
