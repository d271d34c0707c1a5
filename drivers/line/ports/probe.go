package ports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/drivers"
)

// Probe is a question that one kind of device answers in a way of its own.
//
// No probe, and no two probes one after the other, hold bytes that unlock a
// door or kick a drawer on any board known to this project. Nor do they change
// a setting. The scanner's question is text to a printer, so a printer is
// asked for first.
type Probe struct {
	Device string // "escpos", "idcard", ...
	Baud   int    // at which the device leaves its factory; 0: it varies
	Ask    []byte
	Echo   bool // the right answer is the question itself
	Answer func(reply []byte) bool
}

// probeReply is how long a device may take; the slowest known needs 300 ms.
const probeReply = 400 * time.Millisecond

// Probes returns all of them in the order in which they are to be tried.
func Probes() []Probe {
	return []Probe{
		{Device: "escpos", Ask: []byte{0x10, 0x04, 0x01}, Answer: isPrinter},
		{Device: "idcard", Baud: 115200, Ask: unspace("AA AA AA 96 69 00 03 11 FF ED"), Answer: isSAM},
		{Device: "elo", Baud: 9600, Ask: unspace("55 69 00 00 00 00 00 00 00 68"), Answer: isElo},
		{Device: "microtouch", Baud: 9600, Ask: []byte("\x01Z\r"), Answer: holds("\x010\r")},
		{Device: "lock-8a", Baud: 9600, Ask: unspace("81 01 01 99 18"), Echo: true, Answer: holds("\x81\x01\x01\x99\x18")},
		{Device: "egalax", Ask: []byte("\x0a\x01A"), Echo: true, Answer: holds("\x0a\x01A")},
		{Device: "newland", Ask: []byte("?"), Answer: is("!")},
	}
}

// Line is what a probe needs of line.Conn.
type Line interface {
	Read(context.Context, []byte) (int, error)
	Write(context.Context, []byte) (int, error)
	Discard() error
}

// Identify asks one question after the other and returns the first whose
// answer is right. A line that repeats what is said on it (a half-duplex
// adapter) answers none of those whose answer is the question.
//
// It blocks for at most 400 ms a question. Its error is Timeout where nothing
// was heard, Protocol where nothing of it was known, and the line's own.
func Identify(ctx context.Context, c Line, probes []Probe) (Probe, error) {
	heard, echoes := 0, false
	for _, p := range probes {
		reply, err := ask(ctx, c, p)
		if err != nil {
			return Probe{}, failed("identify", drivers.KindOf(err), err)
		}
		heard += len(reply)
		if !p.Echo {
			echoes = echoes || bytes.HasPrefix(reply, p.Ask)
			reply = bytes.TrimPrefix(reply, p.Ask)
		}
		if p.Answer(reply) && !(p.Echo && echoes) {
			return p, nil
		}
	}
	if heard == 0 {
		return Probe{}, failed("identify", drivers.Timeout, errors.New("nothing answers"))
	}
	return Probe{}, failed("identify", drivers.Protocol, fmt.Errorf("%d bytes came, of no device that is known", heard))
}

// ask returns all that comes within the time: what follows an answer may show
// that it was none.
func ask(ctx context.Context, c Line, p Probe) ([]byte, error) {
	wait, cancel := context.WithTimeout(ctx, probeReply)
	defer cancel()
	if err := c.Discard(); err != nil {
		return nil, err
	}
	var reply []byte
	if _, err := c.Write(wait, p.Ask); err != nil {
		return nil, ours(ctx, err)
	}
	var buf [256]byte
	for len(reply) < 4096 {
		n, err := c.Read(wait, buf[:])
		reply = append(reply, buf[:n]...)
		if err != nil {
			return reply, ours(ctx, err)
		}
	}
	return reply, nil
}

// ours makes nothing of the end of our own wait.
func ours(ctx context.Context, err error) error {
	if drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
		return nil
	}
	return err
}
