package screens

import (
	"time"

	"govkiosk/screens/ui"
)

// Panel is the glass: its pixels, its diagonal and how high it hangs.
type Panel struct {
	WidthPx, HeightPx int
	DiagonalIn        float64
	LowerEdgeMM       float64 // of the glass above the floor; 0 is taken as 800
}

// Glass is what the page shows of the finger and of time. It is no part of
// the View: it changes without anything being decided.
type Glass struct {
	Pressed Intent        // the target that is held; zero: none
	Scroll  float64       // mm that the list has moved up
	Sheet   int           // of a list that is turned over instead, from 0
	Since   time.Duration // since this state of the page was first shown
}

// Page is a View laid out on one panel.
type Page struct {
	*ui.List
	Scroller  ui.Rect       // where a drag moves the list; empty: nowhere
	ScrollMax float64       // mm
	Sheets    int           // of a list that is turned over
	Next      time.Duration // until something moves by itself; 0: nothing does
	Shrink    float64       // below 1: the type was too large for the page
	Cut       []string      // texts that stick out even so
	Over      float64       // mm that the page is too high even so
	Lip       float64       // mm below a key that belong to it
	FromRight bool          // it reads from the right

	inOrderParts []part // of a page that reads from the right
}

// leastShrink is where a page stops giving way; the type has met its floor by then.
const leastShrink = .46

// Layout lays a View out. It is pure: the same arguments give the same page.
//
// Where the chosen type does not fit a page, all of it gives way by the same
// factor, but never below a capital of 4.8 mm (3.5 at step 1).
func Layout(v View, panel Panel, fonts *ui.Fonts, g Glass) Page {
	if v.Screen == ScreenService {
		v = plainService(v)
	}
	for shrink := 1.0; ; shrink -= .06 {
		p := newPage(&v, panel, fonts, g, shrink)
		p.build()
		if (p.Over <= 0 && len(p.Cut) == 0) || shrink <= leastShrink {
			return p.Page
		}
	}
}

func newPage(v *View, panel Panel, fonts *ui.Fonts, g Glass, shrink float64) *page {
	m := ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn)
	p := &page{v: v, m: m, fonts: fonts, words: catalogueOf(v.Lang), glass: g}
	p.List = &ui.List{Theme: string(v.colours())}
	p.Shrink = shrink
	p.scale = ui.Scale{Step: stepOn(textStep(v), m), Elder: v.Theme == ThemeElder, Narrow: narrow(m), Shrink: shrink}
	p.zones = p.divide(panel)
	return p
}

// colours is the theme that the tokens are of.
func (v *View) colours() Theme {
	if v.Theme == ThemeElder && v.Night {
		return ThemeNight
	}
	return v.Theme
}

// textStep lets elder mode begin at step 4 and go no lower than 3.
func textStep(v *View) int {
	if v.Theme == ThemeElder {
		if v.TextStep == 3 {
			return 3
		}
		return 4
	}
	if v.TextStep == 0 {
		return 2
	}
	return min(max(v.TextStep, 1), 4)
}

// stepOn is a step larger on the totem, which is read from farther away.
func stepOn(step int, m ui.Metrics) int {
	if large(m) && step == 2 {
		return 3
	}
	return step
}

func large(m ui.Metrics) bool { return min(m.Width, m.Height) > 340 }

// narrow is how much of the large type a panel has room for: all of it at a
// content width of 244 mm, half of it on the 10-inch panel, a third more on
// the totem of 32 inches, which is read from farther away.
func narrow(m ui.Metrics) float64 {
	content := min(m.Width, m.Height) - 24
	return min(1.35, max(.4, .47+(content-112)/(244-112)*.53))
}

// build lays out the page that Screen names; one whose data is missing stays
// empty but for head and bar, so that the way home is there.
func (p *page) build() {
	v := p.v
	switch {
	case v.Screen == ScreenAttract && v.Attract != nil:
		p.attract(v.Attract)
	case v.Screen == ScreenCalibrate && v.Calibrate != nil:
		p.calibrate(v.Calibrate)
	case v.Screen == ScreenService && v.Technician != nil:
		p.servicePage(v.Technician)
	default:
		p.framed(p.content)
	}
	p.turnRound()
	p.readingOrder()
	p.focus()
}

// content is what stands between head and bar. It is asked for again where
// one part of the page has another scale.
func (p *page) content() content {
	v := p.v
	switch {
	case v.Screen == ScreenHome && v.Home != nil:
		return p.home(v.Home)
	case v.Screen == ScreenIdentify && v.Identify != nil:
		return p.identify(v.Identify)
	case v.Screen == ScreenPad && v.Pad != nil:
		return p.pad(v.Pad)
	case v.Screen == ScreenList && v.List != nil:
		return p.list(v.List)
	case v.Screen == ScreenConfirm && v.Confirm != nil:
		return p.confirm(v.Confirm)
	case v.Screen == ScreenTicket && v.Ticket != nil:
		return p.ticket(v.Ticket)
	case v.Screen == ScreenTimeOut && v.TimeOut != nil:
		return p.timeOut(v.TimeOut)
	case v.Screen == ScreenCardLeft && v.CardLeft != nil:
		return p.cardLeft(v.CardLeft)
	case v.Screen == ScreenOutOfUse && v.OutOfUse != nil:
		return p.outOfUse(v.OutOfUse)
	case v.Screen == ScreenNotice && v.Notice != nil:
		return p.notice(v.Notice)
	}
	return p.serviceContent()
}

// serviceContent is content for the journeys beyond the queue.
func (p *page) serviceContent() content {
	v := p.v
	switch {
	case v.Screen == ScreenPickup && v.Pickup != nil:
		return p.pickup(v.Pickup)
	case v.Screen == ScreenCell && v.Cell != nil:
		return p.cell(v.Cell)
	case v.Screen == ScreenCase && v.Case != nil:
		return p.caseTimeline(v.Case)
	case v.Screen == ScreenCases && v.Cases != nil:
		return p.cases(v.Cases)
	case v.Screen == ScreenRating && v.Rating != nil:
		return p.rating(v.Rating)
	case v.Screen == ScreenCalendar && v.Calendar != nil:
		return p.calendar(v.Calendar)
	}
	return p.commonContent()
}

// commonContent is content for the pages that journeys share.
func (p *page) commonContent() content {
	v := p.v
	switch {
	case v.Screen == ScreenWorking && v.Working != nil:
		return p.working(v.Working)
	case v.Screen == ScreenQuestion && v.Question != nil:
		return p.asking(v.Question)
	case v.Screen == ScreenSheet && v.Sheet != nil:
		return p.sheetPage(v.Sheet)
	case v.Screen == ScreenDone && v.Done != nil:
		return p.done(v.Done)
	case v.Screen == ScreenWrite && v.Write != nil:
		return p.writing(v.Write)
	case v.Screen == ScreenVeil && v.Veil != nil:
		return p.veil()
	case v.Screen == ScreenDate && v.Date != nil:
		return p.date(v.Date)
	case v.Screen == ScreenLook && v.Look != nil:
		return p.looks(v.Look)
	}
	return content{}
}
