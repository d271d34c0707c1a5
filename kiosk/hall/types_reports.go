package hall

import "time"

// ReportState is how far a report is.
type ReportState string

const (
	ReportOpen           ReportState = "open"
	ReportWithDepartment ReportState = "with-department"
	ReportAnswered       ReportState = "answered"
	ReportClosed         ReportState = "closed"
)

// Known reports whether it is one of those above.
func (c ReportState) Known() bool {
	switch c {
	case ReportOpen, ReportWithDepartment, ReportAnswered, ReportClosed:
		return true
	}
	return false
}

// ReportReceipt says who answers a report by when.
type ReportReceipt struct {
	Number    string
	QueryCode string
	At        time.Time
	Answers   Words // who answers
	Until     time.Time
	Link      string
}

// ReportStatus is what became of a report.
type ReportStatus struct {
	Number   string
	Status   Code[ReportState] // open, with-department, answered, closed
	At       time.Time
	Answers  Words
	Until    time.Time
	Answer   Words
	Answered time.Time
	Rateable bool
}
