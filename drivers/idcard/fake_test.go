package idcard

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers/line/linetest"
)

// module is a small SAM module on the far end of a pipe. It knows as much of
// the dialogue as the driver relies on: drivers/sim, written apart from this
// package, knows the rest.
type module struct {
	far  *linetest.Far
	text []byte // of the card's record

	finger    []byte // of the card
	oldOne    bool   // knows neither fingerprints nor the longest radio frame
	addresses []byte // data of the answer to 30 03; none: 91
	chip      []byte // data of the answer to 30 05

	mu       sync.Mutex
	card     bool
	foreign  bool
	selected bool
	wasRead  bool
	failing  int // reads to come that fail
	unstable int // selects to come that fail
	broken   SW3 // answer to everything; 0: none
	spoil    func(Request, []byte) []byte
	asked    []Request
	at       []time.Time // of asked
}

// serve answers until the line is closed.
func (m *module) serve() {
	d := NewDecoder(true)
	buf := make([]byte, 64)
	for {
		n, err := m.far.Read(buf)
		if err != nil {
			return
		}
		for _, item := range d.Feed(buf[:n]) {
			r, ok := ParseRequest(item.Bytes)
			if item.Reason != "" || !ok {
				continue
			}
			m.far.Write(m.answer(r))
		}
	}
}

func (m *module) answer(r Request) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked, m.at = append(m.asked, r), append(m.at, time.Now())
	frame := m.obey(r)
	if m.spoil != nil {
		return m.spoil(r, frame)
	}
	return frame
}

// obey is a module in good order. The caller holds mu.
func (m *module) obey(r Request) []byte {
	if m.broken != 0 {
		return reply(0, 0, m.broken, nil)
	}
	switch {
	case m.oldOne && (r.Cmd == 0x61 || r.Cmd == 0x30 && r.Para == 0x10):
		return reply(0, 0, BadCommand, nil)
	case r.Cmd == 0x10:
		m.selected = false
		return reply(0, 0, Success, nil)
	case r.Cmd == 0x11, r.Cmd == 0x60, r.Cmd == 0x61:
		return reply(0, 0, Success, nil)
	case r.Cmd == 0x12:
		return reply(0, 0, Success, []byte("\x05\x00\x03\x00\x55\x77\x33\x01\x40\xE2\x01\x00\x01\x28\x6B\xEE"))
	case r.Cmd == 0x20 && r.Para == 1 && m.card && !m.wasRead:
		return reply(0, 0, CardFound, make([]byte, 4))
	case r.Cmd == 0x20 && r.Para == 1:
		return reply(0, 0, NoCard, nil)
	case r.Cmd == 0x20 && m.unstable > 0, r.Cmd == 0x20 && !m.card:
		m.unstable--
		return reply(0, 0, NotSelected, nil)
	case r.Cmd == 0x20:
		m.selected = true
		return reply(0, 0, Success, make([]byte, 8))
	case !m.card || !m.selected:
		return reply(0x6A, 0x82, 0x41, nil)
	case m.foreign:
		return reply(0, 0, NotCitizen, nil)
	case r.Para == 3 && m.addresses == nil, r.Para == 5 && m.chip == nil:
		return reply(0, 0, NoSuchItem, nil)
	case r.Para == 3:
		return reply(0, 0, Success, m.addresses)
	case r.Para == 5:
		return reply(0, 0, Success, m.chip)
	case m.failing > 0:
		m.failing--
		m.selected = false
		return reply(0x6A, 0x82, 0x41, nil)
	}
	m.wasRead = true
	return reply(0, 0, Success, m.record(r.Para == 0x10))
}

// record is the data of the answer to 30 01 or 30 10. The photo has two bytes.
func (m *module) record(finger bool) []byte {
	if !finger {
		return slices.Concat([]byte{1, 0, 0, 2}, m.text, []byte("WL"))
	}
	n := len(m.finger)
	return slices.Concat([]byte{1, 0, 0, 2, byte(n >> 8), byte(n)}, m.text, []byte("WL"), m.finger)
}

func (m *module) set(change func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change()
}

// reads counts how often a record was asked for.
func (m *module) reads() int { return m.count(0x30, 1) }

// count counts how often the module was asked one thing.
func (m *module) count(cmd, para byte) (n int) {
	m.set(func() {
		for _, r := range m.asked {
			if r.Cmd == cmd && r.Para == para {
				n++
			}
		}
	})
	return n
}

func (m *module) lay() { m.set(func() { m.card, m.selected, m.wasRead = true, false, false }) }

func (m *module) lift() {
	m.set(func() { m.card, m.selected, m.wasRead, m.failing, m.unstable = false, false, false, 0, 0 })
}

// bench is a Dev with a module behind a pipe. With watching, Watch runs.
type bench struct {
	*module
	t      *testing.T
	dev    *Dev
	events []Event // under mu
	ended  chan error
	cancel context.CancelFunc
}

func newBench(t *testing.T) *bench { return newBenchWith(t, nil) }

func newBenchWith(t *testing.T, o *Opts) *bench {
	t.Helper()
	c, far := linetest.Pipe()
	parts, err := SplitRead(replyOf(t, "synthetic-cit-dated").Data)
	if err != nil {
		t.Fatal(err)
	}
	dev, err := New(c, o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{module: &module{far: far, text: parts.Text}, t: t, dev: dev, ended: make(chan error, 1)}
	go b.serve()
	t.Cleanup(func() { c.Close() })
	return b
}

// watching runs f beside Watch, in virtual time.
func watching(t *testing.T, f func(b *bench)) { watchingWith(t, nil, f) }

func watchingWith(t *testing.T, o *Opts, f func(b *bench)) {
	synctest.Test(t, func(t *testing.T) {
		b := newBenchWith(t, o)
		ctx, cancel := context.WithCancel(t.Context())
		b.cancel = cancel
		defer cancel()
		go func() { b.ended <- b.dev.Watch(ctx, b.note) }()
		f(b)
		cancel()
		synctest.Wait()
	})
}

// note is what Watch reports to.
func (b *bench) note(e Event) { b.set(func() { b.events = append(b.events, e) }) }

// after lets time pass and returns what Watch reported meanwhile.
func (b *bench) after(d time.Duration) []Event {
	time.Sleep(d)
	synctest.Wait()
	var got []Event
	b.set(func() { got, b.events = b.events, nil })
	return got
}

// sees lets time pass and wants exactly these changes.
func (b *bench) sees(d time.Duration, want ...State) []Event {
	b.t.Helper()
	got := b.after(d)
	same := len(got) == len(want)
	for i := 0; same && i < len(got); i++ {
		same = got[i].State == want[i]
	}
	if !same {
		b.t.Fatalf("saw %v, want %v", got, want)
	}
	return got
}
