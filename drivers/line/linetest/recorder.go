//go:build record

// # Recording
//
// With the build tag record there is a recorder too: it writes what passes
// between a driver and a real device as a transcript that Playback plays.
//
//	go test -tags record ./drivers/line/linetest
//
// A tool or a bench test opens the line, puts a Recorder between it and the
// driver, lets the driver do one thing, and closes the line:
//
//	port, err := line.Open(line.Config{Port: "/dev/ttyUSB0", Baud: 115200})
//	c, err := linetest.Record(port, "paper-low.wire", linetest.Header{
//		Unit: "Masung EP802-TU, firmware 1.03", Expect: "paper low",
//	})
//	dev, err := escpos.New(c, nil)
//	status, err := dev.Status(ctx)
//	err = c.Close()
//
// A recording holds what was on the line: of a card reader, a person's name,
// number and photograph. So the tag is never set in a build that is installed,
// the file is readable to its owner only, none is overwritten, and only
// recordings of test cards are kept with the sources. What Expect says comes
// from a look at the device, never from what the driver made of it.
package linetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"govkiosk/drivers/line"
)

// Header begins a recording. Neither text may be empty, run over a line or
// hold a #.
type Header struct {
	Unit   string // make, model and firmware
	Expect string // what a person saw on the device
}

func (h Header) check() error {
	for name, text := range map[string]string{"unit": h.Unit, "expect": h.Expect} {
		if strings.TrimSpace(text) == "" || strings.ContainsAny(text, "#\r\n") {
			return fmt.Errorf("linetest: %s: %q is empty, or holds a # or a new line", name, text)
		}
	}
	return nil
}

// perLine is how many bytes stand on a line of the transcript.
const perLine = 32

// Recorder is a line that writes down what passes over it.
type Recorder struct {
	line.Conn

	mu    sync.Mutex // held over a write to the device too: its answer comes after it
	out   io.WriteCloser
	since time.Time // what the next pause counts from, as in Playback
	err   error     // the first of the file
}

var _ line.Conn = (*Recorder)(nil)

// Record returns c with a recorder on it. The file must not exist yet.
func Record(c line.Conn, file string, h Header) (*Recorder, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("linetest: record: %w", err)
	}
	r := &Recorder{Conn: c, out: f, since: time.Now()}
	r.printf("source: captured %s\nexpect: %s\n", h.Unit, h.Expect)
	return r, nil
}

// Read reads from the device and writes down when the bytes came. Those that
// Discard throws away were never read, and are missing.
func (r *Recorder) Read(ctx context.Context, p []byte) (int, error) {
	n, err := r.Conn.Read(ctx, p)
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if n == 0 {
		return n, err
	}
	if d := now.Sub(r.since).Round(time.Millisecond); d > 0 {
		r.printf("%c %v\n", pause, d)
		r.since = r.since.Add(d)
	}
	r.bytes(deviceSends, p[:n])
	return n, err
}

// Write writes to the device and writes down what was handed over.
func (r *Recorder) Write(ctx context.Context, p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n, err := r.Conn.Write(ctx, p)
	r.bytes(hostSends, p[:n])
	r.since = time.Now()
	return n, err
}

// Close closes the line and the file. Its error also tells that the recording
// is not whole. A second Close does nothing.
func (r *Recorder) Close() error {
	err := r.Conn.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.out == nil {
		return err
	}
	err = errors.Join(err, r.err, r.out.Close())
	r.out = nil
	return err
}

func (r *Recorder) bytes(v verb, p []byte) {
	for len(p) > 0 {
		n := min(len(p), perLine)
		r.printf("%s\n", step{verb: v, bytes: p[:n]})
		p = p[n:]
	}
}

// printf keeps the first error for Close: the driver's work goes on.
func (r *Recorder) printf(format string, args ...any) {
	if r.out == nil || r.err != nil {
		return
	}
	_, r.err = fmt.Fprintf(r.out, format, args...)
}
