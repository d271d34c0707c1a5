package journey

import (
	"slices"
	"time"
)

// PageRating asks how it went, in five grades.
const PageRating Page = "rating"

// Words of its questions and choices.
const (
	askWhatToRate = "rate-what"
	askWhy        = "rate-why"

	rateVisit   = "visit"
	rateCase    = "case"
	rateByWords = "say"
)

// ratingMost is how many characters a rating may say.
const ratingMost = 200

// Rating is 服务评价 under way.
type Rating struct {
	Of      Rated
	Service Service // that the page says it is of
	Grade   int     // 5 the best … 1; 0: not yet
	Reasons []string
	Why     []Indicator // for the grade
	Waits   string      // reference of one that is kept in this terminal
	Receipt RatingReceipt
}

// Rated is what a rating is of: a case, or without one the visit, with the
// number and the matter that it was about.
type Rated struct {
	Case   string
	Name   Words
	Task   string
	Ticket string // the hall's id of a queue number
	Number string // what the page calls it by
	Over   bool   // of a case: it has come to its end
}

// Indicator is a reason for a grade.
type Indicator struct {
	Code  string
	Grade int
	Name  Words
}

// FindIndicators asks for the reasons of all grades. It is always answered,
// without the hall by those that were last heard, if any.
type FindIndicators struct{}

// Indicators answers FindIndicators.
type Indicators struct{ List []Indicator }

// RateOrder hands a rating in.
type RateOrder struct {
	Grade   int
	Reasons []string
	Text    string
	Case    string
	Task    string
	Ticket  string
	Visit   string // the runner's word for this visit
	At      time.Time
}

// RatingReceipt answers RateOrder.
type RatingReceipt struct {
	FollowUp string // day by which a bad grade is answered; may be empty
	Answers  Words  // by whom
}

func (FindIndicators) query() {}
func (Indicators) answer()    {}
func (RateOrder) order()      {}
func (RatingReceipt) answer() {}

// Kept names it in the journal.
func (RateOrder) Kept() string { return "rating" }

// OfVisit returns the order with the runner's word for this visit.
func (o RateOrder) OfVisit(word string) Order {
	if o.Case == "" {
		o.Visit = word
	}
	return o
}

func ratingChapter() chapter {
	return chapter{
		nobody:   true,
		begin:    (*turn).beginRating,
		touch:    (*turn).touchRating,
		back:     (*turn).backRating,
		chose:    (*turn).choseInRating,
		wrote:    (*turn).submitRating,
		answered: func(t *turn, a Answer) { t.haveIndicators(a) },
		submitted: func(t *turn, a Answer) {
			t.Rating.Receipt, _ = a.(RatingReceipt)
			t.rated("rated")
		},
		kept: func(t *turn, reference string) {
			t.Rating.Waits = reference
			t.rated("rating-kept")
		},
		refused: func(t *turn, why Reason) bool {
			if why == ReasonRated {
				t.rated("already-rated")
			}
			return why == ReasonRated
		},
		clear: func(s *State) []string {
			held := s.Rating.Grade != 0 || s.Rating.Of != Rated{}
			s.Rating = Rating{}
			return named("rating", held)
		},
	}
}

// beginRating asks what is to be rated.
func (t *turn) beginRating() {
	visit := Choice{ID: rateVisit, Key: "rate-visit", Icon: "users-round"}
	if t.ratedAlready("") {
		visit.Reason = ReasonRated
	}
	t.toQuestion(Question{Key: askWhatToRate, Choices: []Choice{
		visit,
		{ID: rateCase, Key: "rate-case", Icon: "receipt-text", Reason: t.Offered(ServiceInquiry)},
	}})
}

func (t *turn) choseInRating(ids []string) {
	switch {
	case t.Question.Key == askWhatToRate && ids[0] == rateVisit:
		t.Rating = Rating{Service: ServiceRating}
		t.toGrades()
	case t.Question.Key == askWhatToRate:
		t.rateACase()
	case slices.Contains(ids, rateByWords):
		t.Rating.Reasons = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == rateByWords })
		t.toWrite(Write{Key: "rating", Most: ratingMost, Optional: true})
	default:
		t.Rating.Reasons = ids
		t.submitRating("")
	}
}

// rateACase looks for the case first: its page has the key.
func (t *turn) rateACase() {
	t.Service = ServiceInquiry
	if t.Person != nil && t.suits(*t.Person) {
		t.beginService()
		return
	}
	t.toIdentify()
}

func (t *turn) toGrades() {
	t.Page = PageRating
	t.Left = t.allowance()
}

func (t *turn) touchRating(e Touch) {
	if t.Page != PageRating {
		return
	}
	switch {
	case e.Do == "done": // skipped: nothing is asked, nothing is kept
		t.leaveService()
		t.endVisit("finished")
	case e.Do == "rate" && len(e.Arg) == 1 && e.Arg >= "1" && e.Arg <= "5":
		t.Rating.Grade = int(e.Arg[0] - '0')
		t.Rating.Reasons = nil
		if t.Rating.Grade <= t.Policy.AskWhy {
			t.ask("reasons", FindIndicators{})
			return
		}
		t.submitRating("")
	}
}

// haveIndicators asks why, among the reasons of the grade.
func (t *turn) haveIndicators(a Answer) {
	all, _ := a.(Indicators)
	q := Question{Key: askWhy, Many: true, Next: "send", Optional: true}
	for _, i := range all.List {
		if i.Grade == t.Rating.Grade {
			q.Choices = append(q.Choices, Choice{ID: i.Code, Name: i.Name})
		}
	}
	q.Choices = append(q.Choices, Choice{ID: rateByWords, Key: "say"})
	t.toQuestion(q)
}

func (t *turn) submitRating(text string) {
	r := t.Rating
	t.submit("rating", RateOrder{Grade: r.Grade, Reasons: r.Reasons, Text: text, Case: r.Of.Case, Task: r.Of.Task, Ticket: r.Of.Ticket, At: t.Now})
}

// rated thanks, or says kindly that there is one already.
func (t *turn) rated(key string) {
	t.Rated = append(slices.Clip(t.Rated), t.Rating.Of.Case)
	if c := t.Inquiry.Case; c != nil && c.Number == t.Rating.Of.Case {
		once := *c
		once.CanRate = false
		t.Inquiry.Case = &once
	}
	t.toDone(Done{Key: key})
}

func (t *turn) backRating() {
	switch {
	case t.Page == PageWrite:
		t.toQuestion(t.Question) // the reasons, as they were ticked
	case t.Page == PageQuestion && t.Question.Key == askWhy:
		t.toGrades()
	case t.Page == PageRating && t.Origin.Service == "" && t.Rating.Service == ServiceRating:
		t.beginRating()
	default:
		t.backFromAside()
	}
}
