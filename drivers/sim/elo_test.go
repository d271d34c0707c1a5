package sim

import (
	"encoding/binary"
	"testing"
	"time"
)

func startElo(t *testing.T, o EloOpts) (*Elo, *host) {
	t.Helper()
	p := openTestPort(t, 9600)
	e := NewElo(p, o)
	t.Cleanup(e.Close)
	return e, openHost(t, p)
}

// rarely keeps the stream out of a test's way.
const rarely = time.Hour

func TestEloTouchPacketsOfTheManual(t *testing.T) {
	e, h := startElo(t, EloOpts{Accu: true, ReportEvery: rarely})
	e.Down(3073.0/4095, 756.0/4095)
	h.want("55 54 01 01 0C F4 02 FF 00 56")
	e.Move(1000.0/4095, 1001.0/4095)
	h.want("55 54 02 E8 03 E9 03 FF 00 2B")
	e.Up(3068.0/4095, 762.0/4095)
	h.want("55 54 04 FC 0B FA 02 FF 00 59")
}

func TestEloPressureAndOutside(t *testing.T) {
	e, h := startElo(t, EloOpts{PressureHeld: 47, ReportEvery: rarely})
	e.Down(2048.0/4095, 2048.0/4095)
	h.want("55 54 81 00 08 00 08 2F 00 13")
	e.Move(1.2, -0.1)
	if got := h.read(eloSize); got[2] != 0xC2 {
		t.Errorf("status beside the glass is %02X, want C2", got[2])
	}
}

func TestEloAnswersAsTheVectorsDo(t *testing.T) {
	var file struct {
		Commands []struct{ Name, Host, Device string }
	}
	loadVectors(t, "elo.json", &file)
	asked := 0
	_, h := startElo(t, EloOpts{})
	for _, c := range file.Commands {
		if c.Host != "" {
			h.ask(c.Host, c.Device)
			asked++
		}
	}
	if asked < 3 {
		t.Errorf("only %d questions in the vectors", asked)
	}
	h.ask("55 69 00 00 00 00 00 00 00 00", "55 41 33 30 30 30 00 00 00 03") // wrong checksum
	h.ask("55 70 00 00 00 00 00 00 00 6F", "55 41 35 30 30 30 00 00 00 05") // p
}

func TestEloStreamsWhileHeld(t *testing.T) {
	e, h := startElo(t, EloOpts{ReportEvery: 20 * time.Millisecond})
	e.Down(0.5, 0.5)
	began := time.Now()
	if got := h.read(eloSize); got[2] != 0x81 {
		t.Fatalf("first packet has status %02X, want 81", got[2])
	}
	for range 4 {
		if got := h.read(eloSize); got[2] != 0x82 {
			t.Fatalf("packet while held has status %02X, want 82", got[2])
		}
	}
	if d := time.Since(began); d < 70*time.Millisecond {
		t.Errorf("four stream packets within %v, want one in 20ms", d)
	}
	e.Up(0.5, 0.5)
	for h.read(eloSize)[2] != 0x84 {
	}
	h.quiet(60 * time.Millisecond)
}

func TestEloModeSilencesReports(t *testing.T) {
	e, h := startElo(t, EloOpts{})
	h.ask("55 4D 00 00 00 00 00 00 00 4C", "55 41 30 30 30 30 00 00 00 00")
	e.Down(0, 1)
	h.quiet(50 * time.Millisecond)
	h.send(unhex(t, "55 74 00 00 00 00 00 00 00 73")) // t
	if got := h.read(2 * eloSize); got[1] != 'T' || got[11] != 'A' {
		t.Errorf("touch query answered % X", got)
	}
}

func TestEloRangeFlipAndJitter(t *testing.T) {
	e, h := startElo(t, EloOpts{MinX: 3800, MaxX: 200, MinY: 100, MaxY: 3900, Jitter: 5, ReportEvery: rarely})
	for _, c := range []struct {
		x, y float64
		rx   int
		ry   int
	}{{0, 0, 3800, 100}, {1, 1, 200, 3900}, {0.25, 0.75, 2900, 2950}} {
		e.Down(c.x, c.y)
		got := h.read(eloSize)
		x, y := int(binary.LittleEndian.Uint16(got[3:])), int(binary.LittleEndian.Uint16(got[5:]))
		if abs(x-c.rx) > 5 || abs(y-c.ry) > 5 || x < 200 || x > 3800 {
			t.Errorf("%.2f, %.2f came as %d, %d; want about %d, %d", c.x, c.y, x, y, c.rx, c.ry)
		}
	}
}

func abs(n int) int { return max(n, -n) }

func TestEloFaults(t *testing.T) {
	e, h := startElo(t, EloOpts{Accu: true, ReportEvery: rarely, Fault: EloGarbage})
	e.Down(0, 0)
	h.want("00 FF 0D 55 54 01 00 00 00 00 FF 00 53")
	e.SetFault(EloTruncated)
	e.Down(0, 0)
	h.want("55 54 01")
	e.Move(0, 0)
	h.want("55 54 02 00 00 00 00 FF 00 54")
	e.SetFault(EloNoUntouch)
	e.Up(0, 0)
	h.quiet(50 * time.Millisecond)
	e.SetFault(EloSilent)
	e.Tap(0.5, 0.5)
	h.quiet(50 * time.Millisecond)
}

func TestEloListenOnlyCloneTouchesAndAnswersNothing(t *testing.T) {
	e, h := startElo(t, EloOpts{ListenOnly: true, ReportEvery: rarely})
	h.send(unhex(t, "55 69 00 00 00 00 00 00 00 68"))
	h.quiet(100 * time.Millisecond)
	e.Tap(0.5, 0.5)
	if got := h.read(2 * eloSize); got[2] != 0x81 || got[12] != 0x84 {
		t.Errorf("a tap came as % X", got)
	}
}
