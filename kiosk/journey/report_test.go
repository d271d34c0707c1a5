package journey

import (
	"strings"
	"testing"

	"govkiosk/drivers"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

var form = ReportForm{
	Kinds:       []Named{{Code: "slow", Name: Words{Zh: "超过了说好的时间"}}},
	Departments: []Named{{Code: "12130202000001062N", Name: Words{Zh: "不动产登记中心"}}},
	Places:      []Named{{Code: "daodi", Name: Words{Zh: "稻地镇"}}},
}

// reporting walks to the question who is to be answered.
func (w *walk) reporting() *walk {
	w.t.Helper()
	w.press("start").send(Touch{Do: "service", Arg: "report"}).answer(form).at(PageQuestion)
	w.choose("slow").choose("d-12130202000001062N").at(PageWrite)
	return w.write("pao").press("next").at(PageQuestion)
}

// reported walks to where the hall is told.
func (w *walk) reported() *walk { return w.reporting().choose(byNothing).at(PageWorking) }

func TestAReportHasANumberAndASlip(t *testing.T) {
	w := start(t).reporting().choose(byPhone).at(PagePad).write("13812342266")
	w.send(NumberChecked{ID: last[CheckNumber](w).ID}).press("next").at(PageWorking)
	o := last[Submit](w).Order.(ReportOrder)
	if o.Kind != "slow" || o.Department != "12130202000001062N" || o.Text != "pao" || o.Phone != "13812342266" || o.Person != nil {
		t.Fatalf("%+v", o)
	}
	w.send(Submitted{ID: last[Submit](w).ID, Answer: ReportReceipt{Number: "R-7"}, Outcome: drivers.Done}).at(PageDone)
	if s := last[PrintSlip](w).Slip.(ReportSlip); s.Number != "R-7" || s.What.Zh != "超过了说好的时间" || s.Contact.Number != "13812342266" {
		t.Errorf("%+v", s)
	}
}

func TestALostAnswerIsKeptUnderTheSameKey(t *testing.T) {
	w := start(t).reported()
	w.send(Submitted{ID: last[Submit](w).ID, Key: "k1", Reason: ReasonSlow, Outcome: drivers.Unknown}).at(PageWorking)
	if k := last[Keep](w); k.Key != "k1" {
		t.Fatalf("it would be two reports: %+v", k)
	}
	w.send(Kept{ID: last[Keep](w).ID, Reference: "3F2A91BC"}).at(PageDone)
	if s := last[PrintSlip](w).Slip.(ReportSlip); s.Reference != "3F2A91BC" || s.Number != "" {
		t.Errorf("%+v", s)
	}
}

func TestWhoStopsWaitingHasSaidIt(t *testing.T) {
	w := start(t).reported()
	asked := last[Submit](w).ID
	w.press("cancel", "cancel").at(PageWorking)
	if k := last[Keep](w); k.Submit != asked || count[Keep](w) != 1 || count[Undo](w) != 0 {
		t.Fatalf("%+v", k)
	}
	w.send(Kept{ID: last[Keep](w).ID, Reference: "3F2A91BC"}).at(PageDone)
	w = start(t).reported().press("home").at(PageHome)
	if k := last[Keep](w); k.Submit != last[Submit](w).ID || count[Undo](w) != 0 {
		t.Errorf("left while the hall was told: %+v", k)
	}
}

func TestAReportOfACaseAsksOnlyWhatIsNotKnown(t *testing.T) {
	w := start(t).cases(house).choose(house.Number).answer(whole(house)).press("report").answer(form)
	w.choose("slow").at(PageWrite).press("skip").choose(byCard)
	o := last[Submit](w).Order.(ReportOrder)
	if o.Case != house.Number || o.Department != house.Holder.Department || o.Screen != "case" || o.Person == nil {
		t.Fatalf("%+v", o)
	}
}

func TestBackFromAReportLeadsToWhereItBegan(t *testing.T) {
	w := start(t).cases(house).choose(house.Number).answer(whole(house)).press("report").at(PageWorking)
	w.press("cancel").at(PageCase)
	w.press("report").answer(form).press("back").at(PageCase)
	w = start(t).reporting().press("back").at(PageWrite)
	if w.Write.Text != "pao" {
		t.Errorf("what was written is gone: %+v", w.Write)
	}
	w.press("back").at(PageQuestion).press("back").at(PageQuestion).press("back").at(PageHome)
}

func TestWhereNothingCouldBeDoneAReportCan(t *testing.T) {
	w := start(t).press("start").send(Touch{Do: "service", Arg: "inquiry"})
	w.send(CardSeen{ID: last[WatchCard](w).ID, State: CardPresent, Person: &young})
	w.send(Answered{ID: last[Ask](w).ID, Reason: ReasonUpstream}).at(PageWorking).press("report").answer(form).at(PageQuestion)
	w.press("home").at(PageHome)
	if w.Origin != (Origin{}) {
		t.Errorf("%+v", w.Origin)
	}
}
