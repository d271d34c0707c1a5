package journey

import "time"

// PageReported is what became of a report.
const PageReported Page = "reported"

// ReadReport asks what became of a report, by its number and query code.
type ReadReport struct{ Number, Code string }

// ReportStatus answers ReadReport.
type ReportStatus struct {
	Number   string
	State    Coded
	At       time.Time
	Answers  Words // who answers
	Until    time.Time
	Answer   Words // empty: none yet
	Answered time.Time
}

func (ReadReport) query()    {}
func (ReportStatus) answer() {}

// tryReport looks for a report of the number that is no case's: the slips of
// both have a number and a query code, and nobody should have to know which.
func (t *turn) tryReport() bool {
	if t.Inquiry.By.Code == "" || t.Inquiry.Reported {
		return false
	}
	t.Inquiry.Reported = true
	t.ask("case", ReadReport{Number: t.Inquiry.By.Number, Code: t.Inquiry.By.Code})
	return true
}

func (t *turn) haveReport(r ReportStatus) {
	t.Inquiry.Report = &r
	t.Page = PageReported
	t.Left = t.allowance()
}
