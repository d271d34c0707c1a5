package screens

import "time"

// Pages that all journeys share. What is asked, told or written differs by a
// key of the catalogue; a new key needs no code here.

const (
	ScreenWorking  Screen = "working"  // the hall is being asked
	ScreenQuestion Screen = "question" // one question and its choices
	ScreenSheet    Screen = "sheet"    // something to read
	ScreenDone     Screen = "done"     // what came of it, and its slip
	ScreenWrite    Screen = "write"    // a few sentences of one's own
	ScreenLook     Screen = "look"     // how this machine shows itself
)

const (
	ActChoose       Act = "choose"    // Arg: Choice.ID
	ActLayout       Act = "layout"    // other letters; Arg: "pinyin", "latin" or "digits"
	ActChange       Act = "change"    // another time
	ActSkip         Act = "skip"      // leave the field empty
	ActLookText     Act = "look-text" // Arg: "larger" or "smaller"
	ActLookContrast Act = "look-contrast"
	ActLookNight    Act = "look-night"
	ActLookLow      Act = "look-low"
)

// Working says that the hall is being asked, or that it could not be asked.
// Its acts are retry, cancel and home: there is always a way out.
type Working struct {
	Doing    string        // working.<Doing>.title, and .long which is said after 8 s
	For      time.Duration // how long the call has run
	Failed   Reason        // the last try failed; nothing of it was done unless Unsure
	FailedAt time.Time
	Tries    int
	Final    bool // trying again does not help
	// Unsure: the answer to a call that writes was lost. It may have been done;
	// the same is asked again, and nothing is done twice.
	Unsure bool
	Where  Text // where else it can be done; may be empty
	Report bool // with Failed: 办不成事 can be told here
}

// Question is one question with up to forty choices.
type Question struct {
	Key         string // question.<Key>.title, .lead and .empty
	Title, Lead Text   // from data, in place of the catalogue's
	Person      *Person
	Choices     []Choice
	Many        bool   // boxes to tick, and a filled key
	Next        string // key of the filled key, act.<Next>; empty: none, a touch chooses
	Ready       bool   // the filled key works
}

// Choice is one answer.
type Choice struct {
	ID           string
	Key          string // choice.<Key>.name and .detail
	Name, Detail Text   // from data, in place of the catalogue's
	Status       Text   // at the right end; may be empty
	Icon         string // may be empty
	Chosen       bool
	Reason       Reason // why it cannot be had; empty: it can
	Where        Text   // where else, with Reason
}

// Sheet is something to read: a guide, a form to confirm, a case. At most
// three acts.
type Sheet struct {
	Key         string // sheet.<Key>.title and .lead
	Title, Lead Text   // from data, in place of the catalogue's
	Link        string // what the QR says, for the phone; empty: none
	Code        string // the same to type; may be empty
	Sections    []Section
	Acts        []SheetAct
}

// Section is a part of a sheet with a heading.
type Section struct {
	Key   string // section.<Key>
	Title Text   // from data, in place of the catalogue's
	Lines []Line
	Note  Text // a paragraph under the lines; may be empty
}

// Line is a fact of a sheet.
type Line struct {
	Key    string // line.<Key>: what the value is
	Label  Text   // from data, in place of the catalogue's
	Value  Text
	Source Text // where it came from: 身份证, 已共享; may be empty
	Mark   Mark
}

// ReasonFixed: it comes from a card or a register, and is put right there.
const ReasonFixed Reason = "fixed"

// StepPapers is the step of a declaration at its materials.
const StepPapers Step = "papers"

// Mark says how a line stands.
type Mark string

const (
	MarkNone     Mark = ""
	MarkDone     Mark = "done"     // there already
	MarkChecked  Mark = "checked"  // found to be so; Source says by whom
	MarkMissing  Mark = "missing"  // to be brought
	MarkPromise  Mark = "promise"  // 告知承诺: a signed promise will do
	MarkDeferred Mark = "deferred" // 容缺: may follow later
	MarkPaused   Mark = "paused"   // the clock stands still
	MarkInfo     Mark = "info"
	MarkOpen     Mark = "open"     // it is not said yet how it comes
	MarkPromised Mark = "promised" // promised in writing
	MarkLater    Mark = "later"    // will follow
)

// SheetAct is a key under a sheet.
type SheetAct struct {
	Do      Act
	Arg     string
	Key     string // act.<Key>
	Icon    string
	Primary bool
	Reason  Reason // why it cannot be had; empty: it can
}

// Done says what came of a journey, and follows its slip into the hand. Its
// acts are done, again, rate, print, yes, no and reprint.
type Done struct {
	Service   string     // Service.ID
	Key       string     // done.<Key>.title and .lead
	Number    string     // in large numerals; may be empty
	NumberKey string     // number.<NumberKey>; empty: number.case
	Facts     []Line     // four at most are shown
	Link      string     // what the QR says; empty: none
	Paper     PaperStage // printing, take, taken, ask or none; empty: no slip
	Reason    Reason     // with PaperNone
	Since     time.Time
	Reprint   bool // the slip is the same once more: 补打
	Pending   bool // the answer to the last touch is on its way
	Rate      bool // the rating is offered
	Print     bool // a slip can be had: printed without one, reprinted after one
	More      bool // the visit goes on: the filled key leads to what comes next
	Held      bool // with PaperTake: nothing goes on before the slip is out of the mouth
}

// Write is a field for free text.
type Write struct {
	Key        string // write.<Key>.title and .lead
	Title      Text   // from data, in place of the catalogue's
	Lead       Text
	Text       string
	Most       int      // characters that it may have
	Composing  string   // Pinyin behind Text that waits for a choice
	Candidates []string // words for Composing, the likeliest first; without it, words that such a text is made of
	Letters    string   // "pinyin", "latin" or "digits"; empty: "pinyin"
	Optional   bool     // it may be left empty
	Ready      bool     // the filled key works
}

// Look is how this machine shows itself to this visitor. Its acts are
// look-text, look-contrast, look-night, look-low and done.
type Look struct {
	TextStep int  // 1..4
	Contrast bool // black and white
	Night    bool // dark colours for a dark hall
	LowReach bool // everything to touch stands low
	Elder    bool // elder mode is on: the largest type, fewer things on a page
}
