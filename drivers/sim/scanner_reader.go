package sim

import (
	"sync"
	"time"
)

// ScannerFamily is whose commands a bar code reader knows (io §9).
type ScannerFamily string

const (
	ScannerGeneric   ScannerFamily = "generic"
	ScannerHoneywell ScannerFamily = "honeywell"
	ScannerNewland   ScannerFamily = "newland"
	ScannerGM65      ScannerFamily = "gm65"
)

// ScannerFault is a way in which a reader misbehaves. It lasts until another
// is set.
type ScannerFault string

const (
	NoScannerFault ScannerFault = ""
	ScannerSilent  ScannerFault = "silent"      // neither answers nor reads
	ScannerNoise   ScannerFault = "noise"       // stray bytes before every code
	ScannerHalf    ScannerFault = "half-frame"  // codes and replies stop in the middle
	ScannerWrong   ScannerFault = "wrong-check" // GM65: the CRC of every reply is damaged
	ScannerSlow    ScannerFault = "slow"        // codes come in two pieces, 15 ms apart
)

// ScannerOpts sets a reader up. The zero value of a field is its default.
type ScannerOpts struct {
	Family ScannerFamily // default generic
	Suffix string        // after each code; default CR LF. "none": nothing
	AIM    bool          // AIM ids are sent
	Manual bool          // reads while it is triggered only
}

// Scanner is a serial bar code reader.
type Scanner struct {
	port *Port
	opts ScannerOpts
	stop chan struct{}
	done chan struct{}
	look chan struct{} // a code came under the window

	mu        sync.Mutex
	fault     ScannerFault
	lit       bool
	code      []byte // under the window; nil: none
	registers map[uint16]byte
	settings  []string // that were sent and taken
}

// NewScanner starts a reader on p. Close ends it; the port stays open.
func NewScanner(p *Port, o ScannerOpts) *Scanner {
	orDefault(&o.Family, ScannerGeneric)
	orDefault(&o.Suffix, "\r\n")
	if o.Suffix == "none" {
		o.Suffix = ""
	}
	s := &Scanner{port: p, opts: o, stop: make(chan struct{}), done: make(chan struct{}), look: make(chan struct{}, 1),
		registers: map[uint16]byte{0x002A: 0x39, 0x002B: 0x01}}
	go s.run()
	return s
}

// Show holds a code under the window: its AIM id and its bytes. A reader in
// presentation mode reads it at once, another when it is next triggered. Each
// Show is read once.
func (s *Scanner) Show(aim string, content []byte) {
	s.mu.Lock()
	s.code = append([]byte(nil), content...)
	if s.opts.AIM {
		s.code = append([]byte(aim), content...)
	}
	s.mu.Unlock()
	select {
	case s.look <- struct{}{}:
	default:
	}
}

// Lit tells whether the reader's light is on.
func (s *Scanner) Lit() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lit || !s.opts.Manual
}

// Register is the value of a GM65 register.
func (s *Scanner) Register(address uint16) byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.registers[address]
}

// Settings are the commands that were taken, in order.
func (s *Scanner) Settings() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.settings...)
}

// SetFault sets the fault; NoScannerFault mends it.
func (s *Scanner) SetFault(f ScannerFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// Close ends the reader and waits for it.
func (s *Scanner) Close() {
	select {
	case <-s.stop:
	default:
		close(s.stop)
	}
	<-s.done
}

// commandRest is the silence after which a command of Newland, which nothing
// ends, is whole.
const commandRest = 20 * time.Millisecond

func (s *Scanner) run() {
	defer close(s.done)
	var heard []byte
	for {
		var rest <-chan time.Time
		if len(heard) > 0 {
			rest = time.After(commandRest)
		}
		select {
		case b := <-s.port.rx:
			heard = s.obey(append(heard, b...), false)
		case <-rest:
			heard = s.obey(heard, true)
		case <-s.look:
			s.read()
		case <-s.stop:
			return
		}
	}
}

// read sends the code under the window, once, where there is light.
func (s *Scanner) read() {
	s.mu.Lock()
	code, fault := s.code, s.fault
	if code == nil || s.opts.Manual && !s.lit || fault == ScannerSilent {
		s.mu.Unlock()
		return
	}
	s.code, s.lit = nil, false
	s.mu.Unlock()
	code = append(code, s.opts.Suffix...)
	switch half := len(code) / 2; fault {
	case ScannerNoise:
		code = append([]byte{0x00, 0xFE, 0x7F, '\r'}, code...)
	case ScannerHalf:
		code = code[:half]
	case ScannerSlow:
		s.port.send(s.stop, code[:half])
		pause(15*time.Millisecond, s.stop, nil)
		code = code[half:]
	}
	s.port.send(s.stop, code)
}

// reply sends the answer to a command as the fault has it.
func (s *Scanner) reply(b []byte) {
	s.mu.Lock()
	fault := s.fault
	s.mu.Unlock()
	switch fault {
	case ScannerSilent:
		return
	case ScannerHalf:
		b = b[:len(b)/2]
	case ScannerWrong:
		b = append([]byte(nil), b...)
		b[len(b)-1] ^= 0x40
	}
	s.port.send(s.stop, b)
}

func (s *Scanner) setLit(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lit = on
}

func (s *Scanner) take(setting string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings = append(s.settings, setting)
}
