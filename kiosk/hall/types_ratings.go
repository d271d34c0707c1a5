package hall

import "time"

// Indicators are the reasons for each grade.
type Indicators struct {
	About      About
	Indicators []Indicator
	Platform   string
}

// Indicator is one reason.
type Indicator struct {
	Code  string
	Level int
	Text  Words
}

// RatingReceipt says that a rating is kept.
type RatingReceipt struct {
	ID         string
	At         time.Time
	FollowUpBy string // A bad grade is answered by then
	Answers    Words  // by whom
}
