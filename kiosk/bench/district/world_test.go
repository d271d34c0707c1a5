package district

import (
	"testing"
	"time"

	"govkiosk/kiosk/bench/district/registry"
)

func newDay(t *testing.T, seed uint64) *world {
	t.Helper()
	d, err := parseData(hallTOML)
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	h, err := newHours(d, r.Calendar, false)
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(d, h, at("07:00").now, seed)
}

// state is what can be seen of every queue.
func (w *world) state() [][3]int {
	var out [][3]int
	for _, l := range w.lines {
		out = append(out, [3]int{len(l.waiting), l.came, l.accuracy()})
	}
	return out
}

// Looking often and looking once show the same day.
func TestDayDoesNotDependOnWhoLooks(t *testing.T) {
	often, once, other := newDay(t, 7), newDay(t, 7), newDay(t, 8)
	for now := at("07:00").now; !now.After(at("15:00").now); now = now.Add(17 * time.Second) {
		often.advance(now)
	}
	for _, w := range []*world{often, once, other} {
		w.advance(at("15:00").now)
	}
	same := true
	for i, s := range once.state() {
		if often.state()[i] != s {
			t.Errorf("queue %d: %v looked at often, %v once", i, often.state()[i], s)
		}
		same = same && other.state()[i] == s
	}
	if same {
		t.Error("another seed gives the same day")
	}
}

// Queues stay near what is typical, nobody waits after hours, and the estimates
// are right often enough to be worth telling.
func TestOrdinaryDay(t *testing.T) {
	w := newDay(t, 7)
	right, told, waiting, samples := 0, 0, 0, 0
	for now := at("09:30").now; now.Before(at("16:30").now); now = now.Add(10 * time.Minute) {
		w.advance(now)
		for _, l := range w.lines {
			if n := len(l.waiting); n > int(2*l.spec.Typical)+3 {
				t.Errorf("%s %s: %d wait, typical %g", now.Format("15:04"), l.spec.department.Code, n, l.spec.Typical)
			}
			waiting += len(l.waiting)
			samples++
			if l.accuracy() > 0 {
				right, told = right+l.accuracy(), told+10
			}
		}
	}
	if mean := float64(waiting) / float64(samples); mean < 3 || mean > 10 {
		t.Errorf("%g wait on average", mean)
	}
	if told == 0 || right*10 < told*7 {
		t.Errorf("%d of %d estimates were right", right, told)
	}
	w.advance(at("20:00").now)
	for _, l := range w.lines {
		if len(l.waiting) > 0 || l.free() != len(l.windows) {
			t.Errorf("%s: %d wait at night", l.spec.department.Code, len(l.waiting))
		}
	}
}

// After a run of priority calls an ordinary number has its turn.
func TestPriorityRun(t *testing.T) {
	l := newDay(t, 7).lines[0]
	var people []*visitor
	for _, class := range []string{"", "", "elder", "elder", "elder", "veteran"} {
		people = append(people, &visitor{class: class})
	}
	got, streak := "", 0
	for len(people) > 0 {
		v := l.pick(people, &streak)
		if v.class == "" {
			got += "o"
		} else {
			got += "p"
		}
		for i, p := range people {
			if p == v {
				people = append(people[:i:i], people[i+1:]...)
				break
			}
		}
	}
	if got != "ppoppo" {
		t.Errorf("called in order %s", got)
	}
}

// Whoever is away keeps the place and is not called.
func TestLeaveAndReturn(t *testing.T) {
	w := newDay(t, 7)
	w.leave = 3 * time.Hour
	q := w.lines[0].spec
	w.reserve(at("09:30").now, "a", q, "")
	w.apply(at("09:31").now, "a", deedDeliver)
	w.apply(at("09:32").now, "a", deedLeave)
	w.advance(at("11:30").now)
	v := w.visitors["a"]
	if v.window != 0 {
		t.Fatal("called while away")
	}
	w.apply(at("11:30").now, "a", deedReturn)
	w.advance(at("11:50").now)
	if v.window == 0 {
		t.Error("two hours in the queue, back for 20 minutes, and not called")
	}
}

// Whoever stays away longer than they may is called again in their place.
func TestLeaveEndsByItself(t *testing.T) {
	w := newDay(t, 7)
	w.leave = 20 * time.Minute
	q := w.lines[0].spec
	w.reserve(at("09:30").now, "a", q, "")
	w.apply(at("09:31").now, "a", deedDeliver)
	w.apply(at("09:32").now, "a", deedLeave)
	v := w.visitors["a"]
	w.advance(at("09:51").now)
	if !v.away || v.window != 0 {
		t.Fatalf("after 19 minutes: away %v, window %d", v.away, v.window)
	}
	w.advance(at("11:30").now)
	if v.away || v.window == 0 {
		t.Errorf("two hours later: away %v, window %d", v.away, v.window)
	}
}

// Nobody came when the window called: the window takes the next one, and who
// comes back stands behind so many others.
func TestMissedCall(t *testing.T) {
	w := newDay(t, 7)
	w.behind = 2
	l := w.lines[0]
	w.reserve(at("09:30").now, "a", l.spec, "")
	w.apply(at("09:31").now, "a", deedDeliver)
	v := w.visitors["a"]
	now := at("09:31").now
	for ; v.window == 0; now = now.Add(time.Minute) {
		w.advance(now)
	}
	w.apply(now, "a", deedMiss)
	if v.window != 0 || !v.absent || v.missed != 1 {
		t.Fatalf("missed: %+v", v)
	}
	w.advance(now.Add(10 * time.Minute))
	if v.window != 0 {
		t.Fatal("called again without coming back")
	}
	w.apply(now.Add(10*time.Minute), "a", deedReturn)
	if n := l.ahead(v); n > 2 || len(l.waiting) > 2 && n != 2 {
		t.Errorf("%d ahead after coming back, %d wait", n, len(l.waiting))
	}
	w.advance(now.Add(90 * time.Minute))
	if v.window == 0 {
		t.Error("not called again")
	}
}
