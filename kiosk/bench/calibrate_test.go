package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/control"
)

// crooked is a panel whose counts neither reach its edges nor run downwards.
var crooked = sim.EloOpts{MinX: 300, MaxX: 3700, MinY: 3900, MaxY: 250, Jitter: 4}

// Where the page shows its crosses, as parts of the glass.
var (
	crosses = map[string][2]float64{"1": {.1, .1}, "2": {.9, .1}, "3": {.9, .9}, "4": {.1, .9}, "5": {.5, .5}}
	proof   = [2]float64{.7, .3}
)

// programs builds what people start.
func programs(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", folder, "govkiosk/kiosk/cmd/kioskd", "govkiosk/kiosk/cmd/kioskctl")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

// shown waits until the glass shows a page and the panel is there.
func (b *Bench) shown(t *testing.T, screen string) control.Tree {
	t.Helper()
	var tree control.Tree
	for end := time.Now().Add(40 * time.Second); ; <-time.After(20 * time.Millisecond) {
		var err error
		if tree, err = b.Screen(context.Background()); err == nil && tree.Screen == screen && tree.Settled() {
			return tree
		}
		if time.Now().After(end) {
			t.Fatalf("never %s but %s (%v)\n%s", screen, tree.Screen, err, b.Log())
		}
	}
}

func (b *Bench) panelOnline() bool {
	devices, err := b.control.Health(context.Background())
	for _, d := range devices {
		if err == nil && d.Device == "touch" {
			return d.State == "online"
		}
	}
	return false
}

// technician runs kioskctl calibrate and touches what touch says. It returns
// what was printed and the exit code.
func (b *Bench) technician(t *testing.T, folder string, touch func(line string), args ...string) (string, int) {
	t.Helper()
	c := exec.Command(filepath.Join(folder, "kioskctl"), append([]string{"calibrate", "--config", b.dir.file(configName)}, args...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var wrong strings.Builder
	c.Stderr = &wrong
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		all.WriteString(lines.Text() + "\n")
		touch(lines.Text())
	}
	_ = c.Wait() // the exit code tells
	return all.String() + wrong.String(), c.ProcessState.ExitCode()
}

// finger touches the crosses that the lines ask for; the first touch of the
// second one slips.
func (b *Bench) finger(t *testing.T) func(line string) {
	slipped := false
	return func(line string) {
		at := proof
		if _, rest, asked := strings.Cut(line, "touch cross "); asked {
			number, _, _ := strings.Cut(rest, " ")
			at = crosses[number]
			if number == "2" && !slipped {
				slipped, at[0] = true, at[0]-.15
			}
		} else if !strings.HasPrefix(line, "off by") {
			return
		}
		b.shown(t, "calibrate")
		<-time.After(300 * time.Millisecond) // what comes sooner is the rebound of the last touch
		b.Tap(at[0], at[1])
	}
}

// Cell of the map, 27 by 48, in whose middle the first page is touched.
const startColumn, startRow = 6, 40

// opens touches the first page and then the tile of the queue.
func (b *Bench) opens(t *testing.T) {
	t.Helper()
	b.shown(t, "attract")
	b.Tap((startColumn+.5)/27, (startRow+.5)/48)
	home := b.shown(t, "home")
	tile, ok := home.Find("service", "queue")
	if !ok {
		t.Fatalf("no queue on the home page: %v", home.Widgets)
	}
	x, y := tile.Centre()
	b.Tap(x/GlassWidth, y/GlassHeight)
	b.shown(t, "identify")
}

func TestCrookedPanelIsCalibrated(t *testing.T) {
	folder := programs(t)
	b, err := Start(Options{Program: filepath.Join(folder, "kioskd"), Base: t.TempDir(), Panel: crooked})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	b.shown(t, "attract")
	eventually(t, "panel that is online", b.panelOnline)

	said, code := b.technician(t, folder, func(string) {}, "--wait", "1")
	if code != 1 || !strings.Contains(said, "the old calibration stays: nobody touched") {
		t.Errorf("nobody touched the glass: exit %d, %q", code, said)
	}
	file := b.dir.file("touch-calibration.json")
	if _, err := os.Stat(file); err == nil {
		t.Error("a calibration that nobody touched for was kept")
	}
	b.shown(t, "attract")

	said, code = b.technician(t, folder, b.finger(t))
	if code != 0 || !strings.Contains(said, "cross 2 was missed by") || !strings.Contains(said, "calibrated and in use; mirrored; kept in "+file) {
		t.Fatalf("exit %d, %s\n%s", code, said, b.Log())
	}
	b.opens(t)
	if said, code := b.technician(t, folder, func(string) {}); code != 1 || !strings.Contains(said, "somebody is at the terminal") {
		t.Errorf("it was calibrated under somebody's hands: exit %d, %q", code, said)
	}

	// What was found holds after a power cut.
	pid := b.State().Terminal.PID
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "new start", func() bool { s := b.State().Terminal; return s.Running && s.PID != pid })
	b.shown(t, "attract")
	eventually(t, "panel that is online", b.panelOnline)
	b.opens(t)
	b.mapped(t, folder)
	b.forgets(t, folder, file)
}

// forgets has the running terminal give its calibration up: the panel goes by
// the configuration at once.
func (b *Bench) forgets(t *testing.T, folder, file string) {
	t.Helper()
	for _, want := range []string{file + ": removed; the configuration holds now", file + ": there was none; the configuration holds now"} {
		if said, code := b.technician(t, folder, func(string) {}, "--reset"); code != 0 || strings.TrimSpace(said) != want {
			t.Errorf("exit %d, %q, want %q", code, said, want)
		}
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is there still: %v", err)
	}
	out, err := exec.Command(filepath.Join(folder, "kioskctl"), "touch", "--socket", b.dir.file(socketName)).CombinedOutput()
	var said struct{ Calibration *struct{ Driver string } }
	if err != nil || json.Unmarshal(out, &said) != nil || said.Calibration != nil {
		t.Errorf("kioskctl touch: %v\n%s", err, out)
	}
}

// mapped asks for the map of the touches: those of opens lie on it.
func (b *Bench) mapped(t *testing.T, folder string) {
	t.Helper()
	out, err := exec.Command(filepath.Join(folder, "kioskctl"), "touch", "--socket", b.dir.file(socketName)).CombinedOutput()
	var said struct {
		Calibration *struct{ Driver string }
		Coverage    struct {
			Columns, Rows int
			Hits          []int
			Untouched     []struct{ Column, Row int }
		}
	}
	if err != nil || json.Unmarshal(out, &said) != nil || said.Calibration == nil {
		t.Fatalf("kioskctl touch: %v\n%s", err, out)
	}
	c := said.Coverage
	touched := 0
	for _, n := range c.Hits {
		if n > 0 {
			touched++
		}
	}
	first := c.Hits[startRow*c.Columns+startColumn]
	if touched < 2 || touched+len(c.Untouched) != c.Columns*c.Rows || first == 0 {
		t.Errorf("%d cells touched, %d untouched of %d × %d, where it began %d times", touched, len(c.Untouched), c.Columns, c.Rows, first)
	}
}
