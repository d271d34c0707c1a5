package journey

import (
	"slices"
	"testing"
)

func writing(t *testing.T, most int) *walk {
	w := start(t).press("start")
	w.turnTo(func(t *turn) { t.toWrite(Write{Key: "report", Most: most}) })
	return w.at(PageWrite)
}

// turnTo shows a page that some service leads to.
func (w *walk) turnTo(f func(*turn)) {
	t := turn{State: w.State}
	f(&t)
	w.State, w.effects = t.State, append(w.effects, t.effects...)
}

func (w *walk) write(keys string) *walk {
	for _, r := range keys {
		w.send(Touch{Do: "key", Arg: string(r)})
	}
	return w
}

func TestLettersBecomeWords(t *testing.T) {
	w := writing(t, 10).write("dengji")
	if w.Write.Letters != "dengji" || w.Write.Text != "" {
		t.Fatalf("%+v", w.Write)
	}
	w.send(Spelled{ID: last[Spell](w).ID, Words: []Spelling{{Word: "登记"}, {Word: "等", Rest: "ji"}}})
	w.send(Touch{Do: "word", Arg: "1"})
	if w.Write.Text != "等" || w.Write.Letters != "ji" || last[Spell](w).Letters != "ji" {
		t.Fatalf("%+v", w.Write)
	}
	w.send(Touch{Do: "delete"}, Touch{Do: "delete"}, Touch{Do: "delete"})
	if w.Write.Text != "" || w.Write.Letters != "" {
		t.Fatalf("%+v", w.Write)
	}
}

func TestAWordOfFormerLettersIsNotTaken(t *testing.T) {
	w := writing(t, 10).write("d")
	old := last[Spell](w).ID
	w.write("e").send(Spelled{ID: old, Words: []Spelling{{Word: "的"}}})
	if w.send(Touch{Do: "word", Arg: "0"}); w.Write.Text != "" {
		t.Errorf("%q was taken for de", w.Write.Text)
	}
}

func TestTextHasAnEnd(t *testing.T) {
	w := writing(t, 3).press("next").at(PageWrite)
	w.send(Touch{Do: "layout", Arg: "digits"}).write("12345")
	if w.Write.Text != "123" {
		t.Errorf("%q", w.Write.Text)
	}
}

func TestPadTakesWhatPeopleType(t *testing.T) {
	w := start(t).press("start")
	w.turnTo(func(t *turn) { t.toPadFor(PadCase, "case-number") })
	w.write("ln 2026０604-１x。")
	if w.Pad.Value != "LN20260604-1X" || !w.Pad.Ready {
		t.Errorf("%+v", w.Pad)
	}
	w.turnTo(func(t *turn) { t.toPadFor(PadCode, "query-code") })
	if w.write("48-2"); w.Pad.Value != "482" || w.Pad.Ready {
		t.Errorf("%+v", w.Pad)
	}
}

// Every pad takes what people type, in whatever width and case, with what they
// put between, and says nothing is wrong of what is right.
func TestEveryPadTakesWhatPeopleType(t *testing.T) {
	for _, row := range []struct {
		kind        PadKind
		typed, want string
	}{
		{PadIDNumber, "130202 1990 0101 002x", "13020219900101002X"},
		{PadIDNumber, "１３０２０２-１９９００１０１-００２ｘ", "13020219900101002X"},
		{PadPhone, "138-1234 2266", "13812342266"},
		{PadPhone, "１３８　１２３４　２２６６", "13812342266"},
		{PadCode, "ln 7k-3q", "LN7K3Q"},
		{PadCode, "ｌｎ７ｋ３ｑ", "LN7K3Q"},
		{PadCase, "ｌｎ20260604－0173", "LN20260604-0173"},
	} {
		w := start(t).press("start")
		w.turnTo(func(t *turn) { t.toPadFor(row.kind, "for") })
		if w.write(row.typed); w.Pad.Value != row.want || w.Pad.Problem != "" {
			t.Errorf("%s: %q became %+v", row.kind, row.typed, w.Pad)
		}
	}
}

func TestASearchTakesWhatPeopleType(t *testing.T) {
	w := start(t).withCard(young).press("keyboard").write("Ｂd c")
	if w.List.Query != "bdc" || len(w.List.Shown(w.Listed())) != 1 {
		t.Errorf("%+v", w.List)
	}
}

// What was chosen is remembered to the end of the visit, and no longer.
func TestWordsThatWereChosenAreKnownAgain(t *testing.T) {
	w := drafted(t).press("next").choose("1").done(begun.withMaterial("paper")).press("next", "next").at(PageWrite)
	w.write("yanghao").send(Spelled{ID: last[Spell](w).ID, Words: []Spelling{{Word: "样", Rest: "hao"}}})
	w.send(Touch{Do: "word", Arg: "0"}).send(Spelled{ID: last[Spell](w).ID, Words: []Spelling{{Word: "好"}}}).send(Touch{Do: "word", Arg: "0"})
	w.write("y")
	want := []Chosen{{"yang", "样"}, {"hao", "好"}, {"yanghao", "样好"}}
	if got := last[Spell](w).Chosen; !slices.Equal(got, want) {
		t.Errorf("chosen %v, want %v", got, want)
	}
	w.press("home", "back")
	if len(w.Chosen) != 0 {
		t.Errorf("left behind: %v", w.Chosen)
	}
}

func TestAnAddressIsMadeOfItsWords(t *testing.T) {
	d := begun.withMaterial("paper")
	d.Sections = []FormSection{{Fields: []Field{{Code: "a", Kind: "address", Required: true}}}}
	w := drafted(t).press("next").choose("1").done(d).press("next", "next").at(PageWrite)
	w.send(Touch{Do: "layout", Arg: "digits"}).write("8").send(Touch{Do: "word", Arg: "0"})
	if w.Write.Text != "8号" {
		t.Errorf("written %q", w.Write.Text)
	}
}
