package screens_test

import (
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
)

// walker is somebody at the keys beside the glass.
type walker struct {
	t     *testing.T
	app   *screens.App
	did   []screens.Intent
	spots []screens.Spot
}

func newWalker(t *testing.T, panel screens.Panel) *walker {
	t.Helper()
	w := &walker{t: t}
	app, err := screens.New(screens.Options{Panel: panel,
		OnIntent: func(in screens.Intent) { w.did = append(w.did, in) },
		OnFocus:  func(s screens.Spot) { w.spots = append(w.spots, s) }})
	if err != nil {
		t.Fatal(err)
	}
	w.app = app
	return w
}

func (w *walker) show(v screens.View) {
	w.t.Helper()
	w.app.Show(screens.View{Screen: screens.ScreenAttract, Lang: v.Lang, Attract: &screens.Attract{}})
	w.turn()
	w.app.Show(v)
	w.turn()
	w.did, w.spots = nil, nil
}

func (w *walker) turn() {
	w.t.Helper()
	if err := w.app.Turn(); err != nil {
		w.t.Fatal(err)
	}
}

// press presses keys, one a frame, and returns what the last one meant.
func (w *walker) press(keys ...screens.Key) (last screens.Intent) {
	w.t.Helper()
	for _, k := range keys {
		w.did = nil
		w.app.Press(screens.Press{Key: k, At: time.Now().Add(time.Hour)})
		w.turn()
		if len(w.did) > 0 {
			last = w.did[0]
		}
	}
	return last
}

// ringed is what stands in the ring.
func (w *walker) ringed() (out []screens.Widget) {
	for _, g := range w.app.Tree().Widgets {
		if g.Focused {
			out = append(out, g)
		}
	}
	return out
}

func view(t *testing.T, name string) screens.View {
	t.Helper()
	for _, n := range sample.Views(screens.Chinese) {
		if n.Name == name {
			return n.View
		}
	}
	t.Fatalf("there is no sample %s", name)
	return screens.View{}
}

type act struct{ do, arg string }

// round presses a key until the ring comes back to where it began, and
// returns what it passed.
func (w *walker) round(name string, k screens.Key) map[act]bool {
	w.t.Helper()
	seen := map[act]bool{}
	var first screens.Widget
	for i := range 400 {
		w.press(k)
		in := w.ringed()
		if len(in) == 0 {
			w.t.Fatalf("%s: %s leaves no ring", name, k)
		}
		if i == 0 {
			first = in[0]
		} else if i > 1 && in[0] == first {
			return seen
		}
		for _, g := range in {
			seen[act{g.Intent, g.Arg}] = true
		}
	}
	w.t.Fatalf("%s: %s never comes round", name, k)
	return nil
}

// Every key of every page is reached with one key of the pad, and what stands
// on the page is among it.
func TestEveryPageIsWalkedWithKeys(t *testing.T) {
	w := newWalker(t, column)
	walked := map[string]int{}
	for _, n := range sample.Views(screens.Chinese) {
		kind := string(n.View.Screen) + string(n.View.Theme)
		if walked[kind]++; walked[kind] > 2 || n.View.Screen == screens.ScreenAttract || n.View.Screen == screens.ScreenCalibrate {
			continue
		}
		w.show(n.View)
		want := w.app.Tree().Widgets
		seen := w.round(n.Name, screens.KeyRight)
		for _, g := range want {
			if !seen[act{g.Intent, g.Arg}] {
				t.Errorf("%s: right never comes to %s %s %q", n.Name, g.Intent, g.Arg, g.Label)
			}
		}
	}
}

// A list is pushed until its last row has been in the ring, whole.
func TestALongListIsWalkedToItsEnd(t *testing.T) {
	v := view(t, "06-list")
	row := v.List.Rows[0]
	v.List.Rows = nil
	for i := range 30 {
		row.Code, row.Reason = "row"+string(rune('A'+i)), ""
		v.List.Rows = append(v.List.Rows, row)
	}
	for _, k := range []screens.Key{screens.KeyRight, screens.KeyNext} {
		w := newWalker(t, column)
		w.show(v)
		seen := w.round("list", k)
		for _, r := range v.List.Rows {
			if !seen[act{"business", r.Code}] {
				t.Errorf("%s: row %s was never in the ring", k, r.Code)
			}
		}
	}
	w := newWalker(t, column)
	w.show(v)
	for range 60 {
		w.press(screens.KeyDown)
		if in := w.ringed(); len(in) == 1 && in[0].Arg == v.List.Rows[29].Code {
			if got := w.press(screens.KeyOK); got != (screens.Intent{Do: screens.ActBusiness, Arg: v.List.Rows[29].Code}) {
				t.Errorf("ok does %v", got)
			}
			return
		}
	}
	t.Error("down never comes to the last row")
}

// Two switches come to every key of a keyboard by rows, in fewer presses than
// one by one.
func TestTwoSwitchesTypeByRows(t *testing.T) {
	w := newWalker(t, column)
	v := view(t, "06-list")
	v.List.Keyboard = true
	w.show(v)
	pressed := 0
	press := func(k screens.Key) screens.Intent { pressed++; return w.press(k) }
	for len(w.ringed()) == 0 || !holds(w.ringed(), "key", "m") {
		if press(screens.KeyNext); pressed > 60 {
			t.Fatal("no row has an m")
		}
	}
	if got := press(screens.KeySelect); got.Do != screens.ActAlive {
		t.Fatalf("select on a row does %v", got)
	}
	for in := w.ringed(); len(in) != 1 || in[0].Arg != "m"; in = w.ringed() {
		if press(screens.KeyNext); pressed > 60 {
			t.Fatal("the row has no m")
		}
	}
	if got := press(screens.KeySelect); got != (screens.Intent{Do: screens.ActKey, Arg: "m"}) {
		t.Errorf("select does %v", got)
	}
	if pressed > 22 {
		t.Errorf("an m took %d presses", pressed)
	}
	if in := w.ringed(); !holds(in, "key", "m") || len(in) < 5 {
		t.Errorf("after a letter the ring is round %d keys, want its row", len(in))
	}
}

func holds(list []screens.Widget, do, arg string) bool {
	for _, g := range list {
		if g.Intent == do && g.Arg == arg {
			return true
		}
	}
	return false
}

// What cannot be had is in the ring too, says why, and does nothing.
func TestAKeyThatIsOffSaysWhy(t *testing.T) {
	w := newWalker(t, column)
	v := view(t, "02-home")
	v.Home.Services = []screens.Service{{ID: "pickup", Reason: screens.ReasonNetwork, Where: screens.Text{Zh: "请到 12 号窗口"}}, {ID: "queue"}}
	w.show(v)
	for range 10 {
		w.press(screens.KeyRight)
		if in := w.ringed(); in[0].Arg == "pickup" {
			break
		}
	}
	w.spots = nil
	if got := w.press(screens.KeyOK); got.Do != screens.ActAlive {
		t.Errorf("ok does %v", got)
	}
	if len(w.spots) != 1 || w.spots[0].Enabled || w.spots[0].Hint == "" {
		t.Errorf("says %+v", w.spots)
	}
}

// The pad's own keys are those of the bar, and a touch takes the ring away.
func TestKeysOfTheBarAndTheTouch(t *testing.T) {
	w := newWalker(t, column)
	v := view(t, "06-list")
	v.Speech = true
	w.show(v)
	for k, want := range map[screens.Key]screens.Act{screens.KeyBack: screens.ActBack, screens.KeyHome: screens.ActHome,
		screens.KeyHelp: screens.ActHelp, screens.KeySpeech: screens.ActSpeech, screens.KeyLouder: screens.ActLouder} {
		if got := w.press(k); got.Do != want {
			t.Errorf("%s does %v", k, got)
		}
	}
	w.press(screens.KeyDown)
	if len(w.ringed()) != 1 {
		t.Fatal("no ring")
	}
	w.app.Push(screens.Pointer{Phase: screens.Down, X: 5, Y: 900, At: time.Now().Add(time.Hour)})
	w.turn()
	if len(w.ringed()) != 0 {
		t.Error("the ring stays under a finger")
	}
}

// At rest every key wakes the terminal, and the next page has its ring.
func TestAnyKeyWakes(t *testing.T) {
	w := newWalker(t, column)
	rest := screens.View{Screen: screens.ScreenAttract, Lang: screens.Chinese, Attract: &screens.Attract{}}
	for _, k := range []screens.Key{screens.KeyDown, screens.KeyOK, screens.KeyNext, screens.KeySelect, screens.KeySpeech} {
		w.app.Show(rest)
		w.turn()
		if got := w.press(k); got.Do != screens.ActStart {
			t.Errorf("%s does %v", k, got)
		}
		w.app.Show(view(t, "02-home"))
		w.turn()
		if in := w.ringed(); len(in) != 1 || in[0].Intent != "service" {
			t.Errorf("%s: the ring is round %v", k, in)
		}
	}
}

// What a person types, and what is theirs, is told to one pair of ears.
func TestSpotsOfAPersonArePrivate(t *testing.T) {
	w := newWalker(t, column)
	for name, do := range map[string]string{"15-pad-id": "key", "10-pickup": "item"} {
		w.show(view(t, name))
		private := 0
		for range 40 {
			w.spots = nil
			w.press(screens.KeyRight)
			in := w.ringed()
			if len(w.spots) == 0 {
				continue
			}
			if got := w.spots[0].Private; got != (in[0].Intent == do) {
				t.Errorf("%s: %s %q private: %v", name, in[0].Intent, in[0].Label, got)
			} else if got {
				private++
			}
		}
		if private == 0 {
			t.Errorf("%s: nothing was private", name)
		}
	}
}
