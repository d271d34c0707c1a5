package journey

import (
	"slices"
	"testing"

	"govkiosk/drivers"
)

// rate walks to the grades for this visit.
func (w *walk) rate() *walk {
	w.t.Helper()
	return w.press("start").send(Touch{Do: "service", Arg: "rating"}).choose(rateVisit).at(PageRating)
}

var whyNot = Indicators{[]Indicator{{Code: "210", Grade: 2}, {Code: "209", Grade: 2}, {Code: "510", Grade: 5}}}

func TestAGoodGradeIsOneTouch(t *testing.T) {
	w := start(t).rate().send(Touch{Do: "rate", Arg: "5"})
	if o := last[Submit](w).Order.(RateOrder); o.Grade != 5 || len(o.Reasons) != 0 || o.Case != "" {
		t.Fatalf("%+v", o)
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: RatingReceipt{}, Outcome: drivers.Done}).at(PageDone)
	if w.Done.Key != "rated" || w.RatingOffered() {
		t.Errorf("%+v", w.Done)
	}
	w.press("back").send(Touch{Do: "service", Arg: "rating"}).choose(rateVisit).at(PageQuestion)
}

func TestABadGradeIsAskedWhy(t *testing.T) {
	w := start(t).rate().send(Touch{Do: "rate", Arg: "2"}).answer(whyNot).at(PageQuestion)
	w.choose("210").choose("209").choose("209").choose(rateByWords).press("next").at(PageWrite)
	w.write("hao").press("next")
	if o := last[Submit](w).Order.(RateOrder); !slices.Equal(o.Reasons, []string{"210"}) || o.Text != "hao" {
		t.Errorf("%+v", o)
	}
}

func TestSkippingIsOneTouchAndLeavesNothing(t *testing.T) {
	w := start(t).rate().press("done").at(PageAttract)
	if count[Submit](w)+count[Keep](w)+count[Ask](w) != 0 {
		t.Error("something was said of who would not say anything")
	}
}

func TestARatingWithoutTheNetworkIsKept(t *testing.T) {
	away := allWell
	away.Network = ReasonNetwork
	w := start(t).send(WorldChanged{World: away}).rate().send(Touch{Do: "rate", Arg: "4"})
	if count[Submit](w) != 0 {
		t.Error("a hall that is away was asked")
	}
	w.send(Kept{ID: last[Keep](w).ID, Reference: "3F2A91BC"}).at(PageDone)
	if w.Done.Key != "rating-kept" {
		t.Errorf("%+v", w.Done)
	}
}

func TestASecondRatingIsToldKindly(t *testing.T) {
	w := start(t).rate().send(Touch{Do: "rate", Arg: "4"})
	w.send(Submitted{ID: last[Submit](w).ID, Reason: ReasonRated, Outcome: drivers.NotDone}).at(PageDone)
	if w.Done.Key != "already-rated" {
		t.Errorf("%+v", w.Done)
	}
}

func TestAFinishedCaseIsRatedOnceAndBackLeadsToIt(t *testing.T) {
	w := start(t).cases(house).choose(house.Number).answer(whole(house)).press("rate").at(PageRating)
	w.press("back").at(PageCase).press("rate").send(Touch{Do: "rate", Arg: "3"})
	if o := last[Submit](w).Order.(RateOrder); o.Case != house.Number {
		t.Fatalf("%+v", o)
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: RatingReceipt{}, Outcome: drivers.Done}).at(PageDone)
	w.press("back").at(PageCase).press("rate").at(PageCase)
}
