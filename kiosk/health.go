package kiosk

import (
	"strings"
	"sync"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journey"
)

// Device names a part of the terminal in the health table.
type Device string

const (
	DeviceReader  Device = "reader"
	DevicePrinter Device = "printer"
	DeviceTouch   Device = "touch"
	DeviceScanner Device = "scanner"
	DeviceCabinet Device = "cabinet"
	DeviceKeys    Device = "keys"   // pad beside the glass
	DeviceSpeech  Device = "speech" // synthesiser, recordings, player
	DeviceHall    Device = "hall"
	DeviceJournal Device = "journal"
	DeviceFascia  Device = "panel"   // lights and contacts on the terminal's own pins
	DevicePages   Device = "screen"  // what pages could not show
	DeviceNumbers Device = "numbers" // that the hall has leased ahead, and what it said to those given out

	DeviceSlips       Device = "slips"  // whether the newest came out
	DeviceUSB         Device = "usb"    // hubs
	DeviceOutbox      Device = "outbox" // what the hall is still to be told
	DeviceTime        Device = "time"
	DeviceStorage     Device = "storage"
	DeviceTemperature Device = "temperature"
	DevicePower       Device = "power"
	DeviceCertificate Device = "certificate" // the terminal's own
	DeviceConfig      Device = "configuration"
	DeviceProgram     Device = "program"  // how it ended the last time
	DeviceSelfTest    Device = "selftest" // of this morning
	DeviceFleet       Device = "fleet"    // the way to the hub
)

// Devices is the order in which the table is shown.
var Devices = []Device{
	DeviceReader, DevicePrinter, DeviceTouch, DeviceScanner, DeviceCabinet, DeviceFascia, DeviceKeys, DeviceSpeech, DeviceHall, DeviceNumbers, DeviceJournal, DevicePages,
	DeviceSlips, DeviceUSB, DeviceOutbox, DeviceTime, DeviceStorage, DeviceTemperature, DevicePower, DeviceCertificate, DeviceConfig,
	DeviceProgram, DeviceSelfTest, DeviceFleet,
}

// devicesAtRest are well until something is found: nobody waits for their
// first word.
var devicesAtRest = []Device{
	DeviceSlips, DeviceUSB, DeviceOutbox, DeviceTime, DeviceStorage, DeviceTemperature, DevicePower, DeviceCertificate, DeviceConfig,
	DeviceProgram, DeviceSelfTest, DeviceFleet,
}

// Condition is how one device is, since when.
type Condition struct {
	Device     Device              `json:"device"`
	State      drivers.DeviceState `json:"state"`
	Reason     journey.Reason      `json:"reason,omitempty"` // why what needs it is away; empty: it works
	Code       fault.Code          `json:"code,omitempty"`   // row of the fault table; empty: nothing is wrong, or nothing is fitted
	Since      time.Time           `json:"since"`            // of state and reason
	CodeSince  time.Time           `json:"code_since,omitzero"`
	Cause      string              `json:"cause,omitempty"` // the technician's chain
	Paper      drivers.PaperState  `json:"paper,omitempty"`
	Mouth      drivers.MediaState  `json:"mouth,omitempty"`
	PaperLeft  float64             `json:"paper_left_m,omitempty"` // metres on the roll, as reckoned
	PaperSlips int                 `json:"paper_slips,omitempty"`  // that they are enough for
	PaperDays  float64             `json:"paper_days,omitempty"`   // likewise, at the pace so far
	Counters   string              `json:"counters,omitempty"`     // of the printer's own: "cuts 1203, lines 90211"
	Doors      string              `json:"doors,omitempty"`        // cells of the cabinet that stand open: "4, 11"
	Dropped    int                 `json:"dropped,omitempty"`      // bytes or answers thrown away since the start
	Parts      string              `json:"parts,omitempty"`        // devices that go with it: "reader printer"
}

// Health is the table of all devices. Any goroutine may report and read.
type Health struct {
	clock   func() time.Time
	changed func()
	watch   func(Condition) // told of every change; nil: nobody

	mu     sync.Mutex
	table  map[Device]Condition
	doubts map[Device]doubt     // what tests found of devices that say that they are well
	heard  map[Device]time.Time // when a device was last reported online
}

// doubt is a finding of a test. One of silence ends when its device is heard
// again; another one when its test passes.
type doubt struct {
	Condition
	silence bool
}

// NewHealth returns a table on which everything is starting. Changed is
// called, without a lock held, after every report that changed something.
func NewHealth(clock func() time.Time, changed func()) *Health {
	h := &Health{clock: clock, changed: changed, table: map[Device]Condition{}, doubts: map[Device]doubt{}, heard: map[Device]time.Time{}}
	for _, d := range Devices {
		h.table[d] = Condition{Device: d, State: drivers.Starting, Reason: journey.ReasonStarting, Since: clock()}
	}
	for _, d := range devicesAtRest {
		h.table[d] = Condition{Device: d, State: drivers.Online, Since: clock()}
	}
	return h
}

// Report takes in how a device is. Since stays while the reason stays. A code
// brings the reason with it for which services are withdrawn.
func (h *Health) Report(c Condition) {
	if f, ok := fault.Of(c.Code); ok {
		c.Reason = journey.Reason(f.Withdraws)
	}
	h.mu.Lock()
	was, seen := h.table[c.Device], h.seen(c.Device)
	c.Since = was.Since
	if was.Reason != c.Reason || was.State != c.State {
		c.Since = h.clock()
	}
	switch {
	case c.Code == "":
		c.CodeSince = time.Time{}
	case c.Code == was.Code:
		c.CodeSince = was.CodeSince
	default:
		c.CodeSince = h.clock()
	}
	if c.Dropped == 0 {
		c.Dropped = was.Dropped
	}
	h.table[c.Device] = c
	if c.State == drivers.Online {
		h.heard[c.Device] = h.clock()
		if h.doubts[c.Device].silence {
			delete(h.doubts, c.Device)
		}
	}
	now := h.seen(c.Device)
	h.mu.Unlock()
	if now != seen {
		if h.watch != nil {
			h.watch(now)
		}
		h.changed()
	}
}

// Doubt keeps what a test found of a device that itself says that it is well.
// Of one that has a fault of its own nothing is kept; an empty code ends it.
func (h *Health) Doubt(d Device, code fault.Code, cause string) {
	h.keep(d, code, doubt{Condition: Condition{Cause: cause}})
}

// Silence keeps that a device did not answer a test that began at a time. It
// is kept until the device is heard, and not at all where it was heard since:
// a device rests from its owner while it is tested.
func (h *Health) Silence(d Device, code fault.Code, cause string, began time.Time) {
	h.mu.Lock()
	since := h.heard[d].After(began)
	h.mu.Unlock()
	if !since {
		h.keep(d, code, doubt{Condition{Cause: cause}, true})
	}
}

func (h *Health) keep(d Device, code fault.Code, new doubt) {
	h.mu.Lock()
	was := h.seen(d)
	f, known := fault.Of(code)
	switch {
	case !known:
		delete(h.doubts, d)
	case h.table[d].Code == "" && h.doubts[d].Code != code:
		new.Code, new.Reason, new.Since = code, journey.Reason(f.Withdraws), h.clock()
		h.doubts[d] = new
	}
	now := h.seen(d)
	h.mu.Unlock()
	if now != was {
		if h.watch != nil {
			h.watch(now)
		}
		h.changed()
	}
}

// seen is a row with what a test found. It is called with mu held.
func (h *Health) seen(d Device) Condition {
	c := h.table[d]
	if doubt, is := h.doubts[d]; is && c.Code == "" && c.Reason == "" {
		c.Code, c.Reason, c.Since, c.CodeSince, c.Cause = doubt.Code, doubt.Reason, doubt.Since, doubt.Since, doubt.Cause
	}
	return c
}

// Of returns how a device is.
func (h *Health) Of(d Device) Condition {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.seen(d)
}

// Table returns every device in order.
func (h *Health) Table() []Condition {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]Condition, 0, len(Devices))
	for _, d := range Devices {
		out = append(out, h.seen(d))
	}
	return out
}

// Faults are what is to be told now, the worst first.
func (h *Health) Faults() []fault.Shown { return fault.Show(h.active(), h.clock()) }

// Coming are the faults that are told only once they have lasted.
func (h *Health) Coming() []fault.Shown { return fault.Coming(h.active(), h.clock()) }

func (h *Health) active() (active []fault.Active) {
	for _, c := range h.Table() {
		if c.Code != "" {
			active = append(active, fault.Active{
				Code: c.Code, Device: string(c.Device), Since: c.CodeSince, Cause: c.Cause, Parts: strings.Fields(c.Parts),
			})
		}
	}
	return active
}
