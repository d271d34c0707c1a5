package screens

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

func newApp(t *testing.T, onIntent func(Intent)) *App {
	t.Helper()
	a, err := New(Options{Panel: Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}, OnIntent: onIntent})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.waker.stop(); a.fonts.Close() })
	return a
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	_, err := New(Options{Panel: Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}, FontRegular: "/nowhere/a.ttc"})
	if err == nil || !strings.Contains(err.Error(), "/nowhere/a.ttc") || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		t.Errorf("font: %v", err)
	}
	if _, err = New(Options{}); err == nil || !strings.Contains(err.Error(), "panel") {
		t.Errorf("panel: %v", err)
	}
}

// Reports keep their order, and none is lost between frames.
func TestReportsKeepTheirOrder(t *testing.T) {
	var did []Intent
	a := newApp(t, func(in Intent) { did = append(did, in) })
	a.Show(homeView())
	frame(t, a)
	a.screen.stage.changed = time.Time{} // the page has been there for long
	var want []Intent
	for _, id := range []string{"queue", "guide", "queue"} {
		for _, target := range a.screen.stage.page.Targets {
			if target.Arg != id {
				continue
			}
			x, y := (target.R.X+5)*a.m.PxPerMM, (target.R.Y+5)*a.m.PxPerMM
			a.Push(Pointer{Phase: Down, X: x, Y: y})
			a.Push(Pointer{Phase: Up, X: x, Y: y})
		}
		want = append(want, Intent{ActService, id})
	}
	frame(t, a)
	frame(t, a)
	if len(did) != len(want) {
		t.Fatalf("did %v, want %v", did, want)
	}
	for i := range want {
		if did[i] != want[i] {
			t.Fatalf("did %v, want %v", did, want)
		}
	}
}

func frame(t *testing.T, a *App) {
	t.Helper()
	if err := a.screen.Update(); err != nil {
		t.Fatal(err)
	}
}

func TestTheNewestViewWins(t *testing.T) {
	a := newApp(t, nil)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				a.Show(homeView())
				a.Push(Pointer{Phase: Move})
				a.Tree()
			}
		})
	}
	all.Wait()
	last := homeView()
	last.Seconds = 7
	a.Show(last)
	frame(t, a)
	for i := range 3 {
		a.screen.glass.frame()
		a.screen.drawn(false)
		if got := a.Tree().Painted == 401; got != (i == 2) {
			t.Errorf("frame %d: the View counts as painted: %v", i, got)
		}
	}
	if a.screen.glass.waits() {
		t.Error("more frames are asked for")
	}
	if got := a.screen.stage.view.Seconds; got != 7 {
		t.Errorf("the page shows %d seconds, want 7", got)
	}
	if tree := a.Tree(); tree.Shown != 401 || tree.Painted != 401 || tree.Screen != ScreenHome || len(tree.Widgets) < 6 {
		t.Errorf("tree: shown %d, painted %d, %s, %d widgets", tree.Shown, tree.Painted, tree.Screen, len(tree.Widgets))
	}
}

// The window may come before the first View, and be touched.
func TestAnEmptyWindowStands(t *testing.T) {
	a := newApp(t, nil)
	a.Push(Pointer{Phase: Down, X: 500, Y: 500})
	frame(t, a)
	a.screen.glass.frame()
	a.screen.drawn(false)
	if tree := a.Tree(); tree.Painted != 0 || len(tree.Widgets) != 0 {
		t.Errorf("an empty window has %+v", tree)
	}
}

func TestQuitEndsTheLoop(t *testing.T) {
	a := newApp(t, nil)
	a.Quit()
	if err := a.screen.Update(); err == nil {
		t.Error("the loop goes on")
	}
}

// A frame that was asked for and has not begun is asked for again; one that
// has begun is not.
func TestAFrameIsAskedForUntilItBegins(t *testing.T) {
	var w waker
	defer w.stop()
	w.ask()
	if !w.waiting.Load() {
		t.Error("nothing waits for a frame")
	}
	w.begun()
	if w.waiting.Load() {
		t.Error("a frame is still waited for")
	}
}

// What a page of a visit said is gone from memory when the visit is over: lines
// are kept as they were measured and drawn.
func TestAVisitsWordsAreForgotten(t *testing.T) {
	a := newApp(t, nil)
	const name = "张甲乙丙"
	v := homeView()
	v.Screen, v.Home, v.Question = ScreenQuestion, nil, &Question{Title: Text{Zh: name}, Choices: []Choice{{ID: "1", Name: Text{Zh: name + "丁"}}}}
	show := func(v View) {
		a.Show(v)
		frame(t, a)
		a.screen.canvas.Paint(a.screen.stage.page.List)
	}
	held := func() bool { return strings.Contains(fmt.Sprint(a.fonts, a.screen.canvas), name) }
	if show(v); !held() {
		t.Fatal("the test does not look where lines are kept")
	}
	show(View{Screen: ScreenAttract, Lang: Chinese, TextStep: 2, Clock: noon, Seconds: -1, Attract: &Attract{}})
	if held() {
		t.Error("a name is still there")
	}
}
