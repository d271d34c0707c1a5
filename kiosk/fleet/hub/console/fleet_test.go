package console

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/wire"
)

// some are n terminals, two in a hall, ten halls in a district.
func some(n int) (all []seen) {
	for i := range n {
		place := config.Place{Province: "hebei", City: "tangshan", District: "d" + strconv.Itoa(i/20), Hall: "h" + strconv.Itoa(i/2)}
		s := seen{Known: hub.Known{ID: "KT-" + strconv.Itoa(1000+i), Place: place, Heard: time.Now()}, State: hub.Well}
		s.Status = usualStatus(s.ID, place)
		all = append(all, s)
	}
	return all
}

func TestTheTreeCountsAndFolds(t *testing.T) {
	all := some(200)
	all[7].State, all[8].State = hub.Away, hub.Away
	root := grow(all)
	city := root.Below[0].Below[0]
	if root.Total != 200 || root.Count[hub.Away] != 2 || len(city.Below) != 10 || city.Below[0].Count[hub.Away] != 2 {
		t.Errorf("%+v", root)
	}
	if !city.Open || city.Below[0].Open {
		t.Error("a hundred halls are shown at once")
	}
	if q := city.Below[0].Counts()[0].Query; q != "province=hebei&city=tangshan&district=d0&state=away" {
		t.Errorf("it leads to %s", q)
	}
	if small := grow(all[:20]); !small.Below[0].Below[0].Below[0].Open {
		t.Error("ten halls are folded")
	}
}

func TestTheListIsSieved(t *testing.T) {
	all := some(120)
	all[3].State, all[3].Not = hub.Partly, []string{"queue"}
	all[4].Status.Faults = []wire.Fault{{Code: "PRN-JAM"}}
	all[5].Status.Release.Version = 2
	for query, want := range map[string]int{
		"": 120, "q=kt-1003": 1, "q=D0+H1": 2, "state=partly": 1, "without=queue": 1, "without=pickup": 0, "fault=PRN-JAM": 1, "release=2": 1,
		"label=ring=b": 120, "label=ring": 120, "label=ring%3Da": 0, "label=hall=h3": 2, "hall=h3&state=well": 2, "district=d1": 20,
	} {
		q := must(url.ParseQuery(query))
		n := 0
		for _, s := range all {
			if sieveOf(q).fits(s) {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d, want %d", query, n, want)
		}
	}
	for from, want := range map[int][3]int{-5: {1, 50, 50}, 0: {1, 50, 50}, 50: {51, 100, 50}, 119: {101, 120, 20}, 9999: {101, 120, 20}} {
		l := list{Rows: all, Sieve: sieve{State: "well"}}
		l.cut(from)
		if got := [3]int{l.From, l.To, len(l.Rows)}; got != want || l.Total != 120 {
			t.Errorf("from %d: %v", from, got)
		}
		if l.Further != "" && !strings.Contains(string(l.Further), "state=well") {
			t.Errorf("the next page forgets what was asked: %s", l.Further)
		}
	}
}

// What is typed comes back as it was meant, or is named.
func TestAPlanIsReadBack(t *testing.T) {
	f := form{Release: "7", Success: "95", MaxFailed: "3", PerHall: "1", Patience: "10", Waves: []waveForm{{"district=lunan, ring=b", "2.5", "5", "15"}, {}, {"", "100", "1", "0"}, {}}}
	p, problems := f.plan()
	if len(problems) > 0 || len(p.Waves) != 2 || p.Waves[0].Labels["ring"] != "b" || p.Waves[0].Share != 0.025 || p.Waves[0].Soak != 15*time.Minute || p.Patience != 10*time.Minute {
		t.Errorf("%+v %v", p, problems)
	}
	if again, problems := formOf(p).plan(); len(problems) > 0 || len(again.Waves) != 2 || again.Waves[0].Share != 0.025 {
		t.Errorf("%+v %v", again, problems)
	}
	f.Release, f.PerHall, f.Waves[0].Labels, f.Waves[2].Share = "x", "1.5", "lunan", "NaN"
	_, problems = f.plan()
	for i, want := range []string{"release", "per_hall", "waves[0].labels", "waves[2].share"} {
		if i >= len(problems) || !strings.HasPrefix(problems[i], want) {
			t.Errorf("%v, want %s", problems, want)
		}
	}
}
