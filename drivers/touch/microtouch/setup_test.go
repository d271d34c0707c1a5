package microtouch

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
	"govkiosk/drivers/touch"
)

// heard is a command that the controller received, and when.
type heard struct {
	After   time.Duration
	Command string
}

// withPanel runs the driver in a bubble against a controller that answers a
// command with reply; an empty reply is silence.
func withPanel(t *testing.T, o *Opts, reply func(command string) string, then func(d *Dev, far *linetest.Far, got *[]touch.Raw)) (all []heard, ended error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		conn, far := linetest.Pipe()
		d, err := New(conn, o)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			start := time.Now()
			for buf := make([]byte, 64); ; {
				n, err := far.Read(buf)
				if err != nil {
					return
				}
				for _, command := range strings.Split(strings.Trim(string(buf[:n]), "\x01\r"), "\r\x01") {
					all = append(all, heard{time.Since(start), command})
					if r := reply(command); r != "" {
						far.Write(AppendCommand(nil, r))
					}
				}
			}
		}()
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		var got []touch.Raw
		go func() {
			defer close(done)
			ended = d.Run(ctx, func(r touch.Raw) { got = append(got, r) })
		}()
		then(d, far, &got)
		stop()
		<-done
		d.Halt()
		far.Close()
	})
	return all, ended
}

func pass(d time.Duration) {
	time.Sleep(d) // of the bubble's clock
	synctest.Wait()
}

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
	if diff := cmp.Diff([]heard{{0, "Z"}, {0, "OI"}, {0, "FT"}, {0, "MS"}}, got); diff != "" {
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
	if diff := cmp.Diff([]heard{{0, "Z"}, {200 * ms, "Z"}, {400 * ms, "Z"}}, got); diff != "" {
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
		synctest.Wait()
		if s := d.String(); s != "microtouch{pipe}" {
			t.Errorf("String is %q", s)
		}
	})
	if drivers.KindOf(ended) != drivers.NoDevice || !strings.HasPrefix(ended.Error(), "microtouch: read: noDevice: ") {
		t.Errorf("got %v", ended)
	}
}
