package screens

import "time"

// List offers the businesses, filtered by department, initials or words.
type List struct {
	Key         string       // list.<Key>.title and .lead; empty: businesses that have a queue
	Departments []Department // none: the list is of one department, or of all
	Department  string       // code of the chosen one; empty: all
	Queue       Queue        // of the chosen department, or of all of them
	Rows        []Row
	Query       string   // what has been typed
	Keyboard    bool     // the letters are shown
	Composing   string   // Pinyin behind Query that waits for a choice
	Candidates  []string // words for Composing, the likeliest first
	Index       []string // groups of initials in order: "ABC", "DEF", ...
	IndexOff    []bool   // of Index: nothing begins with these
	Group       string   // chosen group of initials; empty: all
	State       ListState
	Reason      Reason
	TriedAt     time.Time // of the last fetch that failed
	Tries       int
	AsOf        time.Time // list and figures are of then, and cannot be had anew; zero: they are of now
}

// ListState says whether there is a list at all.
type ListState string

const (
	ListReady   ListState = "ready"
	ListLoading ListState = "loading"
	ListFailed  ListState = "failed"
)

// Department is a chip above the list.
type Department struct {
	Code  string
	Short Text
}

// Row is one business.
type Row struct {
	Code    string
	Initial string // letter for the gutter, only on the first row of that letter
	Name    Text
	Place   Text // area and windows: "C 区 5–8 号窗口"
	Ahead   int
	Status  Text   // of what has no queue, in a list with a Key: 即办件
	Reason  Reason // why it cannot be had today; empty: it can
}
