package kiosk

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line/ports"
)

// hubsEvery is between two looks at what is plugged in where.
const hubsEvery = time.Second

// hubWatch tells a hub that is gone from devices that are gone: it remembers
// behind which hub each adapter sat.
type hubWatch struct {
	finder *ports.Finder
	lines  map[Device]config.Line
	health *Health

	hubs map[Device]string // where each was last seen
}

func newHubWatch(f *ports.Finder, c *config.Config, h *Health) *hubWatch {
	w := &hubWatch{finder: f, lines: map[Device]config.Line{}, health: h, hubs: map[Device]string{}}
	for d, l := range map[Device]config.Line{
		DeviceReader: c.Reader.Line, DevicePrinter: c.Printer.Line, DeviceTouch: c.Touch.Line,
		DeviceScanner: c.Scanner.Line, DeviceCabinet: c.Cabinet.Line,
	} {
		if l.Port != "" {
			w.lines[d] = l
		}
	}
	return w
}

// run looks until ctx ends.
func (w *hubWatch) run(ctx context.Context) {
	for ctx.Err() == nil {
		w.look()
		pause(ctx, hubsEvery)
	}
}

// look compares what is plugged in with what was.
func (w *hubWatch) look() {
	found, err := w.finder.List()
	if err != nil {
		return // without sysfs every device speaks for itself
	}
	gone := map[string][]string{} // by hub
	there := map[string]bool{}
	for device, l := range w.lines {
		if hub, ok := hubOf(l, found); ok {
			w.hubs[device] = hub
			there[hub] = true
		} else if hub := w.hubs[device]; hub != "" {
			gone[hub] = append(gone[hub], string(device))
		}
	}
	c := Condition{Device: DeviceUSB, State: drivers.Online}
	for _, hub := range slices.Sorted(maps.Keys(gone)) {
		if parts := gone[hub]; len(parts) > 1 && !there[hub] && c.Code == "" {
			slices.Sort(parts)
			c.State, c.Code, c.Parts = drivers.DeviceMissing, "USB-HUB", strings.Join(parts, " ")
			c.Cause = fmt.Sprintf("hub %s: %s", hub, strings.Join(parts, ", "))
		}
	}
	w.health.Report(c)
}

// hubOf is the hub behind which a line's adapter is plugged in.
func hubOf(l config.Line, found []ports.Port) (hub string, ok bool) {
	var port ports.Port
	if u, usb := l.USB(); usb {
		p, err := ports.Match(ports.Identity{VID: u.VID, PID: u.PID, Path: u.ByPath}, found)
		if err != nil {
			return "", false
		}
		port = p
	} else if node, err := filepath.EvalSymlinks(l.Port); err == nil {
		i := slices.IndexFunc(found, func(p ports.Port) bool {
			n, err := filepath.EvalSymlinks(p.Node)
			return err == nil && n == node
		})
		if i < 0 {
			return "", false
		}
		port = found[i]
	}
	return parentHub(port.ID.Path)
}

// parentHub is "1-4" of an adapter at 1-4.2:1.0, and "usb1" of one at 1-4:1.0,
// which sits in the machine itself.
func parentHub(path string) (string, bool) {
	sockets, _, usb := strings.Cut(path, ":")
	bus, _, dash := strings.Cut(sockets, "-")
	if !usb || !dash || strings.Contains(bus, "/") {
		return "", false
	}
	if i := strings.LastIndexByte(sockets, '.'); i > 0 {
		return sockets[:i], true
	}
	return "usb" + bus, true
}
