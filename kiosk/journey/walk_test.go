package journey

import (
	"testing"
	"time"

	"govkiosk/drivers"
)

// walk plays a visit: it sends events and remembers the effects.
type walk struct {
	t *testing.T
	State
	effects []Effect
	tape    tape
}

var (
	noon      = time.Date(2026, 6, 12, 12, 0, 0, 0, time.UTC)
	old       = Person{Name: "张样三", Number: "11010519491231002X", Birth: time.Date(1949, 12, 31, 0, 0, 0, 0, time.UTC), Source: SourceCard}
	young     = Person{Name: "测试", Number: "130202199001010018", Birth: time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC), Source: SourceCard}
	bdc       = Business{Code: "bdc", Name: Words{Zh: "不动产转移登记"}, Department: "house", Ahead: 8, Initials: []string{"bdczydj"}, Readings: []string{"budongchanzhuanyidengji"}, Aliases: []string{"二手房过户"}, Classes: []Class{{Code: "elder", MinAge: 70, Ahead: 2}}}
	shebao    = Business{Code: "sb", Name: Words{Zh: "社保卡申领"}, Department: "care", Initials: []string{"sbksl"}, Anonymous: true}
	full      = Business{Code: "full", Name: Words{Zh: "护照"}, Department: "police", Initials: []string{"hz"}, Closed: ReasonFull}
	someRules = Standing{Askers: []Asker{
		{Code: "window", Name: Words{Zh: "窗口"}}, {Code: "bank", Name: Words{Zh: "银行"}, Purpose: Words{Zh: "办理金融业务"}}, {Code: "school", Name: Words{Zh: "学校"}},
	}}
	allWell = World{
		Rules: someRules,
		Mouth: drivers.MediaNotPresent, Offers: map[string]bool{"queue": true, "inquiry": true, "rating": true, "report": true, "guide": true, "proof": true, "declare": true},
		Catalogue: Catalogue{
			Departments: []Department{{Code: "house"}, {Code: "care"}, {Code: "police"}},
			Businesses:  []Business{bdc, full, shebao},
		},
	}
	rules = Policy{
		Lang: "zh-Hans", Text: 2, Visit: 90, Reading: 120, WarnBefore: 20, Extend: 60, Extensions: 10,
		Thanks: 8, Take: 30, Attempts: 3, Phone: true, Number: true, ETicket: true, AskWhy: 2,
	}
)

func start(t *testing.T) *walk {
	w := &walk{t: t, State: New(rules)}
	return w.send(WorldChanged{World: allWell})
}

func (w *walk) send(events ...Event) *walk {
	w.t.Helper()
	for _, e := range events {
		var effects []Effect
		w.State, effects = Step(w.State, stamped(e))
		w.effects = append(w.effects, effects...)
		w.tape.note(e, effects, w.State)
	}
	return w
}

// stamped gives events of the table a time.
func stamped(e Event) Event {
	if t, ok := e.(Touch); ok {
		t.At.At = noon
		return t
	}
	return e
}

func (w *walk) press(keys ...string) *walk {
	w.t.Helper()
	for _, k := range keys {
		w.send(Touch{Do: k})
	}
	return w
}

func (w *walk) at(p Page) *walk {
	w.t.Helper()
	if w.Page != p {
		w.t.Fatalf("at %q, want %q", w.Page, p)
	}
	return w
}

func (w *walk) stage(p PaperStage) *walk {
	w.t.Helper()
	w.at(PageTicket)
	if w.Paper.Stage != p {
		w.t.Fatalf("paper %q, want %q", w.Paper.Stage, p)
	}
	return w
}

// last returns the newest effect of a type.
func last[E Effect](w *walk) E {
	w.t.Helper()
	for i := len(w.effects) - 1; i >= 0; i-- {
		if e, ok := w.effects[i].(E); ok {
			return e
		}
	}
	var none E
	w.t.Fatalf("no %T among %d effects", none, len(w.effects))
	return none
}

func count[E Effect](w *walk) int {
	n := 0
	for _, e := range w.effects {
		if _, ok := e.(E); ok {
			n++
		}
	}
	return n
}

func (w *walk) seconds(n int) *walk {
	for range n {
		w.send(TimerFired{ID: TimerSecond})
	}
	return w
}

// withCard walks to the list with a card on the reader.
func (w *walk) withCard(p Person) *walk {
	w.t.Helper()
	w.press("start").send(Touch{Do: "service", Arg: "queue"}).at(PageIdentify)
	id := last[WatchCard](w).ID
	w.send(CardSeen{ID: id, State: CardReading}, CardSeen{ID: id, State: CardPresent, Person: &p})
	return w.at(PageList)
}

// asking walks to where the hall is being asked for a number.
func (w *walk) asking(p Person, paper Reason) *walk {
	w.t.Helper()
	w.withCard(p).send(Touch{Do: "business", Arg: "bdc"}).at(PageConfirm)
	w.send(PrinterChecked{ID: last[CheckPrinter](w).ID, Reason: paper})
	return w.press("take")
}

// given walks to where the hall has given A037.
func (w *walk) given(p Person, paper Reason) *walk {
	w.t.Helper()
	w.asking(p, paper)
	w.send(Reserved{ID: last[Reserve](w).ID, Key: "k1", Outcome: drivers.Done,
		Ticket: &Ticket{ID: "t1", Key: "k1", Number: "A037", Business: bdc}})
	return w.at(PageTicket)
}

// lift takes the card away, where one was read.
func (w *walk) lift() *walk {
	return w.send(CardSeen{ID: w.Card.Watch, State: CardWaiting})
}
