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
