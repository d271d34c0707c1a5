package egalax

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/linetest"
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/touchtest"
)

// withBoard runs the driver against a board that answers each command with
// reply, in hexadecimal; an empty reply is silence.
func withBoard(t *testing.T, o *Opts, reply func(command string) string, then func(d *Dev, far *linetest.Far, got *[]touch.Raw)) ([]touchtest.Heard, error) {
	t.Helper()
	board := touchtest.Board{
		Commands: func(received []byte) (all []string) {
			for packet := range slices.Chunk(received, 3) {
				all = append(all, string(packet[2]))
			}
			return all
		},
		Reply: func(command string) []byte { return unhex(t, reply(command)) },
	}
	return touchtest.WithBoard(t, board, func(c line.Conn) (*Dev, error) { return New(c, o) }, then)
}

func pass(d time.Duration) { touchtest.Pass(d) }

var answers = map[string]string{"A": "0A 01 41", "D": "0A 05 44 30 2E 39 39", "E": "0A 05 45 50 43 41 50"}

func wellBehaved(command string) string { return answers[command] }

func TestSetUpWakesTheBoardAndAsksWhoItIs(t *testing.T) {
	got, ended := withBoard(t, nil, wellBehaved, func(d *Dev, far *linetest.Far, raws *[]touch.Raw) {
		pass(time.Second)
		far.Write(unhex(t, "83 10 00 08 00"))
		pass(0)
		i := d.Info()
		if !i.Answers || i.Firmware != "0.99" || i.Controller != "PCAP" || i.Bits != 12 || i.Frames != 4 {
			t.Errorf("got %+v", i)
		}
		if len(*raws) != 1 || (*raws)[0].X != 8192 || (*raws)[0].Y != 4096 {
			t.Errorf("reported %+v", *raws)
		}
	})
	if diff := cmp.Diff([]touchtest.Heard{{Command: "A"}, {Command: "D"}, {Command: "E"}}, got); diff != "" {
		t.Error(diff)
	}
	if drivers.KindOf(ended) != drivers.Cancelled || drivers.OutcomeOf(ended) != drivers.NotDone {
		t.Errorf("Run ended with %v", ended)
	}
}

func TestSilentBoardIsAskedThreeTimesAndListenedTo(t *testing.T) {
	ms := time.Millisecond
	got, _ := withBoard(t, nil, func(string) string { return "" }, func(d *Dev, far *linetest.Far, raws *[]touch.Raw) {
		pass(100 * ms)
		far.Write(unhex(t, "87 40 00 20 00")) // while it is being set up
		pass(2 * time.Second)
		far.Write(unhex(t, "87 40 00 20 00 86 40 00 20 00"))
		pass(0)
		var phases []touch.Phase
		for _, r := range *raws {
			phases = append(phases, r.Phase)
		}
		if !cmp.Equal(phases, []touch.Phase{touch.PhaseDown, touch.PhaseMove, touch.PhaseUp}) || d.Info().Answers {
			t.Errorf("reported %v, %+v", phases, d.Info())
		}
	})
	if diff := cmp.Diff([]touchtest.Heard{{Command: "A"}, {After: 200 * ms, Command: "A"}, {After: 400 * ms, Command: "A"}}, got); diff != "" {
		t.Error(diff)
	}
}

// The answer to an earlier question, or to somebody else's, is no answer.
func TestAnswerBearsTheQuestionsLetter(t *testing.T) {
	withBoard(t, nil, func(command string) string {
		if command == "A" {
			return answers["D"] + answers["A"]
		}
		return answers["A"] + answers[command]
	}, func(d *Dev, _ *linetest.Far, _ *[]touch.Raw) {
		pass(time.Second)
		if i := d.Info(); !i.Answers || i.Firmware != "0.99" || i.Controller != "PCAP" {
			t.Errorf("got %+v", i)
		}
	})
}

func TestListenOnlySendsNothing(t *testing.T) {
	got, _ := withBoard(t, &Opts{ListenOnly: true}, wellBehaved, func(d *Dev, far *linetest.Far, raws *[]touch.Raw) {
		far.Write(unhex(t, "00 C7 40 00 20 00 33"))
		pass(time.Second)
		if i := d.Info(); len(*raws) != 1 || (*raws)[0].Z != 51 || i.Dropped != 1 || i.LastDrop == "" {
			t.Errorf("reported %+v, %+v", *raws, i)
		}
	})
	if got != nil {
		t.Errorf("heard %v", got)
	}
}

func TestRunEndsWithItsLine(t *testing.T) {
	_, ended := withBoard(t, nil, wellBehaved, func(d *Dev, far *linetest.Far, _ *[]touch.Raw) {
		pass(time.Second)
		far.Close()
		pass(0)
		if s := d.String(); s != "egalax{pipe}" {
			t.Errorf("String is %q", s)
		}
	})
	if drivers.KindOf(ended) != drivers.NoDevice || !strings.HasPrefix(ended.Error(), "egalax: read: noDevice: ") {
		t.Errorf("got %v", ended)
	}
}
