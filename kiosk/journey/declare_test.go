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
	opens    = Field{Code: "opens", Label: Words{Zh: "开业日期"}, Kind: "date", From: "2026-06-13", Until: "2026-07-31"}
	begun    = Draft{ID: "d1", Version: 3, Item: "gth", Materials: []Material{register, lease}, Sections: []FormSection{{Fields: []Field{street, trade, opens}}}}
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
	d.Sections, d.Version = []FormSection{{Fields: []Field{street, f, opens}}}, d.Version+1
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

// A field is asked for in the way of its kind.
func TestEveryKindOfFieldHasItsPad(t *testing.T) {
	for kind, want := range map[string]Page{
		"text": PageWrite, "address": PageWrite, "date": PageDate, "yes-no": PageQuestion, "choice": PageQuestion,
		"area": PageQuestion, "phone": PagePad, "number": PagePad, "id-number": PagePad,
	} {
		f := Field{Code: "x", Label: Words{Zh: "这一项"}, Kind: kind, Required: true, Most: 4}
		if kind == "choice" || kind == "area" {
			f.Choices = []Named{{Code: "a"}, {Code: "b"}}
		}
		d := begun.withMaterial("paper")
		d.Sections = []FormSection{{Fields: []Field{f}}}
		w := drafted(t).press("next").choose("1").done(d).press("next").at(PageForm).press("next").at(want)
		if title := map[Page]string{PageWrite: w.Write.Title.Zh, PageDate: w.Date.Title.Zh, PageQuestion: w.Question.Title.Zh, PagePad: w.Pad.Title.Zh}[want]; title != "这一项" {
			t.Errorf("%s: asked for %q", kind, title)
		}
		w.press("back").at(PageForm)
	}
}

func TestANumberOfAFormIsCounted(t *testing.T) {
	d := begun.withMaterial("paper")
	d.Sections = []FormSection{{Fields: []Field{{Code: "staff", Kind: "number", Required: true, Most: 3}}}}
	w := drafted(t).press("next").choose("1").done(d).press("next", "next").at(PagePad).press("next").at(PagePad)
	w.write("12X34").press("next").at(PageWorking)
	if o := last[Submit](w).Order.(SaveField); o.Value != "123" {
		t.Errorf("%+v", o)
	}
}

// A birthday is five touches away: decade, year, month, day, and that it is
// right.
func TestADayFarBackIsQuickToReach(t *testing.T) {
	d := begun.withMaterial("paper")
	d.Sections = []FormSection{{Fields: []Field{{Code: "born", Kind: "date", Required: true, Until: "2026-06-12"}}}}
	w := drafted(t).press("next").choose("1").done(d).press("next", "next").at(PageDate)
	if n := len(w.Date.Decades()); n != 13 {
		t.Errorf("%d decades", n)
	}
	w.send(Touch{Do: "decade", Arg: "1940"}, Touch{Do: "year", Arg: "1944"}, Touch{Do: "month", Arg: "2"})
	if days := w.Date.Days(); len(days) != 29 {
		t.Errorf("February 1944 has %d days", len(days))
	}
	w.press("next").at(PageDate)
	w.send(Touch{Do: "day", Arg: "30"}).press("next").at(PageDate)
	w.send(Touch{Do: "day", Arg: "29"}, Touch{Do: "back"}, Touch{Do: "day", Arg: "28"}).press("next").at(PageWorking)
	if o := last[Submit](w).Order.(SaveField); o.Value != "1944-02-28" {
		t.Errorf("%+v", o)
	}
}

func TestOnlyDaysThatMayBeSaidAreOffered(t *testing.T) {
	w := drafted(t).press("next").choose("1").done(begun.withMaterial("paper")).press("next", "no").choose("opens").at(PageDate)
	if w.Date.Year != 2026 || len(w.Date.Months()) != 2 {
		t.Fatalf("%+v, months %v", w.Date, w.Date.Months())
	}
	w.send(Touch{Do: "month", Arg: "6"})
	if days := w.Date.Days(); days[0] != 13 || len(days) != 18 {
		t.Errorf("days %v", days)
	}
	w.press("back").at(PageDate).press("back").at(PageForm)
	w.press("no").choose("opens").press("skip").at(PageWorking)
	if o := last[Submit](w).Order.(SaveField); o.Value != "" {
		t.Errorf("%+v", o)
	}
}

// Nobody has to say that the phone is ready: the terminal looks.
func TestTheTerminalSeesWhatThePhoneHasSent(t *testing.T) {
	w := drafted(t).press("next").choose("2").done(Handover{ID: "h1", Material: "lease", State: "waiting", Link: "https://hall.example/h/1"}).at(PageHandover)
	w.seconds(peekEvery).at(PageHandover)
	peek := func() CommandID { return last[Ask](w).ID }
	w.send(Answered{ID: peek(), Reason: ReasonNetwork}).at(PageHandover).seconds(peekEvery)
	w.send(Answered{ID: peek(), Answer: Handover{ID: "h1", State: "opened"}}).at(PageHandover).seconds(peekEvery)
	w.send(Answered{ID: peek(), Answer: Handover{ID: "h1", State: "done"}}).at(PageWorking)
	if o := last[Submit](w).Order.(Attach); o.Handover != "h1" || o.Material != "lease" {
		t.Errorf("%+v", o)
	}
}

func TestALookThatComesLateChangesNothing(t *testing.T) {
	w := drafted(t).press("next").choose("2").done(Handover{ID: "h1", Material: "lease", State: "waiting"}).at(PageHandover)
	w.seconds(peekEvery)
	id := last[Ask](w).ID
	w.press("cancel").at(PageQuestion).send(Answered{ID: id, Answer: Handover{ID: "h1", State: "done"}}).at(PageQuestion)
}

// What the phone has changed is read before the terminal goes on with it.
func TestBackFromThePhoneTheDraftIsReadAgain(t *testing.T) {
	w := drafted(t).press("send").done(Handover{ID: "h2", State: "waiting"}).at(PageHandover).press("cancel").at(PageMaterials)
	w.press("send").done(Handover{ID: "h3", State: "waiting"}).seconds(peekEvery)
	w.send(Answered{ID: last[Ask](w).ID, Answer: Handover{ID: "h3", State: "opened"}}).at(PageHandover).press("cancel").at(PageWorking)
	w.answer(Draft{ID: "d1", Case: "LN20260612-0173"}).at(PageDone)
	if w.Done.Number != "LN20260612-0173" || count[PrintSlip](w) != 0 {
		t.Errorf("%+v", w.Done)
	}
}

func TestADraftThatChangedIsShownAgain(t *testing.T) {
	w := drafted(t).press("next").choose("1").done(begun.withMaterial("paper").filled()).press("next").at(PageForm).press("next")
	w.send(Submitted{ID: last[Submit](w).ID, Reason: ReasonDraftChanged, Outcome: drivers.NotDone}).at(PageWorking)
	w.answer(begun.withMaterial("attached").filled()).at(PageMaterials)
	if !w.Declare.Changed {
		t.Error("nothing is said of it")
	}
}

func TestAnotherWayForAMaterial(t *testing.T) {
	w := drafted(t).press("change").at(PageMaterials)
	w.press("next").choose("1").done(begun.withMaterial("paper")).at(PageMaterials).press("change").at(PageQuestion)
	if len(w.Question.Choices) != 1 {
		t.Errorf("%+v", w.Question.Choices)
	}
	w.choose("lease").choose("4").at(PageWorking)
	if o := last[Submit](w).Order.(Attach); o.Form != "4" {
		t.Errorf("%+v", o)
	}
}

// A guardian declares for a child; for others the page says where.
func TestADeclarationForAChild(t *testing.T) {
	acting := []Behalf{{Who: "parent"}, {Who: "agent", Why: ReasonWindow}}
	w := start(t).press("start").send(Touch{Do: "service", Arg: "declare"})
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).answer(DeclarableFound{Items: found.Items, Behalves: acting})
	w.choose("market").send(Touch{Do: "business", Arg: "gth"}).at(PageQuestion).choose("agent").at(PageQuestion)
	w.choose("parent").at(PagePad).press("back").at(PageQuestion).choose("parent").write(old.Number)
	w.send(NumberChecked{ID: last[CheckNumber](w).ID}).press("next").at(PageWorking)
	w.answer(SituationFound{}).at(PageWorking)
	if o := last[Submit](w).Order.(StartDraft); o.For != old.Number || o.Person.Number != young.Number {
		t.Errorf("%+v", o)
	}
}
