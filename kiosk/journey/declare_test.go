package journey

import (
	"testing"

	"govkiosk/drivers"
)

var (
	lease    = Material{Code: "lease", Name: Words{Zh: "房屋租赁合同"}, Required: true, State: "missing", Forms: []string{"2", "7", "4", "1"}, Until: "2026-06-22", Promise: Commitment{Version: "v1", Text: Words{Zh: "本人承诺"}}, Licences: []Licence{{ID: "l1"}}}
	register = Material{Code: "register", Name: Words{Zh: "户口簿"}, Required: true, State: "shared"}
	trade    = Field{Code: "name", Label: Words{Zh: "字号"}, Kind: "text", Required: true, Most: 20}
	street   = Field{Code: "address", Label: Words{Zh: "住址"}, Kind: "text", Value: "学院南路", Fixed: true}
	begun    = Draft{ID: "d1", Version: 3, Item: "gth", Materials: []Material{register, lease}, Sections: []FormSection{{Fields: []Field{street, trade}}}}
)

func (d Draft) withMaterial(state string) Draft {
	m := lease
	m.State = state
	d.Materials = []Material{register, m}
	return d
}

func (d Draft) filled() Draft {
	f := trade
	f.Value = "样样好"
	d.Sections, d.Version = []FormSection{{Fields: []Field{street, f}}}, d.Version+1
	return d
}

// declaring walks to the list of matters that can be declared.
func declaring(t *testing.T, drafts ...DraftSummary) *walk {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "declare"}).at(PageIdentify)
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).at(PageWorking)
	return w.answer(DeclarableFound{Items: found.Items, Drafts: drafts}).at(PageQuestion)
}

// drafted walks to the materials of a declaration that was just begun.
func drafted(t *testing.T) *walk {
	w := declaring(t).choose("market").send(Touch{Do: "business", Arg: "gth"}).at(PageWorking)
	w.answer(SituationFound{}).at(PageWorking)
	return w.done(begun).at(PageMaterials)
}

// done lets the hall carry the newest order out.
func (w *walk) done(a Answer) *walk {
	w.t.Helper()
	return w.send(Submitted{ID: last[Submit](w).ID, Key: "k", Outcome: drivers.Done, Answer: a})
}

func TestSituationQuestionsFollowTheAnswers(t *testing.T) {
	w := declaring(t).choose("market").send(Touch{Do: "business", Arg: "gth"})
	w.answer(SituationFound{[]SituationQuestion{
		{Code: "rented", Choices: []Named{{Code: "yes"}, {Code: "no"}}},
		{Code: "owner", Choices: []Named{{Code: "firm"}}, After: SituationAnswer{"rented", []string{"yes"}}},
		{Code: "food", Choices: []Named{{Code: "yes"}, {Code: "no"}}},
	}}).at(PageQuestion)
	w.choose("no").choose("yes").at(PageWorking)
	o := last[Submit](w).Order.(StartDraft)
	if len(o.Answers) != 2 || o.Answers[0].Choices[0] != "no" || o.Answers[1].Question != "food" || o.Person.Number != young.Number {
		t.Errorf("%+v", o)
	}
}

func TestAMaterialComesInTheWayThatIsChosen(t *testing.T) {
	for how, want := range map[string]Attach{
		"licence-l1": {Form: "3", Licence: "l1"}, "4": {Form: "4", Until: "2026-06-22"}, "1": {Form: "1"},
	} {
		w := drafted(t).press("next").at(PageQuestion).choose(how).at(PageWorking)
		want.Draft, want.Material = "d1", "lease"
		if o := last[Submit](w).Order.(Attach); o != want {
			t.Errorf("%s: %+v, want %+v", how, o, want)
		}
		w.done(begun.withMaterial("attached")).at(PageMaterials).press("next").at(PageForm)
	}
}

func TestAPromiseIsReadBeforeItIsGiven(t *testing.T) {
	w := drafted(t).press("next").choose("7").at(PagePromise).press("no").at(PageQuestion).choose("7").press("yes").at(PageWorking)
	if o := last[Submit](w).Order.(Attach); o.Commitment != "v1" || o.Form != "7" {
		t.Errorf("%+v", o)
	}
}

func TestThePhoneSendsAMaterial(t *testing.T) {
	w := drafted(t).press("next").choose("2").at(PageWorking)
	w.done(Handover{ID: "h1", Material: "lease", State: "waiting", Link: "https://hall.example/h/1"}).at(PageHandover)
	w.press("next").answer(Handover{ID: "h1", State: "opened"}).at(PageHandover)
	w.press("next").answer(Handover{ID: "h1", State: "done"}).at(PageWorking)
	if o := last[Submit](w).Order.(Attach); o.Handover != "h1" || o.Material != "lease" || o.Form != "2" {
		t.Fatalf("%+v", o)
	}
	w.done(begun.withMaterial("attached")).at(PageMaterials)
}

func TestTheDraftGoesOnOnThePhone(t *testing.T) {
	w := drafted(t).press("send").at(PageWorking)
	w.done(Handover{ID: "h2", State: "waiting", Link: "https://hall.example/h/2"}).at(PageHandover)
	w.press("done")
	if w.Page != PageAttract && w.Page != PageLeaving || w.Declare.Draft != nil {
		t.Errorf("at %q with %+v", w.Page, w.Declare)
	}
	if count[Undo](w) != 0 {
		t.Error("the draft would be thrown away")
	}
}

func TestAFormIsFilledInAndHandedIn(t *testing.T) {
	w := drafted(t).press("next").choose("1").done(begun.withMaterial("paper")).press("next").at(PageForm)
	w.press("next").at(PageWrite)
	if w.Write.Most != 20 || w.Write.Title.Zh != "字号" {
		t.Fatalf("%+v", w.Write)
	}
	w.send(Touch{Do: "layout", Arg: "latin"}).write("hao").press("next").at(PageWorking)
	if o := last[Submit](w).Order.(SaveField); o != (SaveField{"d1", "name", "hao"}) {
		t.Fatalf("%+v", o)
	}
	w.done(begun.withMaterial("paper").filled()).at(PageForm).press("next").at(PageWorking)
	if o := last[Submit](w).Order.(SubmitDraft); o != (SubmitDraft{"d1", 4}) {
		t.Fatalf("%+v", o)
	}
	w.done(Accepted{Number: "LN20260612-0173", Link: "https://hall.example/c/2"}).at(PageDone)
	if s := last[PrintSlip](w).Slip.(DeclarationSlip); s.Receipt.Number != "LN20260612-0173" || w.Done.Number != s.Receipt.Number {
		t.Errorf("%+v", s)
	}
}

func TestWhatComesFromARegisterIsNotChangedHere(t *testing.T) {
	w := drafted(t).press("next").choose("1").done(begun.withMaterial("paper")).press("next").press("no").at(PageQuestion)
	w.choose("address").at(PageQuestion)
	if w.Question.Key != askWrongField {
		t.Errorf("asks %q", w.Question.Key)
	}
	w.choose("name").at(PageWrite).press("back").at(PageForm)
}

func TestADraftIsGoneOnWith(t *testing.T) {
	w := declaring(t, DraftSummary{ID: "d1", Item: "gth"}).choose("d1").at(PageWorking)
	if q := last[Ask](w).Query.(ReadDraft); q.ID != "d1" || q.Person.Number != young.Number {
		t.Fatalf("%+v", q)
	}
	w.answer(begun).at(PageMaterials)
}

// The hall keeps one draft of each matter: a second one would be refused.
func TestASecondDraftOfAMatterIsTheFirst(t *testing.T) {
	w := declaring(t, DraftSummary{ID: "d1", Item: "gth"}).choose(newDraft).choose("market").send(Touch{Do: "business", Arg: "gth"}).at(PageWorking)
	if q, ok := last[Ask](w).Query.(ReadDraft); !ok || q.ID != "d1" {
		t.Errorf("%+v", last[Ask](w).Query)
	}
}

func TestDeclarationNeedsHallAndReader(t *testing.T) {
	w := start(t)
	for _, change := range []func(*World){func(w *World) { w.Network = ReasonNetwork }, func(w *World) { w.Reader = ReasonReaderAway }} {
		world := allWell
		change(&world)
		if w.send(WorldChanged{World: world}).Offered(ServiceDeclare) == "" {
			t.Errorf("offered with %+v", world)
		}
	}
}
