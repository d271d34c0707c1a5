package kiosk

import (
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line/ports"
	"govkiosk/kiosk/blackbox"
	"govkiosk/kiosk/hall/upstream"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// Options is what a Terminal is made of.
type Options struct {
	Config  *config.Config
	Journal *journal.Journal
	Slips   *slip.Maker
	Show    func(screens.View)    // takes the newest View; must not block
	Press   func(screens.Press)   // takes the keys beside the glass; must not block; nil: there are none
	Push    func(screens.Pointer) // takes pointer events in order; must not block
	Files   []string              // that Config was read from
	Fleet   func() (any, error)   // how it stands with the fleet; nil: it follows none
	Bare    bool                  // devices and control socket only: nobody is served, and the hall is not asked
	Dark    bool                  // there is no glass: Show leads nowhere
	Alive   func()                // called from the loop at least once a second
	Log     *slog.Logger
	Clock   func() time.Time // nil: time.Now
	Box     *blackbox.Box    // keeps what happened; nil: nothing does
	Crashed bool             // the run before this one did not end in order
	Changed func()           // what the hub hears of has; must not block; nil: there is no hub
}

// Terminal is a running terminal without its window.
type Terminal struct {
	cfg     *config.Config
	log     *slog.Logger
	clock   func() time.Time
	show    func(screens.View)
	alive   func()
	glass   bool
	files   []string
	fleet   func() (any, error)
	late    *hallClock
	began   time.Time
	changed func() // what the hub hears of has
	bare    bool
	health  *Health
	viewer  Viewer

	journal   *journal.Journal
	ports     *portFinder
	settler   *settler
	promise   *promise
	collector *collector
	clerk     *clerk
	reader    *readerDesk
	printer   *printerDesk
	touch     *touchDesk
	scanner   *scannerDesk
	cabinet   *cabinetDesk
	keys      *keysDesk
	speech    *speechDesk
	fascia    *fascia
	service   *service
	morning   *morning
	hall      *hallWatch
	blocks    *blockKeeper
	lists     *listKeeper
	usage     usage
	box       *blackbox.Box
	// boxedBefore is what it was last told of devices.
	boxedBefore boxedDevices
	machine     *machineWatch
	hubs        *hubWatch
	cells       *cellKeeper

	inbox chan any      // journey.Event, or func() run on the loop
	dirty chan struct{} // health has changed
	voice chan struct{} // it has begun to speak, or ended
	stop  chan struct{} // closed when the loop has ended

	// The loop's own.
	state   journey.State
	hallNow HallNow
	offers  journey.Catalogue
	rules   *rules
	timers  map[journey.Timer]*time.Timer
	helpKey string               // of the newest call for help
	helpID  journey.CommandID    // its command
	settled bool                 // what the last run left open has been settled
	told    map[Device]faultCall // that somebody has been called for
	forgot  string               // the day on which older keys were destroyed
	slowest time.Duration        // step since the last vitals
	// calibrating is what a technician sees instead of the visit's page; nil:
	// nobody calibrates.
	calibrating *screens.Calibrate

	lacks  atomic.Pointer[Lack] // what pages lacked when it was last looked at
	turned atomic.Bool          // the service switch stands on maintenance

	mu     sync.Mutex // guards what the control socket reads
	status VisitStatus
	// ruleRows are the rules for people to read.
	ruleRows []Rule
}

// inboxSize is how many events may wait. The loop empties it in microseconds;
// a source that fills it waits.
const inboxSize = 256

// New makes a terminal. Nothing is opened before Run.
func New(o Options) (*Terminal, error) {
	zone, err := time.LoadLocation(o.Config.Hall.Zone)
	if err != nil {
		return nil, fmt.Errorf("kiosk: time zone: %w", err)
	}
	t := &Terminal{
		cfg: o.Config, log: o.Log, clock: o.Clock, show: o.Show, alive: o.Alive, journal: o.Journal, box: o.Box,
		inbox: make(chan any, inboxSize), dirty: make(chan struct{}, 1), voice: make(chan struct{}, 1), stop: make(chan struct{}),
		timers: map[journey.Timer]*time.Timer{}, told: map[Device]faultCall{},
	}
	if t.clock == nil {
		t.clock = time.Now
	}
	t.glass, t.files, t.bare = !o.Dark, o.Files, o.Bare
	t.fleet = o.Fleet
	if t.alive == nil {
		t.alive = func() {}
	}
	way, err := upstream.New(o.Config.API, o.Config.Terminal.ID, nil)
	if err != nil {
		return nil, fmt.Errorf("kiosk: gateway: %w", err)
	}
	heard, err := o.Journal.Heard()
	if err != nil {
		return nil, fmt.Errorf("kiosk: %w", err)
	}
	late := newHallClock(t.clock, machine(), o.Config.Offline.ClockKeeps, heard)
	t.late = late
	client, err := hallClient(o, way, late)
	if err != nil {
		return nil, fmt.Errorf("kiosk: hall: %w", err)
	}
	if t.offers, err = keptCatalogue(o.Journal); err != nil {
		return nil, fmt.Errorf("kiosk: %w", err)
	}
	t.health = NewHealth(t.clock, t.markDirty)
	t.health.watch = t.boxedHealth
	if t.changed = o.Changed; t.changed == nil {
		t.changed = func() {}
	}
	t.began = t.clock()
	if err := t.readLock(); err != nil {
		return nil, fmt.Errorf("kiosk: %w", err)
	}
	if o.Crashed && heard.Boot != late.boot {
		if err := t.powerWasCut(); err != nil {
			return nil, fmt.Errorf("kiosk: %w", err)
		}
	}
	if o.Crashed {
		t.health.Report(Condition{Device: DeviceProgram, State: drivers.Online, Code: codeCrashed})
	}
	t.viewer.Config, t.viewer.Zone, t.viewer.Health = o.Config, zone, t.health
	t.settler = newSettler(o.Journal, client, zone, t.heard, t.log)
	t.blocks = &blockKeeper{
		cfg: o.Config.Offline, journal: o.Journal, hall: client, clock: late, zone: zone, health: t.health, settler: t.settler,
		changed: t.markDirty, fail: t.journalFailed, log: t.log, poke: make(chan struct{}, 1), rest: map[string]time.Duration{},
	}
	t.settler.told = t.blocks.wake
	t.machine = newMachineWatch(o.Config, o.Files, o.Journal, late, t.health, t.clock, t.log)
	t.ports = newPortFinder(ports.New(&ports.Opts{Sys: o.Config.Machine.Sys, Dev: o.Config.Machine.Dev}))
	t.hubs = newHubWatch(t.ports.finder, o.Config, t.health)
	t.printer = newPrinterDesk(o.Config.Printer, t.ports, t.health, t.tornPaper,
		newRoll(o.Config.Printer, o.Journal, t.clock, t.log), t.post, t.log)
	t.reader = newReaderDesk(o.Config.Reader, t.ports, t.health, t.post, t.log)
	t.scanner = newScannerDesk(o.Config.Scanner, t.ports, t.health, t.post, t.log)
	t.cabinet = newCabinetDesk(o.Config.Cabinet, t.ports, t.health, t.post, t.note, t.log)
	corner := &gesture{found: func() { t.tell(func(t *Terminal) { t.service.gestured() }) }}
	if o.Config.Service.Gesture {
		corner.width = float64(o.Config.Screen.WidthPx)
	}
	push := func(p screens.Pointer) {
		corner.saw(p)
		o.Push(p)
	}
	if t.touch, err = newTouchDesk(o.Config, t.ports, t.health, push, t.log); err != nil {
		return nil, fmt.Errorf("kiosk: %w", err)
	}
	if o.Press == nil {
		o.Press = func(screens.Press) {}
	}
	t.speech = newSpeechDesk(o.Config.Speech, t.health, t, t.log)
	t.keys = &keysDesk{cfg: o.Config.Keys, ports: t.ports, health: t.health, press: o.Press, jack: t.speech.jackOf(config.JackKeys), log: t.log}
	t.service = newService(t, o.Config.Service)
	t.morning = newMorning(t, o.Config.SelfTest)
	if t.fascia, err = newFascia(o.Config.Panel, t.health, t.post, t.note, t.switched, t.log); err != nil {
		return nil, fmt.Errorf("kiosk: panel: %w", err)
	}
	t.fascia.press, t.fascia.jack = o.Press, t.speech.jackOf(config.JackPanel)
	t.cells = newCellKeeper(o.Config.Cabinet.ID, o.Config.Offline.Pickup, client, late, zone, t.markDirty)
	t.cabinet.moved = t.cells.doorMoved
	t.lists = &listKeeper{
		client: client, every: o.Config.API.ListsEvery, gap: 100 * time.Millisecond, cells: t.cells, doors: t.cabinet.first,
		changed: t.markDirty, log: t.log,
	}
	t.hall = newHallWatch(client, o.Config.API.RefreshEvery, t.health, o.Journal, t.blocks, t.log)
	t.hall.slow, t.hall.sys = o.Config.API.ReadTimeout/2, o.Config.Machine.Sys
	t.promise = &promise{
		cfg: o.Config, journal: o.Journal, hall: client, settler: t.settler, blocks: t.blocks, printer: t.printer,
		slips: o.Slips, post: t.post, fail: t.journalFailed, zone: zone, clock: t.clock, log: t.log,
	}
	t.clerk = &clerk{
		run:     uuid.New(),
		journal: o.Journal, hall: client, settler: t.settler, post: t.post, fail: t.journalFailed, health: t.health,
		zone: zone, today: t.today, tries: o.Config.API.Attempts, clock: t.clock, log: t.log,
	}
	t.promise.away = t.clerk.told
	t.lists.fetched = func() { t.tell((*Terminal).readRules) }
	t.readRules()
	t.collector = &collector{
		book: o.Journal, cabinet: t.cabinet, post: t.post, fail: t.journalFailed, wake: t.settler.wake,
		finish: t.settler.receipt, clock: t.clock, log: t.log,
	}
	t.clerk.cells = t.cells
	t.clerk.collector, t.clerk.cabinet = t.collector, o.Config.Cabinet.ID
	t.state = journey.New(policy(o.Config))
	return t, nil
}

// policy is the part of the configuration that visits run by.
func policy(c *config.Config) journey.Policy {
	seconds := func(d time.Duration) int { return int(d / time.Second) }
	p := c.Policy
	return journey.Policy{
		Lang: c.Screen.Lang, Langs: c.Screen.Langs, Text: c.Screen.TextStep,
		Visit: seconds(p.Visit), Reading: seconds(p.Reading), WarnBefore: seconds(p.WarnBefore),
		Extend: seconds(p.Extend), Extensions: p.Extensions, Thanks: seconds(p.Thanks), Take: seconds(p.Take),
		Attempts: c.Reader.Attempts, Phone: p.Phone, Number: p.Number, Anonymous: p.Anonymous, ETicket: p.ETicket,
		AskWhy: p.AskWhy, Veil: seconds(p.Veil),
		DoorOpen: seconds(c.Cabinet.LeftOpen),
	}
}
