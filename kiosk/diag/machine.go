package diag

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

var storageTests = []Test{
	{ID: "storage.journal", Device: Storage, Judge: Automatic, Quiet: true, Limit: 60 * time.Second, run: storageJournal},
}

var computerTests = []Test{
	{ID: "computer.load", Device: Computer, Judge: Automatic, Quiet: true, Limit: 10 * time.Second, run: computerLoad},
	{ID: "computer.clock", Device: Computer, Judge: Automatic, Quiet: true, Limit: 10 * time.Second, run: computerClock},
}

var watchdogTests = []Test{
	{ID: "watchdog.fed", Device: Watchdog, Judge: Automatic, Quiet: true, Limit: 10 * time.Second, run: watchdogFed},
}

const (
	writes    = 8
	writeSlow = 2 * time.Second // a citizen waits for two of them before a number
	freeLeast = 200             // MB; a day's journal is below 10
	wornOut   = 90              // percent of its life, by the flash's own word
)

// storageJournal times durable writes, and looks at the disk below them.
func storageJournal(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	var took []time.Duration
	for len(took) < writes && ctx.Err() == nil {
		d, err := t.JournalWrite()
		if err != nil {
			return m.fail("journal", err.Error())
		}
		took = append(took, d)
	}
	if ctx.Err() != nil {
		return m.ended(ctx, nil)
	}
	slices.Sort(took)
	m.took("write-median", took[len(took)/2])
	m.took("write-worst", took[len(took)-1])
	folder := filepath.Dir(t.Config().Journal.Path)
	free, err := m.space(folder)
	if err != nil {
		return m.fail("journal", err.Error())
	}
	worn := m.wear(t.Config().Machine.Sys, folder)
	switch {
	case took[len(took)-1] > writeSlow:
		return m.bad("write-worst", fmt.Sprintf("< %.0f", millis(writeSlow)), ReasonValue)
	case free < freeLeast:
		return m.bad("free", fmt.Sprintf("> %d", freeLeast), ReasonValue)
	case worn >= wornOut:
		return m.bad("wear", fmt.Sprintf("< %d", wornOut), ReasonValue)
	}
	return m.pass()
}

// space tells how full the file system of a folder is. It returns the free MB.
func (m *measures) space(folder string) (free float64, err error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, fmt.Errorf("space of %s: %w", folder, err)
	}
	free = float64(s.Bavail) * float64(s.Bsize) / 1e6
	m.number("free", float64(int(free)), "MB")
	if s.Blocks > 0 {
		m.number("used", float64(100-int(100*s.Bavail/s.Blocks)), "%")
	}
	return free, nil
}

// wear reads what flash tells of its own life (eMMC: life_time, in tenths,
// of two kinds of cells). It returns the worse one in percent; 0: not told.
func (m *measures) wear(sys, folder string) int {
	var s unix.Stat_t
	if unix.Stat(folder, &s) != nil {
		return 0
	}
	dev := filepath.Join(sys, "dev/block", fmt.Sprintf("%d:%d", unix.Major(uint64(s.Dev)), unix.Minor(uint64(s.Dev))))
	worst := 0
	for _, at := range []string{"device", "../device"} {
		for _, word := range strings.Fields(line(dev, at, "life_time")) {
			if n, err := strconv.ParseInt(strings.TrimPrefix(word, "0x"), 16, 32); err == nil {
				worst = max(worst, int(10*n))
			}
		}
	}
	if worst == 0 {
		m.text("wear", "not told")
		return 0
	}
	m.number("wear", float64(worst), "%")
	return worst
}

// computerLoad looks at temperature, memory and load.
func computerLoad(_ context.Context, t Terminal, _ Guide) Finding {
	var m measures
	hottest, found := hottest(t.Config().Machine.Sys)
	if found {
		m.number("temperature", hottest, "°C")
	} else {
		m.text("temperature", "not told")
	}
	var s unix.Sysinfo_t
	if err := unix.Sysinfo(&s); err != nil {
		return m.fail(ReasonBroken, err.Error())
	}
	m.number("load", float64(int(100*float64(s.Loads[0])/65536))/100, "")
	m.number("memory", float64(uint64(s.Totalram)*uint64(s.Unit)/1e6), "MB")
	m.number("memory-free", float64(available()/1000), "MB")
	m.number("up", float64(s.Uptime/3600), "h")
	if hot := t.Config().Machine.HotC; hottest >= hot {
		return m.bad("temperature", fmt.Sprintf("< %.0f", hot), ReasonValue)
	}
	return m.pass()
}

// clockOff is by how much a terminal's clock may differ from the hall's: slips
// and appointments are in minutes.
const clockOff = time.Minute

// computerClock compares the terminal's clock with the hall's.
func computerClock(_ context.Context, t Terminal, _ Guide) Finding {
	var m measures
	var x unix.Timex
	if state, err := unix.Adjtimex(&x); err == nil {
		m.text("set-by-server", map[bool]string{true: "no", false: "yes"}[state == unix.TIME_ERROR])
	}
	ahead, heard := t.HallAhead()
	if !heard {
		return m.skipped("", "the hall has not been heard: nobody says how late it is")
	}
	m.number("hall-ahead", math.Round(ahead.Seconds()*10)/10, "s")
	if ahead.Abs() > clockOff {
		return m.bad("hall-ahead", fmt.Sprintf("within %.0f", clockOff.Seconds()), ReasonValue)
	}
	return m.pass()
}

// hottest is the highest temperature that the kernel tells, °C.
func hottest(sys string) (most float64, found bool) {
	zones, _ := filepath.Glob(filepath.Join(sys, "class/thermal/thermal_zone*/temp")) // the pattern is good
	for _, zone := range zones {
		if n, err := strconv.Atoi(line(zone)); err == nil {
			most, found = max(most, float64(n)/1000), true
		}
	}
	return most, found
}

// available is the memory that programs can have, kB.
func available() int {
	data, _ := os.ReadFile("/proc/meminfo") // 0 where it cannot be read
	for l := range strings.Lines(string(data)) {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "MemAvailable:" {
			n, _ := strconv.Atoi(f[1])
			return n
		}
	}
	return 0
}

// watchdogFed tells who starts the terminal anew when it hangs.
func watchdogFed(_ context.Context, t Terminal, _ Guide) Finding {
	var m measures
	usec, err := strconv.Atoi(os.Getenv("WATCHDOG_USEC"))
	if state := line(t.Config().Machine.Sys, "class/watchdog/watchdog0/state"); state != "" {
		m.text("hardware", state)
	} else {
		m.text("hardware", "none")
	}
	if err != nil || usec <= 0 {
		return Finding{Verdict: NotFitted, Detail: "no service manager watches this program (WatchdogSec=)", Measures: m}
	}
	m.number("watchdog", float64(usec)/1e6, "s")
	return m.pass()
}
