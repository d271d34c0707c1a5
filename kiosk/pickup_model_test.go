package kiosk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// The cells of the model: two of Anna's and one of Bert's. Anna has a
// certificate besides that is printed.
var (
	owners  = [4]string{"", "anna", "anna", "bert"}
	printOf = map[string]string{"anna": "p1"}
	allDoor = []int{1, 2, 3}
)

// shop is the whole: a visit, its runner and its record, the cabinet with
// what lies in it, and the hand in front of it.
type shop struct {
	mutant string
	s      journey.State
	book   *memBook
	open   [4]bool // doors
	full   [4]bool // cells
	person string  // in front of the terminal
	job    *coilJob
	slip   *slipJob
	mouth  drivers.MediaState
	hands  map[string]bool // printed certificates that somebody has in the hand
	away   bool            // the network is
	owner  [4]string       // of what was last put into a cell
	list   bool            // of cells, which may be opened by without the hall
	listed [4]string       // owner, as the list has it
	moved  [4]bool         // doors that moved since it was fetched
	heard  map[string]bool // what the hall was told without having been asked before
	queue  []journey.Event // that will reach the loop
	calls  []journey.Effect
	wrong  string // what must never happen

	visits, cuts, faults, serials, drops int
	most                                 limits
}

// limits are how much may go wrong in one way through the model.
type limits struct {
	visits, cuts, faults, drops int
	papers, networks            bool
}

// slipJob is a certificate being printed: on record, not yet answered.
type slipJob struct {
	id           journey.CommandID
	pickup, cert string
	out          bool // it stands in the mouth
}

// coilJob is a door being opened: on record, energised, not yet answered.
type coilJob struct {
	cell    int
	fired   bool
	outcome drivers.Outcome
	id      journey.CommandID
	pickup  string
	cert    string
}

var modelRules = journey.Policy{Lang: "zh-Hans", Text: 2, Visit: 3, Reading: 3, WarnBefore: 1, Extend: 2, Extensions: 0, Thanks: 1, Take: 1, Attempts: 3, ETicket: true}

// cellsOnly is cells with a hall that always answers: small enough to go
// through from near to far.
var cellsOnly = limits{visits: 2, cuts: 1, faults: 2}

// anything is all of it: paper, a network that comes and goes, answers that
// are lost, two power cuts.
var anything = limits{visits: 4, cuts: 2, faults: 4, drops: 3, papers: true, networks: true}

func newShop(mutant string, most limits) *shop {
	m := &shop{mutant: mutant, most: most, full: [4]bool{false, true, true, true}, owner: owners, hands: map[string]bool{}, heard: map[string]bool{}, book: &memBook{
		mutant: mutant, rows: map[string]journal.Handout{}, over: map[string]bool{}, visits: map[string]int{}, away: map[string]bool{},
	}}
	m.boot()
	return m
}

// boot starts the terminal: nothing of a visit is left, the doors are told.
func (m *shop) boot() {
	m.s, m.job, m.slip, m.queue, m.calls, m.person = journey.New(modelRules), nil, nil, nil, nil, ""
	m.list = m.list && m.mutant == "opens by a list of before the power cut"
	m.tellWorld()
	for _, cell := range allDoor {
		m.step(journey.DoorSeen{Cell: cell, Door: m.door(cell)})
	}
}

// tellWorld tells the visit how paper and network are.
func (m *shop) tellWorld() {
	w := journey.World{Doors: m.s.World.Doors, Offers: map[string]bool{"pickup": true}, Mouth: m.mouthSeen()}
	if !m.most.papers {
		w.Printer = journey.ReasonPrinterAway
	}
	if m.away {
		w.Network = journey.ReasonNetwork
	}
	if m.list {
		w.Offline.Cells = noon
	}
	m.step(journey.WorldChanged{World: w})
}

func (m *shop) mouthSeen() drivers.MediaState {
	if m.mouth == "" {
		return drivers.MediaNotPresent
	}
	return m.mouth
}

func (m *shop) door(cell int) journey.Door {
	if m.open[cell] {
		return journey.DoorOpen
	}
	return journey.DoorClosed
}

func (m *shop) clone() *shop {
	c := *m
	c.book = m.book.clone()
	c.queue, c.calls, c.hands, c.heard = slices.Clone(m.queue), slices.Clone(m.calls), maps.Clone(m.hands), maps.Clone(m.heard)
	if m.slip != nil {
		slip := *m.slip
		c.slip = &slip
	}
	if m.job != nil {
		job := *m.job
		c.job = &job
	}
	return &c
}

func (m *shop) bad(format string, args ...any) {
	if m.wrong == "" {
		m.wrong = fmt.Sprintf(format, args...)
	}
}

// submit implements doors: one door waits for its coil.
func (m *shop) submit(j *doorJob) {
	if m.job != nil {
		m.bad("cell %d is to open while cell %d is being opened", j.cell, m.job.cell)
	}
	m.job = &coilJob{cell: j.cell}
}

// collector is the runner under test, with this model around it.
func (m *shop) collector() (*collector, *sync.WaitGroup) {
	var group sync.WaitGroup
	return &collector{
		book: m.book, cabinet: m, post: func(e journey.Event) { m.queue = append(m.queue, e) }, fail: func(err error) { m.bad("journal: %v", err) },
		wake: func() {}, finish: func(context.Context, string) (hall.PickupReceipt, error) {
			return hall.PickupReceipt{}, errors.New("no receipt")
		},
		clock: func() time.Time { return noon }, log: slog.New(slog.DiscardHandler), ctx: context.Background(), group: &group,
	}, &group
}

// step works out an event and runs its effects, as the terminal's loop does.
func (m *shop) step(e journey.Event) {
	was := m.s
	next, effects := journey.Step(m.s, e)
	m.s = next
	c, group := m.collector()
	for _, effect := range effects {
		switch e := effect.(type) {
		case journey.OpenCell:
			world := m.s.World
			if m.mutant == "does not look at other doors" {
				world.Doors = nil
			}
			c.open(e, world)
			if m.job != nil && m.job.id == 0 {
				m.job.id, m.job.pickup, m.job.cert = e.ID, e.Pickup, e.Certificate
			}
		case journey.NoteShut:
			c.noted(m.book.HandoutShut(e.Pickup, e.Certificate))
		case journey.NoteOpened:
			c.noted(m.book.HandoutEnded(e.Pickup, e.Certificate, drivers.Done))
		case journey.NoteSays:
			c.noted(m.book.HandoutSays(e.Pickup, e.Certificate, string(e.Says)))
		case journey.NoteGone:
			c.noted(m.book.HandoutGone(e.Pickup, e.Certificate))
		case journey.NoteBack:
			c.noted(m.book.HandoutBack(e.Pickup, e.Certificate))
		case journey.PrintHandout:
			m.print(e)
		case journey.WatchMouth:
			m.queue = append(m.queue, journey.MouthSeen{ID: e.ID, State: m.mouthSeen()})
		case journey.PrintSlip: // the receipt: nothing hangs on it
			m.queue = append(m.queue, journey.Printed{ID: e.ID, Outcome: drivers.NotDone, Reason: journey.ReasonPrinterAway})
		case journey.Retract:
			m.mouth = drivers.MediaRetracted
		case journey.TellHandout:
			c.tell(e)
		case journey.FinishPickup:
			c.over(e)
		case journey.Ask, journey.Submit:
			m.calls = append(m.calls, e)
		case journey.StopCall:
			m.calls = nil
		case journey.LookForCard:
			m.queue = append(m.queue, journey.LeftSeen{ID: e.ID, Card: drivers.MediaNotPresent})
		}
		group.Wait()
	}
	if m.mutant == "keeps the leave over the visit" && was.Pickup.Leave != "" && m.s.Page == journey.PageAttract {
		m.s.Pickup = was.Pickup
	}
	m.check()
}

// check is what must hold after every step.
func (m *shop) check() {
	for _, key := range m.book.order {
		h := m.book.rows[key]
		if h.Told == journal.Collected && h.Cell > 0 && m.full[h.Cell] && h.Certificate == m.lies(h.Cell, m.owner) {
			m.bad("cell %d is full and recorded as empty: %+v", h.Cell, h)
		}
		if h.Told == journal.Collected && h.Cell == 0 && !m.hands[h.Certificate] {
			m.bad("%s is in nobody's hand and told as collected: %+v", h.Certificate, h)
		}
		if h.Busy() && m.book.over[h.Pickup] {
			m.bad("the books of %s are closed over cell %d, of which nobody has told: %+v", h.Pickup, h.Cell, h)
		}
	}
	if m.s.Page == journey.PageAttract && (m.s.Person != nil || m.s.Pickup.Listed != nil || m.s.Pickup.Leave != "") {
		m.bad("something of the person is left: %+v", m.s.Pickup)
	}
}

// fire energises the coil of the door that waits.
func (m *shop) fire(opens bool, o drivers.Outcome) {
	j := m.job
	if m.mutant == "opens the cell beside" {
		j.cell = j.cell%3 + 1
	}
	if m.owner[j.cell] != m.person {
		m.bad("cell %d is opened for %q", j.cell, m.person)
	}
	for _, other := range allDoor {
		if m.open[other] && other != j.cell {
			m.bad("cell %d is opened while door %d stands open", j.cell, other)
		}
	}
	for key, other := range m.book.rows {
		if other.Busy() && key != j.pickup+" "+j.cert {
			m.bad("the coil of cell %d fires while nobody has told of cell %d", j.cell, other.Cell)
		}
	}
	if h := m.book.rows[j.pickup+" "+j.cert]; h.Began.IsZero() || h.Over() {
		m.bad("the coil of cell %d fires, and the record does not know: %+v", j.cell, h)
	}
	m.moved[j.cell] = true
	j.fired, j.outcome = true, o
	m.open[j.cell] = m.open[j.cell] || opens
}

// answer tells the runner what the door's contact said.
func (m *shop) answer() {
	j := m.job
	m.job = nil
	switch {
	case m.mutant == "does not look at other doors":
	case j.outcome == drivers.Unknown:
		m.step(journey.DoorSeen{Cell: j.cell, Door: journey.DoorUnknown})
	default:
		m.step(journey.DoorSeen{Cell: j.cell, Door: m.door(j.cell)})
	}
	var reason journey.Reason
	switch j.outcome {
	case drivers.NotDone:
		reason = journey.ReasonDoorStuck
	case drivers.Unknown:
		reason = journey.ReasonCabinetAway
	}
	if err := m.book.HandoutEnded(j.pickup, j.cert, j.outcome); err != nil {
		m.bad("what the contact said is not taken: %v", err)
	}
	m.queue = append(m.queue, journey.CellOpened{ID: j.id, Cell: j.cell, Outcome: j.outcome, Reason: reason})
}

// cut takes the power away and brings it back, with a cabinet that tells its
// doors or does not.
func (m *shop) cut(told bool) {
	m.boot()
	c, _ := m.collector()
	if !strings.HasPrefix(m.mutant, "settles nothing") {
		if _, err := c.settle(func(cell int) bool { return told && !m.open[cell] }); err != nil {
			m.bad("settling: %v", err)
		}
		m.check()
	}
	if left, _ := m.book.OpenPickups(); len(left) > 0 && m.mutant != "settles nothing, and opens another" {
		m.bad("left unsettled after a restart: %+v", left)
	}
}

// walkAway passes the time until the visit has ended by itself.
func (m *shop) walkAway() {
	m.person = ""
	for range 80 {
		m.step(journey.TimerFired{ID: journey.TimerSecond})
	}
}

// choice is something that may happen now.
type choice struct {
	name string
	do   func(*shop)
}

// choices are all that may happen in a state.
func (m *shop) choices() []choice {
	var out []choice
	may := func(ok bool, name string, do func(*shop)) {
		if ok {
			out = append(out, choice{name, do})
		}
	}
	touch := func(do, arg string) func(*shop) {
		return func(m *shop) { m.step(journey.Touch{Do: do, Arg: arg}) }
	}
	may(len(m.queue) > 0, "the loop takes an event", func(m *shop) {
		e := m.queue[0]
		m.queue = m.queue[1:]
		m.step(e)
	})
	asked := len(m.calls) > 0
	byList := asked && m.away && m.list && away(m.calls[0])
	may(asked && !m.away || byList, "the hall answers", (*shop).hallAnswers)
	may(asked && m.away && !byList, "the hall cannot be reached", (*shop).unreachable)
	may(asked && !m.away && m.drops < m.most.drops, "the answer is lost", func(m *shop) { m.drops++; m.answerLost() })
	m.network(may)
	m.paper(may)
	if j := m.job; j != nil && !j.fired {
		may(true, "the coil opens the door", func(m *shop) { m.fire(true, drivers.Done) })
		may(m.faults < m.most.faults, "the door is stuck", func(m *shop) { m.faults++; m.fire(false, drivers.NotDone) })
		may(m.faults < m.most.faults, "the door opens, and nobody tells", func(m *shop) { m.faults++; m.fire(true, drivers.Unknown) })
		may(m.faults < m.most.faults, "the line is lost", func(m *shop) { m.faults++; m.fire(false, drivers.Unknown) })
	}
	may(m.job != nil && m.job.fired, "the contact answers", (*shop).answer)
	may(m.cuts < m.most.cuts, "power cut", func(m *shop) { m.cuts++; m.cut(true) })
	may(m.cuts < m.most.cuts, "power cut, cabinet away", func(m *shop) { m.cuts++; m.cut(false) })
	may(m.most.networks && m.owner[1] != "bert" && m.cuts < m.most.cuts, "power cut, and staff at cell 1 meanwhile", func(m *shop) { m.cuts++; m.reload(1); m.cut(true) })
	for _, cell := range allDoor {
		may(m.open[cell], fmt.Sprint("door ", cell, " is shut"), func(m *shop) {
			m.open[cell], m.moved[cell] = false, true
			m.step(journey.DoorSeen{Cell: cell, Door: journey.DoorClosed})
		})
		may(m.s.World.Doors[cell] == journey.DoorUnknown && m.job == nil, fmt.Sprint("door ", cell, " is seen again"), func(m *shop) {
			m.step(journey.DoorSeen{Cell: cell, Door: m.door(cell)})
		})
		may(m.open[cell] && m.full[cell], fmt.Sprint("a hand empties cell ", cell), func(m *shop) { m.full[cell] = false })
	}
	m.hand(may, touch)
	return out
}

// hand is what somebody in front of the glass may do. Nobody says that all was
// taken who has not; everything else is pressed at any time.
func (m *shop) hand(may func(bool, string, func(*shop)), touch func(do, arg string) func(*shop)) {
	s := m.s
	may(s.Page == journey.PageAttract && m.visits < m.most.visits, "a visit begins", func(m *shop) { m.visits++; m.step(journey.Touch{Do: "start"}) })
	may(s.Page == journey.PageHome, "service", touch("service", "pickup"))
	if s.Page == journey.PageIdentify && s.Card.Watch != 0 {
		for _, who := range []string{"anna", "bert"} {
			may(true, who+" lays the card", func(m *shop) {
				m.person = who
				m.step(journey.CardSeen{ID: m.s.Card.Watch, State: journey.CardPresent, Person: &journey.Person{Name: who, Number: who, Source: journey.SourceCard}})
				m.step(journey.CardSeen{ID: m.s.Card.Watch, State: journey.CardWaiting})
			})
		}
	}
	may(s.Page == journey.PagePickup, "take", touch("take", ""))
	may(s.Page == journey.PagePickup && m.most.papers && len(s.Pickup.Chosen) > 1, "only the last one", func(m *shop) {
		for _, id := range m.s.Pickup.Chosen[:len(m.s.Pickup.Chosen)-1] {
			m.step(journey.Touch{Do: "item", Arg: id})
		}
	})
	if s.Page == journey.PageCell {
		h, _ := s.Handing()
		may(!m.full[h.Cell], "all taken", touch("take", ""))
		may(true, "empty or wrong", touch("empty", ""))
		may(s.Reopens() && s.Pickup.Again == 0, "open it once more", touch("reopen", ""))
		may(true, "next", touch("next", ""))
	}
	if s.Page == journey.PageQuestion {
		may(true, "it is empty", touch("choose", "empty"))
		may(true, "it was a mistake", touch("choose", "mistake"))
	}
	may(s.Page == journey.PageDone, "done", touch("done", ""))
	may(s.Page == journey.PageWorking && s.Call.ID == 0, "once more", touch("retry", ""))
	free := s.Page != journey.PageAttract && s.Paper.Command == 0 && s.Pickup.Open == 0 && s.Call.ID == 0 && s.Pickup.Finish == 0
	may(free, "home", touch("home", ""))
	may(free, "back", touch("back", ""))
	may(free, "walks away", (*shop).walkAway)
}

// key tells two states apart by all that matters later.
func (m *shop) key() string {
	p := m.s.Pickup
	var rows []string
	for _, k := range m.book.order {
		h := m.book.rows[k]
		rows = append(rows, fmt.Sprint(k, !h.Began.IsZero(), h.Outcome, !h.Ended.IsZero(), !h.Opened.IsZero(), !h.Closed.IsZero(), h.Says, h.Told, m.book.over[h.Pickup]))
	}
	sort.Strings(rows)
	var queue []string
	for _, e := range m.queue {
		queue = append(queue, fmt.Sprintf("%T", e))
	}
	job := "-"
	if m.job != nil {
		job = fmt.Sprint(m.job.cell, m.job.fired, m.job.outcome)
	}
	return fmt.Sprint(m.s.Page, m.s.Warned, m.person, p.Leave, p.At, p.Stage, p.Says, p.Open != 0, p.Finish != 0, p.Again, p.Hand,
		m.s.Leaving.Door, m.s.Leaving.Look != 0, m.s.Calling != 0, m.s.Card.Watch != 0, m.s.Call.ID != 0, m.s.Call.Order != nil, len(m.calls), p.Listed != nil, m.s.Left,
		m.open, m.full, m.s.World.Doors, job, queue, rows, m.visits, m.cuts, m.faults)
}
