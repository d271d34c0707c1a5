package ports

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/drivers"
)

// ChangeKind says what happened to a port.
type ChangeKind string

const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
)

// Change is a port that came or went. Err is set where it came and cannot be
// opened (NotReady): nobody has given this process the right to it.
type Change struct {
	Kind ChangeKind
	Port Port
	Err  error
}

// askAgain is how often a new node is tried until it opens.
const askAgain = 100 * time.Millisecond

// Watch reports the ports that are there, and then every one that comes or
// goes, until ctx ends; it returns Cancelled then. A port that was unplugged
// and plugged again between two looks goes and comes. report is called from
// Watch's goroutine.
//
// A new port is held back until it can be opened, for at most Opts.Settle: the
// kernel tells of it before udev has given it away. Where the kernel's events
// cannot be had, the look every Opts.Poll has to do.
func (f *Finder) Watch(ctx context.Context, report func(Change)) error {
	hints, stop := f.listen()
	defer stop()
	w := &watching{f: f, report: report, known: map[string]Port{}, fresh: map[string]newcomer{}}
	for {
		pause := f.opts.Poll
		if found, err := f.List(); err == nil { // else nothing is known to have changed
			w.compare(found, time.Now())
		}
		if len(w.fresh) > 0 {
			pause = min(pause, askAgain)
		}
		timer := time.NewTimer(pause)
		select {
		case <-hints:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return failed("watch", drivers.Cancelled, ctx.Err())
		}
	}
}

// newcomer is a port that is not reported yet.
type newcomer struct {
	port  Port
	since time.Time
}

// watching is what one Watch knows.
type watching struct {
	f      *Finder
	report func(Change)
	known  map[string]Port // reported, by name
	fresh  map[string]newcomer
}

// compare reports the difference between what was known and what was found.
func (w *watching) compare(found []Port, now time.Time) {
	there := map[string]Port{}
	for _, p := range found {
		there[p.Name] = p
	}
	for name, p := range w.known {
		if q, ok := there[name]; !ok || !p.same(q) {
			delete(w.known, name)
			w.report(Change{Kind: Removed, Port: p})
		}
	}
	for name, n := range w.fresh {
		if q, ok := there[name]; !ok || !n.port.same(q) {
			delete(w.fresh, name)
		}
	}
	for _, p := range found {
		if _, ok := w.known[p.Name]; !ok {
			w.admit(p, now)
		}
	}
}

// admit reports a port that can be opened, or has had its time.
func (w *watching) admit(p Port, now time.Time) {
	n, ok := w.fresh[p.Name]
	if !ok {
		n = newcomer{p, now}
		w.fresh[p.Name] = n
	}
	err := w.f.access(p.Node)
	if err != nil && now.Sub(n.since) < w.f.opts.Settle {
		return
	}
	if err != nil {
		err = failed("open "+p.Node, drivers.NotReady, err)
	}
	delete(w.fresh, p.Name)
	w.known[p.Name] = p
	w.report(Change{Kind: Added, Port: p, Err: err})
}

// listen turns the kernel's events into hints that it is worth looking; stop
// waits until nothing is read any more.
func (f *Finder) listen() (hints <-chan struct{}, stop func()) {
	s, err := f.open()
	if err != nil {
		return nil, func() {}
	}
	worth, ended := make(chan struct{}, 1), make(chan struct{})
	go func() {
		defer close(ended)
		hear(s, worth)
	}()
	return worth, func() {
		s.Close()
		<-ended
	}
}

// hear reads events until the source ends.
func hear(s source, worth chan<- struct{}) {
	var l listener
	for {
		data, sender, err := s.Receive()
		lost := errors.Is(err, unix.ENOBUFS) || errors.Is(err, errCut)
		if err != nil && !lost {
			return
		}
		if lost || l.worth(data, sender) {
			select {
			case worth <- struct{}{}:
			default: // one is due already
			}
		}
	}
}

// listener judges datagrams in their order.
type listener struct{ last uint64 }

// worth tells whether after this datagram it is worth looking: it is about a
// tty, or datagrams before it were lost. Only the kernel is believed.
func (l *listener) worth(data []byte, sender uint32) bool {
	if sender != 0 {
		return false
	}
	u, err := ParseUevent(data)
	if err != nil {
		return false
	}
	gap := l.last != 0 && u.Seq != l.last+1
	l.last = u.Seq
	return gap || u.Subsystem == "tty"
}
