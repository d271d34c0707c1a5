package escpos

import (
	"context"
	"errors"
	"time"

	"govkiosk/drivers"
)

// Star line mode (Star Line Mode specification): status comes in frames that
// say their own length, and ETB sets a bit of it when all before it has been
// printed.

// Control bytes of Star's own.
const (
	ack = 0x06
	syn = 0x16
	etb = 0x17
	rs  = 0x1E
)

var (
	cmdStarClearETB = []byte{esc, rs, 'E', 0}
	cmdStarETB      = []byte{etb}
)

const (
	starShortest = 7
	starLongest  = 31
	starETB      = 0x02 // of byte 3: ETB executed
)

func starCond(n, mask byte) cond { return cond{{starStatus.key + n - 1, mask}} }

// starLength is how many bytes a frame has: b6 b5 b3 b2 b1 of its first byte,
// and b7 of its second counts two more.
func starLength(first, second byte) int {
	return int(first>>2&0x18|first>>1&0x07) + int(second>>6&0x02)
}

// parseStar looks at the start of buf. A frame begins with 0xx0xxx1; of the
// bytes from the third on none has b0, b4 or b7, so that a lost byte shows.
func (s *splitter) parseStar(buf []byte) (reply, bool) {
	switch b := buf[0]; {
	case s.want != nil && s.want.raw:
		return fixedLength(replyAnswer, buf, s.want.length)
	case b == xon || b == xoff:
		return one(replyFlow, buf), true
	case b&0x91 != 0x01:
		return one(replyUnknown, buf), true
	case len(buf) < 2:
		return reply{}, false
	}
	n := starLength(buf[0], buf[1])
	if n < starShortest || n > starLongest {
		return one(replyUnknown, buf), true
	}
	r := reply{class: replyStar}
	for i, b := range buf {
		if i > 1 && (b == xon || b == xoff) {
			continue
		}
		if i > 1 && b&0x91 != 0 {
			return one(replyUnknown, buf), true
		}
		r.bytes = append(r.bytes, b)
		if len(r.bytes) == n {
			r.raw = i + 1
			return r, true
		}
	}
	return reply{}, false
}

// takeStar is proof once the bit of ETB is set: it was not when the job began.
func (j *job) takeStar(b []byte) {
	if j.confirm == ConfirmETB && j.whole && b[2]&starETB != 0 {
		j.proof, j.word = ProofETB, b
	}
}

var errETBSet = errors.New("ETB of a former job does not go out")

// clearETB takes the mark of the former job away and sees it gone, so that no
// status of before can prove this job. It blocks for at most 2 s.
func (d *Dev) clearETB(ctx context.Context) error {
	w, cancel := context.WithTimeout(ctx, d.reply)
	defer cancel()
	if _, err := d.c.Write(w, cmdStarClearETB); err != nil {
		return err
	}
	for end := time.Now().Add(2 * time.Second); time.Now().Before(end); {
		a, err := d.ask(ctx, d.p.mouth.question())
		if err != nil {
			return err
		}
		if len(a) > 2 && a[2]&starETB == 0 {
			return nil
		}
		if err := d.pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return fail("etb", drivers.NotReady, drivers.NotDone, errETBSet)
}
