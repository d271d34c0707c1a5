package kiosk_test

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/code"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/screens"
)

// printerAs changes what the terminal is told of its printer.
func (r *rig) printerAs(keys map[string]any) {
	r.t.Helper()
	file := filepath.Join(r.dir, "kioskd.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		r.t.Fatal(err)
	}
	var tree map[string]map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		r.t.Fatal(err)
	}
	for key, value := range keys {
		tree["printer"][key] = value
	}
	if text, err = toml.Marshal(tree); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// A ticket by Star's line mode: proven by its mark, and the code on it leads
// to the number.
func TestTicketByStar(t *testing.T) {
	t.Parallel()
	r, star := starRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	v := r.awaitPaper(screens.PaperTake)
	r.eventually("the hall knows that there is paper", func() bool { return r.tickets()[0].Status == hall.Confirmed })
	slips := star.Slips()
	if len(slips) != 1 || len(star.Violations()) > 0 {
		t.Fatalf("%d slips, against the manual: %v", len(slips), star.Violations())
	}
	if code := codeOn(t, slips[0]); code != v.Ticket.Link {
		t.Errorf("the code says %q, want %q", code, v.Ticket.Link)
	}
	star.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	r.kill()
	records, err := journal.Open(filepath.Join(r.dir, "journal.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	var roll struct{ Used, Slips int }
	kept, err := records.Copy("printer-roll")
	if err == nil {
		err = json.Unmarshal(kept, &roll)
	}
	if paper := slips[0].Image.Rect.Dy(); err != nil || roll.Slips != 1 || roll.Used != paper {
		t.Errorf("%+v, %v; want one slip of %d dots on record", roll, err, paper)
	}
}

// starRig is a terminal whose printer is a Star with a presenter.
func starRig(t *testing.T) (*rig, *sim.Star) {
	t.Helper()
	r := newRig(t)
	star := sim.NewStar(r.port("star", 115200), sim.StarOpts{})
	t.Cleanup(star.Close)
	r.printerAs(map[string]any{"port": filepath.Join(r.dir, "star"), "profile": "star", "encoding": "none"})
	return r, star
}

// The presenter takes back a slip that nobody took: the page says that the
// printer has it and keeps the number, and the slip that is printed once more
// is the citizen's.
func TestSlipThatThePresenterTakesBack(t *testing.T) {
	t.Parallel()
	r, star := starRig(t)
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	number := r.awaitPaper(screens.PaperTake).Ticket.Number
	star.Retract()
	v := r.awaitPaper(screens.PaperNone)
	if v.Ticket.Reason != screens.ReasonSlipKept || v.Ticket.Number != number {
		t.Fatalf("the page says %+v", v.Ticket)
	}
	r.do(screens.ActReprint, "")
	if v = r.awaitPaper(screens.PaperTake); v.Ticket.Number != number || !v.Ticket.Reprint {
		t.Errorf("%+v, want %s once more", v.Ticket, number)
	}
	star.TakePaper()
	r.awaitPaper(screens.PaperTaken)
	if n := len(star.Slips()); n != 2 || len(r.tickets()) != 1 {
		t.Errorf("%d slips of %d numbers", n, len(r.tickets()))
	}
}

// A Custom printer takes it back by its own clock, as it is configured to.
func TestSlipThatThePrinterTakesBackByItself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	printer := sim.NewPrinter(r.port("custom", 115200), sim.PrinterOpts{Presenter: true})
	t.Cleanup(printer.Close)
	r.printerAs(map[string]any{
		"port": filepath.Join(r.dir, "custom"), "profile": "custom-vkp",
		"present": map[string]any{"out_mm": 40, "then": "retract", "after": "2s"},
	})
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	v := r.awaitPaper(screens.PaperNone)
	number := v.Ticket.Number
	if v.Ticket.Reason != screens.ReasonSlipKept || number == "" {
		t.Fatalf("the page says %+v", v.Ticket)
	}
	printer.OnSlip(func(sim.Slip) { printer.TakePaper() })
	r.do(screens.ActReprint, "")
	if v = r.awaitPaper(screens.PaperTaken); v.Ticket.Number != number {
		t.Errorf("%+v, want %s once more", v.Ticket, number)
	}
	slips := printer.Slips()
	if len(slips) != 2 || !slips[0].Retracted || !slips[1].Taken || codeOn(t, slips[1]) == "" {
		t.Errorf("%d slips, want one taken back and one taken", len(slips))
	}
}

// codeOn reads the QR code on a slip; "" where none can be read.
func codeOn(t *testing.T, s sim.Slip) string {
	t.Helper()
	text, err := code.Read(s.Image)
	if err != nil {
		return ""
	}
	return text
}

// network is a network interface in front of a simulated printer, one session
// at a time.
type network struct {
	addr   string
	mu     sync.Mutex
	now    *net.TCPConn
	cutAt  int // bytes of a session at which it is reset; 0: never
	passed int
}

func newNetwork(t *testing.T, port string) *network {
	t.Helper()
	serial, err := line.Open(line.Config{Port: port, Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	n := &network{addr: l.Addr().String()}
	ctx, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	t.Cleanup(func() {
		stop()
		l.Close()
		n.reset()
		work.Wait()
		serial.Close()
	})
	work.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n.session(ctx, c.(*net.TCPConn), serial)
		}
	})
	return n
}

// session carries bytes both ways until the line is closed or cut.
func (n *network) session(ctx context.Context, c *net.TCPConn, serial line.Conn) {
	n.mu.Lock()
	n.now, n.passed = c, 0
	n.mu.Unlock()
	ctx, stop := context.WithCancel(ctx)
	defer c.Close()
	var back sync.WaitGroup
	back.Go(func() {
		for buf := make([]byte, 256); ; {
			k, err := serial.Read(ctx, buf)
			if _, failed := c.Write(buf[:k]); failed != nil || err != nil {
				return
			}
		}
	})
	defer back.Wait()
	defer stop()
	for buf := make([]byte, 512); ; {
		k, err := c.Read(buf)
		if err != nil {
			return
		}
		if n.over(k) {
			n.reset()
			return
		}
		if _, err := serial.Write(ctx, buf[:k]); err != nil {
			return
		}
	}
}

// over counts and tells whether the session has come to where it is cut, once.
func (n *network) over(k int) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.passed += k
	if n.cutAt == 0 || n.passed < n.cutAt {
		return false
	}
	n.cutAt = 0
	return true
}

// reset ends the session as a switched-off network interface does.
func (n *network) reset() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.now != nil {
		n.now.SetLinger(0)
		n.now.Close()
	}
}

// cutAfter resets the session of now after so many bytes more.
func (n *network) cutAfter(bytes int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.cutAt = n.passed + bytes
}

func TestTicketOverTheNetwork(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lan := newNetwork(t, filepath.Join(r.dir, "printer"))
	r.printerAs(map[string]any{"port": "tcp://" + lan.addr})
	r.start()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	r.awaitPaper(screens.PaperTake)
	r.eventually("the hall knows that there is paper", func() bool { return r.tickets()[0].Status == hall.Confirmed })
	if s := r.printer.Slips(); len(s) != 1 || !s[0].Complete {
		t.Errorf("%d slips", len(s))
	}
}

// The session is reset in the middle of a slip: nobody knows what came out.
// The line comes back by itself, what the printer still held is thrown away,
// and the citizen who has nothing gets the same number once more.
func TestNetworkLostInTheMiddleOfATicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lan := newNetwork(t, filepath.Join(r.dir, "printer"))
	r.printerAs(map[string]any{"port": "tcp://" + lan.addr})
	r.start()
	r.byPhone(phone)
	r.paperReady()
	lan.cutAfter(3000)
	r.take()
	v := r.awaitPaper(screens.PaperAsk)
	number := v.Ticket.Number
	r.await("the printer is back", func(v screens.View) bool { return v.Ticket != nil && v.Ticket.CanReprint })
	r.do(screens.ActNo, "")
	if v = r.awaitPaper(screens.PaperTake); v.Ticket.Number != number || !v.Ticket.Reprint {
		t.Errorf("%+v, want %s once more", v.Ticket, number)
	}
	slips := r.printer.Slips()
	if len(slips) != 2 || codeOn(t, slips[0]) != "" || codeOn(t, slips[1]) != v.Ticket.Link {
		t.Errorf("%d slips, want the piece that was printed and then the ticket", len(slips))
	}
}
