package bench

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/drivers/sim"
)

// standIn names what the test binary plays when the bench starts it as the
// terminal's program.
const standIn = "KIOSKSIM_STAND_IN"

func TestMain(m *testing.M) {
	switch os.Getenv(standIn) {
	case "stay":
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGTERM)
		<-stop
		os.Exit(0)
	case "crash":
		os.Exit(2)
	}
	os.Exit(m.Run())
}

func start(t *testing.T, plays string) (*Bench, string) {
	t.Helper()
	t.Setenv(standIn, plays)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	base := t.TempDir()
	b, err := Start(Options{Program: self, Base: base})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b, base
}

// eventually waits for something that a device or program does by itself.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); !is(); <-time.After(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("no %s within 15 s", what)
		}
	}
}

func TestBenchLeavesNothing(t *testing.T) {
	before := goleak.IgnoreCurrent()
	b, base := start(t, "stay")
	eventually(t, "running terminal", func() bool { return b.State().Terminal.Running })
	for _, name := range []string{"reader", "printer", "touch", "scanner", "cabinet", "kioskd.toml", "kioskd.log", "district"} {
		if _, err := os.Stat(b.dir.file(name)); err != nil {
			t.Errorf("while it runs: %v", err)
		}
	}
	if picture, err := b.Look(); err != nil || picture.Rect.Dx() != GlassWidth || picture.Rect.Dy() != GlassHeight {
		t.Errorf("the glass: %v (%v), want %d × %d", picture.Bounds(), err, GlassWidth, GlassHeight)
	}
	pid := b.State().Terminal.PID
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the terminal's process %d is still there (%v)", pid, err)
	}
	goleak.VerifyNone(t, before)
}

func TestCrashedTerminalIsStartedAgain(t *testing.T) {
	b, _ := start(t, "crash")
	eventually(t, "restart", func() bool { return b.State().Terminal.Restarts >= 1 })
	if note := b.State().Terminal.Note; note != "kioskd 退出 ended: exit status 2" {
		t.Errorf("the note says %q, want how it ended", note)
	}
}

func TestFaultsReachTheDevices(t *testing.T) {
	b, _ := start(t, "stay")
	printer := func() sim.PrinterFaults { return b.devices.printer.Faults() }
	plugged := func(name string) bool {
		_, err := os.Stat(b.dir.file(name))
		return !errors.Is(err, fs.ErrNotExist)
	}
	answers := func() bool {
		resp, err := http.Get(b.apiURL + "/v1/hall")
		if err != nil {
			return false
		}
		resp.Body.Close()
		return true
	}
	tests := []struct {
		id   string
		fine func() bool
	}{
		{"paper-low", func() bool { return printer().Paper == sim.PaperFull }},
		{"paper-out", func() bool { return printer().Paper != sim.PaperOut }},
		{"cover-open", func() bool { return !printer().CoverOpen }},
		{"cutter-jam", func() bool { return !printer().CutterJam }},
		{"reader-unplugged", func() bool { return plugged("reader") }},
		{"scanner-unplugged", func() bool { return plugged("scanner") }},
		{"cabinet-unplugged", func() bool { return plugged("cabinet") }},
		{"doors-stuck", func() bool { return !b.State().Cabinet.Cells[41].Stuck }},
		{"printer-unplugged", func() bool { return plugged("printer") }},
		{"touch-unplugged", func() bool { return plugged("touch") }},
		{"api-down", answers},
	}
	for _, test := range tests {
		for _, on := range []bool{true, false} {
			if err := b.SetFault(test.id, on); err != nil {
				t.Fatal(err)
			}
			if test.fine() == on {
				t.Errorf("%s turned to %t: the device shows nothing of it", test.id, on)
			}
		}
	}
	if err := b.SetFault("flood", true); err == nil {
		t.Error("a fault that does not exist was turned on")
	}
}

func TestPaperSwitchesWorkTogether(t *testing.T) {
	b, _ := start(t, "stay")
	for _, turn := range []struct {
		id   string
		on   bool
		want sim.PaperLevel
	}{
		{"paper-low", true, sim.PaperLow},
		{"paper-out", true, sim.PaperOut},
		{"paper-low", false, sim.PaperOut},
		{"paper-low", true, sim.PaperOut},
		{"paper-out", false, sim.PaperLow},
		{"paper-low", false, sim.PaperFull},
	} {
		if err := b.SetFault(turn.id, turn.on); err != nil {
			t.Fatal(err)
		}
		if got := b.devices.printer.Faults().Paper; got != turn.want {
			t.Errorf("after %s %t the paper is %s, want %s", turn.id, turn.on, got, turn.want)
		}
	}
}

func TestCardGoesToTheReaderAndBack(t *testing.T) {
	b, _ := start(t, "stay")
	if err := b.Lay(len(b.tray) + 1); err == nil {
		t.Error("a card that is not in the tray was laid on the reader")
	}
	if err := b.Lay(3); err != nil {
		t.Fatal(err)
	}
	if s := b.State(); s.OnReader != 3 {
		t.Errorf("card %d lies on the reader, want 3", s.OnReader)
	}
	b.Lift()
	if s := b.State(); s.OnReader != 0 {
		t.Errorf("card %d lies on the reader after it was lifted", s.OnReader)
	}
}

// TestTouchIsThePanelsBytes reads the line as the terminal would: SmartSet
// touch packets whose coordinates are where the page was touched.
func TestTouchIsThePanelsBytes(t *testing.T) {
	b, _ := start(t, "stay")
	line, err := os.OpenFile(b.dir.file(touchLine), os.O_RDWR|syscall.O_NOCTTY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	matchSpeed(t, line)
	packet := make([]byte, 10)
	read := func() (status byte, x, y float64) {
		t.Helper()
		if err := line.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(packet); {
			n, err := line.Read(packet[at:])
			if err != nil {
				t.Fatal(err)
			}
			at += n
		}
		if packet[0] != 'U' || packet[1] != 'T' {
			t.Fatalf("no touch packet: % x", packet)
		}
		le := binary.LittleEndian
		return packet[2], float64(le.Uint16(packet[3:])) / 4095, float64(le.Uint16(packet[5:])) / 4095
	}
	near := func(a, b float64) bool { return a-b < 0.001 && b-a < 0.001 }

	b.Touch(Touch{Phase: "down", X: 0.25, Y: 0.75})
	if status, x, y := read(); status&1 == 0 || !near(x, 0.25) || !near(y, 0.75) {
		t.Errorf("down: status %02x at %.3f, %.3f; want initial at 0.25, 0.75", status, x, y)
	}
	b.Touch(Touch{Phase: "up", X: 0.25, Y: 0.75})
	for {
		status, x, y := read()
		if !near(x, 0.25) || !near(y, 0.75) {
			t.Fatalf("status %02x at %.3f, %.3f, want 0.25, 0.75", status, x, y)
		}
		if status&4 != 0 {
			return
		}
	}
}

func TestLogIsItsEndInWholeLines(t *testing.T) {
	b := &Bench{dir: rundir{path: t.TempDir()}}
	line := strings.Repeat("x", 99) + "\n"
	if err := os.WriteFile(b.dir.file(logName), []byte(strings.Repeat(line, 1000)+"the end\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	log := b.Log()
	if len(log) > 64<<10 || !strings.HasPrefix(log, line) || !strings.HasSuffix(log, line+"the end\n") {
		t.Errorf("%d bytes, from %.20q to %q", len(log), log, log[max(0, len(log)-20):])
	}
}

// A hand reaches into a cell through its open door only, and what it takes out
// is gone from the cell, whatever the records say.
func TestDoorsAreDoors(t *testing.T) {
	b, _ := start(t, "stay")
	b.devices.cabinet.load(11, "不动产权证书 1 本")
	cell := func() Cell { return b.State().Cabinet.Cells[10] }
	if err := b.Door(11, "take"); err == nil || cell().Content == "" {
		t.Errorf("taken through a shut door: %v, %+v", err, cell())
	}
	for _, act := range []string{"pull", "take"} {
		if err := b.Door(11, act); err != nil {
			t.Fatal(err)
		}
	}
	if c := cell(); !c.Open || c.Content != "" || c.Taken != "不动产权证书 1 本" {
		t.Errorf("after a hand took it: %+v", c)
	}
	for _, act := range []string{"put", "close", "stick"} {
		if err := b.Door(11, act); err != nil {
			t.Fatal(err)
		}
	}
	if c := cell(); c.Open || c.Content == "" || !c.Stuck {
		t.Errorf("put back, shut and jammed: %+v", c)
	}
	for cell, act := range map[int]string{0: "pull", 43: "pull", 1: "kick"} {
		if b.Door(cell, act) == nil {
			t.Errorf("%s at cell %d", act, cell)
		}
	}
}

func TestCodesThatCannotBeShown(t *testing.T) {
	b, _ := start(t, "stay")
	for _, text := range []string{"", "\xff\xfe", strings.Repeat("a", longestCode+1)} {
		if b.ShowText(text) == nil {
			t.Errorf("%d bytes were shown", len(text))
		}
	}
	if b.ShowSlip(1) == nil || b.ShowCode(99) == nil {
		t.Error("shown what there is not")
	}
}
