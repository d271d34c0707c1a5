package kiosk

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journey"
)

// What the black box is told. An event and an effect are told by what they
// are called, never by what they hold.

// BlackBoxPath is where a terminal keeps its black box: beside the journal.
func BlackBoxPath(c *config.Config) string {
	return filepath.Join(filepath.Dir(c.Journal.Path), "blackbox.ring")
}

const codeCrashed fault.Code = "SYS-CRASHED"

// slowStep is how long the loop may take for one event before that is told.
const slowStep = 20 * time.Millisecond

type boxStep struct {
	Event   string   `json:"event"`
	Do      string   `json:"do,omitempty"` // of a touch, without what was touched
	Visit   int      `json:"visit"`
	Page    string   `json:"page"`
	From    string   `json:"from,omitempty"` // where that is another
	Effects []string `json:"effects,omitempty"`
	MS      float64  `json:"ms,omitempty"` // where it was slow
}

// boxed tells of a step. What comes every second, and what changes nothing,
// is left out.
func (t *Terminal) boxed(e journey.Event, from journey.Page, effects []journey.Effect, took time.Duration) {
	r := boxStep{Event: name(e), Visit: t.state.Visit, Page: string(t.state.Page)}
	if from != t.state.Page {
		r.From = string(from)
	}
	for _, effect := range effects {
		if n := name(effect); n != "StartTimer" {
			r.Effects = append(r.Effects, n)
		}
	}
	if took > slowStep {
		r.MS = float64(took.Microseconds()) / 1000
	}
	switch e := e.(type) {
	case journey.Touch:
		r.Do = e.Do
	case journey.TimerFired, journey.WorldChanged:
		if r.From == "" && len(r.Effects) == 0 && r.MS == 0 {
			return
		}
	}
	t.box.Note("step", r)
}

// name is what a value's type is called.
func name(v any) string {
	full := fmt.Sprintf("%T", v)
	return full[strings.LastIndexByte(full, '.')+1:]
}

// boxDevice is how a device is.
type boxDevice struct {
	Device Device              `json:"device"`
	State  drivers.DeviceState `json:"state"`
	Code   string              `json:"code,omitempty"`
	Paper  drivers.PaperState  `json:"paper,omitempty"`
	Mouth  drivers.MediaState  `json:"mouth,omitempty"`
	Doors  string              `json:"doors,omitempty"`
	Cause  string              `json:"cause,omitempty"`
}

// boxedDevices are those last told.
type boxedDevices struct {
	mu   sync.Mutex
	last map[Device]boxDevice
}

// news tells whether more than the words of the cause are new.
func (b *boxedDevices) news(r boxDevice) bool {
	r.Cause = ""
	b.mu.Lock()
	defer b.mu.Unlock()
	if was, told := b.last[r.Device]; told && was == r {
		return false
	}
	if b.last == nil {
		b.last = map[Device]boxDevice{}
	}
	b.last[r.Device] = r
	return true
}

// boxedHealth tells of a device that changed.
func (t *Terminal) boxedHealth(c Condition) {
	t.changed()
	r := boxDevice{c.Device, c.State, string(c.Code), c.Paper, c.Mouth, c.Doors, fmt.Sprintf("%.160s", c.Cause)}
	if t.boxedBefore.news(r) {
		t.box.Note("device", r)
	}
}

// vitals tells once a minute how the program is.
func (t *Terminal) vitals() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.box.Note("vitals", map[string]any{
		"goroutines": runtime.NumGoroutine(), "heap_mb": m.HeapAlloc >> 20, "inbox": len(t.inbox),
		"slowest_step_ms": t.slowest.Milliseconds(), "page": t.state.Page,
	})
	t.slowest = 0
}

// boxedCalls tells the black box of every call to the hall and how long it
// took.
type boxedCalls struct {
	next http.RoundTripper
	note func(kind string, data any)
}

// plainParts are the parts of a path that name what is asked for, and nobody.
var plainParts = regexp.MustCompile(`^(v[0-9]+|[a-z]+(-[a-z]+)*)$`)

func (b boxedCalls) RoundTrip(r *http.Request) (*http.Response, error) {
	begin := time.Now()
	resp, err := b.next.RoundTrip(r)
	data := map[string]any{"call": r.Method + " " + route(r.URL.Path), "ms": time.Since(begin).Milliseconds()}
	if err != nil {
		data["code"] = wayCode(err)
	} else {
		data["status"] = resp.StatusCode
	}
	b.note("call", data)
	return resp, err
}

// route is a path without what stands for somebody: /v1/tickets/*/confirmation.
func route(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if p != "" && !plainParts.MatchString(p) {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}
