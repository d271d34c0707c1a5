package sim

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"
)

// nobodyRest is how long the port waits before it looks again whether
// somebody has opened the far side.
const nobodyRest = 10 * time.Millisecond

// writeLimit is how long a device waits for a host that does not read. A
// UART loses such bytes at once; the kernel's buffer takes them for a while.
const writeLimit = time.Second

// Port is a serial line with a device on its near end. Its far end is the
// slave of a pseudo-terminal, reached through a symlink as a terminal reaches
// /dev/serial/by-path. Bytes pass at baud/10 a second each way; a device that
// does not read holds the writer up through the kernel's buffer.
//
// The port keeps no descriptor of the slave. It therefore knows whether
// anybody has the line open, and what a device says to nobody is lost, as on
// a wire, instead of waiting for the next opener. A host that opens the line
// at another speed than the device's sends and reads garbage.
type Port struct {
	link string
	rx   chan []byte   // what the host sent, in small pieces
	done chan struct{} // closed by Close

	tx     sync.Mutex // held over one frame, so that two replies never mix
	txPace pace

	mu     sync.Mutex
	baud   int
	wire   *wire // nil while unplugged
	closed bool
}

// OpenPort makes a pseudo-terminal in raw mode and a symlink to its slave. A
// stale symlink is replaced; anything else that bears the name is an error.
func OpenPort(link string, baud int) (*Port, error) {
	if baud <= 0 {
		return nil, fmt.Errorf("sim: port %s: speed %d is not positive", link, baud)
	}
	p := &Port{link: link, baud: baud, rx: make(chan []byte), done: make(chan struct{})}
	if err := p.Plug(); err != nil {
		return nil, err
	}
	return p, nil
}

// Link is the path of the symlink.
func (p *Port) Link() string { return p.link }

// Plug connects the line again after Unplug: a new pseudo-terminal behind the
// same symlink. It does nothing while the line is connected.
func (p *Port) Plug() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return fmt.Errorf("sim: port %s: %w", p.link, fs.ErrClosed)
	}
	if p.wire != nil {
		return nil
	}
	w, err := openWire(p.baud)
	if err != nil {
		return fmt.Errorf("sim: port %s: %w", p.link, err)
	}
	if err := pointTo(p.link, w.slave); err != nil {
		w.close()
		return fmt.Errorf("sim: port %s: %w", p.link, err)
	}
	p.wire = w
	w.pump.Add(1)
	go p.receive(w)
	return nil
}

// Unplug takes the line away: whoever has it open sees a hang-up, and the
// symlink is gone. The device keeps its power and its state.
func (p *Port) Unplug() {
	p.mu.Lock()
	w := p.wire
	p.wire = nil
	p.mu.Unlock()
	if w == nil {
		return
	}
	if to, err := os.Readlink(p.link); err == nil && to == w.slave {
		os.Remove(p.link)
	}
	w.close()
}

// Close unplugs the line for good. No goroutine and no descriptor is left.
func (p *Port) Close() error {
	p.mu.Lock()
	closed := p.closed
	p.closed = true
	p.mu.Unlock()
	if closed {
		return nil
	}
	close(p.done)
	p.Unplug()
	return nil
}

// current returns the connected wire, nil when unplugged, and the speed.
func (p *Port) current() (*wire, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wire, p.baud
}

// setBaud changes the device's own speed. The host must follow.
func (p *Port) setBaud(baud int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.baud = baud
}

// receive carries the host's bytes to the device until w is closed.
func (p *Port) receive(w *wire) {
	defer w.pump.Done()
	var line pace
	buf := make([]byte, 256)
	for {
		_, baud := p.current()
		n, err := w.master.Read(buf[:min(chunk(baud), len(buf))])
		if n > 0 {
			_, baud = p.current() // the device may have changed it meanwhile
			b := w.heard(buf[:n], baud)
			if !pause(line.take(n, baud, time.Now()), w.gone, nil) || !p.hand(w, b) {
				return
			}
			continue
		}
		// Linux answers EIO while nobody has the slave open.
		if errors.Is(err, os.ErrClosed) || !pause(nobodyRest, w.gone, nil) {
			return
		}
	}
}

func (p *Port) hand(w *wire, b []byte) bool {
	select {
	case p.rx <- b:
		return true
	case <-w.gone:
		return false
	}
}

// dribblePause is longer than a byte takes at any speed in use, and shorter
// than what ends a frame.
const dribblePause = 3 * time.Millisecond

// dribble sends a frame byte by byte with pauses, as adapters do that are
// short of breath.
func (p *Port) dribble(stop <-chan struct{}, frame []byte) {
	for i := range frame {
		p.send(stop, frame[i:i+1])
		if !pause(dribblePause, p.done, stop) {
			return
		}
	}
}

// send puts one frame on the line at its speed and returns when the last byte
// has crossed. The frame is lost when the line is unplugged, when nobody has
// it open, when the host has not read for a second, or when stop is closed.
func (p *Port) send(stop <-chan struct{}, frame []byte) {
	p.tx.Lock()
	defer p.tx.Unlock()
	for len(frame) > 0 {
		w, baud := p.current()
		if w == nil {
			return
		}
		n := min(chunk(baud), len(frame))
		if !pause(p.txPace.take(n, baud, time.Now()), w.gone, stop) {
			return
		}
		if !w.listened() || w.say(frame[:n], baud) != nil {
			return
		}
		frame = frame[n:]
	}
}
