package journey

import (
	"strings"
	"time"
)

// Pad is a number being typed.
type Pad struct {
	Kind    PadKind
	Key     string // what it is for, where it does not say who is there: "query-code"
	Title   Words  // from data, in place of the words of Key
	Lead    Words
	Most    int  // digits, with PadNumber
	Empty   bool // it may be left empty
	Value   string
	Reveal  bool
	Check   CommandID // a finished number is being checked
	Problem string    // what is wrong with a finished number
	Ready   bool
	Birth   time.Time // from a good ID number
}

// PadKind names what is typed.
type PadKind string

const (
	PadIDNumber PadKind = "id-number"
	PadPhone    PadKind = "phone"
	PadCode     PadKind = "code"        // of a booking, a pick-up, a query
	PadCase     PadKind = "case-number" // of a case or a report
	PadNumber   PadKind = "number"      // digits, as many as the form wants
)

// Length is how many characters the number has; of a code or a number that
// is counted, how many it may have.
func (p Pad) Length() int {
	switch p.Kind {
	case PadNumber:
		return p.Most
	case PadPhone:
		return 11
	case PadCode:
		return 16
	case PadCase:
		return 50
	}
	return 18
}

// least is how few characters a code may have; 0: the number's length is
// fixed, and the whole of it is checked.
func (k PadKind) least() int {
	switch k {
	case PadCode, PadCase:
		return 4
	case PadNumber:
		return 1
	}
	return 0
}

func (t *turn) toPad(kind PadKind) { t.toPadFor(kind, "") }

// toPadFor asks for a number that says nothing of who is there: the service's
// typed takes it.
func (t *turn) toPadFor(kind PadKind, key string) { t.toPadOf(Pad{Kind: kind, Key: key}) }

func (t *turn) toPadOf(p Pad) {
	t.stopCardUnlessPresent()
	t.Page, t.Pad = PagePad, p
	t.Left = t.allowance()
}

func (t *turn) touchPad(e Touch) {
	switch e.Do {
	case "key":
		t.typed(e.Arg)
	case "delete":
		if n := len(t.Pad.Value); n > 0 {
			t.setPad(t.Pad.Value[:n-1])
		}
	case "clear":
		t.setPad("")
	case "reveal":
		t.Pad.Reveal = !t.Pad.Reveal && !t.World.Rules.Covered
	case "by-phone":
		if t.Pad.Key == "" && t.Ways().Phone {
			t.toPad(PadPhone)
		}
	case "by-number":
		if t.Pad.Key == "" && t.Ways().Number {
			t.toPad(PadIDNumber)
		}
	case "next":
		t.padDone()
	case "skip":
		if t.Pad.Empty {
			t.setPad("")
			t.padTyped()
		}
	default:
		if t.Pad.Key != "" {
			t.own(e)
		}
	}
}

// typed adds one character where the number has room for it.
func (t *turn) typed(key string) {
	key = plain(key)
	if len(key) == 1 && len(t.Pad.Value) < t.Pad.Length() && t.Pad.takes(key[0]) {
		t.setPad(t.Pad.Value + key)
	}
}

// plain is a character as numbers are written: people, keyboards and the
// codes on slips also have it full-width or in lower case.
func plain(key string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, key))
}

// takes tells whether a character may come next. X ends an ID number and is
// nothing in other numbers that have a length of their own.
func (p Pad) takes(c byte) bool {
	switch {
	case c >= '0' && c <= '9':
		return true
	case p.Kind == PadIDNumber:
		return c == 'X' && len(p.Value) == p.Length()-1
	case p.Kind == PadCode:
		return c >= 'A' && c <= 'Z'
	case p.Kind == PadCase:
		return c >= 'A' && c <= 'Z' || c == '-' || c == '_'
	}
	return false
}

// setPad keeps what was typed and asks for a check once it is whole.
func (t *turn) setPad(value string) {
	t.Pad.Value, t.Pad.Check, t.Pad.Problem, t.Pad.Ready, t.Pad.Birth = value, 0, "", false, time.Time{}
	if least := t.Pad.Kind.least(); least > 0 {
		t.Pad.Ready = len(value) >= least
		return
	}
	if len(value) == t.Pad.Length() {
		t.Pad.Check = t.nextID()
		t.do(CheckNumber{ID: t.Pad.Check, Kind: t.Pad.Kind, Value: value})
	}
}

func (t *turn) numberChecked(e NumberChecked) {
	if !t.awaited(e.ID, t.Pad.Check) {
		return
	}
	t.Pad.Check = 0
	t.Pad.Problem, t.Pad.Ready, t.Pad.Birth = e.Problem, e.Problem == "", e.Birth
}

func (t *turn) padDone() {
	if !t.Pad.Ready {
		return
	}
	if t.Pad.Key != "" {
		t.padTyped()
		return
	}
	p := Person{Number: t.Pad.Value, Birth: t.Pad.Birth, Source: SourceTyped}
	if t.Pad.Kind == PadPhone {
		p.Source = SourcePhone
	}
	t.Pad = Pad{}
	t.identified(p)
}

// padTyped gives the service a number that says nothing of who is there.
func (t *turn) padTyped() {
	if typed := chapterOf(t.Service).typed; typed != nil {
		typed(t, t.Pad)
	}
}
