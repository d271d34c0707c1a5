package journey

// The draft on the phone: a code for it, and what the phone does with it.

// toPhone makes a code with which the whole draft goes on on the phone.
func (t *turn) toPhone() {
	t.Declare.From, t.Declare.Material = t.Page, ""
	t.submit("handover", HandOver{Draft: t.Declare.Draft.ID})
}

// haveHandover shows the code for the phone, or takes what the phone has sent.
func (t *turn) haveHandover(h Handover) {
	if h.Material == "" && t.Declare.Handover != nil && t.Declare.Handover.ID == h.ID {
		h.Material = t.Declare.Handover.Material
	}
	t.Declare.Handover = &h
	t.Declare.Peek, t.Declare.Waited = 0, 0
	t.Left = t.allowance()
	if h.Material != "" && h.State == handoverStateReady {
		t.takeUpload(h)
		return
	}
	t.Page = PageHandover
	t.Left = t.allowance()
}

// takeUpload hands in what the phone has sent.
func (t *turn) takeUpload(h Handover) {
	t.Page = PageMaterials // so that the way out of the call leads there
	t.submit("attach", Attach{Draft: t.Declare.Draft.ID, Material: h.Material, Form: formElectronic, Handover: h.ID})
}

func (t *turn) touchHandover(e Touch) {
	h := t.Declare.Handover
	t.Declare.Peek = 0
	switch {
	case e.Do == "next" && h.Material != "":
		t.ask("handover", FindHandover{Draft: t.Declare.Draft.ID, ID: h.ID})
	case e.Do == "done" && h.Material == "": // on the phone from here on
		t.leaveService()
		t.endVisit("finished")
	case e.Do == "cancel":
		t.backFromHandover()
	}
}

// backFromHandover goes on here. What the phone has changed meanwhile is read
// first: the hall takes a draft in that is as it was last seen, and no other.
func (t *turn) backFromHandover() {
	if m, ok := t.Declare.Handing(); ok {
		t.askMaterial(m)
		return
	}
	t.Page = t.Declare.From
	if h := t.Declare.Handover; h != nil && h.State != handoverStateWaiting {
		t.readDraft()
	}
}

func (t *turn) readDraft() {
	t.ask("draft", ReadDraft{ID: t.Declare.Draft.ID, Person: *t.Person})
}

// peekEvery is how many seconds pass between two looks at what the phone does.
const peekEvery = 3

// declareSecond looks from time to time whether the phone has sent something,
// while its code is shown. Nobody waits for the answer.
func (t *turn) declareSecond() {
	if t.Page != PageHandover || t.Declare.Handover == nil || t.Declare.Peek != 0 || t.Warned {
		return
	}
	t.Declare.Waited++
	if t.Declare.Waited < peekEvery {
		return
	}
	t.Declare.Waited, t.Declare.Peek = 0, t.nextID()
	t.do(Ask{ID: t.Declare.Peek, Query: FindHandover{Draft: t.Declare.Draft.ID, ID: t.Declare.Handover.ID}})
}

// peeked takes such an answer, and tells whether it was one. One that did not
// come changes nothing: the next look is soon.
func (t *turn) peeked(e Answered) bool {
	if e.ID == 0 || e.ID != t.Declare.Peek {
		return false
	}
	t.Declare.Peek = 0
	h, is := e.Answer.(Handover)
	if !is || t.Page != PageHandover || t.Declare.Handover == nil || h.ID != t.Declare.Handover.ID || h.State == t.Declare.Handover.State {
		return true
	}
	t.Warned = false // who opens the code on a phone is there
	t.haveHandover(h)
	return true
}
