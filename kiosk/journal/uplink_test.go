package journal

import (
	"fmt"
	"slices"
	"testing"
)

func ids(t *testing.T, j *Journal) []int64 {
	t.Helper()
	all, err := j.Outgoing(10 * mostTold)
	must(t, err)
	var out []int64
	for _, e := range all {
		out = append(out, e.ID)
	}
	return out
}

// What the hub has is forgotten, and no number is given twice, also not after
// a new start with an empty queue.
func TestEventNumbersAreNeverGivenTwice(t *testing.T) {
	file := path(t)
	j := open(t, file)
	must(t, j.Tell("a", nil, false), j.Tell("b", map[string]int{"n": 1}, true), j.ToldThrough(1))
	if got := ids(t, j); !slices.Equal(got, []int64{2}) {
		t.Fatalf("%v", got)
	}
	must(t, j.ToldThrough(2), j.Close())
	j = open(t, file)
	must(t, j.Tell("c", nil, false))
	if got := ids(t, j); !slices.Equal(got, []int64{3}) {
		t.Errorf("%v", got)
	}
}

// A terminal whose journal was lost goes on behind what the hub has of it.
func TestEventsGoOnBehindALostJournal(t *testing.T) {
	for _, told := range []int{0, 2} {
		j := open(t, path(t))
		for range told {
			must(t, j.Tell("a", nil, false))
		}
		must(t, j.Join(900), j.Join(900))
		must(t, j.Tell("b", nil, false))
		got := ids(t, j)
		if len(got) != told+1 || got[0] != 901 || got[told] != int64(901+told) || j.Join(901) != nil || len(ids(t, j)) != told {
			t.Errorf("%d were waiting: %v", told, got)
		}
	}
}

func TestFullQueueDropsWhatMattersLast(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Tell("matters", nil, true))
	_, err := j.db.Exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO fleet_event SELECT i, '', 'fill', '', 0 FROM n`, mostTold)
	must(t, err)
	must(t, j.Tell("more", nil, false), j.Tell("more", nil, true))
	got := ids(t, j)
	n, lost, err := j.Waiting()
	must(t, err)
	if n != mostTold || lost != 2 || got[0] != 1 || got[1] != 4 || got[len(got)-1] != mostTold+2 {
		t.Errorf("%d wait, %d lost, from %v", n, lost, got[:3])
	}
}

// A command is begun once, and ends once.
func TestOrderIsCarriedOutOnce(t *testing.T) {
	file := path(t)
	j := open(t, file)
	for i, want := range []bool{true, false} {
		if fresh, err := j.OrderTaken("x", []byte(`{}`)); err != nil || fresh != want {
			t.Fatalf("time %d: %v, %v", i, fresh, err)
		}
	}
	must(t, j.OrderBegins("x"), j.Close())
	j = open(t, file)
	if err := j.OrderBegins("x"); err == nil {
		t.Error("it was begun twice")
	}
	must(t, j.OrderEnded("x", "done", ""))
	if err := j.OrderEnded("x", "failed", ""); err == nil {
		t.Error("it ended twice")
	}
	if all, err := j.Orders(); err != nil || len(all) != 1 || all[0].Outcome != "done" {
		t.Errorf("%+v, %v", all, err)
	}
	must(t, j.OrderTold("x"))
	if all, err := j.Orders(); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// The power may go at any write: what was told is there, under its number.
func TestPowerCutLosesNoEventForTheHub(t *testing.T) {
	r := recordDay(t, durable, func(d day) {
		for n := range 4 {
			d.did(d.j.Tell(fmt.Sprint("kind ", n), nil, true))
		}
		d.did(d.j.ToldThrough(2))
	}, func(d day) { d.did(d.j.Tell("last", nil, true)) })
	if last := r.last.Told; len(last) != 3 || last[0].ID != 3 || last[2].Kind != "last" {
		t.Fatalf("the day left %+v", last)
	}
	s := &sweep{settings: durable, order: anyOrder, every: 3}
	s.run(r)
	for _, bad := range s.bad[:min(5, len(s.bad))] {
		t.Error(bad)
	}
}
