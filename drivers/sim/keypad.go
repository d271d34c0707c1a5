package sim

import (
	"sync"
	"time"
)

// KeypadFault is a way in which a pad misbehaves. It lasts until another is
// set.
type KeypadFault string

const (
	NoKeypadFault KeypadFault = ""
	KeypadSilent  KeypadFault = "silent"  // no key says anything
	KeypadNoise   KeypadFault = "noise"   // stray bytes before every key
	KeypadHalf    KeypadFault = "half"    // the end of the line is lost
	KeypadBounces KeypadFault = "bounces" // every key is sent three times
)

// KeypadLetters are what the keys of the serial pad send, by what is printed
// on them; each is followed by CR LF.
var KeypadLetters = map[string]byte{
	"up": 'U', "down": 'D', "left": 'L', "right": 'R', "ok": 'O', "back": 'B', "home": 'H', "help": 'C', "speech": 'S',
	"next": 'N', "select": 'E', "louder": 'P', "quieter": 'M', "headset-in": 'J', "headset-out": 'j',
}

// Keypad is a pad of keys beside the glass, with the jack of a headset, on a
// serial line.
type Keypad struct {
	port *Port
	stop chan struct{}
	once sync.Once

	mu      sync.Mutex
	fault   KeypadFault
	headset bool
}

// NewKeypad puts a pad on p. The port stays open after Close.
func NewKeypad(p *Port) *Keypad { return &Keypad{port: p, stop: make(chan struct{})} }

// Press lets a key go down. A key that the pad does not have does nothing; it
// reports whether there is one. It blocks for the time of the bytes.
func (k *Keypad) Press(key string) bool {
	letter, ok := KeypadLetters[key]
	if !ok {
		return false
	}
	k.mu.Lock()
	fault := k.fault
	switch key {
	case "headset-in":
		k.headset = true
	case "headset-out":
		k.headset = false
	}
	k.mu.Unlock()
	frame := []byte{letter, '\r', '\n'}
	switch fault {
	case KeypadSilent:
		return true
	case KeypadNoise:
		frame = append([]byte{0xFE, 0x00, 'x', '\r'}, frame...)
	case KeypadHalf:
		frame = frame[:1]
	case KeypadBounces:
		for range 2 {
			k.port.send(k.stop, frame)
			pause(15*time.Millisecond, k.stop, nil)
		}
	}
	k.port.send(k.stop, frame)
	return true
}

// Headset tells whether one is in the jack.
func (k *Keypad) Headset() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.headset
}

// SetFault sets the fault; NoKeypadFault mends it.
func (k *Keypad) SetFault(f KeypadFault) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fault = f
}

// Close ends a Press that waits.
func (k *Keypad) Close() { k.once.Do(func() { close(k.stop) }) }
