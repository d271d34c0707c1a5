package ports

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// vectors is testdata/vectors.json.
type vectors struct {
	Uevents struct {
		Cases []struct {
			Name        string
			DeviceASCII string          `json:"device_ascii"`
			PrefixHex   string          `json:"device_prefix_hex"`
			SenderPID   uint32          `json:"sender_pid"`
			Expect      json.RawMessage `json:"expect"`
		}
	} `json:"uevent_netlink"`
	Probes map[string]struct{ Host, Device string }
}

func loadVectors(t testing.TB) vectors {
	t.Helper()
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// unhex reads bytes as vectors print them.
func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// kernelAdd is the datagram of the vectors.
func kernelAdd(t testing.TB) []byte {
	return []byte(strings.ReplaceAll(loadVectors(t).Uevents.Cases[0].DeviceASCII, `\0`, "\x00"))
}

func TestUeventVectors(t *testing.T) {
	v := loadVectors(t)
	if len(v.Uevents.Cases) != 3 {
		t.Fatalf("%d cases", len(v.Uevents.Cases))
	}
	for _, c := range v.Uevents.Cases {
		t.Run(c.Name, func(t *testing.T) {
			switch {
			case c.DeviceASCII != "":
				var want struct {
					Action, Subsystem, Devname string
					Seq                        uint64
				}
				if err := json.Unmarshal(c.Expect, &want); err != nil {
					t.Fatal(err)
				}
				u, err := ParseUevent(kernelAdd(t))
				if err != nil || u.Action != want.Action || u.Subsystem != want.Subsystem || u.Node != want.Devname || u.Seq != want.Seq {
					t.Errorf("%+v, %v", u, err)
				}
				if !new(listener).worth(kernelAdd(t), 0) {
					t.Error("a new tty is not worth a look")
				}
			case c.PrefixHex != "":
				if _, err := ParseUevent(append(unhex(t, c.PrefixHex), kernelAdd(t)...)); err != errUdev {
					t.Errorf("%v", err)
				}
			default:
				if new(listener).worth(kernelAdd(t), c.SenderPID) {
					t.Errorf("process %d was believed", c.SenderPID)
				}
			}
		})
	}
}

func event(action, path string, pairs ...string) []byte {
	head := []string{action + "@" + path, "ACTION=" + action, "DEVPATH=" + path}
	return []byte(strings.Join(append(head, pairs...), "\x00") + "\x00")
}

func TestParseUeventRefuses(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":           nil,
		"cut off":           event("add", "/a", "SEQNUM=1")[:20],
		"no head":           []byte("ACTION=add\x00SEQNUM=1\x00"),
		"no pairs":          []byte("add@/a\x00"),
		"other action":      []byte("add@/a\x00ACTION=remove\x00DEVPATH=/a\x00SEQNUM=1\x00"),
		"other path":        []byte("add@/a\x00ACTION=add\x00DEVPATH=/b\x00SEQNUM=1\x00"),
		"no number":         event("add", "/a", "SUBSYSTEM=tty"),
		"number not number": event("add", "/a", "SEQNUM=-1"),
		"no pair":           event("add", "/a", "SEQNUM=1", "TTY"),
		"no key":            event("add", "/a", "SEQNUM=1", "=1"),
	} {
		if u, err := ParseUevent(b); err == nil {
			t.Errorf("%s: %+v", name, u)
		}
	}
}

// Captured from Linux 6.18, after "change" was written to the uevent attribute
// of tty0.
const captured = "change@/devices/virtual/tty/tty0\x00ACTION=change\x00DEVPATH=/devices/virtual/tty/tty0\x00" +
	"SUBSYSTEM=tty\x00SYNTH_UUID=0\x00MAJOR=4\x00MINOR=0\x00DEVNAME=tty0\x00SEQNUM=815\x00"

func TestParseUeventOfARealKernel(t *testing.T) {
	u, err := ParseUevent([]byte(captured))
	if err != nil || u.Action != "change" || u.Node != "/dev/tty0" || u.Seq != 815 {
		t.Errorf("%+v, %v", u, err)
	}
}

// A driver can add to the environment; it cannot overrule the kernel.
func TestParseUeventTakesTheFirstOfAKey(t *testing.T) {
	u, err := ParseUevent(event("add", "/a", "SUBSYSTEM=usb", "SEQNUM=7", "SEQNUM=1", "SUBSYSTEM=tty", "X=a=b"))
	if err != nil || u.Seq != 7 || u.Subsystem != "usb" || u.Node != "" {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestListenerTellsLosses(t *testing.T) {
	var l listener
	for i, step := range []struct {
		seq, subsystem string
		sender         uint32
		want           bool
	}{
		{"10", "usb", 0, false}, // the first has no one before it
		{"11", "tty", 0, true},
		{"12", "net", 0, false},
		{"99", "tty", 1234, false}, // nobody: does not count
		{"13", "net", 0, false},
		{"15", "net", 0, true}, // 14 is lost: it may have been a tty
		{"16", "net", 0, false},
		{"3", "net", 0, true}, // never counts back
	} {
		if got := l.worth(event("add", "/a", "SUBSYSTEM="+step.subsystem, "SEQNUM="+step.seq), step.sender); got != step.want {
			t.Errorf("step %d: %v", i, got)
		}
	}
	if l.worth([]byte("rubbish"), 0) {
		t.Error("rubbish is worth a look")
	}
}

func FuzzParseUevent(f *testing.F) {
	f.Add(kernelAdd(f))
	f.Add([]byte(captured))
	f.Add(event("remove", "/devices/x", "SEQNUM=18446744073709551615", "DEVNAME=/dev/x", "A=="))
	f.Add([]byte(udevMagic + "\xfe\xed\xca\xfe"))
	f.Add([]byte("@\x00ACTION=\x00DEVPATH=\x00SEQNUM=0\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		u, err := ParseUevent(b)
		if err != nil {
			return
		}
		if again := AppendUevent(nil, u); !bytes.Equal(again, b) {
			t.Errorf("got %q, want %q", again, b)
		}
	})
}
