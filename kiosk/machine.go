package kiosk

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
)

const (
	machineEvery    = 5 * time.Second // between two looks
	clockFar        = time.Minute     // by which the terminal's clock may be off from the hall's
	clockNear       = 5 * time.Second // so near it may be without a time server
	certificateSoon = 30 * 24 * time.Hour
)

// machineWatch looks at the machine itself: disk, heat, power, clock, files.
// What this machine does not tell of is no fault.
type machineWatch struct {
	cfg     *config.Config
	files   []string // of the configuration; none: not watched
	journal *journal.Journal
	late    *hallClock
	health  *Health
	clock   func() time.Time
	unsure  func() bool // nobody sets this machine's clock
	statfs  func(string, *unix.Statfs_t) error
	log     *slog.Logger

	loaded map[string][sha256.Size]byte // the files as the program began
}

func newMachineWatch(c *config.Config, files []string, j *journal.Journal, late *hallClock, h *Health, clock func() time.Time, log *slog.Logger) *machineWatch {
	w := &machineWatch{cfg: c, files: files, journal: j, late: late, health: h, clock: clock, unsure: unsynchronised, statfs: unix.Statfs, log: log}
	w.loaded = sums(files)
	return w
}

// run looks until ctx ends.
func (w *machineWatch) run(ctx context.Context) {
	for ctx.Err() == nil {
		w.look()
		pause(ctx, machineEvery)
	}
}

// finding is what a look at one thing found; the zero value: nothing wrong.
type finding struct {
	code  fault.Code
	cause string
}

func found(code fault.Code, format string, args ...any) finding {
	return finding{code, fmt.Sprintf(format, args...)}
}

func (w *machineWatch) look() {
	for device, f := range map[Device]finding{
		DeviceStorage:     w.storage(),
		DeviceTemperature: w.temperature(),
		DevicePower:       w.power(),
		DeviceTime:        w.time(),
		DeviceCertificate: w.certificate(),
		DeviceConfig:      w.configuration(),
		DeviceOutbox:      w.outbox(),
	} {
		c := Condition{Device: device, State: drivers.Online, Code: f.code, Cause: f.cause}
		if row, ok := fault.Of(f.code); ok && row.Severity.Rank() >= fault.Error.Rank() {
			c.State = drivers.HardwareFault
		}
		w.health.Report(c)
	}
	w.slowJournal()
}

// storage looks at the disk that the journal is on.
func (w *machineWatch) storage() finding {
	var s unix.Statfs_t
	dir := filepath.Dir(w.cfg.Journal.Path)
	if err := w.statfs(dir, &s); err != nil {
		return found("STO-READONLY", "%s: %v", dir, err)
	}
	free := int(s.Bavail * uint64(s.Bsize) >> 20)
	switch {
	case s.Flags&unix.ST_RDONLY != 0:
		return found("STO-READONLY", "%s is mounted read-only", dir)
	case free < w.cfg.Machine.FullMB:
		return found("STO-FULL", "%d MB free at %s", free, dir)
	case free < w.cfg.Machine.LowMB:
		return found("STO-LOW", "%d MB free at %s", free, dir)
	}
	for _, path := range w.glob("class/block/*/device/life_time") { // eMMC, JEDEC JESD84: two estimates in tenths
		for _, word := range strings.Fields(readText(path)) {
			if used, err := strconv.ParseUint(word, 0, 8); err == nil && used >= 0x0A {
				return found("STO-WORN", "%s says %s", path, word)
			}
		}
	}
	return finding{}
}

// temperature is of the hottest sensor.
func (w *machineWatch) temperature() finding {
	hottest, where := math.Inf(-1), ""
	for _, path := range w.glob("class/thermal/thermal_zone*/temp") {
		if milli, err := strconv.ParseFloat(readText(path), 64); err == nil && milli/1000 > hottest {
			hottest, where = milli/1000, filepath.Base(filepath.Dir(path))
		}
	}
	switch {
	case hottest >= w.cfg.Machine.CriticalC:
		return found("TMP-CRITICAL", "%s: %.0f °C", where, hottest)
	case hottest >= w.cfg.Machine.HotC:
		return found("TMP-HOT", "%s: %.0f °C", where, hottest)
	}
	return finding{}
}

// emptyAt is how much a battery has left when the terminal is about to end.
const emptyAt = 15

// power looks at mains, batteries and the supply voltage. Batteries of mice
// and the like are not the terminal's.
func (w *machineWatch) power() finding {
	var off, on bool
	charge := 101
	for _, dir := range w.glob("class/power_supply/*") {
		read := func(name string) string { return readText(filepath.Join(dir, name)) }
		if read("scope") == "Device" {
			continue
		}
		switch read("type") {
		case "Mains", "USB":
			off, on = off || read("online") == "0", on || read("online") == "1"
		case "UPS", "Battery":
			off = off || read("status") == "Discharging"
			if n, err := strconv.Atoi(read("capacity")); err == nil {
				charge = min(charge, n)
			}
		}
	}
	switch {
	case off && !on && charge <= emptyAt:
		return found("PWR-LOW", "on battery, %d %% left", charge)
	case off && !on:
		return found("PWR-BATTERY", "no supply is online")
	}
	for _, path := range w.glob("class/hwmon/*/in*_lcrit_alarm") {
		if readText(path) == "1" {
			return found("PWR-WEAK", "%s", path)
		}
	}
	return finding{}
}

// time compares the terminal's clock with the hall's.
func (w *machineWatch) time() finding {
	off, heard := w.late.off()
	switch {
	case heard && off.Abs() > clockFar:
		return found("TIM-WRONG", "the hall's clock is ahead by %v", off.Round(time.Second))
	case heard && off.Abs() > clockNear && w.unsure():
		return found("TIM-UNSYNC", "the hall's clock is ahead by %v, and the kernel says that nobody sets this one", off.Round(time.Second))
	}
	return finding{}
}

// unsynchronised asks the kernel whether somebody keeps its clock.
func unsynchronised() bool {
	state, err := unix.Adjtimex(&unix.Timex{})
	return err == nil && state == unix.TIME_ERROR
}

// certificate looks at the terminal's own.
func (w *machineWatch) certificate() finding {
	path := w.cfg.API.Gateway.ClientCert
	if path == "" {
		return finding{}
	}
	data, err := os.ReadFile(path)
	block, _ := pem.Decode(data)
	if err == nil && block == nil {
		err = errors.New("holds no PEM")
	}
	if err != nil {
		return found("HAL-CERT-OVER", "%s: %v", path, err)
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return found("HAL-CERT-OVER", "%s: %v", path, err)
	}
	switch left := cert.NotAfter.Sub(w.clock()); {
	case left <= 0:
		return found("HAL-CERT-OVER", "ended %s", cert.NotAfter.Format(time.DateOnly))
	case left < certificateSoon:
		return found("HAL-CERT-ENDS", "ends %s", cert.NotAfter.Format(time.DateOnly))
	}
	return finding{}
}

// configuration compares the files on the disk with those that are in use.
func (w *machineWatch) configuration() finding {
	now := sums(w.files)
	for _, f := range w.files {
		if now[f] == w.loaded[f] {
			continue
		}
		if _, err := config.LoadWith(slip.Check, w.files...); err != nil {
			return found("CFG-BROKEN", "%v", err)
		}
		return found("CFG-CHANGED", "%s is another than at the start", f)
	}
	return finding{}
}

// outbox looks for what has waited long to be told.
func (w *machineWatch) outbox() finding {
	calls, err := w.journal.Pending()
	if err != nil || len(calls) == 0 {
		return finding{} // the journal has a row of its own
	}
	if waits := w.clock().Sub(calls[0].At); waits > w.cfg.Machine.Backlog {
		return found("JRN-BACKLOG", "%d calls, the oldest %s since %v: %s", len(calls), calls[0].Op, waits.Round(time.Minute), calls[0].Error)
	}
	return finding{}
}

// slowJournal tells of records that take long to write. A journal that failed
// has a worse row already.
func (w *machineWatch) slowJournal() {
	slowest := w.journal.Slowest()
	if c := w.health.Of(DeviceJournal); c.Code != "" && c.Code != codeSlowJournal || c.State != drivers.Online {
		return
	}
	c := Condition{Device: DeviceJournal, State: drivers.Online}
	if slowest > w.cfg.Machine.SlowWrite {
		c.Code, c.Cause = codeSlowJournal, fmt.Sprintf("a record took %v to write", slowest.Round(time.Millisecond))
	}
	w.health.Report(c)
}

const codeSlowJournal fault.Code = "JRN-SLOW"

// glob is sorted, and empty where there is nothing of the kind.
func (w *machineWatch) glob(pattern string) []string {
	paths, _ := filepath.Glob(filepath.Join(w.cfg.Machine.Sys, pattern)) // the patterns are constants
	slices.Sort(paths)
	return paths
}

// readText is "" for what cannot be read.
func readText(path string) string {
	data, _ := os.ReadFile(path)
	return strings.TrimSpace(string(data))
}

func sums(files []string) map[string][sha256.Size]byte {
	out := map[string][sha256.Size]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			data = []byte(err.Error())
		}
		out[f] = sha256.Sum256(data)
	}
	return out
}

// unplugged tells that this machine has network sockets, and no cable in any.
func unplugged(sys string) bool {
	paths, _ := filepath.Glob(filepath.Join(sys, "class/net/*/carrier"))
	sockets := 0
	for _, path := range paths {
		if filepath.Base(filepath.Dir(path)) == "lo" {
			continue
		}
		if readText(path) == "1" {
			return false
		}
		sockets++
	}
	return sockets > 0
}
