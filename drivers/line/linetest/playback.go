package linetest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Playback is the device of a transcript:
//
//	source: manual p. 12
//	expect: paper low
//	> 10 04 04
//	@ 120ms
//	< 1e
//
// What the host sends must be the > lines, byte for byte and in their order,
// however it is cut into writes. The < lines come when the host has sent what
// stands before them; @ delays the < lines after it. Where the transcript has
// the host speak next, the device is silent.
//
// A wrong byte fails the test and breaks the line (NoDevice). So do, at the
// end of the test, lines that were never reached and bytes never read; bytes
// that Discard threw away count as read.
func Playback(t testing.TB, file string) line.Conn {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v", err)
	}
	steps, err := parse(string(text))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	p := &playback{t: t, file: file, steps: steps, since: time.Now(), closed: make(chan struct{})}
	t.Cleanup(p.leftovers)
	return p
}

// playback is a transcript being played. What the device said and the host has
// not read yet stands in arrived.
type playback struct {
	t    testing.TB
	file string

	mu      sync.Mutex
	steps   []step // not done yet; the first may be a > of which a part was sent
	since   time.Time
	arrived []byte
	broken  bool
	once    sync.Once
	closed  chan struct{}
}

var _ line.Conn = (*playback)(nil)

func (p *playback) String() string { return p.file }

// advance lets arrive what is due and tells how long the next bytes take; 0
// when the device has nothing more to say by itself.
func (p *playback) advance() time.Duration {
	var delay time.Duration
	for len(p.steps) > 0 {
		switch s := p.steps[0]; {
		case s.verb == hostSends:
			return 0
		case s.verb == pause && p.hostIsNext():
			p.steps = p.steps[1:] // the host takes its own time
			continue
		case s.verb == pause:
			delay = time.Until(p.since.Add(s.after))
			if delay > 0 {
				return delay
			}
			p.since = p.since.Add(s.after)
		default:
			p.arrived = append(p.arrived, s.bytes...)
		}
		p.steps = p.steps[1:]
	}
	return 0
}

// hostIsNext tells whether no byte of the device stands before the host's
// next.
func (p *playback) hostIsNext() bool {
	for _, s := range p.steps {
		if s.verb != pause {
			return s.verb == hostSends
		}
	}
	return true
}

// Read waits for what the device says next.
func (p *playback) Read(ctx context.Context, b []byte) (int, error) {
	for {
		n, delay, err := p.take(ctx, b)
		if n > 0 || err != nil {
			return n, err
		}
		var due <-chan time.Time
		if delay > 0 {
			due = time.After(delay)
		}
		select {
		case <-due:
		case <-ctx.Done():
		case <-p.closed:
		}
	}
}

func (p *playback) take(ctx context.Context, b []byte) (n int, delay time.Duration, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.gone():
		return 0, 0, failed("read "+p.file, drivers.NoDevice, errClosed)
	case ctx.Err() != nil:
		return 0, 0, gaveUp(ctx, "read "+p.file)
	}
	delay = p.advance()
	n = copy(b, p.arrived)
	p.arrived = p.arrived[n:]
	return n, delay, nil
}

// Write compares what the host sends with what it should.
func (p *playback) Write(ctx context.Context, b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.gone():
		return 0, failed("write "+p.file, drivers.NoDevice, errClosed)
	case ctx.Err() != nil:
		return 0, gaveUp(ctx, "write "+p.file)
	}
	p.advance()
	if complaint := p.compare(b); complaint != "" {
		p.broken = true
		p.t.Errorf("%s:%s", p.file, complaint)
		return 0, failed("write "+p.file, drivers.NoDevice, fmt.Errorf("not in the transcript"))
	}
	p.since = time.Now()
	return len(b), nil
}

// compare takes b off the > lines and says what is wrong with it.
func (p *playback) compare(b []byte) string {
	for len(b) > 0 {
		if len(p.steps) == 0 {
			return fmt.Sprintf(" the transcript has ended, but the host sends\n\t%s", spaced(b))
		}
		s := &p.steps[0]
		if s.verb != hostSends {
			return fmt.Sprintf("%d: the host sends\n\t%s\nbefore the device has said\n\t%s", s.line, spaced(b), p.nextOf(deviceSends))
		}
		n := min(len(b), len(s.bytes))
		if !bytes.Equal(b[:n], s.bytes[:n]) {
			return fmt.Sprintf("%d: the host sends\n%s", s.line, diff(b, s.bytes))
		}
		if b, s.bytes = b[n:], s.bytes[n:]; len(s.bytes) == 0 {
			p.steps = p.steps[1:]
		}
	}
	return ""
}

func (p *playback) nextOf(v verb) step {
	for _, s := range p.steps {
		if s.verb == v {
			return s
		}
	}
	return step{verb: v}
}

// diff shows where got departs from want.
func diff(got, want []byte) string {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	return fmt.Sprintf("\tgot  %s\n\twant %s\n\t     %s^^ byte %d", spaced(got), spaced(want), strings.Repeat("   ", at), at+1)
}

// Discard throws away what the device has said until now.
func (p *playback) Discard() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gone() {
		return failed("discard "+p.file, drivers.NoDevice, errClosed)
	}
	p.advance()
	p.arrived = nil
	return nil
}

// Drain has nothing to wait for.
func (p *playback) Drain(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.gone():
		return failed("drain "+p.file, drivers.NoDevice, errClosed)
	case ctx.Err() != nil:
		return gaveUp(ctx, "drain "+p.file)
	}
	return nil
}

// Close ends pending calls. What is left over then, is so at the test's end.
func (p *playback) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *playback) gone() bool {
	select {
	case <-p.closed:
		return true
	default:
		return p.broken
	}
}

// leftovers fails the test for what was never said and never read.
func (p *playback) leftovers() {
	p.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.advance()
	switch {
	case p.broken: // told already
	case len(p.arrived) > 0:
		p.t.Errorf("%s: the host never read\n\t%s", p.file, spaced(p.arrived))
	case len(p.steps) > 0:
		p.t.Errorf("%s:%d: left over, %d lines from\n\t%s", p.file, p.steps[0].line, len(p.steps), p.steps[0])
	}
}
