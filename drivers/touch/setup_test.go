package touch

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// Frames of a board, from the manual's figures and tables.
const (
	hexIdentify  = "55 69 00 00 00 00 00 00 00 68"
	hexIdentity  = "55 49 32 30 80 07 01 00 01 33"
	hexSetMode   = "55 4D 00 07 40 00 00 00 00 93"
	hexAck       = "55 41 30 30 30 30 00 00 00 00"
	hexAckBadSum = "55 41 33 30 30 30 00 00 00 03"
	hexAckNo     = "55 41 35 30 30 30 00 00 00 05"
	hexDown      = "55 54 01 01 0C F4 02 FF 00 56"
)

// heard is a command that the board received, and when.
type heard struct {
	After   time.Duration
	Command string
}

// board plays a board by hand: answer says what each command is answered with,
// in hexadecimal; an empty answer is silence.
type board struct {
	far   *linetest.Far
	dev   *Dev
	got   []Raw
	heard []heard
	ended error
	done  chan struct{}
	stop  context.CancelFunc
}

// withBoard runs the driver against a board within a bubble.
func withBoard(t *testing.T, o *Opts, answer func(n int, command string) string, then func(b *board)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		conn, far := linetest.Pipe()
		dev, err := New(conn, o)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		b := &board{far: far, dev: dev, done: make(chan struct{}), stop: stop}
		go b.answer(t, answer)
		go func() {
			defer close(b.done)
			b.ended = dev.Run(ctx, func(r Raw) { b.got = append(b.got, r) })
		}()
		then(b)
		stop()
		<-b.done
		dev.Halt()
		far.Close()
	})
}

// pass lets time go by in the bubble, and everything happen that is due then.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (b *board) answer(t *testing.T, answer func(int, string) string) {
	start := time.Now()
	for frame := make([]byte, frameSize); ; {
		n, err := b.far.Read(frame)
		if err != nil {
			return
		}
		command := fmt.Sprintf("% X", frame[:n])
		b.heard = append(b.heard, heard{time.Since(start), command})
		if reply := answer(len(b.heard), command); reply != "" {
			b.far.Write(unhex(t, reply))
		}
	}
}

// wellBehaved answers as a board in order does.
func wellBehaved(_ int, command string) string {
	if command == hexIdentify {
		return hexIdentity + hexAck
	}
	return hexAck
}

func TestSetUpAsksEachThingOnce(t *testing.T) {
	withBoard(t, nil, wellBehaved, func(b *board) {
		pass(time.Second)
		if diff := cmp.Diff([]heard{{0, hexIdentify}, {0, hexSetMode}}, b.heard); diff != "" {
			t.Error(diff)
		}
		if i := b.dev.Info(); !i.Answers || i.Identity == nil || i.Identity.Firmware() != "1.7" || i.Frames != 3 {
			t.Errorf("got %+v", i)
		}
	})
}

func TestSilentBoardIsAskedThreeTimesAndListenedTo(t *testing.T) {
	ms := time.Millisecond
	withBoard(t, nil, func(int, string) string { return "" }, func(b *board) {
		pass(150 * ms)
		b.far.Write(unhex(t, hexDown)) // while it is being set up
		pass(2 * time.Second)
		want := []heard{
			{0, hexIdentify}, {100 * ms, hexIdentify}, {200 * ms, hexIdentify},
			{300 * ms, hexSetMode}, {400 * ms, hexSetMode}, {500 * ms, hexSetMode},
		}
		if diff := cmp.Diff(want, b.heard); diff != "" {
			t.Error(diff)
		}
		b.far.Write(unhex(t, hexDown))
		pass(0)
		if len(b.got) != 2 || b.got[1].At.Sub(b.got[0].At) != 2*time.Second {
			t.Errorf("got %+v", b.got)
		}
		if i := b.dev.Info(); i.Answers || i.Identity != nil {
			t.Errorf("got %+v", i)
		}
	})
}

func TestDamagedCommandIsSentAgain(t *testing.T) {
	withBoard(t, nil, func(n int, command string) string {
		if n == 2 {
			return hexAckBadSum
		}
		return wellBehaved(n, command)
	}, func(b *board) {
		pass(time.Second)
		if len(b.heard) != 3 || b.heard[2].Command != hexSetMode {
			t.Errorf("heard %v", b.heard)
		}
		if i := b.dev.Info(); !i.Answers || i.Refused != nil {
			t.Errorf("got %+v", i)
		}
	})
}

func TestRefusedModeIsTold(t *testing.T) {
	withBoard(t, nil, func(n int, command string) string {
		if command == hexSetMode {
			return hexAckNo
		}
		return wellBehaved(n, command)
	}, func(b *board) {
		pass(time.Second)
		if i := b.dev.Info(); !cmp.Equal(i.Refused, []string{"illegal command"}) || len(b.heard) != 2 {
			t.Errorf("got %+v after %v", i, b.heard)
		}
	})
}

func TestListenOnlySendsNothing(t *testing.T) {
	withBoard(t, &Opts{ListenOnly: true}, wellBehaved, func(b *board) {
		b.far.Write(unhex(t, hexDown))
		pass(time.Second)
		if b.heard != nil || len(b.got) != 1 {
			t.Errorf("heard %v, reported %+v", b.heard, b.got)
		}
	})
}

func TestOldBoardIsOnlyListenedTo(t *testing.T) {
	withBoard(t, &Opts{Protocol: E281A}, wellBehaved, func(b *board) {
		b.far.Write(unhex(t, "EA BC 4F 28 00 0F"))
		pass(time.Second)
		if b.heard != nil || len(b.got) != 1 || b.got[0].X != 2748 {
			t.Errorf("heard %v, reported %+v", b.heard, b.got)
		}
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	for _, after := range []time.Duration{50 * time.Millisecond, 5 * time.Second} { // in set-up, in reading
		withBoard(t, nil, func(int, string) string { return "" }, func(b *board) {
			pass(after)
			b.stop()
			<-b.done
			if drivers.KindOf(b.ended) != drivers.Cancelled || drivers.OutcomeOf(b.ended) != drivers.NotDone {
				t.Errorf("after %v: %v", after, b.ended)
			}
		})
	}
}

func TestRunEndsWithItsLine(t *testing.T) {
	withBoard(t, nil, wellBehaved, func(b *board) {
		pass(time.Second)
		b.far.Close()
		<-b.done
		if drivers.KindOf(b.ended) != drivers.NoDevice || !strings.HasPrefix(b.ended.Error(), "touch: read: noDevice: ") {
			t.Errorf("got %v", b.ended)
		}
	})
}

func TestHaltEndsRun(t *testing.T) {
	withBoard(t, nil, wellBehaved, func(b *board) {
		pass(time.Second)
		if err := b.dev.Halt(); err != nil {
			t.Error(err)
		}
		<-b.done
		if drivers.KindOf(b.ended) != drivers.NoDevice {
			t.Errorf("got %v", b.ended)
		}
		if s := b.dev.String(); s != "touch{pipe}" {
			t.Errorf("String is %q", s)
		}
	})
}

func TestUnknownProtocolIsNoDevice(t *testing.T) {
	conn, _ := linetest.Pipe()
	if d, err := New(conn, &Opts{Protocol: "usb"}); err == nil || d != nil {
		t.Errorf("got %v %v", d, err)
	}
}
