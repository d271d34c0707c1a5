package kiosk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/hall"
	"govkiosk/screens"
)

// lobby is a rig with a certificate cabinet and a scanner.
type lobby struct {
	*rig
	boards  *sim.Lockers
	scanner *sim.Scanner
}

// lobbyConfig is what a lobby's terminal has besides.
const lobbyConfig = `
[cabinet]
port = %q
id = "LN-G2"
polarity = "one-is-closed"
left_open = "10s"
boards = { 1 = { locks = 21, first = 1 }, 2 = { locks = 21, first = 22 } }
[scanner]
port = %q
model = "gm65"
trigger = true
[services.pickup]
offered = true
`

func newLobby(t *testing.T) *lobby {
	t.Helper()
	r := newRig(t)
	l := &lobby{rig: r}
	l.boards = sim.NewLockers(r.port("cabinet", 9600), sim.LockerOpts{Boards: []int{1, 2}, Locks: 21})
	l.scanner = sim.NewScanner(r.port("scanner", 9600), sim.ScannerOpts{Family: sim.ScannerGM65, Manual: true})
	t.Cleanup(func() {
		r.kill()
		l.boards.Close()
		l.scanner.Close()
		if wrong := l.boards.Violations(); len(wrong) > 0 {
			t.Errorf("what no cabinet may be sent: %v", wrong)
		}
	})
	f, err := os.OpenFile(filepath.Join(r.dir, "kioskd.toml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(f, lobbyConfig, filepath.Join(r.dir, "cabinet"), filepath.Join(r.dir, "scanner"))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return l
}

// zhang has certificates in cells 7 and 4, and one that prints here.
func zhang() sim.Card { return sim.Tray()[0] }

// offered waits until pick-up is offered on the home page, or why it is not.
func (l *lobby) offered(why screens.Reason) {
	l.t.Helper()
	l.await(fmt.Sprintf("pick-up is offered, but for %q", why), func(v screens.View) bool {
		if v.Screen == screens.ScreenAttract {
			l.send(screens.ActStart, "")
		}
		if v.Home == nil {
			return false
		}
		for _, s := range v.Home.Services {
			if s.ID == "pickup" {
				return s.Reason == why
			}
		}
		return false
	})
}

// toList walks to what can be collected.
func (l *lobby) toList(card sim.Card) screens.View {
	l.t.Helper()
	l.offered("")
	l.do(screens.ActService, "pickup")
	l.awaitScreen(screens.ScreenIdentify)
	l.reader.Lay(card)
	v := l.awaitScreen(screens.ScreenPickup)
	l.reader.Lift()
	return v
}

// only leaves the ticks at the certificates in these places.
func (l *lobby) only(v screens.View, place screens.PickupPlace) {
	l.t.Helper()
	for _, i := range v.Pickup.Items {
		if i.Chosen && i.Place != place {
			l.do(screens.ActItem, i.ID)
			id := i.ID
			l.await("it is unticked", func(v screens.View) bool {
				for _, i := range v.Pickup.Items {
					if i.ID == id {
						return !i.Chosen
					}
				}
				return false
			})
		}
	}
}

func (l *lobby) awaitCell(n int, d screens.Door) screens.View {
	l.t.Helper()
	return l.await(fmt.Sprint("cell ", n, " ", d), func(v screens.View) bool {
		return v.Cell != nil && v.Cell.Number == n && v.Cell.Door == d
	})
}

func (l *lobby) awaitDone(key string) screens.View {
	l.t.Helper()
	return l.await("done: "+key, func(v screens.View) bool { return v.Done != nil && v.Done.Key == key })
}

// inCell are the cells of the cabinet in which the hall thinks that a
// certificate of the card's holder lies.
func (l *lobby) inCell(card sim.Card, cell int) bool {
	l.t.Helper()
	found, err := l.hall.Certificates(context.Background(), hall.Person{Kind: hall.ByCard, Number: card.Number, Name: card.Name}, "")
	if err != nil {
		l.t.Fatal(err)
	}
	for _, c := range found.Certificates {
		if at := c.Readiness.Location; at != nil && at.Cabinet == "LN-G2" && at.Cell == cell && c.Readiness.State.Is != hall.Collected {
			return true
		}
	}
	return false
}

// noPerson ends the terminal and looks for the person in what it leaves behind.
func (l *lobby) noPerson(card sim.Card) {
	l.t.Helper()
	l.kill()
	text := ""
	for _, name := range []string{"journal.db", "journal.db-wal"} {
		data, err := os.ReadFile(filepath.Join(l.dir, name))
		if err == nil {
			text += string(data)
		}
	}
	for _, personal := range []string{card.Number, card.Name, "739204"} {
		if strings.Contains(text, personal) || strings.Contains(l.log.String(), personal) {
			l.t.Errorf("journal or log hold %q", personal)
		}
	}
}

// liu has the code for what lies in Wang's cell.
func liu() sim.Card {
	return sim.Card{
		Kind: sim.Citizen, Name: "刘代样", SexCode: "1", Ethnic: "01", Birth: "19830212", Number: "130202198302121318",
		Address: "河北省唐山市路南区样例北街１５号", Authority: "唐山市公安局路南分局", ValidFrom: "20150610", ValidTo: "20350610",
	}
}

func TestCollectFromTwoCellsAndPrint(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.toList(zhang())
	l.do(screens.ActTake, "")
	for _, cell := range []int{7, 4} {
		l.awaitCell(cell, screens.DoorOpen)
		if !l.boards.IsOpen(1, cell) {
			t.Fatalf("the page says that door %d is open, and it is not", cell)
		}
		l.do(screens.ActTake, "")
		l.await("the door is asked for", func(v screens.View) bool { return v.Cell != nil && v.Cell.Taken })
		l.boards.Shut(1, cell)
	}
	l.await("the third is on paper", func(v screens.View) bool {
		return v.Done != nil && v.Done.Key == "printout" && v.Done.Paper == screens.PaperTake
	})
	l.printer.TakePaper()
	v := l.awaitDone("collected")
	if v.Done.Number == "" {
		t.Errorf("a receipt without the hall's number: %+v", v.Done)
	}
	l.eventually("the hall has both cells empty", func() bool { return !l.inCell(zhang(), 7) && !l.inCell(zhang(), 4) })
	if n := len(l.boards.Coils()); n != 2 {
		t.Errorf("%d coils for two cells", n)
	}
	l.await("the receipt stands in the mouth", func(v screens.View) bool { return v.Done != nil && v.Done.Paper == screens.PaperTake })
	if n := len(l.printer.Slips()); n != 2 {
		t.Errorf("%d slips, want the certificate's and the receipt", n)
	}
	l.printer.TakePaper()
	l.do(screens.ActDone, "")
	l.awaitScreen(screens.ScreenAttract)
	l.noPerson(zhang())
}

func TestStuckDoorKeepsItsCertificate(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.boards.SetStuck(1, 7, true)
	l.start()
	l.only(l.toList(zhang()), screens.PlaceCell)
	l.do(screens.ActTake, "")
	l.awaitCell(7, screens.DoorStuck)
	l.do(screens.ActNext, "")
	l.awaitCell(4, screens.DoorOpen)
	l.boards.Shut(1, 4)
	l.awaitCell(4, screens.DoorClosed)
	l.do(screens.ActTake, "")
	l.awaitDone("collected-part")
	l.eventually("the hall knows one as taken", func() bool { return !l.inCell(zhang(), 4) })
	if !l.inCell(zhang(), 7) {
		t.Error("a cell that never opened is recorded as empty")
	}
	l.eventually("a person is called", func() bool { return l.count("help") > 0 })
}

func TestEmptyCellBringsAPerson(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.only(l.toList(zhang()), screens.PlaceCell)
	l.do(screens.ActTake, "")
	l.awaitCell(7, screens.DoorOpen)
	l.do(screens.ActEmpty, "")
	l.awaitScreen(screens.ScreenQuestion)
	l.do(screens.ActChoose, "empty")
	l.awaitCell(7, screens.DoorReported)
	l.do(screens.ActNext, "")
	l.awaitCell(7, screens.DoorShutFirst)
	l.boards.Shut(1, 7)
	l.awaitCell(4, screens.DoorOpen)
	if !l.inCell(zhang(), 7) {
		t.Error("what a citizen did not find is recorded as taken")
	}
	l.boards.Shut(1, 4)
	l.do(screens.ActTake, "")
	l.awaitDone("collected-part")
}

func TestCabinetPulledOutUnderTheCoil(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.only(l.toList(zhang()), screens.PlaceCell)
	l.boards.OnCommand(func(d sim.LockerDoor, coil bool) {
		if coil {
			go l.ports["cabinet"].Unplug()
		}
	})
	l.do(screens.ActTake, "")
	l.awaitCell(7, screens.DoorUnseen)
	l.do(screens.ActNext, "")
	l.await("the other cell stays shut", func(v screens.View) bool {
		return v.Cell != nil && v.Cell.Number == 4 && v.Cell.Door == screens.DoorAway
	})
	l.do(screens.ActNext, "")
	l.awaitDone("collected-none")
	if !l.inCell(zhang(), 7) || !l.inCell(zhang(), 4) || len(l.boards.Coils()) > 1 {
		t.Error("something is recorded as taken, or a second coil fired")
	}
}

// The terminal is killed between its record and the coil, and between the
// coil and the record: a person is called, and the hall keeps the certificate.
func TestPowerLossWhileACellOpens(t *testing.T) {
	for name, c := range map[string]struct {
		coil bool // it is killed by the coil's command; else by the question before
		open bool // the door afterwards
	}{
		"before the coil": {false, false},
		"with the coil":   {true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLobby(t)
			l.start()
			l.only(l.toList(zhang()), screens.PlaceCell)
			cut := make(chan struct{})
			kill := l.cutOnce(cut)
			l.boards.OnCommand(func(d sim.LockerDoor, coil bool) {
				if coil == c.coil && d.Lock == 7 {
					kill()
				}
			})
			l.do(screens.ActTake, "")
			l.eventually("the power is cut", func() bool {
				select {
				case <-cut:
					return true
				default:
					return false
				}
			})
			l.kill()
			l.boards.OnCommand(nil)
			l.eventually("the door has sprung", func() bool { return l.boards.IsOpen(1, 7) == c.open })
			helps := l.count("help")
			l.restart()
			if c.open {
				l.offered(screens.ReasonDoorOpen)
				l.boards.Shut(1, 7)
			}
			l.offered("")
			l.eventually("a person is called", func() bool { return l.count("help") > helps })
			if !l.inCell(zhang(), 7) || !l.inCell(zhang(), 4) {
				t.Error("what nobody can tell of is recorded as taken")
			}
			coils := len(l.boards.Coils())
			if want := map[bool]int{true: 1, false: 0}[c.coil]; coils != want {
				t.Errorf("%d coils, want %d: nothing is energised by itself", coils, want)
			}
		})
	}
}

func TestAgentShowsTheCode(t *testing.T) {
	t.Parallel()
	l := newLobby(t)
	l.start()
	l.toList(liu())
	l.do(screens.ActOther, "")
	l.awaitScreen(screens.ScreenPad)
	l.eventually("the scanner is lit", l.scanner.Lit)
	l.scanner.Show("]Q1", []byte("not a code of ours"))
	l.eventually("it is lit again", l.scanner.Lit)
	l.scanner.Show("]Q1", []byte("739204"))
	v := l.await("the holder's certificates", func(v screens.View) bool { return v.Pickup != nil && v.Pickup.Holder != "" })
	l.only(v, screens.PlaceCell)
	l.do(screens.ActTake, "")
	l.awaitCell(2, screens.DoorOpen)
	l.do(screens.ActTake, "")
	l.boards.Shut(1, 2)
	l.awaitDone("collected")
	l.noPerson(liu())
}
