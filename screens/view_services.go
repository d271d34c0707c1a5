package screens

import "time"

// Pages of the journeys beyond the queue. Each shows data only: what is
// offered and why not is decided elsewhere.

const (
	ScreenPickup   Screen = "pickup"   // certificates to collect
	ScreenCell     Screen = "cell"     // an open cell of the cabinet
	ScreenCase     Screen = "case"     // how far a matter has come
	ScreenCases    Screen = "cases"    // a person's matters
	ScreenRating   Screen = "rating"   // five grades of 好差评
	ScreenCalendar Screen = "calendar" // a day, then a time of that day
)

const (
	StepSelect  Step = "select"  // 选证照
	StepCollect Step = "collect" // 取件
	StepReceipt Step = "receipt" // 收据
	StepMatter  Step = "matter"  // 选事项
	StepTime    Step = "time"    // 选时间
	StepBooking Step = "booking" // 选预约
	StepDone    Step = "done"    // 完成
)

const (
	ActItem   Act = "item"      // ticks a certificate; Arg: PickupItem.ID
	ActOther  Act = "for-other" // collect for somebody else
	ActEmpty  Act = "empty"     // the cell is empty, or holds the wrong thing
	ActReopen Act = "reopen"    // it fell shut before all was taken
	ActPrint  Act = "print"
	ActSend   Act = "send" // send this to the phone
	ActReport Act = "report"
	ActLacks  Act = "supplements" // print what a matter lacks
	ActRate   Act = "rate"        // Arg: "5" the best … "1"; of a page that is no rating: empty
	ActMonth  Act = "month"
	ActDay    Act = "day"  // Arg: 2026-06-17
	ActSlot   Act = "slot" // Arg: Slot.ID
)

// Pickup lists what a person can collect, and where the rest is.
type Pickup struct {
	Person  *Person
	Items   []PickupItem
	Other   bool      // collecting for somebody else is offered
	Holder  string    // masked: an agent collects for them
	Changed bool      // it is no longer as it was shown a moment ago
	Kept    time.Time // of the list it was read from, without the network; zero: the hall has just said so
	Reason  Reason    // why nothing can be opened or printed now; empty: it can
	Since   time.Time
}

// PickupItem is one certificate.
type PickupItem struct {
	ID     string
	Name   Text
	Detail Text // how many, and where it lies
	Place  PickupPlace
	Status Text // of what is not here: "12 号窗口"; else unused
	Chosen bool // of what is here
}

// PickupPlace says where a certificate is.
type PickupPlace string

const (
	PlaceCell   PickupPlace = "cell"   // in the cabinet
	PlacePrint  PickupPlace = "print"  // printed by this terminal
	PlaceWindow PickupPlace = "window" // at a window
	PlacePosted PickupPlace = "posted"
	PlaceMaking PickupPlace = "making"
)

// here reports whether it can be had at this terminal now.
func (i PickupItem) here() bool { return i.Place == PlaceCell || i.Place == PlacePrint }

// Cell is a door of the cabinet that is open, or should be.
type Cell struct {
	Columns, Rows int // of the cabinet; cells are counted down the columns from 1
	Number        int
	Right         bool // the cabinet stands to the right of this machine
	Door          Door
	Content       Text   // what lies in it: "不动产权证书 1 本"
	Next          Text   // what comes after this cell; may be empty
	Taken         bool   // with DoorOpen: the citizen says that all was taken
	Reopen        bool   // with DoorClosed: it can be opened once more
	Long          bool   // with DoorOpen: it stands open for long
	Empty         bool   // with DoorReported: there was nothing; else something else
	Desk          Text   // the window that sees to what the cell did not give; may be empty
	More          bool   // another certificate follows
	Reason        Reason // with DoorAway
	Since         time.Time
}

// Door is what the cell's contact says, or what is to be said of the cell.
type Door string

const (
	DoorOpening   Door = "opening"
	DoorOpen      Door = "open"
	DoorClosed    Door = "closed" // after it was open
	DoorStuck     Door = "stuck"  // it did not open
	DoorShutFirst Door = "first"  // this door stands open, and another is to be opened
	DoorUnseen    Door = "unseen" // nobody can tell now
	DoorAway      Door = "away"   // it cannot be opened now
	DoorReported  Door = "report" // the citizen found it empty, or something else in it
)

// place is the cell's column and row, from 1.
func (c *Cell) place() (column, row int) {
	n := max(0, c.Number-1)
	return n/max(1, c.Rows) + 1, n%max(1, c.Rows) + 1
}

// Case is how far a matter has come.
type Case struct {
	Name      Text
	Number    string
	Applicant string // masked
	Left      int    // working days until the promised one; below 0: overdue
	Due       time.Time
	Promised  Limit
	Legal     Limit
	Note      Text // what does not count, and why
	Events    []CaseEvent
	Sort      Text // 即办件; may be empty
	Status    Text // in place of the days left: finished, refused, the clock stands; else empty
	Lacks     int  // materials that are waited for; their list can be printed
	Ready     int  // certificates that can be taken
	Rate      bool // it can be rated
	Phone     bool // it can be sent to the phone
	Paper     bool // it can be printed
}

// Cases are the matters of a person, or of a slip, the newest first.
type Cases struct {
	Person *Person // nil: found by a number or a slip
	Rows   []CaseRow
}

// CaseRow is one of them.
type CaseRow struct {
	Number string
	Name   Text
	Status Text // 正在审核
	Holder Text // who holds it now
	Left   Text // 还剩 3 天
}

// Limit is a number of working days and how many of them are used.
type Limit struct{ Days, Used int }

// CaseEvent is a station of a matter.
type CaseEvent struct {
	When   Text
	Title  Text
	Detail Text
	State  CaseState
}

// CaseState is where a station stands.
type CaseState string

const (
	CaseDone   CaseState = "done"
	CasePaused CaseState = "paused" // the clock stood still
	CaseNow    CaseState = "now"
	CaseNext   CaseState = "next"
)

// Rating asks how it went. Whether anybody answers changes nothing for them.
type Rating struct {
	Service string // Service.ID of what is rated
	Name    Text   // of what is rated, in place of the service's
	Detail  Text   // "今天 9:41，2 件已取走"
	Over    bool   // what is rated has come to its end
	Pending bool   // the answer to the touch is on its way
}

// Calendar asks for a day, and for a time once a day is chosen.
type Calendar struct {
	Month  time.Time // any day of it
	Days   []Day     // of that month, those that can be had or say why not
	Chosen string    // Day.Date of the chosen day; empty: none
	Slots  []Slot    // of the chosen day
	Slot   string    // Slot.ID of the chosen time
	Back   bool      // there is an earlier month to see
	More   bool      // there is a later one
	Taken  bool      // the time that was chosen before went to somebody else
}

// Day is a date with places left.
type Day struct {
	Date string // 2026-06-17
	Left int    // 0: none
}

// Slot is a time of day.
type Slot struct {
	ID       string
	From, To string // "9:00", "9:30"
	Left     int
}
