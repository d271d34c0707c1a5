package kiosk_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// booth is a terminal in this process with a pad beside its glass and
// programs that speak and play: real children, that keep books.
type booth struct {
	*rig
	app  *screens.App
	pad  *sim.Keypad
	turn chan struct{}
}

const boothConfig = `
[keys]
port = %q
rebound = "1ms"

[speech]
synthesiser = ["sh", "-c", 'cat >> "$0"; cat "$1"', %q, %q]
player = ["sh", "-c", 'cat > /dev/null; echo "$1" >> "$0"', %q, "{device}"]
speaker = "hall"
headset = "ear"
jack = "keys"
`

func newBooth(t *testing.T) *booth {
	t.Helper()
	b := &booth{rig: newRig(t), turn: make(chan struct{}, 1)}
	b.pad = sim.NewKeypad(b.port("keys", 9600))
	wav := "RIFF\x26\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x02\x00\x00\x00\x00\x10"
	if err := os.WriteFile(filepath.Join(b.dir, "tiny.wav"), []byte(wav), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(b.dir, "kioskd.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	more := fmt.Sprintf(boothConfig, filepath.Join(b.dir, "keys"), b.book("said"), filepath.Join(b.dir, "tiny.wav"), b.book("played"))
	if err := os.WriteFile(file, append(text, more...), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	b.open(&cfg)
	return b
}

// open starts the terminal.
func (b *booth) open(cfg *config.Config) {
	b.t.Helper()
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		b.t.Fatal(err)
	}
	slips, err := slip.New(*cfg)
	if err != nil {
		b.t.Fatal(err)
	}
	var terminal *kiosk.Terminal
	b.app, err = screens.New(screens.Options{
		Panel:    screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5},
		OnIntent: func(i screens.Intent) { terminal.Intent(i) }, OnFocus: func(s screens.Spot) { terminal.Focused(s) },
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.log = &logBook{}
	terminal, err = kiosk.New(kiosk.Options{
		Config: cfg, Journal: records, Slips: slips, Log: slog.New(slog.NewTextHandler(b.log, nil)), Push: b.app.Push,
		Show:  func(v screens.View) { b.app.Show(v); b.poke() },
		Press: func(k screens.Press) { b.app.Press(k); b.poke() },
	})
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 2)
	go func() { ended <- terminal.Run(ctx) }()
	go func() { ended <- b.turns(ctx) }()
	b.t.Cleanup(func() {
		stop()
		for range 2 {
			if err := <-ended; err != nil {
				b.t.Error(err)
			}
		}
		records.Close()
	})
}

func (b *booth) poke() {
	select {
	case b.turn <- struct{}{}:
	default:
	}
}

// turns makes the frames that a window would have asked for.
func (b *booth) turns(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.turn:
			if err := b.app.Turn(); err != nil {
				return err
			}
		}
	}
}

func (b *booth) book(name string) string { return filepath.Join(b.dir, name) }

func (b *booth) read(name string) string {
	text, _ := os.ReadFile(b.book(name))
	return string(text)
}

// until waits for the page to be so.
func (b *booth) until(what string, ok func(screens.Tree) bool) {
	b.t.Helper()
	for end := time.Now().Add(30 * time.Second); !ok(b.app.Tree()); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			b.t.Fatalf("never: %s; instead %s %v\n%s", what, b.app.Tree().Screen, b.ring(), b.log)
		}
	}
}

func (b *booth) on(s screens.Screen) {
	b.t.Helper()
	b.until(string(s), func(t screens.Tree) bool { return t.Screen == s && len(b.ring()) > 0 })
}

func (b *booth) ring() (out []screens.Widget) {
	for _, w := range b.app.Tree().Widgets {
		if w.Focused {
			out = append(out, w)
		}
	}
	return out
}

func in(list []screens.Widget, do, arg string) bool {
	for _, w := range list {
		if w.Intent == do && (arg == "" || w.Arg == arg) && w.Enabled {
			return true
		}
	}
	return false
}

// wake presses a key until the pad's line is open and the terminal awake.
func (b *booth) wake(key string) {
	b.t.Helper()
	b.until("attract", func(t screens.Tree) bool { return t.Screen == screens.ScreenAttract })
	var pressed time.Time
	b.eventually("awake", func() bool {
		// Not again at once: a second press would be one on the next page.
		if b.app.Tree().Screen == screens.ScreenAttract && time.Since(pressed) > 4*time.Second {
			pressed = time.Now()
			b.pad.Press(key)
		}
		return b.app.Tree().Screen == screens.ScreenHome && len(b.ring()) == 1
	})
}

// to moves the ring onto a key and presses it, with a key that goes on and one
// that takes.
func (b *booth) to(goOn, take, do, arg string) {
	b.t.Helper()
	b.until("key "+do+" "+arg, func(t screens.Tree) bool { return in(t.Widgets, do, arg) })
	for range 120 {
		ring := b.ring()
		switch {
		case in(ring, do, arg) && len(ring) == 1:
			b.pad.Press(take)
			return
		case in(ring, do, arg):
			b.pad.Press(take) // a row: into it
		default:
			b.pad.Press(goOn)
		}
		b.until("another ring", func(screens.Tree) bool { return where(b.ring()) != where(ring) })
	}
	b.t.Fatalf("the ring never comes to %s %s", do, arg)
}

// where is which keys a ring is on, whatever they say at the moment.
func where(ring []screens.Widget) (out string) {
	for _, w := range ring {
		out += fmt.Sprintln(w.Intent, w.Arg, w.X, w.Y)
	}
	return out
}

// A whole visit by somebody who does not touch the glass: with a pad of keys,
// and with two switches.
func TestAVisitWithoutTheGlass(t *testing.T) {
	for name, keys := range map[string][2]string{"pad": {"right", "ok"}, "switches": {"next", "select"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBooth(t)
			press := func(do, arg string) { b.to(keys[0], keys[1], do, arg) }
			b.wake(keys[1])
			press("service", "queue")
			b.on(screens.ScreenIdentify)
			b.reader.Lay(sim.Tray()[0])
			b.on(screens.ScreenList)
			press("business", "")
			b.on(screens.ScreenConfirm)
			press("take", "")
			b.eventually("a ticket", func() bool { // the printer is looked at first
				if b.app.Tree().Screen == screens.ScreenConfirm {
					b.pad.Press(keys[1])
				}
				return b.app.Tree().Screen == screens.ScreenTicket
			})
			b.eventually("the slip is out", func() bool { return len(b.printer.Slips()) == 1 && b.printer.Slips()[0].Complete })
			b.printer.TakePaper()
			b.reader.Lift()
			press("done", "")
			b.until("attract", func(t screens.Tree) bool { return t.Screen == screens.ScreenAttract })
			if n := len(b.good("reserve")); n != 1 {
				t.Errorf("%d numbers were taken", n)
			}
		})
	}
}

// The page is read when the key is pressed, each page after it, and where the
// ring goes; a person's own words are said to the headset alone.
func TestAVisitByEar(t *testing.T) {
	t.Parallel()
	b := newBooth(t)
	said := func(words string) {
		t.Helper()
		b.eventually("says "+words, func() bool { return strings.Contains(b.read("said"), words) })
	}
	b.wake("ok")
	b.until("the hall is heard", func(t screens.Tree) bool { return in(t.Widgets, "service", "queue") })
	b.until("there is a voice", func(t screens.Tree) bool { return in(t.Widgets, "speech", "") })
	b.pad.Press("speech")
	said("您要办什么")
	b.until("the key says what it does", func(t screens.Tree) bool { return t.Screen == screens.ScreenHome && stops(t) })
	first := where(b.ring())
	b.pad.Press("right")
	b.until("the ring has moved", func(screens.Tree) bool { return where(b.ring()) != first })
	said(b.ring()[0].Label)
	b.to("right", "ok", "service", "queue")
	b.on(screens.ScreenIdentify)
	b.reader.Lay(sim.Tray()[0])
	b.on(screens.ScreenList)
	b.to("right", "ok", "business", "")
	b.on(screens.ScreenConfirm)
	said("插上耳机，就念给您听")
	name := sim.Tray()[0].Name
	masked := string([]rune(name)[:1]) + "某"
	if text := b.read("said"); strings.Contains(text, masked) || strings.Contains(text, name) {
		t.Errorf("the hall hears %q", text)
	}
	if strings.Contains(b.read("played"), "ear") {
		t.Error("something goes to a headset that is not there")
	}
	b.pad.Press("headset-in")
	said(masked)
	b.eventually("the headset is heard", func() bool { return strings.Contains(b.read("played"), "ear") })
	b.pad.Press("home")
	b.on(screens.ScreenHome)
	b.pad.Press("back")
	b.until("the card is called after", func(t screens.Tree) bool { return t.Screen == screens.ScreenCardLeft })
	b.reader.Lift()
	b.until("attract", func(t screens.Tree) bool { return t.Screen == screens.ScreenAttract })
}

// stops reports whether the key for the voice ends what is being said, or would
// say it once more.
func stops(t screens.Tree) bool {
	for _, w := range t.Widgets {
		if w.Intent == string(screens.ActSpeech) {
			return w.Label == "停下" || w.Label == "再念"
		}
	}
	return false
}

// A pad that is pulled out is missed and taken back.
func TestAPadComesBack(t *testing.T) {
	t.Parallel()
	b := newBooth(t)
	b.wake("ok")
	b.ports["keys"].Unplug()
	b.pad.Press("right")
	if err := b.ports["keys"].Plug(); err != nil {
		t.Fatal(err)
	}
	first := fmt.Sprint(b.ring())
	b.eventually("the pad is back", func() bool {
		b.pad.Press("right")
		return fmt.Sprint(b.ring()) != first
	})
}
