package sim

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// undisturbed is the slip of stream on a printer that nothing happens to.
func undisturbed(t *testing.T, stream string) Slip {
	t.Helper()
	p, h := startPrinter(t, fast)
	h.job(stream)
	return slip(t, p)
}

// until waits for what the printer comes to in its own time.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// paperEnds waits until the paper has run out.
func paperEnds(t *testing.T, p *Printer) {
	t.Helper()
	until(t, "the paper ends", func() bool { return p.Faults().Paper == PaperOut })
}

func TestPaperEndInMidTicketResumesByItself(t *testing.T) {
	want := undisturbed(t, ticket)
	p, h := startPrinter(t, fast)
	p.RunOut(40)
	ask, answer := processID("T001")
	h.send([]byte(ticket + ask))
	paperEnds(t, p)
	h.quiet(50 * time.Millisecond)
	h.eot(1, "1E")
	h.eot(2, "32")
	h.eot(4, "7E")
	if got := p.Uncut().Rect.Dy(); got != 96+40 {
		t.Errorf("%d dots on paper, want 40", got-96)
	}
	p.SetPaper(PaperFull)
	h.want(answer)
	h.eot(4, "12")
	if s := slip(t, p); !s.Complete || !same(s.Image, want.Image) {
		t.Error("the resumed slip differs from an undisturbed one")
	}
}

func TestOfflinePrinterKeepsInOrderCommandsWaiting(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.SetCover(true)
	h.eot(1, "1E")
	h.eot(2, "16")
	h.send([]byte("\x1dr\x01"))
	h.quiet(50 * time.Millisecond)
	p.SetCover(false)
	h.want("00")
	p.SetPaper(PaperLow)
	h.eot(4, "1E")
	h.send([]byte("\x1dr\x01"))
	h.want("03")
}

func TestCutterJamLeavesThePaperUncut(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.JamAtNextCut()
	ask, answer := processID("T001")
	h.send([]byte(ticket + ask))
	until(t, "the knife sticks", func() bool { return p.Faults().CutterJam })
	h.quiet(50 * time.Millisecond)
	h.eot(2, "52")
	h.eot(3, "1A")
	h.eot(5, "00")
	if n := len(p.Slips()); n != 0 || ink(p.Uncut(), 0, 96, 576, 126) == 0 {
		t.Errorf("%d slips; want the ticket printed and hanging", n)
	}
	p.SetCutterJam(false)
	h.want(answer)
	if !slip(t, p).Complete {
		t.Error("the slip is not complete")
	}
}

func TestClearDropsTheBacklog(t *testing.T) {
	for name, c := range map[string]struct{ ask, answer string }{
		"DLE ENQ 2": {"\x10\x05\x02", ""},
		"DLE DC4 8": {"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", "37 25 00"},
	} {
		t.Run(name, func(t *testing.T) {
			p, h := startPrinter(t, fast)
			p.SetPaper(PaperOut)
			h.send([]byte("\x1bE\x01" + ticket + "\x1dv0\x00\x48\x00\xff\x00half a picture"))
			h.quiet(50 * time.Millisecond)
			h.send([]byte(c.ask))
			h.want(c.answer)
			h.eot(4, "7E") // the clear has passed
			p.SetPaper(PaperFull)
			h.job("B" + ticket[2:])
			if s := slip(t, p); !s.Complete || !strings.HasPrefix(string(s.Bytes), "\x10\x04\x04B") {
				t.Errorf("slip of %q, complete %v", s.Bytes, s.Complete)
			}
			obedient(t, p)
		})
	}
}

func TestClearInMidTicketLeavesATorso(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.RunOut(40)
	h.send([]byte(ticket))
	paperEnds(t, p)
	h.send([]byte("\x10\x05\x02\x10\x04\x04"))
	h.want("7E")
	p.SetPaper(PaperFull)
	h.job("\x1dV\x42\x00")
	if s := slip(t, p); s.Complete || s.Image.Rect.Dy() != 96+40 {
		t.Errorf("slip of %d dots, complete %v; want a torso of 136", s.Image.Rect.Dy(), s.Complete)
	}
}

func TestLostPowerEmptiesTheBuffer(t *testing.T) {
	p, h := startPrinter(t, fast)
	h.send([]byte("\x1da\x0f"))
	h.want("14 00 00 0F")
	p.SetSlow(20)
	h.send([]byte(ticket))
	until(t, "some rows are on paper", func() bool { return p.Uncut().Rect.Dy() > 96 })
	p.PowerCut()
	h.send([]byte("\x10\x04\x01" + ticket))
	h.quiet(100 * time.Millisecond)
	p.SetSlow(1)
	cut := make(chan Slip, 2)
	p.OnSlip(func(s Slip) { cut <- s })
	p.PowerOn()
	select {
	case s := <-cut:
		if s.Complete || s.Image.Rect.Dy() >= 96+30+90 {
			t.Errorf("power-up put out %d dots, complete %v; want a torso", s.Image.Rect.Dy(), s.Complete)
		}
	case <-time.After(limit):
		t.Fatal("power-up did not clear the paper way")
	}
	h.eot(1, "16") // and no automatic status before it
	h.job(ticket)
	if s := <-cut; !s.Complete {
		t.Error("the next slip is not complete")
	}
}

func TestFullBufferHoldsTheHostUp(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.SetCover(true)
	h.f.SetWriteDeadline(time.Now().Add(700 * time.Millisecond))
	text := bytes.Repeat([]byte("0123456789abcdef\n"), 8000)
	n, err := h.f.Write(text)
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("wrote %d of %d bytes with error %v, want to be held up", n, len(text), err)
	}
	if d := p.Dropped(); d != 0 {
		t.Errorf("%d bytes dropped with the handshake", d)
	}
}

func TestOverrunDropsBytesAndCountsThem(t *testing.T) {
	o := fast
	o.NoHandshake, o.Buffer = true, 100
	p, h := startPrinter(t, o)
	p.SetCover(true)
	h.send(bytes.Repeat([]byte{'A'}, 150))
	h.eot(2, "16") // all has arrived, and the question is heard over a full buffer
	if d := p.Dropped(); d != 53 {
		t.Errorf("%d bytes dropped, want 50 and the three of DLE EOT", d)
	}
	p.SetCover(false)
	until(t, "the buffer drains", func() bool { p.mu.Lock(); defer p.mu.Unlock(); return len(p.queue) == 0 })
	h.job("\n\x1dV\x42\x00")
	if slip(t, p).Complete {
		t.Error("a slip with dropped bytes counts as complete")
	}
}

func TestUnplugInMidJobKeepsThePrinterGoing(t *testing.T) {
	p, h := startPrinter(t, fast)
	gone := make(chan struct{})
	var once sync.Once
	p.OnBytes(func([]byte) { once.Do(func() { p.port.Unplug(); close(gone) }) })
	h.send([]byte(ticket))
	select {
	case <-gone:
	case <-time.After(limit):
		t.Fatal("the job's bytes did not come")
	}
	if err := p.port.Plug(); err != nil {
		t.Fatal(err)
	}
	openHost(t, p.port).eot(1, "16")
}

func TestCloseWithAJobWaiting(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.SetPaper(PaperOut)
	h.send(bytes.Repeat([]byte("text\n"), 2000))
	h.quiet(20 * time.Millisecond)
	p.Close() // the test hangs if it does not
}
