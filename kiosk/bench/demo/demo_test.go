package demo

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/hall"
)

// play plays the visit in virtual time and returns the folder it left.
func play(t *testing.T, h *hallway) (string, error) {
	t.Helper()
	dir := t.TempDir()
	var err error
	synctest.Test(t, func(t *testing.T) {
		err = New(h, dir, 5*time.Second, slog.New(slog.DiscardHandler)).Play(t.Context(), queue)
	})
	return filepath.Join(dir, queue.Name), err
}

func TestVisitLeavesItsRecord(t *testing.T) {
	dir, err := play(t, newHallway())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"screens/01-attract.png", "screens/02-home.png", "screens/03-identify.png",
		"screens/04-list.png", "screens/05-initials.png", "screens/06-confirm.png", "screens/07-ticket.png",
		"screens/08-take.png", "screens/09-thanks.png", "screens/10-attract.png", "paper/01.escpos", "paper/01.png"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	var visit struct {
		Outcome string
		Steps   []struct{ Name string }
		Calls   []struct{ Operation string }
		Ticket  struct{ Number string }
		Journal struct{ Visit int }
	}
	data, err := os.ReadFile(filepath.Join(dir, "visit.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &visit); err != nil {
		t.Fatal(err)
	}
	if visit.Outcome != "done" || len(visit.Steps) != 9 || visit.Ticket.Number != "B042" || visit.Journal.Visit != 1 {
		t.Errorf("visit.json: %+v", visit)
	}
	if len(visit.Calls) != 2 || visit.Calls[0].Operation != "reserveTicket" {
		t.Errorf("calls %v, want reserveTicket first", visit.Calls)
	}
}

func TestPageThatNeverComes(t *testing.T) {
	h := newHallway()
	h.missing = "confirm"
	began := time.Now()
	dir, err := play(t, h)
	var stuck *Stuck
	if !errors.As(err, &stuck) {
		t.Fatalf("a visit without its confirm page: %v, want Stuck", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v of real time", took)
	}
	var report strings.Builder
	Report(&report, h, err)
	for _, want := range []string{"step confirm", "within 5s", "out-of-use", "暂停服务", "none", "printer away"} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, &report)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "visit.json"))
	if err != nil || !strings.Contains(string(data), "step confirm") {
		t.Errorf("visit.json does not name the step (%v)", err)
	}
}

func TestPictureIsOfThePageThatTheTreeTells(t *testing.T) {
	h := newHallway()
	h.busy = 3
	if _, err := play(t, h); err != nil {
		t.Fatal(err)
	}
	const screens = 10
	if h.looks != screens+3 {
		t.Errorf("%d pictures were taken, want 3 again after a view that changed meanwhile", h.looks-screens)
	}
}

func TestVisitIsChecked(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*hallway)
		want  string
	}{
		{"no code", func(h *hallway) { h.code = "" }, "cannot be read"},
		{"another number", func(h *hallway) { h.phone = "<p>B043</p>" }, "does not name number B042"},
		{"another code", func(h *hallway) { h.code = "http://127.0.0.1:8480/q/t-2" }, "the code on the paper says"},
		{"reserved twice", func(h *hallway) { h.calls = []bench.Call{{At: late, Operation: "reserveTicket"}} }, "2 calls of reserveTicket"},
		{"not confirmed", func(h *hallway) { h.status = hall.Reserved }, `"reserved", want confirmed`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHallway()
			test.spoil(h)
			if _, err := play(t, h); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// The visits without the glass press what they name and touch nothing; with two
// switches a row is entered first.
func TestVisitsWithoutTheGlass(t *testing.T) {
	for _, s := range []Scenario{keys, switches} {
		h := newHallway()
		var err error
		synctest.Test(t, func(t *testing.T) {
			p := New(h, t.TempDir(), 5*time.Second, slog.New(slog.DiscardHandler))
			p.by = s.by
			if p.out, err = newRecord(t.TempDir(), s); err != nil {
				t.Fatal(err)
			}
			steps := []step{{"attract", attract}}
			if s.by == nineKeys {
				steps = append(steps, step{"voice", voice})
			}
			steps = append(steps, step{"home", service("queue")}, step{"identify", identify(card)}, step{"list", list}, step{"initials", find(typed, wanted)})
			err = p.play(t.Context(), Scenario{steps: append(steps, withoutGlass(card)[3:]...)})
		})
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		for _, key := range h.keys {
			if key != s.by.on && key != s.by.take && key != "speech" && key != "headset-in" && key != "headset-out" {
				t.Errorf("%s: presses %s", s.Name, key)
			}
		}
		if n := len(h.keys); n < 12 {
			t.Errorf("%s: %d presses", s.Name, n)
		}
	}
}

func TestUnavailableKeyIsNotTouched(t *testing.T) {
	tree := control.Tree{Widgets: []control.Widget{{Intent: "service", Arg: "queue"}, {Intent: "service", Arg: "queue", Enabled: true, X: 7}}}
	if w, ok := tree.Find("service", "queue"); !ok || w.X != 7 {
		t.Errorf("found %+v, want the enabled one", w)
	}
	if _, ok := tree.Find("service", "pickup"); ok {
		t.Error("a key of another service was found")
	}
}
