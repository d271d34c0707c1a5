package ports

import (
	"bytes"
	"testing"
	"testing/synctest"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// device answers each of the given questions, and nothing else.
func device(far *linetest.Far, answers map[string][]byte) {
	buf := make([]byte, 64)
	for {
		n, err := far.Read(buf)
		if err != nil {
			return
		}
		far.Write(answers[string(buf[:n])])
	}
}

// identify runs the probes against a device.
func identify(t *testing.T, play func(*linetest.Far)) (Probe, error) {
	t.Helper()
	var p Probe
	var err error
	synctest.Test(t, func(t *testing.T) {
		c, far := linetest.Pipe()
		defer c.Close()
		go play(far)
		p, err = Identify(t.Context(), c, Probes())
	})
	return p, err
}

func TestEveryDeviceIsKnownByItsAnswer(t *testing.T) {
	vectors := loadVectors(t)
	for _, want := range Probes() {
		t.Run(want.Device, func(t *testing.T) {
			v, ok := vectors.Probes[want.Device]
			if !ok {
				t.Fatal("no vector")
			}
			ask, answer := unhex(t, v.Host), unhex(t, v.Device)
			if !bytes.Equal(ask, want.Ask) {
				t.Errorf("it asks % X, the manual % X", want.Ask, ask)
			}
			got, err := identify(t, func(far *linetest.Far) { device(far, map[string][]byte{string(ask): answer}) })
			if err != nil || got.Device != want.Device {
				t.Errorf("%q, %v", got.Device, err)
			}
		})
	}
}

// On a half-duplex adapter that echoes, a lock board would seem to answer.
func TestEchoIsNoDevice(t *testing.T) {
	echo := func(far *linetest.Far) {
		buf := make([]byte, 64)
		for {
			n, err := far.Read(buf)
			if err != nil {
				return
			}
			far.Write(buf[:n])
		}
	}
	if p, err := identify(t, echo); drivers.KindOf(err) != drivers.Protocol {
		t.Errorf("%q, %v", p.Device, err)
	}
}

// Behind such an adapter the other devices are known all the same.
func TestDeviceBehindAnEcho(t *testing.T) {
	p, err := identify(t, func(far *linetest.Far) { device(far, map[string][]byte{"?": []byte("?!")}) })
	if err != nil || p.Device != "newland" {
		t.Errorf("%q, %v", p.Device, err)
	}
}

// One byte is little to know a printer by; more than it is something else.
func TestStreamIsNoPrinter(t *testing.T) {
	p, err := identify(t, func(far *linetest.Far) { device(far, map[string][]byte{"\x10\x04\x01": {0x12, 0x12}}) })
	if err == nil {
		t.Errorf("%q", p.Device)
	}
}

func TestSilenceAndNoiseAreNoDevice(t *testing.T) {
	if p, err := identify(t, func(far *linetest.Far) { device(far, nil) }); drivers.KindOf(err) != drivers.Timeout {
		t.Errorf("silence: %q, %v", p.Device, err)
	}
	noise := func(far *linetest.Far) {
		buf := make([]byte, 64)
		for {
			if _, err := far.Read(buf); err != nil {
				return
			}
			far.Write([]byte("UI is not an identity, \xAA\xAA\xAA\x96\x69\x00 is no reply"))
		}
	}
	if p, err := identify(t, noise); drivers.KindOf(err) != drivers.Protocol {
		t.Errorf("noise: %q, %v", p.Device, err)
	}
	if p, err := identify(t, func(far *linetest.Far) { far.Close() }); drivers.KindOf(err) != drivers.NoDevice {
		t.Errorf("no line: %q, %v", p.Device, err)
	}
}

// Neither a probe nor two of them in a row, with whatever a board has kept of
// them, open anything.
func TestNoProbeUnlocks(t *testing.T) {
	for _, a := range Probes() {
		for _, b := range Probes() {
			sent := append(bytes.Clone(a.Ask), b.Ask...)
			for what, danger := range map[string]string{
				"8A lock board, open":        "\x8a",
				"WKLY lock board, any":       "WKLY",
				"cash drawer, DLE DC4":       "\x10\x14",
				"cash drawer, ESC p":         "\x1bp",
				"cash drawer, BEL":           "\x07",
				"lock board, 55 AA commands": "\x55\xaa",
			} {
				if bytes.Contains(sent, []byte(danger)) {
					t.Errorf("%s after %s: % X (%s)", b.Device, a.Device, sent, what)
				}
			}
			if bytes.IndexByte(sent, 0x02) >= 0 {
				t.Errorf("%s after %s: % X begins a frame of a KERONG board", b.Device, a.Device, sent)
			}
		}
	}
}
