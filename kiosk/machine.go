package kiosk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journal"
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
