package screens

import "time"

// View is everything one screen shows, as data: no text of a language, no
// geometry, no time zone to look up. Exactly one of the page pointers is set,
// the one that Screen names.
type View struct {
	Screen   Screen
	Lang     Lang
	TextStep int       // 1..4; 2 is the default
	Theme    Theme     // how the tokens are chosen
	Hall     Hall      // head of every page
	Clock    time.Time // wall clock in the hall's zone; minutes are shown
	Seconds  int       // seconds left of this visit; below 0 shows no countdown
	Help     bool      // a call for help is pending
	Speech   bool      // speech is available here; else its key is unavailable
	Speaking bool      // this page is being read aloud
	Spoken   bool      // it has been, and would be once more
	Night    bool      // night colours in elder mode too, which has a theme of its own
	LowReach bool      // 低位模式: nothing is touched above 1100 mm from the floor
	Toast    Toast     // what a key has just done; its zero value: nothing to say
	Focus    int       // target with the focus ring, in reading order from 1; 0: none

	Steps   []Step // names of the steps of this journey; empty shows none
	Current int    // index into Steps of the one that the citizen is at

	Attract  *Attract
	Home     *Home
	Identify *Identify
	Pad      *Pad
	List     *List
	Confirm  *Confirm
	Ticket   *Ticket
	TimeOut  *TimeOut
	CardLeft *CardLeft
	OutOfUse *OutOfUse
	Notice   *Notice
	Pickup   *Pickup
	Cell     *Cell
	Case     *Case
	Cases    *Cases
	Rating   *Rating
	Calendar *Calendar
	Working  *Working
	Question *Question
	Sheet    *Sheet
	Done     *Done
	Write    *Write
	Date     *Date
	Look     *Look
	Veil     *Veil

	Calibrate  *Calibrate
	Technician *Technician
}

// Screen names a page.
type Screen string

const (
	ScreenAttract  Screen = "attract"
	ScreenHome     Screen = "home"
	ScreenIdentify Screen = "identify"
	ScreenPad      Screen = "pad"
	ScreenList     Screen = "list"
	ScreenConfirm  Screen = "confirm"
	ScreenTicket   Screen = "ticket"
	ScreenTimeOut  Screen = "time-out"
	ScreenCardLeft Screen = "card-left"
	ScreenOutOfUse Screen = "out-of-use"
	ScreenNotice   Screen = "notice"
)

// Lang is a BCP 47 tag of a message catalogue.
type Lang string

const (
	Chinese Lang = "zh-Hans"
	English Lang = "en"
)

// Theme picks a set of colour tokens.
type Theme string

const (
	ThemeDefault  Theme = "default"
	ThemeElder    Theme = "elder"
	ThemeContrast Theme = "highContrast"
	ThemeNight    Theme = "night"
)

// Text is a word that comes from data, in each language that the data has.
// The catalogue's language falls back to Chinese.
type Text struct{ Zh, En string }

// In returns the text in lang, else in Chinese.
func (t Text) In(lang Lang) string {
	if lang == English && t.En != "" {
		return t.En
	}
	return t.Zh
}

func (t Text) empty() bool { return t.Zh == "" && t.En == "" }

// Hall is the head of every page.
type Hall struct {
	Name  Text
	Place Text   // where this terminal stands: 一楼大厅 3 号机
	Phone string // to ask at, "12345"; empty: none is shown
}

// Step is a step of a journey, named by its key in the catalogue.
type Step string

const (
	StepIdentify Step = "identify" // 刷证
	StepChoose   Step = "choose"   // 选业务
	StepConfirm  Step = "confirm"  // 确认
	StepTake     Step = "take"     // 取票
)

// Wait is a waiting time in minutes, a range and never a promise. Both zero
// means that nobody waits.
type Wait struct{ Min, Max int }

// Queue is how busy one department or business is now.
type Queue struct {
	Name  Text
	Ahead int
	Wait  Wait
}

// Attract is what passers-by see. Nothing of a person is on it.
type Attract struct {
	Queues    []Queue   // by department, at most five are shown
	UpdatedAt time.Time // zero: never fetched, and the card says so
	OpenUntil string    // "17:00"; empty when closed or unknown
	OpensAt   string    // when closed: next opening, "8:30"
	Notice    Text      // one line of notice; may be empty
	Shift     int       // minute counter that moves the page against burn-in
}

// Home offers the services.
type Home struct {
	Queues    []Queue
	UpdatedAt time.Time
	Services  []Service // in the order of use, at most ten
	Offline   *Offline  // set while the API cannot be reached
}

// Offline says since when the hall's network is away.
type Offline struct{ Since time.Time }

// Service is a tile of the home page.
type Service struct {
	ID     string // queue checkin inquiry pickup declare appoint guide proof rating report
	Reason Reason // empty: offered; else why not here, now
	Since  time.Time
	Where  Text // where else; "请到 12 号窗口"
	Apart  bool // offered without the network: its words say what is different
}

// Reason is a code the catalogue turns into the citizen's sentence.
type Reason string

const (
	ReasonNone          Reason = ""
	ReasonNotHere       Reason = "not-here"      // this terminal does not offer it
	ReasonNetwork       Reason = "network"       // the API cannot be reached
	ReasonSlow          Reason = "slow"          // the API takes long
	ReasonClosed        Reason = "closed"        // outside opening hours
	ReasonStarting      Reason = "starting"      // devices are not asked yet
	ReasonReaderAway    Reason = "reader-away"   // the card reader does not answer
	ReasonReaderBroken  Reason = "reader-broken" // the card reader reports a fault
	ReasonPrinterAway   Reason = "printer-away"  // the printer does not answer
	ReasonPaperOut      Reason = "paper-out"
	ReasonPaperLow      Reason = "paper-low"
	ReasonCoverOpen     Reason = "cover-open"
	ReasonCutter        Reason = "cutter"         // cutter jam
	ReasonPaperJam      Reason = "paper-jam"      // in the mouth, or somewhere in the printer
	ReasonPrinterHot    Reason = "printer-hot"    // its head: it goes on by itself
	ReasonPaperInMouth  Reason = "paper-in-mouth" // somebody's paper is still in the mouth
	ReasonPrinterBroken Reason = "printer-broken"
	ReasonSlipKept      Reason = "slip-kept"      // nobody took it, and the printer took it back
	ReasonScannerAway   Reason = "scanner-away"   // the code reader does not answer
	ReasonCabinetAway   Reason = "cabinet-away"   // the certificate cabinet does not answer
	ReasonCabinetBroken Reason = "cabinet-broken" // it cannot be used as it is set up
	ReasonDoorOpen      Reason = "door-left-open" // a door of the cabinet stands open
	ReasonDoorStuck     Reason = "door-stuck"     // a door did not open
	ReasonJournal       Reason = "journal"        // the terminal cannot keep records
	ReasonFull          Reason = "full"           // no numbers left today
	ReasonCutOff        Reason = "cut-off"        // the last number of the day has been given out
	ReasonNumberOver    Reason = "number-over"    // it was used, given back, or passed over
	ReasonNoDeputy      Reason = "no-deputy"      // nobody may do it for somebody else
	ReasonRefused       Reason = "refused"        // the hall said no, for another reason
	ReasonUpstream      Reason = "upstream"       // the hall's answer cannot be used
	ReasonSlotTaken     Reason = "slot-taken"     // somebody else has that time
	ReasonOneAlready    Reason = "one-already"    // this person has an appointment for it
	ReasonTooMany       Reason = "too-many"       // appointments, changes or tries
	ReasonTooEarly      Reason = "too-early"      // to check in
	ReasonTooLate       Reason = "too-late"       // to check in, to change, to give up
	ReasonOtherPlace    Reason = "other-place"    // it is kept elsewhere
	ReasonNotEntitled   Reason = "not-entitled"   // one may not act for this person
)

// Identify asks for the card and shows what the reader sees, live.
type Identify struct {
	State    CardState
	Attempt  int // of Attempts, for lift-and-replace
	Attempts int
	Reason   Reason    // with CardAway, CardFault
	Since    time.Time // of Reason
	Phone    bool      // a phone number will do as well
	Number   bool      // so will a typed ID number
	None     bool      // so will nothing at all
	Code     string    // so will this number: identify.code.<Code>; empty: none
	Scan     bool      // so will the code on a slip, before the scanner
	Strange  bool      // the code that was shown is none of the hall's
}

// CardState is what the card reader sees.
type CardState string

const (
	CardWaiting     CardState = "waiting"
	CardReading     CardState = "reading"
	CardLift        CardState = "lift"         // lift and put again
	CardNotResident CardState = "not-resident" // some other card
	CardInvalid     CardState = "invalid"      // read, but its own fields contradict each other or it has expired
	CardFault       CardState = "fault"        // the reader is broken or away
	CardDone        CardState = "done"
)

// Pad is a keypad for one number.
type Pad struct {
	Kind     PadKind
	Key      string // of a code: pad.<Key>Title and Lead; empty: those of any code
	Title    Text   // from data, in place of the catalogue's
	Lead     Text
	Value    string  // what has been typed, unmasked: masking is the screen's
	Reveal   bool    // the citizen asked to see it
	Covered  bool    // it may not be shown
	Length   int     // characters that are wanted; of a code at most, 0: up to 20, of a case number 50
	Ready    bool    // complete and right: the filled key works
	Problem  string  // "", "check-digit", "date", "phone-prefix", "character", "length", "unknown"
	At       int     // the character that is wrong, from 1; 0: not known
	Switch   PadKind // the other kind offered; empty for none
	Optional bool    // it may be left empty, with ActSkip
}

// PadKind names what is typed.
type PadKind string

const (
	PadIDNumber PadKind = "id-number"
	PadPhone    PadKind = "phone"
	PadCode     PadKind = "code"        // of a booking, a pick-up, a query: digits and capital letters
	PadCase     PadKind = "case-number" // digits, capital letters and dashes
	PadNumber   PadKind = "number"      // digits, up to Length
)

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

// Person is who the visit is for, masked before it comes here.
type Person struct {
	Name   string // 张*三; empty where only a number is known
	Number string // 130202********002X or 138****2266
	Source Source
}

// Source says where a fact came from.
type Source string

const (
	SourceCard  Source = "id-card"
	SourceTyped Source = "typed"
	SourcePhone Source = "phone"
	SourceNone  Source = "none"
)

// Confirm asks whether to take this number.
type Confirm struct {
	Business   Text
	Department Text
	Detail     Text   // what citizens call it: 二手房过户、继承、赠与
	Area       Text   // "C 区"
	Windows    string // "5–8"
	Booked     Text   // time of the appointment that the number is for; empty: it is a walk-in's
	Ahead      int    // Unknown: nobody knows
	Wait       Wait
	Accuracy   int // of ten estimates this many were right; 0: not known
	Person     *Person
	Priority   *Priority
	Classes    bool   // other priority classes can be asked for
	Paper      Reason // empty: a slip will be printed; else why only an e-ticket can be had
	PaperSince time.Time
	Working    time.Duration // 0: not yet asked for; else how long the call has run
	Failed     Reason        // the last try failed; nothing was taken
	FailedAt   time.Time
	Offline    *Offline  // the number is given out without the network
	AsOf       time.Time // with Offline: Ahead is of then
	Late       Text      // with Booked: what becomes of who comes too late; empty: no rule says
}

// Unknown stands for a number of people that nobody knows.
const Unknown = -1

// Priority is a queue of its own that this person may use.
type Priority struct {
	Class       string // "elder", "veteran", "disabled", "pregnant"
	Chosen      bool
	AheadNormal int
}

// Ticket is the number and what has become of its paper.
type Ticket struct {
	Number     string
	Business   Text
	Area       Text
	Windows    string
	Ahead      int // Unknown: nobody knows
	Wait       Wait
	Priority   string // class; empty: none
	Offline    bool   // given out without the network
	Link       string // what the QR says
	Paper      PaperStage
	Reason     Reason // with PaperNone
	Since      time.Time
	Reprint    bool // it is the same number once more: 补打
	CanReprint bool // with PaperExisting and ReasonSlipKept: paper can be had now
	Away       bool // with PaperExisting: its holder went away for a while
	Earlier    bool // with PaperExisting: from before the network was lost
	Pending    bool // the answer to the last touch is on its way
	Rate       bool // how it went can be rated
	Missed     Text // what becomes of it when nobody comes to its call; empty: no rule says
}

// PaperStage is the paper's way into the hand.
type PaperStage string

const (
	PaperPrinting  PaperStage = "printing"
	PaperTake      PaperStage = "take" // it stands in the mouth
	PaperTaken     PaperStage = "taken"
	PaperAsk       PaperStage = "ask"      // 小票出来了吗？
	PaperNone      PaperStage = "none"     // e-ticket: photograph this page
	PaperExisting  PaperStage = "existing" // this person already has this number
	PaperCancelled PaperStage = "cancelled"
)

// TimeOut asks whether anybody is there.
type TimeOut struct {
	Seconds    int
	Of         int    // seconds that the ring began with
	Extend     int    // seconds that one touch adds
	Extensions int    // how often that can still be done
	Number     string // the number that stays valid; empty: none was taken
}

// CardLeft asks for what a visitor left: a card on the reader, paper in the
// mouth, an open door. It is shown until they are gone.
type CardLeft struct {
	Card, Paper bool
	Door        int // cell of the cabinet that stands open; 0: none
}

// OutOfUse is the page of a terminal that can do nothing at all.
type OutOfUse struct {
	Reason Reason
	Since  time.Time
	Where  Text
	Opens  string // with ReasonClosed, "8:30"; empty: nobody knows
	Said   string // in place of a reason: a sentence of whoever has locked it
	Turned bool   // the service switch stands on maintenance; a key asks who the technician is
}

// Notice is one sentence and one key: closed, no numbers left, and the like.
type Notice struct {
	Reason Reason
	Since  time.Time
	Where  Text
	Report bool // 办不成事 can be told here
}
