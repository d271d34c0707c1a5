package screens

import (
	"regexp"
	"strconv"
	"strings"
)

// Utterance is one thing to say, in the language of the View.
type Utterance struct {
	Text    string
	Private bool // of a person: only to the headset (EN 301 549 5.1.3)
	// Keys are the messages of the catalogue that say just this: a recording of
	// one of them says it as well. Most utterances hold data and have none.
	Keys []string
}

// Speak says a page from top to bottom: the question, what is so, what can be
// chosen. It is pure, and needs neither fonts nor panel.
func Speak(v View) []Utterance {
	s := &speech{page: page{v: &v, words: catalogueOf(v.Lang)}}
	s.scale.Step = 2
	if v.Toast.Key != "" && v.Toast.Key != "volume" { // the volume is heard
		s.tell(s.toastWords(v.Toast))
	}
	s.content()
	s.ending()
	return s.out
}

// speech collects what is said; its page knows the words, and has no glass.
type speech struct {
	page
	out []Utterance
}

// tell says sentences that anybody may hear; empty ones are left out.
func (s *speech) tell(sentences ...string) {
	for _, t := range sentences {
		keys := s.words.keys(t)
		if t = s.aloud(t); t != "" {
			s.out = append(s.out, Utterance{Text: t, Keys: keys})
		}
	}
}

// whisper says what is for one pair of ears.
func (s *speech) whisper(sentences ...string) {
	for _, t := range sentences {
		keys := s.words.keys(t)
		if t = s.aloud(t); t != "" {
			s.out = append(s.out, Utterance{Text: t, Private: true, Keys: keys})
		}
	}
}

var rangeOfFigures = regexp.MustCompile(`(\d)–(\d)`)

// aloud turns signs that are read into words that are heard.
func (s *speech) aloud(t string) string {
	t = rangeOfFigures.ReplaceAllString(t, "${1}"+s.say("speak.to")+"${2}")
	t = strings.NewReplacer("\n", "", " | ", s.say("speak.comma"), "*", s.say("speak.star")).Replace(t)
	return strings.TrimSpace(t)
}

// spelt reads a number character by character: A 0 3 7.
func spelt(number string) string { return strings.Join(strings.Split(number, ""), " ") }

// pair is a fact: what it counts, and the figure.
func (s *speech) pair(label, value string) { s.tell(label + s.say("speak.is") + value) }

func (s *speech) facts(list []fact) {
	for _, f := range list {
		s.pair(f.label, f.value+" "+f.unit)
	}
}

func (s *speech) content() {
	v := s.v
	switch {
	case v.Screen == ScreenAttract && v.Attract != nil:
		s.attract(v.Attract)
	case v.Screen == ScreenService && v.Technician != nil:
		s.technician(v.Technician)
	case v.Screen == ScreenHome && v.Home != nil:
		s.home(v.Home)
	case v.Screen == ScreenIdentify && v.Identify != nil:
		s.identify(v.Identify)
	case v.Screen == ScreenPad && v.Pad != nil:
		s.pad(v.Pad)
	case v.Screen == ScreenList && v.List != nil:
		s.list(v.List)
	case v.Screen == ScreenConfirm && v.Confirm != nil:
		s.confirm(v.Confirm)
	case v.Screen == ScreenTicket && v.Ticket != nil:
		s.ticket(v.Ticket)
	case v.Screen == ScreenTimeOut && v.TimeOut != nil:
		s.timeOut(v.TimeOut)
	default:
		s.others()
	}
}

// others are the pages that end a visit and the journeys beyond the queue.
func (s *speech) others() {
	v := s.v
	switch {
	case v.Screen == ScreenCardLeft && v.CardLeft != nil:
		title, state, _ := s.leftWords(v.CardLeft)
		next := "left.next"
		if v.CardLeft.Door != 0 && !v.CardLeft.Card && !v.CardLeft.Paper {
			next = "left.nextDoor"
		}
		s.tell(title, state.title, state.sub, s.say("left.lead"), s.say(next))
	case v.Screen == ScreenOutOfUse && v.OutOfUse != nil:
		s.outOfUse(v.OutOfUse)
	case v.Screen == ScreenNotice && v.Notice != nil:
		s.tell(s.words.reason(v.Notice.Reason, v.Notice.Since))
		s.elsewhere(v.Notice.Where)
	case v.Screen == ScreenPickup && v.Pickup != nil:
		s.pickup(v.Pickup)
	case v.Screen == ScreenCell && v.Cell != nil:
		s.cell(v.Cell)
	case v.Screen == ScreenCase && v.Case != nil:
		s.matter(v.Case)
	case v.Screen == ScreenCases && v.Cases != nil:
		s.matters(v.Cases)
	case v.Screen == ScreenRating && v.Rating != nil:
		s.rating()
	case v.Screen == ScreenCalendar && v.Calendar != nil:
		s.calendar(v.Calendar)
	case v.Screen == ScreenCalibrate && v.Calibrate != nil:
		s.tell(s.calibrateTitle(v.Calibrate))
	default:
		s.shared()
	}
}

// ending says how long there is, where the page does not do so itself.
func (s *speech) ending() {
	if s.v.Help {
		s.tell(s.say("home.helpCalledSub"))
	}
	if s.v.Screen == ScreenAttract || s.v.Screen == ScreenTimeOut || s.v.Seconds < 0 {
		return
	}
	s.tell(s.say("bar.left") + " " + strconv.Itoa(s.v.Seconds) + " " + s.say("bar.seconds"))
}
