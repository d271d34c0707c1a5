package kiosk_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

// listed waits until the hall's list of cells is in the terminal's hand.
func (l *lobby) listed() {
	l.t.Helper()
	l.eventually("the list of cells is fetched", func() bool { return len(l.good("cells")) > 0 })
	l.offered("")
	l.do(screens.ActBack, "")
	l.awaitScreen(screens.ScreenAttract)
}

// cutOff takes the network away and waits for what pick-up says of it.
func (l *lobby) cutOff(why screens.Reason) {
	l.t.Helper()
	l.set(func(r *rig) { r.cut = true })
	l.await("the network is away", func(v screens.View) bool {
		if v.Screen == screens.ScreenAttract {
			l.send(screens.ActStart, "")
		}
		return v.Home != nil && v.Home.Offline != nil
	})
	l.offered(why)
}

// conflict is the code of the hall's word against the terminal's.
func (l *lobby) conflict() string {
	var code string
	for _, a := range l.good("reconciliation") {
		if at := strings.Index(string(a.body), `"code":"`); at >= 0 {
			code, _, _ = strings.Cut(string(a.body)[at+8:], `"`)
		}
	}
	return code
}

// Without the network a holder's own card opens their cell by the list of
// today, and that alone: the child's lies there too. The hall hears of it once
// it can be reached, and its books are right.
func TestPickupWithoutTheNetwork(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.listed()
	l.cutOff("")
	v := l.toList(zhang())
	if len(v.Pickup.Items) != 1 || v.Pickup.Kept.IsZero() || v.Pickup.Other {
		t.Fatalf("%+v: want the holder's own one, by the list, and no agents", v.Pickup)
	}
	l.do(screens.ActTake, "")
	l.awaitCell(4, screens.DoorOpen)
	l.do(screens.ActTake, "")
	l.await("the door is asked for", func(v screens.View) bool { return v.Cell != nil && v.Cell.Taken })
	l.boards.Shut(1, 4)
	v = l.awaitDone("collected")
	if v.Done.Number == "" || !strings.Contains(v.Done.Link, "/k/") {
		t.Errorf("a receipt that nobody can look up: %+v", v.Done)
	}
	l.await("the receipt stands in the mouth", func(v screens.View) bool { return v.Done != nil && v.Done.Paper == screens.PaperTake })
	l.printer.TakePaper()
	l.do(screens.ActDone, "")
	l.awaitScreen(screens.ScreenAttract)

	l.offered("") // what was taken is not offered once more
	if v := l.toList(zhang()); len(v.Pickup.Items) != 0 {
		t.Errorf("an empty cell is offered: %+v", v.Pickup.Items)
	}
	l.set(func(r *rig) { r.cut = false })
	l.eventually("the hall has the cell empty", func() bool { return !l.inCell(zhang(), 4) })
	if !l.inCell(zhang(), 7) || len(l.boards.Coils()) != 1 || l.conflict() != "" {
		t.Errorf("coils %v, conflict %q", l.boards.Coils(), l.conflict())
	}
	l.noPerson(zhang())
}

// The hall has handed it out meanwhile: both records go to a person.
func TestPickupWithoutTheNetworkThatTheHallKnowsOtherwise(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.listed()
	l.cutOff("")
	l.toList(zhang())
	l.do(screens.ActTake, "")
	l.awaitCell(4, screens.DoorOpen)
	l.boards.Shut(1, 4)
	l.awaitCell(4, screens.DoorClosed)
	l.do(screens.ActTake, "")
	l.awaitDone("collected")
	l.handedOutElsewhere(zhang(), 4)
	l.set(func(r *rig) { r.cut = false })
	l.eventually("the hall says otherwise", func() bool { return l.conflict() == "taken" })
	l.eventually("a person is called", func() bool { return l.count("help") > 0 })
}

// handedOutElsewhere has the hall hand a certificate out at another terminal.
func (l *lobby) handedOutElsewhere(card sim.Card, cell int) {
	l.t.Helper()
	l.set(func(r *rig) { r.cut, r.deaf = false, "reconciliation" })
	who := hall.Person{Kind: hall.ByCard, Number: card.Number, Name: card.Name}
	found, err := l.hall.Certificates(l.t.Context(), who, "")
	if err != nil {
		l.t.Fatal(err)
	}
	for _, c := range found.Certificates {
		if at := c.Readiness.Location; at == nil || at.Cell != cell {
			continue
		}
		p, err := l.hall.BeginPickup(l.t.Context(), "elsewhere-1", hall.NewPickup{Certificates: []string{c.ID}, Person: who, Cabinet: "LN-G2"})
		if err != nil {
			l.t.Fatal(err)
		}
		if _, err := l.hall.ReportPickup(l.t.Context(), "elsewhere-2", p.ID, hall.PickupReport{
			Certificate: c.ID, Outcome: hall.PickupCollected, At: p.At, Contact: hall.DoorOpenedAndClosed, Says: hall.SaysAllTaken,
		}); err != nil {
			l.t.Fatal(err)
		}
	}
	l.set(func(r *rig) { r.deaf = "" })
}

// What the list says of a cell is over once its door has moved: somebody may
// have put another person's certificate into it.
func TestCellThatMovedIsNotOpenedByTheList(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.listed()
	l.boards.Pull(1, 4)
	l.offered(screens.ReasonDoorOpen)
	l.boards.Shut(1, 4)
	l.offered("")
	l.cutOff("")
	if v := l.toList(zhang()); len(v.Pickup.Items) != 0 {
		t.Errorf("offered: %+v", v.Pickup.Items)
	}
}

// Nobody saw what happened at the cabinet while the terminal was off, a hall
// may allow nothing, and so may the configuration.
func TestPickupWithoutTheNetworkIsNotOffered(t *testing.T) {
	for name, arrange := range map[string]func(*lobby){
		"after a power cut": func(l *lobby) {
			l.start()
			l.listed()
			l.set(func(r *rig) { r.cut = true })
			l.kill()
			l.restart()
		},
		"where the configuration forbids it": func(l *lobby) {
			l.append("\n[offline]\npickup = false\n")
			l.start()
			l.offered("")
		},
		"where the hall gives no list": func(l *lobby) {
			l.set(func(r *rig) { r.deny = map[string]int{"cells": http.StatusForbidden} })
			l.start()
			l.eventually("it is asked for", func() bool { return l.count("cells") > 0 })
			l.offered("")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLobby(t)
			arrange(l)
			l.cutOff(screens.ReasonNetwork)
		})
	}
}

// append adds to the terminal's configuration.
func (l *lobby) append(text string) {
	l.t.Helper()
	f, err := os.OpenFile(filepath.Join(l.dir, "kioskd.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		l.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		l.t.Fatal(err)
	}
}
