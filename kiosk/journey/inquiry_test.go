package journey

import (
	"testing"

	"govkiosk/drivers"
)

var (
	house = CaseSummary{
		Number: "LN20260604-0173", Name: Words{Zh: "不动产转移登记"}, Status: "accepted", Raw: Coded{Code: "accepted", Raw: "A04"},
		Holder: Holder{Name: Words{Zh: "不动产登记中心审核岗"}, Department: "12130202000001062N"},
	}
	food = CaseSummary{Number: "LN20260608-0061", Name: Words{Zh: "食品经营许可"}, Status: CaseSupplement, Raw: Coded{Raw: "BZ"}, Missing: 2}
)

func whole(c CaseSummary) Case {
	return Case{CaseSummary: c, Link: "https://hall.example/c/1", Supplements: make([]Supplement, c.Missing), CanRate: true}
}

// cases walks to the list of a person's cases.
func (w *walk) cases(list ...CaseSummary) *walk {
	w.t.Helper()
	w.press("start").send(Touch{Do: "service", Arg: "inquiry"}).at(PageIdentify)
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young}).at(PageWorking)
	return w.answer(Cases{list}).at(PageCases)
}

// answer lets the hall say something to the newest question.
func (w *walk) answer(a Answer) *walk {
	w.t.Helper()
	return w.send(Answered{ID: last[Ask](w).ID, Answer: a})
}

func (w *walk) choose(id string) *walk { return w.send(Touch{Do: "choose", Arg: id}) }

func TestCardShowsCasesAndOneOfThem(t *testing.T) {
	w := start(t).cases(house, food).choose(food.Number)
	if q := last[Ask](w).Query.(ReadCase); q.Number != food.Number || q.By.Person.Number != young.Number {
		t.Fatalf("%+v", q)
	}
	w.answer(whole(food)).at(PageCase)
	w.press("supplements").at(PageDone)
	if s, ok := last[PrintSlip](w).Slip.(SupplementSlip); !ok || s.Case.Number != food.Number {
		t.Errorf("%+v", last[PrintSlip](w))
	}
	w.send(Printed{ID: last[PrintSlip](w).ID, Outcome: drivers.Done})
	w.press("back").at(PageCase).press("back").at(PageCases).press("back").at(PageHome)
	if w.Inquiry.Case != nil || w.Inquiry.List != nil {
		t.Error("cases are kept on the home page")
	}
}

func TestNumberAndCodeLeadToTheCase(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"}).press("by-code").at(PagePad)
	w.write("ln20260604-0173").press("next").at(PagePad).write("482913").press("next").at(PageWorking)
	if q := last[Ask](w).Query.(ReadCase); q.Number != house.Number || q.By.Code != "482913" {
		t.Fatalf("%+v", q)
	}
	w.send(Answered{ID: last[Ask](w).ID, Reason: ReasonNoCase}).at(PageWorking)
	w.send(Answered{ID: last[Ask](w).ID, Reason: ReasonNoCase}).at(PagePad)
	if w.Pad.Problem == "" || w.Pad.Ready || w.Pad.Value != "482913" {
		t.Fatalf("what is wrong is not said where it is wrong: %+v", w.Pad)
	}
	w.press("back").at(PagePad)
	if w.Pad.Value != house.Number {
		t.Errorf("the number has to be typed again: %+v", w.Pad)
	}
	w.press("next").write("482913").press("next").answer(whole(house)).at(PageCase)
}

func TestSlipBeforeTheScannerLeadsToTheCase(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"})
	code := last[WatchCode](w).ID
	w.send(CodeSeen{ID: code}).at(PageIdentify)
	if !w.Scan.Strange {
		t.Error("a code that is none of the hall's is passed over in silence")
	}
	w.send(CodeSeen{ID: code, Kind: CodeSlip, Text: "https://hall.example/c/1"}).at(PageWorking)
	if count[StopCode](w) != 1 {
		t.Error("the scanner goes on looking")
	}
	w.answer(LinkFound{Case: &house}).at(PageWorking).answer(whole(house)).at(PageCase)
}

// Nobody has to know what kind of slip it is.
func TestAnySlipOpensWhatItStandsFor(t *testing.T) {
	scanned := func(t *testing.T, service Service, found LinkFound) *walk {
		w := start(t).begunHere(service)
		w.send(CodeSeen{ID: last[WatchCode](w).ID, Kind: CodeSlip, Text: "https://hall.example/x/1"}).at(PageWorking)
		return w.answer(found)
	}
	number := &Ticket{ID: "t7", Number: "A012", Business: bdc}
	for _, service := range []Service{ServiceInquiry, ServiceCheckin} {
		if w := scanned(t, service, LinkFound{Report: &ReportStatus{Number: "R-7"}}).at(PageReported); w.Inquiry.Report.Number != "R-7" {
			t.Errorf("%s: the report is not shown", service)
		}
		if w := scanned(t, service, LinkFound{Booking: &theirs}).at(PageConfirm); w.Confirm.Booking.ID != theirs.ID {
			t.Errorf("%s: the appointment cannot be checked in", service)
		}
		w := scanned(t, service, LinkFound{Ticket: number}).stage(PaperExisting)
		w.press("reprint").stage(PaperPrinting)
		if w := scanned(t, service, LinkFound{Ticket: number, Over: true}).at(PageNotice); w.Notice != ReasonNumberOver {
			t.Errorf("%s: %q is said of a number that is over", service, w.Notice)
		}
	}
}

func TestTwoAnswersThatDisagreeEndWithAPerson(t *testing.T) {
	moved := house
	moved.Status, moved.Raw = "approved", Coded{Raw: "SP9"}
	w := start(t).cases(house).choose(house.Number).answer(whole(moved)).at(PageWorking)
	w.answer(Cases{[]CaseSummary{moved}}).at(PageCase) // it had only moved on
	w = start(t).cases(house).choose(house.Number).answer(whole(moved)).answer(Cases{[]CaseSummary{house}}).at(PageConflict)
	w.press("report").answer(ReportForm{}).choose("other").at(PageWrite).press("skip").choose(byNothing)
	o := last[Submit](w).Order.(ReportOrder)
	if o.Case != house.Number || o.Department != house.Holder.Department {
		t.Errorf("%+v", o)
	}
	for _, raw := range []string{"A04", "SP9"} {
		if !contains(o.Text, raw) {
			t.Errorf("the record %s is not there: %q", raw, o.Text)
		}
	}
}

func TestNoCasesIsSaid(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"})
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young})
	w.answer(Cases{}).at(PageCases).press("by-code").at(PagePad)
}

func TestAnUnknownSlipIsNoWrongNumber(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"}).press("by-code").at(PagePad)
	w.send(CodeSeen{ID: last[WatchCode](w).ID, Kind: CodeSlip, Text: "https://hall.example/c/9"})
	w.send(Answered{ID: last[Ask](w).ID, Reason: ReasonNoCase}).at(PageCases)
}

func TestTheNumberOfAReportLeadsToItsAnswer(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"}).press("by-code")
	w.write("BB20261126-0001").press("next").write("595016").press("next")
	w.send(Answered{ID: last[Ask](w).ID, Reason: ReasonNoCase}).at(PageWorking)
	if q := last[Ask](w).Query; q != (ReadReport{Number: "BB20261126-0001", Code: "595016"}) {
		t.Fatalf("%+v", q)
	}
	w.answer(ReportStatus{Number: "BB20261126-0001"}).at(PageReported).press("report").at(PageWorking)
	if w.Report.About.Case != "" {
		t.Error("the number of a report was taken for a case's")
	}
	w.press("cancel").at(PageReported)
}

// begunHere begins a service that any page can lead to, and stands where a
// card or a code is waited for.
func (w *walk) begunHere(s Service) *walk {
	w.t.Helper()
	world := allWell
	world.Offers = map[string]bool{string(s): true, "checkin": true, "inquiry": true}
	return w.send(WorldChanged{World: world}).press("start").send(Touch{Do: "service", Arg: string(s)}).at(PageIdentify)
}
