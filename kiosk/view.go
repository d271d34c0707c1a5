package kiosk

import (
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// Viewer turns states into Views. It holds what does not change during a run.
type Viewer struct {
	Config *config.Config
	Zone   *time.Location
	Health *Health
	Lock   string // what citizens read instead of being served, from afar; empty: they are
	Turned bool   // the service switch stands on maintenance: nobody is served
}

// View returns what the screen shows in state s, at a given time.
func (v Viewer) View(s journey.State, hall HallNow, now time.Time) screens.View {
	out := screens.View{
		Lang:     screens.Lang(s.Lang),
		TextStep: s.Text,
		Theme:    theme(s),
		Hall: screens.Hall{
			Name: text(v.Config.Hall.Name), Place: text(v.Config.Terminal.Place), Phone: v.Config.Hall.Phone,
		},
		Clock:   now.In(v.Zone),
		Seconds: s.Left,
		Help:    s.Help, LowReach: s.Look.LowReach,
	}
	v.page(&out, s, hall)
	if s.Service == journey.ServiceDeclare {
		declareStep(&out, s)
	}
	if s.Veiled {
		cover(&out)
	}
	if s.Look.Propose {
		v.propose(&out, s)
	}
	if s.Look.Calls {
		v.calls(&out, s)
	}
	if s.Look.Open {
		v.look(&out, s)
	}
	if s.Warned && s.Page != journey.PageLeaving {
		v.timeOut(&out, s)
	}
	out.Night = s.Night()
	out.Speech = v.Health.Of(DeviceSpeech).State == drivers.Online
	out.Toast = v.toast(s)
	out.Speaking, out.Spoken = s.Voice.Talking, s.Voice.On && !s.Voice.Talking
	return out
}

// toast is what a key has just done. A volume is told as it is, 1 to 10.
func (v Viewer) toast(s journey.State) screens.Toast {
	n := s.Told.N
	if s.Told.What == journey.ToldVolume {
		n = min(max(v.Config.Speech.Volume+n, 1), 10)
	}
	return screens.Toast{Key: s.Told.What, N: n}
}

// theme is the elder one at the largest type: fewer things on a page, nothing
// that moves, and twice the time.
func theme(s journey.State) screens.Theme {
	if s.Look.Contrast {
		return screens.ThemeContrast
	}
	if s.Elder() {
		return screens.ThemeElder
	}
	if s.Night() {
		return screens.ThemeNight
	}
	return screens.ThemeDefault
}

// page fills in the page that the visit is at.
func (v Viewer) page(out *screens.View, s journey.State, hall HallNow) {
	switch s.Page {
	case journey.PageHome:
		out.Screen, out.Home = screens.ScreenHome, v.home(s, hall)
	case journey.PageIdentify:
		out.Screen, out.Identify = screens.ScreenIdentify, v.identify(s)
		steps(out, s, 0)
	case journey.PagePad:
		out.Screen, out.Pad = screens.ScreenPad, pad(s)
		steps(out, s, 0)
	case journey.PageList:
		out.Screen, out.List = screens.ScreenList, v.list(s)
		steps(out, s, 1)
	case journey.PageConfirm:
		out.Screen, out.Confirm = screens.ScreenConfirm, v.confirm(s)
		steps(out, s, 2)
	case journey.PageTicket:
		out.Screen, out.Ticket = screens.ScreenTicket, v.ticket(s)
		steps(out, s, 3)
	case journey.PageLeaving:
		out.Screen, out.Seconds = screens.ScreenCardLeft, -1
		out.CardLeft = &screens.CardLeft{Card: s.Leaving.Card, Paper: s.Leaving.Paper, Door: s.Leaving.Door}
	case journey.PageNotice:
		out.Screen = screens.ScreenNotice
		out.Notice = &screens.Notice{Reason: screens.Reason(s.Notice), Where: text(v.Config.Hall.Else), Report: reportable(s)}
	case journey.PageQuestion:
		out.Screen, out.Question = screens.ScreenQuestion, question(s)
		steps(out, s, 1)
	case journey.PageWrite:
		out.Screen, out.Write = screens.ScreenWrite, write(s.Write)
	case journey.PageDate:
		out.Screen, out.Date = screens.ScreenDate, date(s.Date)
	case journey.PageCases:
		out.Screen, out.Cases = screens.ScreenCases, v.cases(s)
	case journey.PageCase:
		out.Screen, out.Case = screens.ScreenCase, v.matter(s)
	case journey.PageReported:
		out.Screen, out.Sheet = screens.ScreenSheet, v.reported(s)
	case journey.PageConflict:
		out.Screen, out.Sheet = screens.ScreenSheet, v.conflict(s)
	case journey.PageRating:
		out.Screen, out.Rating = screens.ScreenRating, v.rating(s)
	case journey.PageWorking:
		out.Screen, out.Working = screens.ScreenWorking, v.working(s)
	case journey.PageDone:
		out.Screen, out.Done = screens.ScreenDone, v.done(s)
	case journey.PageCalendar, journey.PageBooking:
		v.appoint(out, s)
	case journey.PageGuide:
		out.Screen, out.Sheet = screens.ScreenSheet, v.guide(s)
	case journey.PageProof, journey.PageCheck:
		out.Screen, out.Sheet = screens.ScreenSheet, v.proof(s)
	case journey.PageMaterials, journey.PagePromise, journey.PageHandover, journey.PageForm:
		v.declare(out, s)
	default:
		if !v.pickupPage(out, s) {
			v.rest(out, s, hall)
		}
	}
}

// rest is the page of a terminal at which nobody stands.
func (v Viewer) rest(out *screens.View, s journey.State, hall HallNow) {
	out.Seconds = -1
	if s.World.Journal != "" {
		out.Screen = screens.ScreenOutOfUse
		out.OutOfUse = &screens.OutOfUse{
			Reason: screens.Reason(s.World.Journal),
			Since:  v.since(DeviceJournal), Where: text(v.Config.Hall.Else),
		}
		return
	}
	if v.Lock != "" {
		out.Screen = screens.ScreenOutOfUse
		out.OutOfUse = &screens.OutOfUse{Said: v.Lock, Where: text(v.Config.Hall.Else)}
		return
	}
	if v.Turned {
		out.Screen = screens.ScreenOutOfUse
		out.OutOfUse = &screens.OutOfUse{Turned: true, Where: text(v.Config.Hall.Else)}
		return
	}
	if s.Shut() {
		out.Screen = screens.ScreenOutOfUse
		out.OutOfUse = &screens.OutOfUse{Reason: screens.ReasonClosed, Opens: hall.OpensAt}
		return
	}
	out.Screen, out.Attract = screens.ScreenAttract, attract(hall, out.Clock)
}

// look lays the page of text size, contrast and reach over the page.
func (v Viewer) look(out *screens.View, s journey.State) {
	*out = screens.View{
		Screen: screens.ScreenLook, Lang: out.Lang, TextStep: out.TextStep, Theme: out.Theme, LowReach: out.LowReach,
		Hall: out.Hall, Clock: out.Clock, Seconds: s.Left, Help: out.Help,
		Look: &screens.Look{TextStep: s.Text, Contrast: s.Look.Contrast, LowReach: s.Look.LowReach, Night: s.Night(), Elder: s.Elder()},
	}
}

// cover takes everything of the page away but its head and bar.
func cover(out *screens.View) {
	*out = screens.View{
		Screen: screens.ScreenVeil, Lang: out.Lang, TextStep: out.TextStep, Theme: out.Theme, LowReach: out.LowReach,
		Hall: out.Hall, Clock: out.Clock, Seconds: out.Seconds, Help: out.Help, Veil: &screens.Veil{},
	}
}

// propose lays the question whether larger type would help over the page.
func (v Viewer) propose(out *screens.View, s journey.State) {
	*out = screens.View{
		Screen: screens.ScreenQuestion, Lang: out.Lang, TextStep: out.TextStep, Theme: out.Theme, LowReach: out.LowReach,
		Hall: out.Hall, Clock: out.Clock, Seconds: s.Left, Help: out.Help,
		Question: &screens.Question{Key: "propose-elder", Choices: []screens.Choice{
			{ID: "elder", Key: "elder-yes", Icon: "a-arrow-up"}, {ID: "as-is", Key: "elder-no", Icon: "check"},
		}},
	}
}

// calls lays over the page what came of the call for a person: somebody is
// coming, or where to go.
func (v Viewer) calls(out *screens.View, s journey.State) {
	q := &screens.Question{Key: "help-" + string(s.Helping()), Choices: []screens.Choice{{ID: "ok", Key: "help-ok", Icon: "check"}}}
	if s.Helping() == journey.HelpAway {
		q.Lead = screens.Matter("help-away", "where", v.Config.Hall.Else.Zh)
		if v.Config.Hall.Else.En != "" {
			q.Lead.En = screens.Matter("help-away", "where", v.Config.Hall.Else.En).En
		}
	}
	*out = screens.View{
		Screen: screens.ScreenQuestion, Lang: out.Lang, TextStep: out.TextStep, Theme: out.Theme, LowReach: out.LowReach,
		Hall: out.Hall, Clock: out.Clock, Seconds: s.Left, Help: out.Help, Question: q,
	}
}

// timeOut lays the question whether anybody is there over the page.
func (v Viewer) timeOut(out *screens.View, s journey.State) {
	*out = screens.View{
		Screen: screens.ScreenTimeOut, Lang: out.Lang, TextStep: out.TextStep, Theme: out.Theme, LowReach: out.LowReach,
		Hall: out.Hall, Clock: out.Clock, Seconds: s.Left, Help: out.Help,
		TimeOut: &screens.TimeOut{
			Seconds: s.Left, Of: s.Policy.WarnBefore,
			Extend: s.Policy.Extend, Extensions: s.Extensions,
		},
	}
	if s.Ticket != nil && s.Paper.Stage != journey.PaperCancelled {
		out.TimeOut.Number = s.Ticket.Number
	}
}

// since returns when a device became as it is, in the hall's zone.
func (v Viewer) since(d Device) time.Time { return v.Health.Of(d).Since.In(v.Zone) }

func text(w config.Words) screens.Text   { return screens.Text{Zh: w.Zh, En: w.En} }
func words(w journey.Words) screens.Text { return screens.Text{Zh: w.Zh, En: w.En} }
func wait(w journey.Wait) screens.Wait   { return screens.Wait{Min: w.Min, Max: w.Max} }
