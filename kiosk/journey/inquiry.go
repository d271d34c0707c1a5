package journey

import "slices"

const (
	PageCases    Page = "cases"
	PageCase     Page = "case"
	PageConflict Page = "conflict" // the hall's answers contradict each other
)

const (
	padCaseNumber = "case"
	padQueryCode  = "query"
)

// Inquiry is 办件查询: how far a case is.
type Inquiry struct {
	By     FindCases
	List   []CaseSummary
	Case   *Case
	Listed *CaseSummary // the chosen one, as the list has it
	Twice  bool         // the list is asked once more: it contradicts the case

	Reported bool // the number was looked for among the reports as well
	Report   *ReportStatus
}

func inquiryChapter() chapter {
	return chapter{
		offered: online,
		ways:    func(State) Ways { return Ways{Code: PadCase, For: padCaseNumber} },
		codes:   inquiryCodes,
		scanned: (*turn).scannedSlip,
		begin:   func(t *turn) { t.findCases(FindCases{Person: t.Person}) },
		touch:   (*turn).touchInquiry,
		back:    (*turn).backInquiry,
		typed:   (*turn).typedCase,
		answered: func(t *turn, a Answer) {
			switch a := a.(type) {
			case Cases:
				t.haveCases(a.List)
			case Case:
				t.haveCase(a)
			case ReportStatus:
				t.haveReport(a)
			case LinkFound:
				t.linked(a)
			}
		},
		refused: (*turn).noCase,
		clear: func(s *State) []string {
			held := s.Inquiry.By != FindCases{} || s.Inquiry.Case != nil
			s.Inquiry = Inquiry{}
			return named("cases", held)
		},
	}
}

// named is a name for the record of the wipe, where something was held.
func named(name string, held bool) []string {
	if held {
		return []string{name}
	}
	return nil
}

// inquiryCodes are taken where a person or a number is asked for.
func inquiryCodes(s State) []CodeKind {
	if s.Page == PageIdentify || s.Page == PagePad {
		return []CodeKind{CodeSlip}
	}
	return nil
}

func (t *turn) findCases(by FindCases) {
	t.Inquiry = Inquiry{By: by}
	t.ask("cases", by)
}

func (t *turn) readCase(number string) {
	t.ask("case", ReadCase{Number: number, By: t.Inquiry.By})
}

// haveCases shows the list. The one case of a slip needs no list.
func (t *turn) haveCases(list []CaseSummary) {
	if t.Inquiry.Twice {
		t.listedTwice(list)
		return
	}
	t.Inquiry.List = list
	if t.Inquiry.By.Link != "" && len(list) == 1 {
		t.chooseCase(list[0].Number)
		return
	}
	t.toCases()
}

func (t *turn) toCases() {
	t.Page, t.Left = PageCases, 0
	t.Inquiry.Case, t.Inquiry.Listed = nil, nil
	t.Left = t.allowance()
}

func (t *turn) chooseCase(number string) {
	if at := t.Inquiry.find(number); at >= 0 {
		t.Inquiry.Listed, t.Inquiry.Twice = &t.Inquiry.List[at], false
		t.readCase(number)
	}
}

func (q Inquiry) find(number string) int {
	return slices.IndexFunc(q.List, func(c CaseSummary) bool { return c.Number == number })
}

// haveCase shows the case. Where the list said something else it is asked
// once more: the case may have moved on between the two answers.
func (t *turn) haveCase(c Case) {
	t.Inquiry.Case = &c
	if listed := t.Inquiry.Listed; listed != nil && !listed.agrees(c) {
		t.Inquiry.Twice = true
		t.ask("cases", t.Inquiry.By)
		return
	}
	t.toCase()
}

// listedTwice decides between two answers, or leaves it to a person.
func (t *turn) listedTwice(list []CaseSummary) {
	t.Inquiry.Twice = false
	t.Inquiry.List = list
	if at := t.Inquiry.find(t.Inquiry.Case.Number); at >= 0 {
		t.Inquiry.Listed = &list[at]
		if list[at].agrees(*t.Inquiry.Case) {
			t.toCase()
			return
		}
	}
	t.Page = PageConflict
	t.Left = t.allowance()
}

func (t *turn) toCase() {
	t.Page = PageCase
	t.Left = t.allowance()
}

// noCase says so where the number was typed; a slip or a card that leads to
// nothing has an empty list, even where the slip came instead of a number.
func (t *turn) noCase(why Reason) bool {
	if why != ReasonNoCase {
		return false
	}
	if t.tryReport() {
		return true
	}
	switch {
	case t.Page == PagePad && t.Inquiry.By.Link == "":
		t.Pad.Problem, t.Pad.Ready = "unknown", false
	default:
		t.Inquiry.Twice = false
		t.Inquiry.List = nil
		t.toCases()
	}
	return true
}

func (t *turn) typedCase(p Pad) {
	if p.Key == padCaseNumber {
		t.Inquiry = Inquiry{By: FindCases{Number: p.Value}}
		t.toPadFor(PadCode, padQueryCode)
		return
	}
	if t.Inquiry.By.Number == "" { // a slip was scanned meanwhile, and given up
		t.toPadFor(PadCase, padCaseNumber)
		return
	}
	t.Inquiry.By.Code, t.Inquiry.Reported = p.Value, false
	t.readCase(t.Inquiry.By.Number)
}

func (t *turn) touchInquiry(e Touch) {
	switch {
	case e.Do == "by-code" && t.Page == PageCases:
		t.toPadFor(PadCase, padCaseNumber)
	case e.Do == "choose" && t.Page == PageCases:
		t.chooseCase(e.Arg)
	case e.Do == "report":
		t.reportInquiry()
	case t.Page == PageCase && t.Inquiry.Case != nil:
		t.touchCase(e)
	}
}

func (t *turn) touchCase(e Touch) {
	c := *t.Inquiry.Case
	switch e.Do {
	case "print":
		t.toDone(Done{Key: "case", Number: c.Number, Link: c.Link, Slip: CaseSlip{c}, Back: PageCase})
	case "supplements":
		if len(c.Supplements) > 0 {
			t.toDone(Done{Key: "supplement", Number: c.Number, Link: c.Link, Slip: SupplementSlip{c}, Back: PageCase})
		}
	case "send":
		if c.Link != "" {
			t.toDone(Done{Key: "case-phone", Number: c.Number, Link: c.Link, Back: PageCase})
		}
	case "rate":
		if c.CanRate {
			t.toRating(ofCase(c))
		}
	}
}

// backInquiry undoes one step of it.
func (t *turn) backInquiry() {
	switch t.Page {
	case PagePad:
		t.backFromCasePad()
	case PageCase, PageConflict, PageReported:
		if t.Inquiry.By.Person != nil {
			t.toCases()
			return
		}
		t.leaveCases()
	case PageCases:
		t.leaveCases()
	}
}

func (t *turn) backFromCasePad() {
	if t.Pad.Key != padQueryCode {
		t.leaveCases()
		return
	}
	number := t.Inquiry.By.Number
	t.toPadFor(PadCase, padCaseNumber)
	t.setPad(number)
}

// leaveCases goes back to who it is for.
func (t *turn) leaveCases() {
	t.Inquiry = Inquiry{}
	t.backToIdentify()
}

// reportInquiry reports what cannot be got done, with the case.
func (t *turn) reportInquiry() {
	about := About{}
	if c := t.Inquiry.Case; c != nil && t.Page != PageReported {
		about = About{Case: c.Number, Name: c.Name, Where: c.Holder.Name, Department: c.Holder.Department}
	}
	if t.Page == PageConflict {
		about.Records = []Words{t.Inquiry.recordListed(), t.Inquiry.recordWhole()}
	}
	t.toReport(about)
}

// recordListed is what the list says, for the person who has to decide.
func (q Inquiry) recordListed() Words {
	if q.Listed == nil {
		return Words{}
	}
	return record(*q.Listed)
}

// recordWhole is what the case says.
func (q Inquiry) recordWhole() Words { return record(q.Case.CaseSummary) }

// record is one record in a line: nothing of a person.
func record(c CaseSummary) Words {
	raw := c.Raw.Raw
	if raw == "" {
		raw = c.Raw.Code
	}
	return Words{
		Zh: c.Number + " " + c.Name.Zh + " " + string(c.Status) + " " + raw + " " + c.Holder.Name.Zh,
		En: c.Number + " " + c.Name.En + " " + string(c.Status) + " " + raw + " " + c.Holder.Name.En,
	}
}
