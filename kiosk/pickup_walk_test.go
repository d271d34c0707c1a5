package kiosk

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"govkiosk/kiosk/journal"
)

// pickupStates is how far the exploration goes. 400 000 take some minutes.
var pickupStates = flag.Int("pickup-states", 8_000, "states of the pickup model to explore")

// explore goes everywhere from a state, nearest first, and returns how many
// states there were and the way to the first that must not be.
func explore(start *shop, most int) (states int, way []string, wrong string) {
	type node struct {
		m   *shop
		way []string
	}
	seen := map[string]bool{start.key(): true}
	todo := []node{{start, nil}}
	for len(todo) > 0 && len(seen) < most {
		n := todo[0]
		todo = todo[1:]
		for _, c := range n.m.choices() {
			next := n.m.clone()
			c.do(next)
			way := append(slices.Clip(n.way), c.name)
			if next.wrong != "" {
				return len(seen), way, next.wrong
			}
			if k := next.key(); !seen[k] {
				seen[k] = true
				todo = append(todo, node{next, way})
			}
		}
	}
	return len(seen), nil, ""
}

// pickupWalks is how many ways the model is walked at random.
var pickupWalks = flag.Int("pickup-walks", 400, "ways to walk through the pickup model")

// walkLength is how many steps a way has, at most.
const walkLength = 300

// wander walks ways through the model that one seed names, and returns the
// first that must not be.
func wander(mutant string, seed uint64, ways int) (steps int, way []string, wrong string) {
	random := rand.New(rand.NewPCG(seed, 0))
	for n := range ways {
		m := newWay(mutant, n)
		way = way[:0]
		for range walkLength {
			c, taken := m.chance(random)
			if !taken {
				continue
			}
			c.do(m)
			way = append(way, c.name)
			if steps++; m.wrong != "" {
				return steps, way, m.wrong
			}
		}
	}
	return steps, nil, ""
}

// newWay begins with the network there, or just gone.
func newWay(mutant string, n int) *shop {
	m := newShop(mutant, anything)
	if n%2 == 1 {
		m.list, m.listed, m.away = true, m.owner, true
		m.tellWorld()
	}
	return m
}

// seldom is how rarely something is chosen that would end most ways before
// anything comes of them: once in so many times.
var seldom = []struct {
	what string
	once int
}{
	{"power cut", 12}, {"home", 12}, {"back", 12}, {"walks away", 12}, {"too old", 25}, {"staff", 8}, {"is lost", 5}, {"is back", 5}, {"empty", 4}, {"stuck", 3}, {"next", 3}, {"a hand takes the slip", 6},
}

// chance takes a choice, or none this time.
func (m *shop) chance(random *rand.Rand) (choice, bool) {
	choices := m.choices()
	c := choices[random.IntN(len(choices))]
	for _, s := range seldom {
		if strings.Contains(c.name, s.what) {
			return c, random.IntN(s.once) == 0
		}
	}
	return c, true
}

// Nothing that a hand, a door, a line or the power does makes the terminal
// open a cell for somebody else, open two, forget a coil or call a full cell
// empty: in the nearest states that two visits, one power cut and two faults
// lead to.
func TestPickupIsSafeWhateverHappens(t *testing.T) {
	t.Parallel()
	states, way, wrong := explore(newShop("", cellsOnly), *pickupStates)
	if wrong != "" {
		t.Fatalf("%s\nafter %s", wrong, strings.Join(way, " → "))
	}
	t.Logf("%d states", states)
	if states < *pickupStates {
		t.Errorf("only %d states: the model hardly moves", states)
	}
}

// The same with everything at once: certificates on paper, a network that
// comes and goes, answers that are lost or late, cells that are opened without
// the hall, two power cuts.
func TestPickupIsSafeOnAnyWay(t *testing.T) {
	t.Parallel()
	steps, way, wrong := wander("", 1, *pickupWalks)
	if wrong != "" {
		t.Fatalf("%s\nafter %s", wrong, strings.Join(way, " → "))
	}
	t.Logf("%d steps", steps)
}

// Ways at random reach what they are for; else they would prove nothing.
func TestWaysReachWhatTheyAreFor(t *testing.T) {
	reached := map[string]int{}
	random := rand.New(rand.NewPCG(2, 0))
	for n := range 200 {
		m := newWay("", n)
		for range walkLength {
			if c, taken := m.chance(random); taken {
				c.do(m)
			}
		}
		if m.cuts == 2 {
			reached["two power cuts"]++
		}
		for _, h := range m.book.rows {
			switch {
			case h.Told == journal.Collected && m.book.away[h.Pickup]:
				reached["taken without the hall"]++
			case h.Told == journal.Collected && h.Cell == 0:
				reached["taken on paper"]++
			case h.Why == "not-taken":
				reached["paper that nobody took"]++
			}
		}
	}
	for _, what := range []string{"two power cuts", "taken without the hall", "taken on paper", "paper that nobody took"} {
		if reached[what] < 2 {
			t.Errorf("%s: %d times", what, reached[what])
		}
	}
}

// Each of these breaks one of the rules, and the exploration finds it.
func TestExplorationFindsBrokenRules(t *testing.T) {
	for mutant, says := range map[string]string{
		"writes after the coil":                 "the record does not know",
		"opens the cell beside":                 "is opened for",
		"takes an opened cell for an empty one": "recorded as empty",
		"does not look at other doors":          "stands open",
		"settles nothing":                       "left unsettled",
		"keeps the leave over the visit":        "is left",
		"settles nothing, and opens another":    "nobody has told",
	} {
		states, way, wrong := explore(newShop(mutant, cellsOnly), 60_000)
		t.Logf("%s: %d states, %s", mutant, states, wrong)
		if wrong == "" || !strings.Contains(wrong, says) {
			t.Errorf("%s: found %q after %v", mutant, wrong, way)
		}
	}
}

// These need paper, or a network that is away.
func TestWaysFindBrokenRules(t *testing.T) {
	for mutant, says := range map[string]string{
		"takes a printed slip for a taken one":    "in nobody's hand",
		"opens a cell that moved":                 "is opened for",
		"opens by a list of before the power cut": "is opened for",
		"settles a slip as taken":                 "in nobody's hand",
	} {
		steps, way, wrong := wander(mutant, 3, 4_000)
		t.Logf("%s: %d steps, %s", mutant, steps, wrong)
		if wrong == "" || !strings.Contains(wrong, says) {
			t.Errorf("%s: found %q after %v", mutant, wrong, way)
		}
	}
}

var (
	_ doors       = (*shop)(nil)
	_ handoutBook = (*memBook)(nil)
)
