package scanner

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// reader is the far end of a pipe: it notes what is sent and answers what a
// test has for it.
type reader struct {
	far     *linetest.Far
	answers map[string]string

	mu   sync.Mutex
	sent []string
}

func newReader(t *testing.T, o *Opts, answers map[string]string) (*Dev, *reader) {
	t.Helper()
	c, far := linetest.Pipe()
	r := &reader{far: far, answers: answers}
	go r.serve()
	t.Cleanup(func() { c.Close() })
	d, err := New(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return d, r
}

func (r *reader) serve() {
	buf := make([]byte, 64)
	for {
		n, err := r.far.Read(buf)
		if err != nil {
			return
		}
		r.mu.Lock()
		r.sent = append(r.sent, string(buf[:n]))
		r.mu.Unlock()
		r.far.Write([]byte(r.answers[string(buf[:n])]))
	}
}

// shows sends bytes after a second.
func (r *reader) shows(pieces ...string) {
	go func() {
		for _, p := range pieces {
			time.Sleep(time.Second)
			r.far.Write([]byte(p))
		}
	}()
}

func inTime(t *testing.T, f func(t *testing.T)) { t.Helper(); synctest.Test(t, f) }

func scans(t *testing.T, d *Dev, w Want, text string, kind drivers.Kind) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	c, err := d.Scan(ctx, w)
	if c.Text != text || drivers.KindOf(err) != kind {
		t.Errorf("%q %v, want %q %s", c.Text, err, text, kind)
	}
	if err != nil && (drivers.OutcomeOf(err) != drivers.NotDone || !strings.HasPrefix(err.Error(), "scanner: ")) {
		t.Errorf("%v: %v", drivers.OutcomeOf(err), err)
	}
}

func TestScanTakesWhatTheStepWants(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, nil, nil)
		w := Want{Pattern: `[A-Z]\d{3}`, Max: 4}
		r.shows("A037\r\n", "javascript:\r", "A03\x167\r", "A038")
		scans(t, d, w, "A037", "")
		scans(t, d, w, "", drivers.UserError)
		scans(t, d, w, "", drivers.UserError)
		scans(t, d, w, "A038", "") // ended by silence
		scans(t, d, w, "", drivers.Timeout)
		scans(t, d, Want{Max: 4}, "", drivers.BadRequest)
		scans(t, d, Want{Pattern: `(`, Max: 4}, "", drivers.BadRequest)
		scans(t, d, Want{Pattern: `.`}, "", drivers.BadRequest)
		r.far.Close()
		scans(t, d, w, "", drivers.NoDevice)
		if i := d.Info(); i.Codes != 3 || i.Refused != 1 || i.Dropped != 0 {
			t.Errorf("%+v", i)
		}
	})
}

// What came before anybody asked belongs to another moment, and so does the
// rest of a code that had begun.
func TestStaleCodesDoNotCount(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, nil, nil)
		r.far.Write([]byte("OLD\rHALF"))
		time.AfterFunc(20*time.Millisecond, func() { r.far.Write([]byte("WAY\rNEW\r")) })
		scans(t, d, anything, "NEW", "")
		if i := d.Info(); i.Unwanted != 1 || i.Dropped != 7 || !strings.Contains(i.LastDrop, "7 bytes at 4: begun before") {
			t.Errorf("%+v", i)
		}
	})
}

func TestDuplicateWindow(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, nil, nil)
		w := Want{Pattern: `.*`, Max: 9, Again: 1500 * time.Millisecond}
		r.shows("AAA\r", "AAA\r", "AAA\r", "AAA\r", "BBB\r", "AAA\r")
		scans(t, d, w, "AAA", "")
		scans(t, d, w, "BBB", "") // the slip stayed under the window for three looks
		scans(t, d, w, "AAA", "")
		r.shows("AAA\r")
		w.Again = 0
		scans(t, d, w, "AAA", "") // another step, another policy
		r.shows("AAA\r")
		w.Again = time.Minute
		d.Forget()
		scans(t, d, w, "AAA", "") // what was shown before counts no more
		if i := d.Info(); i.Repeats != 3 {
			t.Errorf("%+v", i)
		}
	})
}

func TestOversizeIsOneError(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, &Opts{MaxLen: 100}, nil)
		r.shows(strings.Repeat("A", 8192)+"\rNEXT\r", "LAST\r")
		scans(t, d, anything, "", drivers.UserError)
		scans(t, d, anything, "LAST", "") // NEXT came with the other, before this call
	})
}

func TestRunHandsOnEverything(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, &Opts{AIM: true, Again: 2 * time.Second}, nil)
		r.shows("]Q1业务\r", "]Q1业务\r", "]C1A\x1dB\r", "\x00\r")
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		var got []string
		err := d.Run(ctx, func(c Code, err error) {
			got = append(got, c.Symbology+" "+c.Text)
			if (err != nil) != (c == Code{}) || err != nil && drivers.KindOf(err) != drivers.UserError {
				t.Errorf("%v %v", c, err)
			}
		})
		if want := "QR 业务|GS1-128 A\x1dB| "; strings.Join(got, "|") != want || drivers.KindOf(err) != drivers.Timeout {
			t.Errorf("%q %v", got, err)
		}
	})
}

// The light is on while a step waits, and out when it is over, however it
// ends.
func TestTrigger(t *testing.T) {
	ok := "\x02\x00\x00\x01\x0031"
	on, off := string(switchGM65(true)), string(switchGM65(false))
	for _, c := range []struct {
		family  Family
		on, off string
		answers map[string]string
	}{
		{Honeywell, "\x16T\r", "\x16U\r", nil},
		{GM65, on, off, map[string]string{on: ok, off: ok}},
		{GM65, on, off, map[string]string{on: ok + "EARLY\r"}}, // the code stands right behind the reply
	} {
		inTime(t, func(t *testing.T) {
			d, r := newReader(t, &Opts{Family: c.family, Trigger: true}, c.answers)
			want := "A"
			if strings.Contains(c.answers[c.on], "EARLY") {
				want = "EARLY"
			} else {
				r.shows("A\r")
			}
			scans(t, d, anything, want, "")
			if want == "A" {
				scans(t, d, anything, "", drivers.Timeout)
			}
			synctest.Wait()
			for i, s := range r.sent {
				if expect := []string{c.on, c.off}[i%2]; s != expect {
					t.Errorf("%s: sends %q", c.family, r.sent)
				}
			}
			if len(r.sent)%2 != 0 || len(r.sent) == 0 {
				t.Errorf("%s: sends %q", c.family, r.sent)
			}
		})
	}
}

func TestTriggerThatIsNotAnswered(t *testing.T) {
	on := string(switchGM65(true))
	for answer, kind := range map[string]drivers.Kind{
		"":                                       drivers.Timeout,
		"\x02\x00\x00\x01\x0030":                 drivers.Timeout, // damaged
		string(unhex(t, "02 00 03 01 00 6A 61")): drivers.BadRequest,
		string(seal([]byte{2, 0}, 1, 1, 0)):      drivers.Protocol, // our command was damaged
	} {
		inTime(t, func(t *testing.T) {
			d, r := newReader(t, &Opts{Family: GM65, Trigger: true}, map[string]string{on: answer})
			scans(t, d, anything, "", kind)
			tries := 2
			if kind == drivers.BadRequest {
				tries = 1
			}
			if n := len(r.sent); n != tries+1 || r.sent[n-1] != string(switchGM65(false)) {
				t.Errorf("%s: sends %q", kind, r.sent)
			}
		})
	}
}

func TestCommands(t *testing.T) {
	baudQuestion := string(commandGM65(readGM65, baudGM65, 2))
	save := string(commandGM65(saveGM65, 0, 0))
	aim := string(commandGM65(writeGM65, 0x00D0, 0x80))
	ok := "\x02\x00\x00\x01\x0031"
	baud := string(seal([]byte{2, 0}, 0, 2, 0x39, 0x01))
	for _, c := range []struct {
		name    string
		family  Family
		answers map[string]string
		do      func(context.Context, *Dev) error
		want    drivers.Kind
	}{
		{"presence", Newland, map[string]string{"?": "!"}, present, ""},
		{"no presence", Newland, nil, present, drivers.Timeout},
		{"presence", GM65, map[string]string{baudQuestion: baud}, present, ""},
		{"presence", Generic, nil, present, drivers.Unsupported},
		{"set", Newland, map[string]string{"nls0302010": "\x06"}, set("nls0302010"), ""},
		{"refused", Newland, map[string]string{"nls0302010": "\x15"}, set("nls0302010"), drivers.BadRequest},
		{"set", Honeywell, map[string]string{"\x16M\rTRGMOD0.": "TRGMOD0\x06."}, set("TRGMOD0."), ""},
		{"unknown", Honeywell, map[string]string{"\x16M\rTRGMODX!": "TRGMODX\x05!"}, set("TRGMODX!"), drivers.BadRequest},
		{"one of two refused", Honeywell, map[string]string{"\x16M\rAAAAAAX;TRGMOD0.": "AAAAAAX\x05,TRGMOD0\x06."}, set("AAAAAAX;TRGMOD0."), drivers.BadRequest},
		{"two", Honeywell, map[string]string{"\x16M\rSUFBK2;TRGMOD0.": "SUFBK2\x06,TRGMOD0\x06."}, set("SUFBK2;TRGMOD0."), ""},
		{"no end", Honeywell, nil, set("TRGMOD0"), drivers.BadRequest},
		{"control", Newland, nil, set("nls\r"), drivers.BadRequest},
		{"none", GM65, nil, set("x"), drivers.Unsupported},
		{"set", NewlandLegacy, map[string]string{"$$$$": "@@@@", "#99900030;": "!99900030;", "%%%%": "^^^^"}, set("99900030"), ""},
		{"refused", NewlandLegacy, map[string]string{"$$$$": "@@@@", "#99900030;": "?99900030;", "%%%%": "^^^^"}, set("99900030"), drivers.BadRequest},
		{"silent", NewlandLegacy, map[string]string{"$$$$": "@@@@", "%%%%": "^^^^"}, set("99900030"), drivers.Timeout},
		{"save", GM65, map[string]string{save: ok}, saves, ""},
		{"save", Newland, nil, saves, drivers.Unsupported},
		{"write", GM65, map[string]string{aim: ok}, func(ctx context.Context, d *Dev) error { return d.SetRegister(ctx, 0x00D0, 0x80) }, ""},
		{"nothing", GM65, nil, func(ctx context.Context, d *Dev) error { return d.SetRegister(ctx, 3) }, drivers.BadRequest},
		{"read", GM65, map[string]string{baudQuestion: baud}, func(ctx context.Context, d *Dev) error {
			b, err := d.Register(ctx, baudGM65, 2)
			if err == nil && !bytes.Equal(b, []byte{0x39, 0x01}) {
				t.Errorf("% X", b)
			}
			return err
		}, ""},
		{"short", GM65, map[string]string{baudQuestion: ok}, func(ctx context.Context, d *Dev) error { _, err := d.Register(ctx, baudGM65, 2); return err }, drivers.Protocol},
	} {
		t.Run(string(c.family)+" "+c.name, func(t *testing.T) {
			inTime(t, func(t *testing.T) {
				d, r := newReader(t, &Opts{Family: c.family}, c.answers)
				err := c.do(t.Context(), d)
				if drivers.KindOf(err) != c.want || (err == nil) != (c.want == "") {
					t.Errorf("%v, want %q", err, c.want)
				}
				if c.family == NewlandLegacy && r.sent[len(r.sent)-1] != "%%%%" {
					t.Errorf("the reader is left in its setting mode: %q", r.sent)
				}
			})
		})
	}
}

func present(ctx context.Context, d *Dev) error { return d.Present(ctx) }

func saves(ctx context.Context, d *Dev) error { return d.Save(ctx) }

func set(setting string) func(context.Context, *Dev) error {
	return func(ctx context.Context, d *Dev) error { return d.Configure(ctx, setting) }
}

// The answer to a question about presence may also be somebody's code.
func TestWordsAreCodesUnlessAskedFor(t *testing.T) {
	inTime(t, func(t *testing.T) {
		d, r := newReader(t, &Opts{Family: Newland}, nil)
		r.shows("!\r", "@@@@\r")
		scans(t, d, anything, "!", "")
		scans(t, d, anything, "@@@@", "")
	})
}

func TestSettingsThatAreRefused(t *testing.T) {
	for want, o := range map[string]Opts{
		"no family":        {Family: "mindeo"},
		"no suffix":        {Suffix: "tab"},
		"idle gap":         {IdleGap: 20 * time.Millisecond},
		"negative":         {MaxLen: -1},
		"how to trigger":   {Family: Newland, Trigger: true},
		"idle gap of 51ms": {IdleGap: 51 * time.Millisecond},
	} {
		if _, err := New(nil, &o); drivers.KindOf(err) != drivers.BadRequest || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
