package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/control"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/bench/glass"
	"govkiosk/kiosk/hall"
)

// Options says what to build the bench with.
type Options struct {
	Program string // path of kioskd
	Display string // X display to show the terminal on; empty: one of the bench's own
	Base    string // folder for the run directory; empty: the system's place for such
	Keep    bool   // the run directory stays
	Voice   string // program that has the commands voice and ear; empty: the terminal speaks as it does elsewhere
	// More are tables of the terminal's configuration beside those of the
	// bench, such as that of a fleet.
	More map[string]any
	// Panel is how the touch panel is made. Edges that are not at 0 and 4095
	// need a calibration.
	Panel sim.EloOpts
}

// Bench is a running hall. Its methods may be called from any goroutine.
type Bench struct {
	dir      rundir
	devices  *devices
	tray     []sim.Card
	sent     []Code // that the district has sent to people
	eye      *glass.Eye
	district *district.District
	apiURL   string
	pin      string // of the technician, for this run
	config   string // the terminal's
	hall     *hall.Client
	control  *control.Client
	terminal *supervisor

	closers []func() error // in the order of opening
	broken  chan error

	mu     sync.Mutex
	laid   int // number of the card on the reader, while it lies there
	faults []*fault
	glance glance
}

// glance is what the terminal last said of itself.
type glance struct {
	screen  string
	devices []control.Device
}

// Start builds the bench and starts the terminal. It blocks until the
// terminal's program runs; whether that gets anywhere the State tells.
func Start(o Options) (*Bench, error) {
	b := &Bench{tray: sim.Tray(), broken: make(chan error, 1)}
	if err := b.build(o); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// PIN is that of service mode, made for this run.
func (b *Bench) PIN() string { return b.pin }

// Folder holds everything of this run, until it is removed or kept at the end.
func (b *Bench) Folder() string { return b.dir.path }

// Kept is where a run leaves its folder that keeps it.
func (b *Bench) Kept() string { return b.dir.kept() }

// Config is the terminal's configuration.
func (b *Bench) Config() string { return b.config }

// API is the address of the district's API.
func (b *Bench) API() string { return b.apiURL }

// Socket is the terminal's control socket.
func (b *Bench) Socket() string { return b.dir.file(socketName) }

func (b *Bench) build(o Options) error {
	if err := b.openDir(o); err != nil {
		return err
	}
	if err := b.openDevices(o.Panel); err != nil {
		return err
	}
	if err := b.openDistrict(); err != nil {
		return err
	}
	b.faults = b.makeFaults()
	display, err := b.openGlass(o.Display)
	if err != nil {
		return err
	}
	if b.pin, err = b.dir.provision(); err != nil {
		return err
	}
	if b.config, err = b.dir.writeSettings(b.apiURL, o.Display == "", o.Voice, o.More); err != nil {
		return err
	}
	return b.startTerminal(o.Program, b.config, display)
}

func (b *Bench) openDir(o Options) error {
	dir, err := makeRundir(o.Base)
	if err != nil {
		return err
	}
	b.dir = dir
	b.onClose(func() error {
		if !o.Keep {
			return dir.remove()
		}
		kept, err := dir.keep()
		fmt.Fprintln(os.Stderr, "kept", kept)
		return err
	})
	return nil
}

func (b *Bench) openDevices(panel sim.EloOpts) error {
	d, err := openDevices(b.dir, panel)
	if err != nil {
		return err
	}
	b.devices = d
	b.onClose(d.close)
	return nil
}

// openGlass returns the display that the terminal shows itself on.
func (b *Bench) openGlass(display string) (string, error) {
	class := windowClass
	if display == "" {
		x, err := glass.StartXvfb(GlassWidth, GlassHeight)
		if err != nil {
			return "", err
		}
		b.onClose(x.Close)
		go b.watchDisplay(x)
		display, class = x.Display, ""
	}
	eye, err := glass.Open(display, class)
	if err != nil {
		return "", err
	}
	b.eye = eye
	b.onClose(func() error { eye.Close(); return nil })
	return display, nil
}

func (b *Bench) watchDisplay(x *glass.Xvfb) {
	<-x.Ended()
	b.broken <- errors.New("bench: the X server ended")
}

func (b *Bench) startTerminal(program, config, display string) error {
	log, err := os.Create(b.dir.file(logName))
	if err != nil {
		return fmt.Errorf("bench: terminal's log: %w", err)
	}
	b.onClose(log.Close)
	b.control = control.New(b.dir.file(socketName))
	b.onClose(func() error { b.control.Close(); return nil })
	b.terminal = &supervisor{program: program, args: []string{"--config", config}, env: []string{"DISPLAY=" + display}, log: log}

	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	watched := make(chan struct{})
	go func() { ended <- b.terminal.run(ctx) }()
	go func() { b.watchTerminal(ctx); close(watched) }()
	b.onClose(func() error { cancel(); <-watched; return <-ended })
	return nil
}

// watchTerminal keeps the glance up to date.
func (b *Bench) watchTerminal(ctx context.Context) {
	const often = 300 * time.Millisecond
	tick := time.NewTicker(often)
	defer tick.Stop()
	for {
		g := b.ask(ctx)
		b.mu.Lock()
		b.glance = g
		b.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask returns an empty glance of a terminal that does not answer.
func (b *Bench) ask(ctx context.Context) glance {
	tree, err := b.control.Screen(ctx)
	if err != nil {
		return glance{}
	}
	devices, err := b.control.Health(ctx)
	if err != nil {
		return glance{screen: tree.Screen}
	}
	return glance{screen: tree.Screen, devices: devices}
}

func (b *Bench) onClose(f func() error) { b.closers = append(b.closers, f) }

// Broken yields an error when the bench cannot go on.
func (b *Bench) Broken() <-chan error { return b.broken }

// Close ends everything in the reverse order and leaves nothing behind.
func (b *Bench) Close() error {
	var errs []error
	for _, f := range slices.Backward(b.closers) {
		errs = append(errs, f())
	}
	b.closers = nil
	return errors.Join(errs...)
}
