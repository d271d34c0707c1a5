package journey

import (
	"testing"
	"time"

	"govkiosk/drivers"
)

var (
	trader = Business{Code: "gth", Name: Words{Zh: "个体工商户开业登记"}, Department: "market", Initials: []string{"gtgshkydj"}}
	tax    = Business{Code: "sw", Name: Words{Zh: "税务登记"}, Department: "tax", Initials: []string{"swdj"}}
	found  = GuideFound{
		Items: Catalogue{
			Departments: []Department{{Code: "market", Name: Words{Zh: "市场监管"}}, {Code: "tax"}, {Code: "empty"}},
			Businesses:  []Business{trader, tax},
		},
		Events: []LifeEvent{{Code: "shop", Name: Words{Zh: "我要开店"}, Items: []string{"gth", "gone", "sw"}}},
	}
	traderItem = Item{Code: "gth", Name: trader.Name, Link: "https://hall.example/g/gth", Declarable: true}
)

// guided walks to the question how the guide is looked through.
func guided(t *testing.T) *walk {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "guide"}).at(PageWorking)
	return w.answer(found).at(PageQuestion)
}

func TestTheGuideAsksForNobody(t *testing.T) {
	w := guided(t).choose(byDepartment).choose("market").at(PageList)
	if len(w.List.Shown(w.Listed())) != 1 {
		t.Fatalf("%+v", w.List.Shown(w.Listed()))
	}
	w.send(Touch{Do: "business", Arg: "gth"}).at(PageWorking).answer(ItemFound{traderItem}).at(PageGuide)
	if w.Person != nil || count[WatchCard](w) != 0 {
		t.Error("it asks who is there")
	}
	w.press("print").at(PageDone)
	if s := last[PrintSlip](w).Slip.(ChecklistSlip); s.Item.Code != "gth" {
		t.Errorf("%+v", s)
	}
	w.send(Printed{ID: last[PrintSlip](w).ID, Outcome: drivers.Done})
	w.press("back").at(PageGuide).press("back").at(PageList).press("back").at(PageQuestion).press("back").at(PageQuestion).press("back").at(PageHome)
}

func TestDepartmentsWithoutMattersAreNotAsked(t *testing.T) {
	w := guided(t).choose(byDepartment)
	for _, c := range w.Question.Choices {
		if c.ID == "empty" {
			t.Error("a department with nothing in it")
		}
	}
}

func TestALifeEventHasItsMatters(t *testing.T) {
	w := guided(t).choose(byEvent).choose("shop")
	if len(w.Question.Choices) != 2 {
		t.Fatalf("%+v", w.Question.Choices)
	}
	w.choose("sw").answer(ItemFound{Item{Code: "sw"}}).at(PageGuide).press("back").at(PageQuestion)
	if w.Question.Key != askEventItem {
		t.Errorf("back at %q", w.Question.Key)
	}
}

func TestWithoutTheNetworkTheGuideIsTheKeptOne(t *testing.T) {
	w := start(t)
	away := allWell
	away.Network = ReasonNetwork
	if got := w.send(WorldChanged{World: away}).Offered(ServiceGuide); got != ReasonNetwork {
		t.Errorf("offered %q, and nothing is kept to show", got)
	}
	away.Offline.Guide = true
	w.send(WorldChanged{World: away}).press("start").send(Touch{Do: "service", Arg: "guide"}).at(PageWorking)
	if !last[Ask](w).Query.(FindGuide).Away {
		t.Fatal("it waits for a hall that is not there")
	}
	old := found
	old.Kept = noon.Add(-time.Hour)
	w.answer(old).choose(byDepartment).choose("market").send(Touch{Do: "business", Arg: "gth"})
	if !last[Ask](w).Query.(FindItem).Away {
		t.Error("the matter is asked for, not taken from what is kept")
	}
	w.answer(ItemFound{traderItem}).press("take").at(PageGuide)
}

func TestTheGuideLeadsToTheDeclaration(t *testing.T) {
	w := guided(t).choose(bySearch).at(PageList).send(Touch{Do: "business", Arg: "gth"}).answer(ItemFound{traderItem})
	w.press("take").at(PageIdentify).send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young})
	w.answer(DeclarableFound{Items: found.Items})
	if q, ok := last[Ask](w).Query.(FindSituation); !ok || q.Item != "gth" {
		t.Errorf("%+v", last[Ask](w).Query)
	}
}
