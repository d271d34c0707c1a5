package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"
)

// Said is a text that the terminal spoke, or a sound that came out.
type Said struct {
	At     time.Time
	Text   string  `json:",omitempty"` // of the synthesiser
	Device string  `json:",omitempty"` // that a sound came out of: speaker or headset
	Long   float64 `json:",omitempty"` // seconds of the sound
}

// Devices of the player.
const (
	speakerDevice = "speaker"
	headsetDevice = "headset"
)

// NoteSaid adds a line to the book of what was heard. The programs that speak
// and play on the bench write it, each a process of its own.
func NoteSaid(book string, s Said) error {
	line, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(book, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer f.Close()
	_, err = f.Write(append(line, '\n')) // one write: lines do not mix
	return err
}

// saidMost is how much of the book the page has room for.
const saidMost = 12

// said is the end of the book, the newest first.
func (b *Bench) said() []Said {
	f, err := os.Open(b.dir.file(saidName))
	if err != nil {
		return nil // nothing was said yet
	}
	defer f.Close()
	var all []Said
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var s Said
		if json.Unmarshal(lines.Bytes(), &s) == nil {
			all = append(all, s)
		}
	}
	all = all[max(0, len(all)-saidMost):]
	slices.Reverse(all)
	return all
}

// Press presses a key of the pad beside the glass, one of its switches, or
// puts a headset in: headset-in, headset-out.
func (b *Bench) Press(key string) error {
	if !b.devices.keys.Press(key) {
		return fmt.Errorf("bench: the pad has no key %q", key)
	}
	return nil
}

// speech is how the terminal speaks here: through programs that tell the bench
// what they were given. Without them it has the machine's own.
func (d rundir) speech(voice string) table {
	t := table{"headset": headsetDevice, "speaker": speakerDevice, "jack": "keys"}
	if voice != "" {
		t["synthesiser"] = []string{voice, "voice", "--book", d.file(saidName), "{voice}", "{rate}"}
		t["player"] = []string{voice, "ear", "--book", d.file(saidName), "{device}"}
	}
	return t
}
