package linetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// recorder is a testing.TB that keeps what is said against a test.
type recorder struct {
	testing.TB
	said     []string
	cleanups []func()
}

func (r *recorder) Helper()                   {}
func (r *recorder) Cleanup(f func())          { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Errorf(f string, a ...any) { r.said = append(r.said, fmt.Sprintf(f, a...)) }
func (r *recorder) Fatalf(f string, a ...any) { r.Errorf(f, a...); runtime.Goexit() }

// run plays a transcript to host as a test would and returns what was said
// against it.
func run(t *testing.T, transcript string, host func(line.Conn)) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "device.wire")
	if err := os.WriteFile(file, []byte(transcript), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			for _, f := range r.cleanups {
				f()
			}
		}()
		host(Playback(r, file))
	}()
	<-done
	return r.said
}

const paperLow = `source: manual p. 12
expect: paper low
# a remark

> 10 04 04  # DLE EOT 4
@ 120ms
< 1e
> 1d
< 00 01
`

func ask(c line.Conn, bytes ...byte) []byte {
	if _, err := c.Write(context.Background(), bytes); err != nil {
		return nil
	}
	return hear(c)
}

func hear(c line.Conn) []byte {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	buf := make([]byte, 16)
	n, _ := c.Read(ctx, buf)
	return buf[:n]
}

func TestPlaybackOfAGoodHostIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		said := run(t, paperLow, func(c line.Conn) {
			c.Write(t.Context(), []byte{0x10}) // cut as the host likes
			if got := ask(c, 4, 4); string(got) != "\x1e" {
				t.Errorf("% x", got)
			}
			if d := time.Since(began); d != 120*time.Millisecond {
				t.Errorf("after %v", d)
			}
			if got := ask(c, 0x1d); string(got) != "\x00\x01" {
				t.Errorf("% x", got)
			}
			if got := hear(c); len(got) != 0 {
				t.Errorf("% x after the end", got)
			}
		})
		if len(said) != 0 {
			t.Errorf("said: %q", said)
		}
	})
}

// Every way in which a host can depart from the transcript is told, with the
// line and the bytes.
func TestPlaybackTellsOnTheHost(t *testing.T) {
	for name, c := range map[string]struct {
		host func(line.Conn)
		want []string
	}{
		"wrong byte": {
			func(c line.Conn) { ask(c, 0x10, 4, 1); ask(c, 0x10, 4, 4) },
			[]string{":5: the host sends", "got  10 04 01", "want 10 04 04", "           ^^ byte 3"},
		},
		"too much": {
			func(c line.Conn) { ask(c, 0x10, 4, 4, 0x1d) },
			[]string{":6: the host sends\n\t1d\nbefore the device has said\n\t< 1e"},
		},
		"too soon": {
			func(c line.Conn) { c.Write(context.Background(), []byte{0x10, 4, 4}); ask(c, 0x1d) },
			[]string{":6: the host sends\n\t1d\nbefore the device has said\n\t< 1e"},
		},
		"after the end": {
			func(c line.Conn) { ask(c, 0x10, 4, 4); ask(c, 0x1d); ask(c, 0x99) },
			[]string{"the transcript has ended, but the host sends\n\t99"},
		},
		"stopped half-way": {
			func(c line.Conn) { ask(c, 0x10, 4, 4) },
			[]string{":8: left over, 2 lines from\n\t> 1d"},
		},
		"stopped inside a line": {
			func(c line.Conn) { c.Write(context.Background(), []byte{0x10, 4}) },
			[]string{":5: left over, 5 lines from\n\t> 04"},
		},
		"did not listen": {
			func(c line.Conn) { ask(c, 0x10, 4, 4); c.Write(context.Background(), []byte{0x1d}) },
			[]string{"the host never read\n\t00 01"},
		},
		"closed and left": {
			func(c line.Conn) { c.Close(); c.Close() },
			[]string{":5: left over"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				said := run(t, paperLow, c.host)
				if len(said) != 1 {
					t.Fatalf("%d complaints, want one: %q", len(said), said)
				}
				for _, want := range c.want {
					if !strings.Contains(said[0], want) {
						t.Errorf("%q does not say %q", said[0], want)
					}
				}
			})
		})
	}
}

func TestPlaybackRefusesBadTranscripts(t *testing.T) {
	for transcript, want := range map[string]string{
		"expect: x\n> 01":                         `the header says no "source"`,
		"source: synthetic\nexpect:\n> 01":        `the header says no "expect"`,
		"source: a\nexpect: b\n":                  "nothing is said",
		"source: a\nexpect: b\n> 0g":              "line 3:",
		"source: a\nexpect: b\n>":                 "line 3: no bytes",
		"source: a\nexpect: b\n@ soon":            "line 3:",
		"source: a\nexpect: b\n@ -1s":             "line 3: a pause of -1s",
		"source: a\nexpect: b\n> 01\nsource: c\n": "line 4:",
	} {
		said := run(t, transcript, func(line.Conn) { t.Errorf("%q was played", transcript) })
		if len(said) != 1 || !strings.Contains(said[0], want) {
			t.Errorf("%q: %q, want %q", transcript, said, want)
		}
	}
}

func TestPlaybackWithoutAFile(t *testing.T) {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() { defer close(done); Playback(r, "testdata/none.wire") }()
	<-done
	if len(r.said) != 1 || !strings.Contains(r.said[0], "none.wire") {
		t.Errorf("%q", r.said)
	}
}

func TestPlaybackDiscardDropsWhatIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := run(t, "source: synthetic\nexpect: stale\n< 01\n@ 1s\n< 02\n", func(c line.Conn) {
			if err := c.Discard(); err != nil {
				t.Error(err)
			}
			c.Drain(t.Context())
			time.Sleep(time.Second)
			if got := hear(c); string(got) != "\x02" {
				t.Errorf("% x", got)
			}
		})
		if len(said) != 0 {
			t.Errorf("%q", said)
		}
	})
}

func TestPlaybackEndsItsWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		run(t, paperLow, func(c line.Conn) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			_, err := c.Read(ctx, make([]byte, 1))
			wantKind(t, err, drivers.Timeout) // the host is to speak
			_, err = c.Write(ctx, []byte{0x10})
			wantKind(t, err, drivers.Timeout)
			wantKind(t, c.Drain(ctx), drivers.Timeout)
			time.AfterFunc(time.Minute, func() { c.Close() })
			_, err = c.Read(context.Background(), make([]byte, 1))
			wantKind(t, err, drivers.NoDevice)
			wantKind(t, c.Discard(), drivers.NoDevice)
			wantKind(t, c.Drain(context.Background()), drivers.NoDevice)
		})
	})
}
