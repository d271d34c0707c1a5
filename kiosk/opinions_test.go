package kiosk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/screens"
)

// resident is somebody of whom the district knows cases.
func resident() sim.Card { return sim.Tray()[0] }

// begin chooses a service of the home page.
func (r *rig) begin(service string) {
	r.t.Helper()
	r.awaitScreen(screens.ScreenAttract)
	r.do(screens.ActStart, "")
	r.await(service+" is offered", func(v screens.View) bool {
		if v.Home == nil {
			return false
		}
		for _, s := range v.Home.Services {
			if s.ID == service {
				return s.Reason == ""
			}
		}
		return false
	})
	r.do(screens.ActService, service)
}

// choose answers a question once it is asked.
func (r *rig) choose(question, id string) {
	r.t.Helper()
	r.await(question, func(v screens.View) bool { return v.Question != nil && v.Question.Key == question })
	r.do(screens.ActChoose, id)
}

func (r *rig) awaitDone(key string) screens.View {
	r.t.Helper()
	return r.await("done: "+key, func(v screens.View) bool { return v.Done != nil && v.Done.Key == key })
}

func (r *rig) awaitSlip(key string, p screens.PaperStage) screens.View {
	r.t.Helper()
	return r.await(key+" "+string(p), func(v screens.View) bool { return v.Done != nil && v.Done.Key == key && v.Done.Paper == p })
}

// A case is found by its holder's card; what the paper says is what the page
// says, and its code leads to the same case.
func TestACaseIsFoundAndPrinted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.begin("inquiry")
	r.awaitScreen(screens.ScreenIdentify)
	r.reader.Lay(resident())
	list := r.awaitScreen(screens.ScreenCases).Cases
	if len(list.Rows) < 3 || list.Person == nil || strings.Contains(list.Person.Name, resident().Name) {
		t.Fatalf("%+v", list)
	}
	for _, row := range list.Rows {
		r.await("the list", func(v screens.View) bool { return v.Cases != nil })
		r.do(screens.ActChoose, row.Number)
		v := r.await("the case", func(v screens.View) bool { return v.Case != nil && v.Case.Number == row.Number })
		if v.Case.Lacks > 0 {
			break
		}
		r.do(screens.ActBack, "")
	}
	matter := r.now.Case
	if matter == nil || matter.Lacks == 0 || len(matter.Events) < 3 {
		t.Fatalf("no case lacks anything: %+v", matter)
	}
	r.do(screens.ActPrint, "")
	v := r.awaitSlip("case", screens.PaperTake)
	if got := linkOn(t, r.printer.Slips()[0]); got != v.Done.Link {
		t.Errorf("the paper leads to %s, the page to %s", got, v.Done.Link)
	}
	r.printer.TakePaper()
	r.awaitSlip("case", screens.PaperTaken)
	r.do(screens.ActBack, "")
	r.awaitScreen(screens.ScreenCase)
	r.do(screens.ActLacks, "")
	r.awaitSlip("supplement", screens.PaperTake)
	if wrong := r.printer.Violations(); len(wrong) > 0 {
		t.Errorf("the printer was sent what its manual does not know: %v", wrong)
	}
}

// One visit, one rating: without the network it waits sealed, and the hall
// hears it once.
func TestARatingWaitsForTheHallAndIsHeardOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.begin("rating")
	r.choose("rate-what", "visit")
	r.awaitScreen(screens.ScreenRating)
	r.do(screens.ActRate, "5")
	r.awaitDone("rated")
	r.do(screens.ActDone, "")
	r.set(func(r *rig) { r.deaf = "ratings" })
	r.begin("rating")
	r.choose("rate-what", "visit")
	r.awaitScreen(screens.ScreenRating)
	r.do(screens.ActRate, "2")
	r.choose("rate-why", "210")
	r.await("a reason is ticked", func(v screens.View) bool { return v.Question != nil && v.Question.Ready && ticked(v.Question) == 1 })
	r.do(screens.ActNext, "")
	r.awaitDone("rating-kept")
	r.set(func(r *rig) { r.deaf = "" })
	r.eventually("the hall has both", func() bool { return len(r.good("ratings")) == 2 })
	r.do(screens.ActDone, "")
	r.awaitScreen(screens.ScreenAttract)
	if heard := r.good("ratings"); heard[0].key == heard[1].key {
		t.Error("two visits under one key")
	}
}

func ticked(q *screens.Question) (n int) {
	for _, c := range q.Choices {
		if c.Chosen {
			n++
		}
	}
	return n
}

// A report whose answer is lost is one report: it waits under the key that the
// hall may have heard, and comes to the number that it was given.
func TestALostAnswerMakesOneReport(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.begin("report")
	kind := r.await("what", func(v screens.View) bool { return v.Question != nil && v.Question.Key == "report-kind" }).Question.Choices[0]
	r.do(screens.ActChoose, kind.ID)
	r.choose("report-where", "unsure")
	r.awaitScreen(screens.ScreenWrite)
	for _, letter := range "pao" {
		r.do(screens.ActKey, string(letter))
	}
	r.await("words", func(v screens.View) bool { return v.Write != nil && len(v.Write.Candidates) > 0 })
	r.do(screens.ActWord, "0")
	r.await("a word is taken", func(v screens.View) bool { return v.Write != nil && v.Write.Text != "" && v.Write.Composing == "" })
	r.do(screens.ActNext, "")
	r.set(func(r *rig) { r.slow = 4 * time.Second })
	r.choose("report-contact", "none")
	v := r.awaitDone("report-kept")
	r.set(func(r *rig) { r.slow = 0 })
	r.eventually("the hall has answered", func() bool { return len(r.good("reports")) > 1 })
	first, numbers := r.good("reports")[0], map[string]bool{}
	for _, a := range r.good("reports") {
		var receipt struct{ Number string }
		if err := json.Unmarshal(a.body, &receipt); err != nil || a.key != first.key {
			t.Fatalf("key %s, want %s; %v", a.key, first.key, err)
		}
		numbers[receipt.Number] = true
	}
	if len(numbers) != 1 {
		t.Errorf("%d reports", len(numbers))
	}
	if !strings.HasPrefix(strings.ToUpper(strings.Trim(first.key, `"`)), v.Done.Number) {
		t.Errorf("the citizen has %s, the hall's key is %s", v.Done.Number, first.key)
	}
	r.awaitSlip("report-kept", screens.PaperTake)
	r.printer.TakePaper()
	r.awaitSlip("report-kept", screens.PaperTaken)
	r.do(screens.ActDone, "")
	r.askAfter(first.body)
}

// askAfter types the number and the code of a report and waits for what
// became of it.
func (r *rig) askAfter(receipt []byte) {
	r.t.Helper()
	var of struct{ Number, QueryCode string }
	if err := json.Unmarshal(receipt, &of); err != nil {
		r.t.Fatal(err)
	}
	r.begin("inquiry")
	r.awaitScreen(screens.ScreenIdentify)
	r.do(screens.ActCode, "")
	for _, typed := range []string{of.Number, of.QueryCode} {
		r.await("an empty pad", func(v screens.View) bool { return v.Pad != nil && v.Pad.Value == "" })
		for _, c := range typed {
			r.do(screens.ActKey, string(c))
		}
		r.await("it is typed", func(v screens.View) bool { return v.Pad != nil && v.Pad.Value == typed })
		r.do(screens.ActNext, "")
	}
	r.await("what became of it", func(v screens.View) bool {
		return v.Sheet != nil && v.Sheet.Key == "reported" && v.Sheet.Sections[0].Lines[0].Value.Zh == of.Number
	})
}
