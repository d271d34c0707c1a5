package kiosk

import (
	"context"
	"sync"

	"govkiosk/config"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/ports"
)

// portFinder finds the nodes of the lines by what is plugged in, and has the
// lines that wait opened when something comes.
type portFinder struct {
	finder *ports.Finder

	mu    sync.Mutex
	lines []chan struct{}
}

func newPortFinder(f *ports.Finder) *portFinder { return &portFinder{finder: f} }

// line is what to open for a configured line. A port on USB is looked for at
// every opening.
func (p *portFinder) line(l config.Line) line.Config {
	retry := make(chan struct{}, 1)
	p.mu.Lock()
	p.lines = append(p.lines, retry)
	p.mu.Unlock()
	c := line.Config{Port: l.Port, Baud: l.Baud, Flow: line.Flow(l.Flow), Retry: retry}
	if u, ok := l.USB(); ok {
		c.Find = func() (string, error) { return p.find(u) }
	}
	return c
}

// find returns the node of a port that is there.
func (p *portFinder) find(u config.USBPort) (string, error) {
	found, err := p.finder.List()
	if err != nil {
		return "", err
	}
	port, err := ports.Match(ports.Identity{VID: u.VID, PID: u.PID, Path: u.ByPath}, found)
	return port.Node, err
}

// run watches what is plugged in until ctx ends. Where nothing tells of it,
// the lines wait their own pauses.
func (p *portFinder) run(ctx context.Context) {
	_ = p.finder.Watch(ctx, func(c ports.Change) { // it ends with ctx, and only then
		if c.Kind == ports.Added {
			p.retry()
		}
	})
}

// retry wakes every line that waits: which of them the new port belongs to is
// found out by opening.
func (p *portFinder) retry() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.lines {
		select {
		case l <- struct{}{}:
		default: // one is due already
		}
	}
}
