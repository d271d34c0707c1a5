package microtouch

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

// withPanel runs the driver against a controller that answers a command with
// reply; an empty reply is silence.
func withPanel(t *testing.T, o *Opts, reply func(command string) string, then func(d *Dev, far *linetest.Far, got *[]touch.Raw)) ([]touchtest.Heard, error) {
	t.Helper()
	board := touchtest.Board{
		Commands: func(received []byte) []string {
			return strings.Split(strings.Trim(string(received), "\x01\r"), "\r\x01")
		},
		Reply: func(command string) []byte {
			if r := reply(command); r != "" {
				return AppendCommand(nil, r)
			}
			return nil
		},
	}
	return touchtest.WithBoard(t, board, func(c line.Conn) (*Dev, error) { return New(c, o) }, then)
}

func pass(d time.Duration) { touchtest.Pass(d) }

func wellBehaved(command string) string {
	if command == CmdIdentity {
		return "Q10340"
	}
	return replyPositive
}

func TestSetUpAsksForTheFormat(t *testing.T) {
	got, ended := withPanel(t, nil, wellBehaved, func(d *Dev, far *linetest.Far, _ *[]touch.Raw) {
		pass(time.Second)
		if i := d.Info(); !i.Answers || i.Identity != "Q10340" || i.Refused != nil || i.Frames != 4 {
			t.Errorf("got %+v", i)
		}
	})
	if diff := cmp.Diff([]touchtest.Heard{{Command: "Z"}, {Command: "OI"}, {Command: "FT"}, {Command: "MS"}}, got); diff != "" {
		t.Error(diff)
	}
	if drivers.KindOf(ended) != drivers.Cancelled || drivers.OutcomeOf(ended) != drivers.NotDone {
		t.Errorf("Run ended with %v", ended)
	}
}

func TestSilentPanelIsAskedThreeTimesAndListenedTo(t *testing.T) {
	ms := time.Millisecond
	got, _ := withPanel(t, nil, func(string) string { return "" }, func(d *Dev, far *linetest.Far, raws *[]touch.Raw) {
		pass(100 * ms)
		far.Write(unhex(t, "C0 00 40 00 20")) // while it is being set up
		pass(2 * time.Second)
		far.Write(unhex(t, "C0 00 40 00 20 80 00 40 00 20"))
		pass(0)
		phases := []touch.Phase{touch.PhaseDown, touch.PhaseMove, touch.PhaseUp}
		if !slices.EqualFunc(*raws, phases, func(r touch.Raw, p touch.Phase) bool { return r.Phase == p && r.X == 8192 && r.Y == 12287 }) {
			t.Errorf("reported %+v", *raws)
		}
		if d.Info().Answers {
			t.Error("a silent panel answers")
		}
	})
	if diff := cmp.Diff([]touchtest.Heard{{Command: "Z"}, {After: 200 * ms, Command: "Z"}, {After: 400 * ms, Command: "Z"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRefusedCommandIsTold(t *testing.T) {
	withPanel(t, nil, func(c string) string {
		if c == CmdModeStream {
			return replyNegative
		}
		return wellBehaved(c)
	}, func(d *Dev, _ *linetest.Far, _ *[]touch.Raw) {
		pass(time.Second)
		if i := d.Info(); !cmp.Equal(i.Refused, []string{"MS"}) {
			t.Errorf("got %+v", i)
		}
	})
}

func TestListenOnlySendsNothing(t *testing.T) {
	got, _ := withPanel(t, &Opts{ListenOnly: true}, wellBehaved, func(d *Dev, far *linetest.Far, raws *[]touch.Raw) {
		far.Write(unhex(t, "00 C0 00 40 00 20"))
		pass(time.Second)
		if i := d.Info(); len(*raws) != 1 || i.Dropped != 1 || i.LastDrop == "" {
			t.Errorf("reported %+v, %+v", *raws, i)
		}
	})
	if got != nil {
		t.Errorf("heard %v", got)
	}
}

func TestRunEndsWithItsLine(t *testing.T) {
	_, ended := withPanel(t, nil, wellBehaved, func(d *Dev, far *linetest.Far, _ *[]touch.Raw) {
		pass(time.Second)
		far.Close()
		pass(0)
		if s := d.String(); s != "microtouch{pipe}" {
			t.Errorf("String is %q", s)
		}
	})
	if drivers.KindOf(ended) != drivers.NoDevice || !strings.HasPrefix(ended.Error(), "microtouch: read: noDevice: ") {
		t.Errorf("got %v", ended)
	}
}
