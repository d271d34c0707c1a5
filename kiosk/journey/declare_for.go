package journey

// Behalf is somebody for whom the hall's rules let one declare, or say where
// it is done instead.
type Behalf struct {
	Who   string // word of the contract: parent, agent, ...
	Name  Words  // from the hall, where the word is not known
	Needs Words  // what has to be there
	Why   Reason // why it cannot be done here; empty: it can
}

// askDeclareFor asks whom the declaration is for: oneself, as a rule.
func (t *turn) askDeclareFor() {
	t.Declare.For = ""
	q := Question{Key: askDeclareFor, Choices: []Choice{{ID: forSelf, Key: "for-self", Icon: "user-round"}}}
	for _, a := range t.Declare.Found.Behalves {
		if !t.MayAct(ActDeclare) {
			a.Why = ReasonWindow
		}
		q.Choices = append(q.Choices, Choice{ID: a.Who, Key: "for-" + a.Who, Name: a.Name, Detail: a.Needs, Icon: "users-round", Reason: a.Why})
	}
	t.toQuestion(q)
}

func (t *turn) choseFor(who string) {
	if who == forSelf {
		t.findSituation()
		return
	}
	t.toPadFor(PadIDNumber, padChild)
}

// typedInDeclare takes the number of whom it is for, or what a field asks for.
func (t *turn) typedInDeclare(p Pad) {
	if p.Key == padChild {
		t.Declare.For = p.Value
		t.findSituation()
		return
	}
	t.saveField(p.Value)
}

// declareRefused reads a draft again that another device has changed; the rest
// the page of the call says.
func (t *turn) declareRefused(why Reason) bool {
	if why != ReasonDraftChanged || t.Declare.Draft == nil {
		return false
	}
	t.Declare.Changed = true
	t.readDraft()
	return true
}
