package decode

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"govkiosk/drivers/locker"
	"govkiosk/drivers/touch"
)

// Side is who sent the bytes.
type Side string

const (
	Device Side = "device"
	Host   Side = "host"
)

// Opts says how to read the bytes. The zero value reads what a device sent
// and masks.
type Opts struct {
	From     Side           // Device
	Reveal   bool           // show names and numbers
	Protocol touch.Protocol // of elo; SmartSet
}

// format is one kind of stream.
type format struct {
	about   string
	explain func(stream []byte, o Opts) ([]line, error)
	host    bool // what the host sends can be read too
}

var formats = map[string]format{
	"idcard":        {"the resident ID-card reader's line (GA 467 serial protocol)", explainIDCard, true},
	"idcard-record": {"the 256 bytes of a card's text record", explainRecord, false},
	"elo":           {"an Elo touch panel's line", explainElo, true},
	"escpos-status": {"what a receipt printer sends", explainStatus, false},
	"star-status":   {"what a Star printer sends in line mode", explainStar, false},
	"lock8a":        {"the line of lock boards that speak 8A frames", explainLocks(locker.Protocol8A), true},
	"kerong":        {"the line of KERONG CU12 and CU16 lock boards", explainLocks(locker.KerongCU), true},
	"kerong48":      {"what a host sends to a KERONG CU48 lock board; the answers are not established", explainLocks(locker.KerongCU48), true},
	"wkly":          {"the line of WKLY (Yunchuan) lock boards", explainLocks(locker.WKLY), true},
	"scanner":       {"a serial bar code reader's line: codes and replies", explainScanner, true},
	"elo6":          {"an Elo E281A-4002 board's line (6 bytes)", explainElo6, false},
	"elo4":          {"an Elo E271-140 board's line (4 bytes)", explainElo4, false},
	"microtouch":    {"a 3M MicroTouch panel's line (Format Tablet)", explainMicroTouch, true},
	"egalax":        {"an eGalax panel's serial line", explainEGalax, true},
	"goodix":        {"transfers of a Goodix touch controller, as lines w HEX and r HEX", explainGoodix, false},
	"focaltech":     {"transfers of a FocalTech touch controller, as lines w HEX and r HEX", explainFocalTech, false},
	"xpt2046":       {"transfers of an XPT2046 touch controller, as lines tx HEX and rx HEX", explainXPT2046, false},
	"keypad":        {"the serial line of a pad of keys or of two switches", explainKeypad, false},
	"keypad-events": {"events of a pad of keys that is an event device, as 24 bytes each", explainKeypadEvents, false},
	"evdev":         {"events of a touchscreen, by name or as 24 bytes each", explainEvdev, false},
}

// Formats lists the names that Stream knows, in order.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// About says in a few words what a format is.
func About(name string) string { return formats[name].about }

// line is one object of the output.
type line any

// failure is a stretch of the stream that could not be read.
type failure struct {
	Kind      string `json:"kind"` // "error"
	Offset    int64  `json:"offset"`
	Reason    string `json:"reason"`
	Discarded int    `json:"discarded_bytes,omitempty"`
}

func failed(offset int64, discarded int, reason string) failure {
	return failure{Kind: "error", Offset: offset, Reason: reason, Discarded: discarded}
}

// Stream explains the bytes of one format, a line of JSON to w for each thing
// found. whole is false where something could not be read; it is among the
// lines, and everything else is there all the same. An error is wrong use, or
// w's: nothing of the kind depends on the bytes.
func Stream(w io.Writer, name string, stream []byte, o Opts) (whole bool, err error) {
	f, ok := formats[name]
	if !ok {
		return false, fmt.Errorf("decode: unknown format %q; there are %v", name, Formats())
	}
	switch {
	case o.From == "":
		o.From = Device
	case o.From == Host && !f.host:
		return false, fmt.Errorf("decode: %s comes from the device only", name)
	case o.From != Device && o.From != Host:
		return false, fmt.Errorf("decode: bytes come from device or host, not from %q", o.From)
	}
	lines, err := f.explain(stream, o)
	if err != nil {
		return false, err
	}
	return write(w, lines)
}

func write(w io.Writer, lines []line) (whole bool, err error) {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	whole = true
	for _, l := range lines {
		if _, bad := l.(failure); bad {
			whole = false
		}
		if err := out.Encode(l); err != nil {
			return false, err
		}
	}
	return whole, nil
}
