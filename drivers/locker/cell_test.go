package locker

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestCellsThatAreNone(t *testing.T) {
	for _, c := range [][2]int{{1, 0}, {1, -1}, {1, 49}, {1, 256}, {-1, 1}, {100, 1}, {257, 1}} {
		if got, err := NewCell(c[0], c[1]); err == nil || got != (Cell{}) {
			t.Errorf("%v: %v, %v", c, got, err)
		}
	}
	if s := (Cell{}).String(); s != "no cell" {
		t.Error(s)
	}
	if c := cell(t, 3, 48); c.String() != "board 3 lock 48" {
		t.Error(c)
	}
}

// everything is what the driver can send, for every cell and board that a
// protocol has.
func everything(t *testing.T, p Protocol) (opens map[Cell][]byte, others [][]byte) {
	d := dialects[p]
	opens = map[Cell][]byte{}
	for board := d.boards[0]; board <= d.boards[1]; board++ {
		others = append(others, d.probe(board))
		if d.readAll != nil {
			others = append(others, d.readAll(board))
		}
		for lock := 1; lock <= d.locks && d.open != nil; lock++ {
			c := cell(t, board, lock)
			opens[c] = d.open(c)
			others = append(others, d.read(c))
		}
	}
	return opens, others
}

// Every coil command names one lock, the one that was asked for; none opens
// all, several or keeps a coil on.
func TestCoilCommandsNameTheirLock(t *testing.T) {
	for p := range dialects {
		opens, _ := everything(t, p)
		for c, b := range opens {
			items := decode(t, p, FromHost, b, 0)
			if len(items) != 1 || items[0].Reason != "" {
				t.Fatalf("%s: % X is %+v", p, b, items)
			}
			if f := items[0].Frame; f.Command != "open" || f.Board != c.Board() || f.Lock != c.Lock() {
				t.Errorf("%s: %v encodes as % X, %+v", p, c, b, f)
			}
		}
	}
}

// No question holds the bytes of a coil command of any protocol, wherever a
// board begins to listen and whatever question follows.
func TestQuestionsCannotUnlock(t *testing.T) {
	for p := range dialects {
		_, others := everything(t, p)
		for i, b := range others {
			stream := append(append([]byte(nil), b...), others[(i+1)%len(others)]...)
			for at := range stream {
				for other := range dialects {
					for _, item := range decode(t, other, FromHost, stream[at:], 0) {
						if c := item.Frame.Command; item.Reason == "" && c != "read" && c != "read-all" && c != "presence" {
							t.Fatalf("%s: % X holds %s of %s", p, stream, c, other)
						}
					}
				}
			}
		}
	}
}

func TestPolarity(t *testing.T) {
	for _, c := range []struct {
		p    Polarity
		in   Contact
		want DoorState
	}{
		{OneIsClosed, ContactOne, DoorClosed}, {OneIsClosed, ContactZero, DoorOpen},
		{OneIsOpen, ContactOne, DoorOpen}, {OneIsOpen, ContactZero, DoorClosed},
		{OneIsClosed, ContactFailed, DoorUnknown}, {OneIsOpen, ContactFailed, DoorUnknown},
	} {
		if got := c.p.door(c.in); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.p, c.in, got, c.want)
		}
	}
}
