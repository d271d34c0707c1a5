package journey

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Words of its questions and choices.
const (
	askReportKind    = "report-kind"
	askReportWhere   = "report-where"
	askReportContact = "report-contact"
	padReportPhone   = "contact"

	unsure     = "unsure"
	byPhone    = "phone"
	byThis     = "this-phone"
	byCard     = "card"
	byNothing  = "none"
	department = "d-"
	placeOf    = "p-"
)

// reportMost is how many characters a report may have, the records of the
// hall that contradict each other included.
const reportMost = 500

// Report is 办不成事 under way.
type Report struct {
	About   About
	Screen  Page // where the citizen got stuck
	Form    ReportForm
	Kind    Choice
	Where   Choice
	Text    string
	Phone   string
	Person  bool // the card says who is to be answered
	Waits   string
	Receipt ReportReceipt
	At      time.Time
}

// About is what a report is about, as far as it is known.
type About struct {
	Case       string
	Name       Words
	Where      Words
	Department string // code of the unit
	Item       string
	Records    []Words // of the hall that contradict each other
}

// FindReportForm asks what can be reported, and of which departments and
// places. It is always answered, without the hall by what was last heard.
type FindReportForm struct{}

// ReportForm answers FindReportForm.
type ReportForm struct {
	Kinds       []Named
	Departments []Named // of this hall
	Places      []Named // others
}

// Named is a code with its name.
type Named struct {
	Code string
	Name Words
}

// ReportOrder hands a report in.
type ReportOrder struct {
	Kind       string
	Text       string
	At         time.Time
	Place      string
	Department string
	Item       string
	Case       string
	Screen     string
	Person     *Person
	Phone      string
}

// ReportReceipt answers ReportOrder.
type ReportReceipt struct {
	Number  string
	Code    string // to ask with
	Answers Words
	Until   time.Time
	Link    string
}

// ReportSlip is a report on paper, or without a Number one that waits under a
// Reference.
type ReportSlip struct {
	ReportReceipt
	Reference   string
	What, Where Words
	Case        string
	Contact     Person // whose phone; empty: none was left
	At          time.Time
}

func (FindReportForm) query() {}
func (ReportForm) answer()    {}
func (ReportOrder) order()    {}
func (ReportReceipt) answer() {}
func (ReportSlip) slip()      {}

// Kept names it in the journal.
func (ReportOrder) Kept() string { return "report" }

func reportChapter() chapter {
	return chapter{
		nobody:   true,
		begin:    func(t *turn) { t.beginReport(About{}, PageHome) },
		back:     (*turn).backReport,
		chose:    func(t *turn, ids []string) { t.choseInReport(ids[0]) },
		wrote:    (*turn).wroteReport,
		typed:    (*turn).typedContact,
		answered: func(t *turn, a Answer) { t.Report.Form, _ = a.(ReportForm); t.askKind() },
		submitted: func(t *turn, a Answer) {
			t.Report.Receipt, _ = a.(ReportReceipt)
			t.reported("reported")
		},
		kept: func(t *turn, reference string) {
			t.Report.Waits = reference
			t.reported("report-kept")
		},
		clear: func(s *State) []string {
			held := s.Report.Text != "" || s.Report.Phone != "" || s.Report.About.Case != ""
			s.Report = Report{}
			return named("report", held)
		},
	}
}

// toReport turns to 办不成事 from where somebody got stuck. What is known of
// the matter need not be told again.
func (t *turn) toReport(about About) {
	if t.Offered(ServiceReport) != "" || t.Service == ServiceReport {
		return
	}
	from := t.Page
	t.asideTo(ServiceReport)
	t.beginReport(about, from)
}

func (t *turn) beginReport(about About, from Page) {
	t.Report = Report{About: about, Screen: from}
	t.ask("report-form", FindReportForm{})
}

func (t *turn) askKind() {
	q := Question{Key: askReportKind}
	for _, k := range t.Report.Form.Kinds {
		q.Choices = append(q.Choices, Choice{ID: k.Code, Name: k.Name})
	}
	if len(q.Choices) == 0 {
		q.Choices = []Choice{{ID: "other", Key: "report-other"}}
	}
	t.toQuestion(q)
}

// askWhere is left out where the matter says it.
func (t *turn) askWhere() {
	if a := t.Report.About; a.Where.Zh != "" {
		t.Report.Where = Choice{ID: department + a.Department, Name: a.Where}
		t.askText()
		return
	}
	q := Question{Key: askReportWhere, Choices: []Choice{{ID: unsure, Key: "report-unsure"}}} // first: who cannot say need not push the list
	for _, d := range t.Report.Form.Departments {
		q.Choices = append(q.Choices, Choice{ID: department + d.Code, Name: d.Name})
	}
	for _, p := range t.Report.Form.Places {
		q.Choices = append(q.Choices, Choice{ID: placeOf + p.Code, Name: p.Name})
	}
	t.toQuestion(q)
}

func (t *turn) askText() {
	t.toWrite(Write{Key: "report", Most: reportMost - utf8.RuneCountInString(t.Report.About.records()), Optional: true, Text: t.Report.Text})
}

func (t *turn) wroteReport(text string) {
	t.Report.Text = text
	t.askContact()
}

// askContact asks how the answer may reach them. Nobody has to say.
func (t *turn) askContact() {
	q := Question{Key: askReportContact}
	if p := t.Person; p != nil && p.Source == SourcePhone {
		q.Choices = append(q.Choices, Choice{ID: byThis, Key: "contact-this", Icon: "smartphone"})
	}
	q.Choices = append(q.Choices, Choice{ID: byPhone, Key: "contact-phone", Icon: "smartphone"})
	if p := t.Person; p != nil && p.Source == SourceCard {
		q.Choices = append(q.Choices, Choice{ID: byCard, Key: "contact-card", Icon: "id-card"})
	}
	q.Choices = append(q.Choices, Choice{ID: byNothing, Key: "contact-none", Icon: "receipt-text"})
	t.toQuestion(q)
}

func (t *turn) choseInReport(id string) {
	switch t.Question.Key {
	case askReportKind:
		t.Report.Kind = t.Question.choice(id)
		t.askWhere()
	case askReportWhere:
		t.Report.Where = t.Question.choice(id)
		t.askText()
	case askReportContact:
		t.contact(id)
	}
}

func (t *turn) contact(id string) {
	t.Report.Phone, t.Report.Person = "", false
	switch id {
	case byPhone:
		t.toPadFor(PadPhone, padReportPhone)
		return
	case byThis:
		t.Report.Phone = t.Person.Number
	case byCard:
		t.Report.Person = true
	}
	t.submitReport()
}

func (t *turn) typedContact(p Pad) {
	t.Report.Phone = p.Value
	t.submitReport()
}

func (t *turn) submitReport() {
	r := t.Report
	t.Report.At = t.Now
	o := ReportOrder{
		Kind: r.Kind.ID, Text: r.About.records() + r.Text, At: t.Now, Item: r.About.Item, Case: r.About.Case,
		Screen: string(r.Screen), Phone: r.Phone,
	}
	o.Department, _ = strings.CutPrefix(r.Where.ID, department)
	if place, ok := strings.CutPrefix(r.Where.ID, placeOf); ok {
		o.Department, o.Place = "", place
	}
	if r.Where.ID == unsure {
		o.Department = ""
	}
	if r.Person {
		o.Person = t.Person
	}
	t.submit("report", o)
}

// records are what the hall said against itself, one a line.
func (a About) records() string {
	var out strings.Builder
	for _, r := range a.Records {
		out.WriteString(r.Zh + "\n")
	}
	return out.String()
}

// reported shows the number and who answers, or what waits in this terminal.
func (t *turn) reported(key string) {
	r := t.Report
	s := ReportSlip{
		ReportReceipt: r.Receipt, Reference: r.Waits, What: r.Kind.Name, Where: r.Where.Name, Case: r.About.Case, At: r.At,
	}
	if r.Phone != "" {
		s.Contact = Person{Number: r.Phone, Source: SourcePhone}
	}
	number := r.Receipt.Number
	if number == "" {
		number = r.Waits
	}
	t.toDone(Done{Key: key, Number: number, Link: r.Receipt.Link, Slip: s})
}

// backReport undoes one answer.
func (t *turn) backReport() {
	switch {
	case t.Page == PagePad:
		t.askContact()
	case t.Page == PageWrite && t.Report.About.Where.Zh == "":
		t.askWhere()
	case t.Page == PageWrite, t.Page == PageQuestion && t.Question.Key == askReportWhere:
		t.askKind()
	case t.Page == PageQuestion && t.Question.Key == askReportContact:
		t.askText()
	default:
		t.backFromAside()
	}
}
