package journey

import (
	"slices"
	"time"
)

// PageGuide shows one matter of the guide.
const PageGuide Page = "guide"

// Words of its questions and choices.
const (
	askGuide      = "guide"
	askDepartment = "guide-department"
	askEvent      = "guide-event"
	askEventItem  = "guide-item"

	byDepartment = "department"
	byEvent      = "event"
	bySearch     = "search"
)

// Guide is 办事指南: what a matter needs and where it is done. Nothing of it is
// of a person.
type Guide struct {
	Found GuideFound
	Via   string // how the matter was looked for
	Event string // code of the chosen one
	Item  *Item
}

// GuideFound is the catalogue. Kept is when the hall last said that it is the
// newest, for one that was read without the network; zero: just now.
type GuideFound struct {
	Items  Catalogue // matters and departments
	Events []LifeEvent
	Kept   time.Time
}

// LifeEvent is matters that belong together (高效办成一件事).
type LifeEvent struct {
	Code          string
	Name, Explain Words
	Items         []string
}

// Item is one matter whole.
type Item struct {
	Code       string
	Name       Words
	Department Words
	Sort       Words // 即办件, 承诺件
	Promised   Limit
	Legal      Limit
	Trips      int // how often somebody must come
	Conditions []Words
	Materials  []GuideMaterial
	Fees       []Words // empty: it is free
	Steps      []Words
	Windows    []GuideWindow
	Questions  []FrequentAnswer
	Results    []Words
	Law        Words
	Phone      string
	Complaints string
	Hours      Words
	Link       string // for the phone; may be empty
	Declarable bool   // here
	Kept       time.Time
}

// FrequentAnswer is a question that is often asked, and its answer.
type FrequentAnswer struct{ Question, Answer Words }

// GuideMaterial is a paper that a matter needs.
type GuideMaterial struct {
	Name    Words
	Explain Words
	State   MaterialNeed
}

// MaterialNeed says whether a paper must be brought.
type MaterialNeed string

const (
	NeedBring    MaterialNeed = "missing"
	NeedShared   MaterialNeed = "done"     // departments have it
	NeedPromise  MaterialNeed = "promise"  // 告知承诺
	NeedDeferred MaterialNeed = "deferred" // 容缺
)

// GuideWindow is where a matter is done.
type GuideWindow struct {
	Place, Area Words
	Windows     string
	Floor       Words
	Hours       Words
	Phone       string
}

// FindGuide asks for the catalogue; Away: the network is, so take what is kept.
type FindGuide struct{ Away bool }

// FindItem asks for one matter whole.
type FindItem struct {
	Code string
	Away bool
}

// ItemFound answers FindItem.
type ItemFound struct{ Item Item }

// ChecklistSlip is what to bring and where to go, on paper.
type ChecklistSlip struct{ Item Item }

func (FindGuide) query()    {}
func (FindItem) query()     {}
func (GuideFound) answer()  {}
func (ItemFound) answer()   {}
func (ChecklistSlip) slip() {}

func guideChapter() chapter {
	return chapter{
		nobody:  true,
		offered: hasKept(func(o Offline) bool { return o.Guide }),
		begin:   func(t *turn) { t.ask("guide", FindGuide{Away: t.World.Network != ""}) },
		touch:   (*turn).touchGuide,
		back:    (*turn).backGuide,
		listed:  func(s State) Catalogue { return s.Guide.Found.Items },
		picked:  func(t *turn, b Business) { t.readItem(b.Code) },
		chose:   func(t *turn, ids []string) { t.choseInGuide(ids[0]) },
		answered: func(t *turn, a Answer) {
			switch a := a.(type) {
			case GuideFound:
				t.Guide = Guide{Found: a}
				t.askGuide()
			case ItemFound:
				t.Guide.Item = &a.Item
				t.Page = PageGuide
			}
		},
		clear: func(s *State) []string {
			s.Guide = Guide{}
			return nil
		},
	}
}

func (t *turn) askGuide() {
	t.Guide.Via, t.Guide.Event = "", ""
	q := Question{Key: askGuide}
	if len(t.Guide.Found.Events) > 0 {
		q.Choices = append(q.Choices, Choice{ID: byEvent, Key: "guide-event", Icon: "users-round"})
	}
	q.Choices = append(q.Choices,
		Choice{ID: byDepartment, Key: "guide-department", Icon: "building-2"},
		Choice{ID: bySearch, Key: "guide-search", Icon: "search"})
	t.toQuestion(q)
}

func (t *turn) choseInGuide(id string) {
	switch t.Question.Key {
	case askGuide:
		t.lookFor(id)
	case askDepartment:
		t.toMatters(id)
	case askEvent:
		t.Guide.Event = id
		t.askEventItem()
	case askEventItem:
		t.readItem(id)
	}
}

func (t *turn) lookFor(way string) {
	t.Guide.Via = way
	switch way {
	case byDepartment:
		t.askDepartmentOf(t.Guide.Found.Items)
	case byEvent:
		t.askEvent()
	case bySearch:
		t.toMatters("")
		t.List.Keyboard = true
	}
}

// askDepartmentOf asks for the department of a matter, of those that have one.
func (t *turn) askDepartmentOf(all Catalogue) {
	q := Question{Key: askDepartment}
	for _, d := range all.Departments {
		if slices.ContainsFunc(all.Businesses, func(b Business) bool { return b.Department == d.Code }) {
			q.Choices = append(q.Choices, Choice{ID: d.Code, Name: d.Name})
		}
	}
	t.toQuestion(q)
}

func (t *turn) askEvent() {
	q := Question{Key: askEvent}
	for _, e := range t.Guide.Found.Events {
		q.Choices = append(q.Choices, Choice{ID: e.Code, Name: e.Name, Detail: e.Explain})
	}
	t.toQuestion(q)
}

// askEventItem lists the matters of a life event that the catalogue has.
func (t *turn) askEventItem() {
	at := slices.IndexFunc(t.Guide.Found.Events, func(e LifeEvent) bool { return e.Code == t.Guide.Event })
	if at < 0 {
		return
	}
	q := Question{Key: askEventItem}
	for _, code := range t.Guide.Found.Events[at].Items {
		if b, ok := t.Guide.Found.Items.Business(code); ok {
			d, _ := t.Guide.Found.Items.DepartmentOf(b.Department)
			q.Choices = append(q.Choices, Choice{ID: code, Name: b.Name, Detail: d.Name})
		}
	}
	t.toQuestion(q)
}

func (t *turn) readItem(code string) {
	t.ask("item", FindItem{Code: code, Away: t.World.Network != ""})
}

func (t *turn) touchGuide(e Touch) {
	if t.Page != PageGuide || t.Guide.Item == nil {
		return
	}
	item := *t.Guide.Item
	switch e.Do {
	case "print":
		t.toDone(Done{Key: "checklist", Link: item.Link, Slip: ChecklistSlip{item}, Back: PageGuide})
	case "send":
		if item.Link != "" {
			t.toDone(Done{Key: "phone", Link: item.Link, Back: PageGuide})
		}
	case "take":
		t.declareItem(item.Code)
	}
}

// declareItem goes over to 事项申报 with the matter that was looked up.
func (t *turn) declareItem(code string) {
	if !t.Guide.Item.Declarable || t.Offered(ServiceDeclare) != "" {
		return
	}
	t.Service = ServiceDeclare
	t.Declare = Declare{Wanted: code}
	if t.Person != nil && t.suits(*t.Person) {
		t.beginService()
		return
	}
	t.toIdentify()
}

// backGuide undoes one step of it.
func (t *turn) backGuide() {
	switch {
	case t.Page == PageGuide && t.Guide.Via == byEvent:
		t.askEventItem()
	case t.Page == PageGuide:
		t.Page = PageList
		t.Left = t.allowance()
	case t.Page == PageList && t.Guide.Via == byDepartment:
		t.askDepartmentOf(t.Guide.Found.Items)
	case t.Page == PageQuestion && t.Question.Key == askEventItem:
		t.askEvent()
	case t.Page == PageQuestion && t.Question.Key == askGuide:
		t.toHome()
	default:
		t.askGuide()
	}
}
