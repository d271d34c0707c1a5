package kiosk

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// whole is the configuration of a terminal with everything around it, and
// starts that.
func whole(t *testing.T) *config.Config {
	t.Helper()
	dir := t.TempDir()
	port := func(name string, baud int) *sim.Port {
		p, err := sim.OpenPort(filepath.Join(dir, name), baud)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	cfg := config.Default()
	ports := []*sim.Port{port("reader", 115200), port("printer", 115200), port("touch", 9600), port("scanner", 9600), port("cabinet", 9600)}
	for i, l := range []*config.Line{&cfg.Reader.Line, &cfg.Printer.Line, &cfg.Touch.Line, &cfg.Scanner.Line, &cfg.Cabinet.Line} {
		l.Port = ports[i].Link()
	}
	reader, printer, elo := sim.NewReader(ports[0], sim.ReaderOpts{}), sim.NewPrinter(ports[1], sim.PrinterOpts{}), sim.NewElo(ports[2], sim.EloOpts{})
	codes := sim.NewScanner(ports[3], sim.ScannerOpts{Family: sim.ScannerGM65, Manual: true})
	boards := sim.NewLockers(ports[4], sim.LockerOpts{Boards: []int{1, 2}, Locks: 21})
	town, err := district.New(district.Options{Dir: dir, BaseURL: "http://127.0.0.1", AlwaysOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(town.Handler())
	t.Cleanup(func() {
		server.Close()
		town.Close()
		for _, p := range ports {
			p.Close()
		}
		reader.Close()
		printer.Close()
		elo.Close()
		codes.Close()
		boards.Close()
	})
	cfg.Terminal.ID, cfg.Terminal.Place.Zh, cfg.Hall.Name.Zh = "TEST-01", "一楼", "大厅"
	cfg.Scanner.Model, cfg.Scanner.Trigger = "gm65", true
	cfg.Cabinet.ID, cfg.Cabinet.Polarity = "LN-G2", "one-is-closed"
	cfg.Cabinet.Boards = map[string]config.LockBoard{"1": {Locks: 21, First: 1}, "2": {Locks: 21, First: 22}}
	cfg.API.URL, cfg.API.RefreshEvery = server.URL, time.Second
	cfg.Journal.Path = filepath.Join(dir, "journal.db")
	cfg.Machine.LowMB, cfg.Machine.FullMB = 2, 1
	cfg.Machine.Sys = dir
	cfg.Screen.DiagonalIn, cfg.Screen.WidthPx, cfg.Screen.HeightPx = 21.5, 1080, 1920
	cfg.Speech.Player = []string{"cat"} // a machine that builds has no sound
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	return &cfg
}

// A terminal on which nothing is wrong tells of nothing: not at the start, and
// not while its devices are asked again and again.
func TestHealthyTerminalTellsNothing(t *testing.T) {
	t.Parallel()
	cfg := whole(t)
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	slips, err := slip.New(*cfg)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := New(Options{Config: cfg, Journal: records, Slips: slips, Show: func(screens.View) {}, Push: func(screens.Pointer) {}, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { terminal.Run(ctx) })
	defer run.Wait()
	defer stop()
	fitted := []Device{DeviceReader, DevicePrinter, DeviceTouch, DeviceScanner, DeviceCabinet, DeviceHall, DeviceNumbers, DeviceJournal}
	limit := time.Now().Add(time.Minute)
	for n := 0; n < 40; time.Sleep(100 * time.Millisecond) { // 4 s of health: every device is asked at least once more
		if all := told(terminal.health); len(all) > 0 {
			t.Fatalf("told: %+v", all)
		}
		n++
		for _, d := range fitted {
			if c := terminal.health.Of(d); c.State != drivers.Online || c.Reason != "" {
				n = 0
			}
		}
		if time.Now().After(limit) {
			t.Fatalf("never well: %s", heard(terminal.health))
		}
	}
}

// The words of the fault table for citizens are those of the pages.
func TestCitizensReadTheSameEverywhere(t *testing.T) {
	for _, f := range fault.All() {
		for _, lang := range []screens.Lang{screens.Chinese, screens.English} {
			if says, ok := screens.Sentence(lang, screens.Reason(f.Word)); ok && says != f.Citizen.In(string(lang)) {
				t.Errorf("%s, %s: the page says %q, the table %q", f.Code, lang, says, f.Citizen.In(string(lang)))
			}
		}
		if f.Withdraws != "" && f.Withdraws != f.Word {
			if _, ok := screens.Sentence(screens.Chinese, screens.Reason(f.Withdraws)); !ok {
				t.Errorf("%s withdraws with %q, for which no page has words", f.Code, f.Withdraws)
			}
		}
	}
}
