package idcard

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// The transcripts in testdata are watched until the last state is seen.
func TestTranscripts(t *testing.T) {
	for file, c := range map[string]struct {
		states string
		drop   string
	}{
		"read.wire":   {"absent reading present absent", ""},
		"select.wire": {"reading present", "18 bytes at 26: no frame begins here"},
	} {
		t.Run(file, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, err := New(linetest.Playback(t, "testdata/"+file), nil)
				if err != nil {
					t.Fatal(err)
				}
				states, number := watchUntil(t, d, len(strings.Fields(c.states)))
				if got := strings.Join(states, " "); got != c.states || number != "440524188001010014" {
					t.Errorf("%s of %s, want %s", got, number, c.states)
				}
				if got := d.Info().LastDrop; got != c.drop {
					t.Errorf("dropped %q, want %q", got, c.drop)
				}
			})
		})
	}
}

// An old module lacks what is asked of it and reads the card all the same.
func TestTranscriptOldModule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := New(linetest.Playback(t, "testdata/old-module.wire"), &Opts{Fingerprint: true, Addresses: true, RFLength: 0x50})
		if err != nil {
			t.Fatal(err)
		}
		var rec *Record
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		d.Watch(ctx, func(e Event) {
			if rec = e.Record; rec != nil {
				cancel()
			}
		})
		if rec == nil || rec.Number != "440524188001010014" || rec.Fingerprint != nil {
			t.Fatalf("read %v", rec)
		}
		if got := strings.Join(rec.Addresses, " "); got != "甲路1号 乙路2号" {
			t.Errorf("appended %q", got)
		}
		if i := d.Info(); !i.NoFingerprint || i.RFLength != "21 bad command or parameter" || i.Stale != 0 {
			t.Errorf("%+v", i)
		}
	})
}

func TestTranscriptSetup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := New(linetest.Playback(t, "testdata/setup.wire"), &Opts{RFLength: 0x58})
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		for i, step := range []func() error{
			func() error { return d.Status(ctx) },
			func() error { return d.Status(ctx) },
			func() error { return d.Reset(ctx) },
			func() error { return d.SetBaud(ctx, 9600) },
		} {
			if err := step(); err != nil {
				t.Errorf("step %d: %v", i, err)
			}
		}
	})
}

// watchUntil watches until so many changes were seen.
func watchUntil(t *testing.T, d *Dev, changes int) (states []string, number string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := d.Watch(ctx, func(e Event) {
		if states = append(states, string(e.State)); len(states) == changes {
			cancel()
		}
		if e.Record != nil {
			number = e.Record.Number
		}
	})
	if drivers.KindOf(err) != drivers.Cancelled {
		t.Errorf("ended with %v", err)
	}
	return states, number
}
