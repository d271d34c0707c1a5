package screens

import (
	"testing"
	"time"

	"govkiosk/screens/ui"
)

var noon = time.Date(2026, 6, 12, 12, 0, 0, 0, time.UTC)

// hand is a finger on a stage, in millimetres.
type hand struct {
	t   *testing.T
	s   *stage
	now time.Time
	did []Intent
}

func newHand(t *testing.T, v View) *hand {
	t.Helper()
	fonts, err := ui.LoadFonts(ui.DebianRegular, ui.DebianBold, ui.DebianFamily)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { fonts.Close() })
	h := &hand{t: t, s: newStage(Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}, fonts), now: noon}
	h.s.show(v, h.now)
	h.wait(time.Second)
	return h
}

func (h *hand) wait(d time.Duration) {
	h.now = h.now.Add(d)
	h.s.step(h.now)
}

func (h *hand) send(p Phase, x, y float64) {
	h.t.Helper()
	if in, ok := h.s.point(Pointer{p, x * h.s.ppm, y * h.s.ppm, h.now}); ok {
		h.did = append(h.did, in)
	}
	h.wait(16 * time.Millisecond)
}

func (h *hand) tap(x, y float64) {
	h.send(Down, x, y)
	h.send(Up, x, y)
}

// on is the middle of the target with that act.
func (h *hand) on(do Act, arg string) (x, y float64) {
	h.t.Helper()
	for _, t := range h.s.page.Targets {
		if t.Do == string(do) && t.Arg == arg {
			r := t.Visible()
			return r.X + r.W/2, r.Y + r.H/2
		}
	}
	h.t.Fatalf("no target %s %s", do, arg)
	return 0, 0
}

func (h *hand) expect(want ...Intent) {
	h.t.Helper()
	if len(h.did) != len(want) {
		h.t.Fatalf("did %v, want %v", h.did, want)
	}
	for i := range want {
		if h.did[i] != want[i] {
			h.t.Fatalf("did %v, want %v", h.did, want)
		}
	}
	h.did = nil
}

func homeView() View {
	return View{Screen: ScreenHome, Lang: Chinese, TextStep: 2, Clock: noon, Seconds: 60,
		Home: &Home{Services: []Service{{ID: "queue"}, {ID: "guide"}, {ID: "pickup", Reason: ReasonNotHere}}}}
}

func TestActsOnReleaseInside(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "queue")
	h.send(Down, x, y)
	h.expect()
	if got := h.s.finger.pressed(); got != (Intent{ActService, "queue"}) {
		t.Errorf("held key is %v", got)
	}
	h.send(Up, x+2, y)
	h.expect(Intent{ActService, "queue"})
}

func TestDraggingOutTakesItBack(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "queue")
	h.send(Down, x, y)
	h.send(Move, x, y-120)
	if h.s.finger.held {
		t.Error("the key is still held with the finger far away")
	}
	h.send(Move, x, y)
	h.send(Up, x, y)
	h.expect()
}

func TestALiftOutsideDoesNothing(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "queue")
	h.send(Down, x, y)
	h.send(Up, x, y-120)
	h.expect()
}

func TestATouchBesideATargetIsItsOwnWithinTheSlop(t *testing.T) {
	h := newHand(t, homeView())
	r := h.s.page.Targets[0].R
	h.tap(r.X-1.2, r.Y+r.H/2)
	h.expect(intentOf(h.s.page.Targets[0]))
	h.tap(r.X-1.5, r.Y+r.H/2)
	h.expect(Intent{Do: ActAlive})
}

func TestATouchOnNothingOrOnWhatIsOffSaysSomebodyIsThere(t *testing.T) {
	h := newHand(t, homeView())
	h.tap(130, 60)
	h.expect(Intent{Do: ActAlive})
	x, y := h.on(ActService, "pickup")
	h.tap(x, y)
	h.expect(Intent{Do: ActAlive})
}

func TestCancelTakesTheTouchBack(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "queue")
	h.send(Down, x, y)
	h.send(Cancel, x, y)
	h.send(Up, x, y)
	h.expect()
}

// A finger that is down when the page changes does not act on the new page.
func TestANewPageTakesTheTouchBack(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActHelp, "")
	h.send(Down, x, y)
	v := homeView()
	v.Screen, v.Home, v.Notice = ScreenNotice, nil, &Notice{Reason: ReasonClosed}
	h.s.show(v, h.now)
	h.send(Up, x, y)
	h.expect()
}

// The countdown shows a new View each second; a finger that is down goes on.
func TestTheCountdownDoesNotTakeTheTouchBack(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "queue")
	h.send(Down, x, y)
	v := homeView()
	v.Seconds = 59
	h.s.show(v, h.now)
	h.send(Up, x, y)
	h.expect(Intent{ActService, "queue"})
}

// A key that goes off under the finger does not act.
func TestAKeyThatGoesOffDoesNotAct(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActService, "guide")
	h.send(Down, x, y)
	v := homeView()
	v.Home = &Home{Services: []Service{{ID: "queue"}, {ID: "guide", Reason: ReasonNetwork}, {ID: "pickup", Reason: ReasonNotHere}}}
	h.s.show(v, h.now)
	h.send(Up, x, y)
	h.expect()
}

// The second tap of an unsteady hand is not meant for the page that the first
// one brought.
func TestADoubleTapDoesNotReachTheNextPage(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActHelp, "")
	h.tap(x, y)
	h.expect(Intent{Do: ActHelp})
	v := homeView()
	v.Screen, v.Home, v.Notice = ScreenNotice, nil, &Notice{Reason: ReasonClosed}
	h.s.show(v, h.now)
	h.wait(100 * time.Millisecond)
	h.tap(x, y)
	h.expect()
	h.wait(doubleTap)
	h.tap(x, y)
	h.expect(Intent{Do: ActHelp})
}

// A report from before the page changed was meant for the page before.
func TestALateReportIsNotForThisPage(t *testing.T) {
	h := newHand(t, homeView())
	x, y := h.on(ActHelp, "")
	early := h.now
	v := homeView()
	v.Screen, v.Home, v.Notice = ScreenNotice, nil, &Notice{Reason: ReasonClosed}
	h.wait(50 * time.Millisecond)
	h.s.show(v, h.now)
	if in, ok := h.s.point(Pointer{Down, x * h.s.ppm, y * h.s.ppm, early}); !ok || in.Do != ActAlive {
		t.Errorf("the touch did %v", in)
	}
}

func listView(n int) View {
	l := &List{State: ListReady}
	for i := range n {
		l.Rows = append(l.Rows, Row{Code: string(rune('a' + i)), Name: Text{Zh: "不动产登记"}})
	}
	return View{Screen: ScreenList, Lang: Chinese, TextStep: 2, Clock: noon, Seconds: 60, List: l}
}

func TestAListFollowsTheFinger(t *testing.T) {
	h := newHand(t, listView(20))
	x, y := h.on(ActBusiness, "c")
	h.send(Down, x, y)
	h.send(Move, x, y-3)
	if h.s.scroll != 0 || !h.s.finger.held {
		t.Fatalf("a trembling finger moved the list by %.1f mm", h.s.scroll)
	}
	h.send(Move, x, y-5)
	h.send(Move, x, y-45)
	if got := h.s.scroll; got < 39 || got > 41 {
		t.Errorf("the list moved %.1f mm with a finger that moved 40", got)
	}
	if h.s.finger.held {
		t.Error("a row is held while the list moves")
	}
	h.wait(time.Second)
	h.send(Up, x, y-45)
	h.expect()
	if h.s.speed != 0 {
		t.Error("the list runs on after a finger that rested")
	}
	x, y = h.on(ActBusiness, "e")
	h.tap(x, y)
	h.expect(Intent{ActBusiness, "e"})
}

func TestAFlungListRunsOnAndStops(t *testing.T) {
	h := newHand(t, listView(20))
	x, y := h.on(ActBusiness, "d")
	h.send(Down, x, y)
	for i := range 6 {
		h.send(Move, x, y-float64(i)*6)
	}
	h.send(Up, x, y-30)
	at := h.s.scroll
	if h.s.speed == 0 {
		t.Fatal("the list does not run on")
	}
	for range 300 {
		h.wait(16 * time.Millisecond)
	}
	if h.s.scroll <= at+10 || h.s.scroll > h.s.page.ScrollMax || h.s.speed != 0 {
		t.Errorf("from %.0f mm to %.0f of %.0f, still at %.0f mm/s", at, h.s.scroll, h.s.page.ScrollMax, h.s.speed)
	}
	h.expect()
}

func TestAListStopsAtItsEnds(t *testing.T) {
	h := newHand(t, listView(12))
	x, y := h.on(ActBusiness, "b")
	h.send(Down, x, y)
	h.send(Move, x, y+5)
	h.send(Move, x, y+200)
	if h.s.scroll != 0 {
		t.Errorf("above the first row by %.1f mm", -h.s.scroll)
	}
	h.send(Move, x, y-2000)
	if h.s.scroll != h.s.page.ScrollMax {
		t.Errorf("at %.1f of %.1f mm", h.s.scroll, h.s.page.ScrollMax)
	}
}

// Another filter begins at the top; a View that changes something else does not.
func TestWhenAListGoesBackToItsTop(t *testing.T) {
	h := newHand(t, listView(20))
	h.s.scrollTo(50)
	v := listView(20)
	v.Seconds = 59
	h.s.show(v, h.now)
	if h.s.scroll != 50 {
		t.Errorf("the countdown moved the list to %.0f", h.s.scroll)
	}
	v.List.Department = "bdc"
	h.s.show(v, h.now)
	if h.s.scroll != 0 {
		t.Errorf("another department begins at %.0f", h.s.scroll)
	}
}

// A touch stops a list that runs, and does not choose the row under it.
func TestATouchStopsARunningList(t *testing.T) {
	h := newHand(t, listView(20))
	h.s.speed, h.s.ranAt = 300, h.now
	h.wait(50 * time.Millisecond)
	x, y := h.on(ActBusiness, "e")
	h.tap(x, y)
	if h.s.speed != 0 {
		t.Error("the list still runs")
	}
	h.expect(Intent{Do: ActAlive})
}

func TestTreeIsInPanelPixels(t *testing.T) {
	h := newHand(t, homeView())
	list := widgets(h.s.page.Targets, ui.NewMetrics(1080, 1920, 21.5))
	if len(list) != len(h.s.page.Targets) {
		t.Fatalf("%d widgets of %d targets", len(list), len(h.s.page.Targets))
	}
	for _, w := range list {
		if w.X < 0 || w.Y < 0 || w.X+w.W > 1080 || w.Y+w.H > 1920 || w.W < 40 || w.H < 40 {
			t.Errorf("%+v", w)
		}
	}
	if w := list[0]; w.Intent != string(ActService) || w.Arg != "queue" || w.Label != "排队取号" || !w.Enabled {
		t.Errorf("first widget: %+v", w)
	}
}

// A list of elder mode is turned over sheet by sheet; whoever decides only
// hears that somebody is there.
func TestAnElderListIsTurnedOver(t *testing.T) {
	v := listView(9)
	v.Theme = ThemeElder
	h := newHand(t, v)
	for _, want := range []string{"e", "i"} {
		x, y := h.on(ActSheet, "next")
		h.tap(x, y)
		h.expect(Intent{Do: ActAlive})
		h.wait(time.Second)
		x, y = h.on(ActBusiness, want)
		h.tap(x, y)
		h.expect(Intent{ActBusiness, want})
	}
	x, y := h.on(ActSheet, "back")
	h.tap(x, y)
	h.expect(Intent{Do: ActAlive})
	h.on(ActBusiness, "e")
}

// The ring goes through every target in reading order, the bar last.
func TestTheFocusRingFollowsReadingOrder(t *testing.T) {
	v := homeView()
	h := newHand(t, v)
	n := len(h.s.page.Targets)
	for i := 1; i <= n; i++ {
		v.Focus = i
		h.s.show(v, h.now)
		ring, ok := h.s.page.Items[len(h.s.page.Items)-1].Op.(ui.Box)
		if !ok || ring.Line != ui.Focus {
			t.Fatalf("no ring round target %d", i)
		}
		if r := h.s.page.Targets[i-1].R; !ring.R.Contains(r.X, r.Y) || ring.R.W > r.W+5 {
			t.Errorf("the ring of target %d is %+v, the target %+v", i, ring.R, r)
		}
	}
	first, last := h.s.page.Targets[0], h.s.page.Targets[n-1]
	if first.Role == "bar" || last.Role != "bar" || last.Do != string(ActHelp) {
		t.Errorf("the order begins with %s and ends with %s", first.Do, last.Do)
	}
}

// More candidates come round, and another letter begins at the first again.
func TestMoreCandidatesComeRound(t *testing.T) {
	v := listView(3)
	v.List.Keyboard, v.List.Composing = true, "deng"
	for range 20 {
		v.List.Candidates = append(v.List.Candidates, "登记")
	}
	h := newHand(t, v)
	h.on(ActWord, "0")
	for range h.s.page.Sheets - 1 {
		x, y := h.on(ActSheet, "round")
		h.tap(x, y)
		h.wait(time.Second)
	}
	h.on(ActWord, "19")
	x, y := h.on(ActSheet, "round")
	h.tap(x, y)
	x, y = h.on(ActWord, "0")
	h.did = nil
	h.tap(x, y)
	h.expect(Intent{ActWord, "0"})
}
