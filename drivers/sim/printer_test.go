package sim

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// fast prints ten times as fast as a kiosk printer.
var fast = PrinterOpts{Speed: 1500, CutTime: 5 * time.Millisecond}

const ticket = "\x1b@A037\n\x1bd\x03\x1dV\x42\x00"

func startPrinter(t *testing.T, o PrinterOpts) (*Printer, *host) {
	t.Helper()
	p := openTestPort(t, 115200)
	pr := NewPrinter(p, o)
	t.Cleanup(pr.Close)
	return pr, openHost(t, p)
}

// processID is GS ( H with id, and its answer in hexadecimal.
func processID(id string) (ask, answer string) {
	return "\x1d(H\x06\x0000" + id, fmt.Sprintf("37 22 %x 00", id)
}

// job sends stream and waits until the printer says that it is on paper.
func (h *host) job(stream string) {
	h.t.Helper()
	ask, answer := processID("JOB1")
	h.send([]byte(stream + ask))
	h.want(answer)
}

func (h *host) eot(n byte, want string) {
	h.t.Helper()
	h.send([]byte{0x10, 0x04, n})
	h.want(want)
}

// slip returns the only slip.
func slip(t *testing.T, p *Printer) Slip {
	t.Helper()
	s := p.Slips()
	if len(s) != 1 {
		t.Fatalf("%d slips, want 1", len(s))
	}
	return s[0]
}

func obedient(t *testing.T, p *Printer) {
	t.Helper()
	if v := p.Violations(); len(v) != 0 {
		t.Errorf("the printer complains: %q", v)
	}
}

func TestPrinterCutsASlipAndConfirmsIt(t *testing.T) {
	p, h := startPrinter(t, fast)
	var told []Slip
	p.OnSlip(func(s Slip) { told = append(told, s) })
	h.job(ticket)
	s := slip(t, p)
	if !s.Complete || s.Taken || s.Image.Rect.Dx() != 576 || string(s.Bytes) != ticket {
		t.Errorf("slip %v, complete %v, taken %v, %d bytes", s.Image.Rect, s.Complete, s.Taken, len(s.Bytes))
	}
	if want := 96 + 30 + 90; s.Image.Rect.Dy() != want {
		t.Errorf("slip is %d dots long, want %d", s.Image.Rect.Dy(), want)
	}
	if len(told) != 1 || told[0].Image != s.Image {
		t.Errorf("the hook was told of %d slips", len(told))
	}
	obedient(t, p)
}

func TestSlipIsWhatRenderShows(t *testing.T) {
	p, h := startPrinter(t, fast)
	h.job(ticket)
	img, err := Render([]byte(ticket), PaperOpts{})
	if err != nil {
		t.Fatal(err)
	}
	s := slip(t, p).Image
	if n := len(s.Pix); n > len(img.Pix) || !bytes.Equal(img.Pix[:n], s.Pix) {
		t.Error("the printer's slip differs from the rendered stream")
	}
}

func TestPrintingTakesItsTime(t *testing.T) {
	_, h := startPrinter(t, PrinterOpts{})
	began := time.Now()
	h.job("\x1bJ\xf0\x1bJ\xf0") // 60 mm at 150 mm/s
	if d := time.Since(began); d < 390*time.Millisecond {
		t.Errorf("60 mm took %v, faster than paper moves", d)
	}
}

func TestProcessIDWaitsForItsLine(t *testing.T) {
	_, h := startPrinter(t, fast)
	ask, answer := processID("L001")
	h.send([]byte("no line feed yet" + ask))
	h.quiet(100 * time.Millisecond)
	h.send([]byte("\n"))
	h.want(answer)
}

func TestStatusOfAHealthyPrinter(t *testing.T) {
	_, h := startPrinter(t, fast)
	for n, want := range map[byte]string{1: "16", 2: "12", 3: "12", 4: "12", 5: "00"} {
		h.eot(n, want)
	}
	for ask, want := range map[string]string{
		"\x1dr\x01": "00", "\x1dI\x42": "5F 53 49 4D 00", "\x1dI\x02": "03",
		"\x1da\x0f": "14 00 00 0F", "\x1dg2\x00\x32\x00": "5F 30 00",
		"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08": "37 25 00",
	} {
		h.send([]byte(ask))
		h.want(want)
	}
}

func TestMissingAnswersOfClones(t *testing.T) {
	o := fast
	o.NoExitSensor, o.NoProcessID = true, true
	p, h := startPrinter(t, o)
	ask, _ := processID("JOB1")
	h.send([]byte(ticket + ask + "\x10\x04\x05"))
	h.quiet(300 * time.Millisecond)
	slip(t, p)
}

func TestMouthHoldsTheSlipUntilItIsTaken(t *testing.T) {
	p, h := startPrinter(t, fast)
	if p.TakePaper() {
		t.Error("took paper from an empty mouth")
	}
	h.job(ticket)
	h.eot(5, "04")
	if !p.TakePaper() {
		t.Error("no paper in the mouth")
	}
	h.eot(5, "00")
	h.job(ticket)
	h.job(ticket)
	h.eot(5, "04")
	if s := p.Slips(); len(s) != 3 || !s[0].Taken || s[1].Taken || s[2].Taken {
		t.Errorf("%d slips; the first should be taken, the second fallen, the third in the mouth", len(s))
	}
	p.SetExit(ExitJam)
	h.eot(5, "0C")
}

func TestAutoTake(t *testing.T) {
	o := fast
	o.AutoTake = 30 * time.Millisecond
	p, h := startPrinter(t, o)
	h.job(ticket)
	until(t, "somebody takes the slip", func() bool { s := p.Slips(); return len(s) == 1 && s[0].Taken })
	if !slip(t, p).Taken {
		t.Error("nobody took the slip")
	}
	h.eot(5, "00")
}

func TestRealTimeCommandInAPictureIsObeyed(t *testing.T) {
	p, h := startPrinter(t, fast)
	h.send([]byte("\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01"))
	h.want("16")
	h.job("")
	if v := p.Violations(); len(v) != 1 || !strings.Contains(v[0], "inside GS v 0") {
		t.Errorf("violations %q, want one real-time command inside GS v 0", v)
	}
	if n := ink(p.Uncut(), 0, 96, 576, 97); n != 3 {
		t.Errorf("the picture has %d dots, want the 3 of 10 04 01", n)
	}
}

func TestViolationsAreRecorded(t *testing.T) {
	p, h := startPrinter(t, fast)
	h.job("A\x1ba\x01\x1dV\x00\n\x1b\x01\x1dk\x02123\x00\xff\xff\x1bt\x63\x1bV\x01\n")
	v := strings.Join(p.Violations(), "; ")
	for _, want := range []string{"ESC a not at", "GS V not at", "unknown: 1B 01", "GS k: barcode 2", "no code page 99", "ESC V"} {
		if !strings.Contains(v, want) {
			t.Errorf("violations %q lack %q", v, want)
		}
	}
	if len(p.Slips()) != 0 {
		t.Error("a cut in the middle of a line was made")
	}
}

func TestHooksComeInOrder(t *testing.T) {
	p, h := startPrinter(t, fast)
	var order []string
	p.OnBytes(func(b []byte) {
		if bytes.Contains(b, []byte("\x10\x04")) {
			t.Error("a question was told as a job's bytes")
		}
		if len(order) == 0 {
			order = append(order, "bytes")
		}
	})
	p.OnCut(func() { order = append(order, "cut") })
	p.OnSlip(func(Slip) { order = append(order, "slip") })
	p.OnProcessID(func(id string) { order = append(order, id) })
	h.eot(1, "16")
	h.job(ticket)
	if got := strings.Join(order, " "); got != "bytes cut slip JOB1" {
		t.Errorf("hooks came as %q", got)
	}
	if got := string(p.Received()); !strings.HasPrefix(got, "\x10\x04\x01"+ticket) {
		t.Errorf("received %q", got)
	}
}

func TestSilentPrinterPrints(t *testing.T) {
	p, h := startPrinter(t, fast)
	p.SetSilent(true)
	cut := make(chan Slip, 1)
	p.OnSlip(func(s Slip) { cut <- s })
	h.send([]byte("\x10\x04\x01" + ticket))
	h.quiet(50 * time.Millisecond)
	select {
	case <-cut:
	case <-time.After(limit):
		t.Fatal("no slip")
	}
}

func TestASBTellsEveryChange(t *testing.T) {
	p, h := startPrinter(t, fast)
	h.send([]byte("\x1da\x0f"))
	h.want("14 00 00 0F")
	p.SetPaper(PaperLow)
	h.want("14 00 03 0F")
	p.SetCover(true)
	h.want("3C 00 03 0F")
	p.SetCover(true)
	p.SetCover(false)
	h.want("14 00 03 0F")
	p.SetCutterJam(true)
	h.want("1C 08 03 0F")
}
