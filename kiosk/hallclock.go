package kiosk

import (
	"mime"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/kiosk/journal"
)

// hallClock knows how late it may be at the hall, so that a leased number is
// never given out after its time.
//
// While the machine runs it goes by the hall's last Date and the machine's
// own time since, which nobody sets. After the power was off it goes by the
// terminal's clock, if that goes on without power and is not behind what was
// last written down: then it has been set back, and nobody knows how late it
// is until the hall is heard. A clock that lost less time than the terminal
// was off cannot be told from a right one.
type hallClock struct {
	wall func() time.Time // the terminal's clock, which may be set at any time
	uptime
	keeps bool          // the terminal's clock goes on without power
	floor journal.Heard // as the last run wrote it down

	mu      sync.Mutex
	base    time.Time     // how late it was at the hall
	at      time.Duration // since, at that moment
	ahead   time.Duration // by which the hall was ahead of the terminal's clock
	contact time.Time     // the hall's last word; zero: none in this run
	sure    bool          // base is the hall's word in this run: the terminal's clock does not matter
	lost    bool          // nobody knows how late it is
}

// uptime is the machine's own time, which nobody sets.
type uptime struct {
	boot  string               // names this start of the machine; empty: unknown
	since func() time.Duration // since then, sleep included
}

const (
	dateGrain  = time.Second // a Date has whole seconds
	driftShare = 1000        // one part in so many by which the machine's own time may be slow
	floorGrain = 2 * time.Minute
)

func newHallClock(wall func() time.Time, up uptime, keeps bool, floor journal.Heard) *hallClock {
	c := &hallClock{wall: wall, uptime: up, keeps: keeps, floor: floor, ahead: floor.Ahead}
	if floor.Boot != "" && floor.Boot == up.boot && floor.Since <= up.since() { // only the program was started anew
		c.base, c.at = floor.Hall, floor.Since
		return c
	}
	c.at = c.since()
	told := c.told()
	c.lost = floor.Hall.IsZero() || !keeps || told.Add(floorGrain).Before(floor.Hall)
	c.base = latest(floor.Hall, told)
	return c
}

// machine is the time of the machine that this runs on.
func machine() uptime {
	id, _ := os.ReadFile("/proc/sys/kernel/random/boot_id") // without: a start of the program counts as one of the machine
	return uptime{boot: strings.TrimSpace(string(id)), since: sinceBoot}
}

// sinceBoot is the time since the machine was switched on. It goes on while
// the machine sleeps, and nothing sets it.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		panic("kiosk: no CLOCK_BOOTTIME: " + err.Error()) // every Linux since 2.6.39 has it
	}
	return time.Duration(t.Nano())
}

// told is what the terminal's clock makes the hall's time to be: as it stands,
// or corrected by what it was wrong by, whichever is later.
func (c *hallClock) told() time.Time {
	wall := c.wall().Round(0)
	return latest(wall, wall.Add(c.ahead))
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// now returns the latest time that it may be at the hall; ok is false while
// nobody knows.
func (c *hallClock) now() (now time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reckon()
}

func (c *hallClock) reckon() (time.Time, bool) {
	passed := c.since() - c.at
	now := c.base.Add(passed + passed/driftShare)
	if c.sure {
		return now, true
	}
	told := c.told()
	if c.lost && c.keeps && !c.floor.Hall.IsZero() && !told.Add(floorGrain).Before(now) {
		c.lost = false // it has been set right
	}
	if told.After(now) {
		c.base, c.at = told, c.since()
		now = told
	}
	return now, !c.lost
}

// heard takes the Date of an answer to a request that was sent at a moment of
// since.
func (c *hallClock) heard(date time.Time, sent time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sent < c.at && !c.contact.IsZero() {
		return // a later request was answered before
	}
	c.base, c.at, c.contact = date.Add(dateGrain), sent, date
	c.sure, c.lost = true, false
	passed := c.since() - sent
	c.ahead = date.Add(passed).Sub(c.wall().Round(0))
}

// record is what the next run is to know.
func (c *hallClock) record() (journal.Heard, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, ok := c.reckon()
	return journal.Heard{Hall: now, Ahead: c.ahead, Boot: c.boot, Since: c.since(), Contact: c.contact}, ok
}

// off is by how much the hall was ahead of the terminal's clock at its last
// word; false before that in this run.
func (c *hallClock) off() (time.Duration, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead, !c.contact.IsZero()
}

// lastContact is the hall's last word, in this run or the one before; zero:
// never.
func (c *hallClock) lastContact() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.contact.IsZero() {
		return c.floor.Contact
	}
	return c.contact
}

// listening hears the Date of every answer that the hall itself may have
// given. A portal's page has a Date too, of a clock that nobody answers for.
type listening struct {
	next  http.RoundTripper
	clock *hallClock
}

func (l listening) RoundTrip(r *http.Request) (*http.Response, error) {
	sent := l.clock.since()
	resp, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind != "application/json" && kind != "application/problem+json" {
		return resp, nil
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		l.clock.heard(date, sent)
	}
	return resp, nil
}
