package touch

import (
	"context"
	"fmt"
	"sync"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// Traffic is what came from a serial board, for a technician.
type Traffic struct {
	Frames   int64  // good ones
	Dropped  int64  // bytes that were no frame
	LastDrop string // where and why the last of them were dropped
}

// Stream reads the frames of a serial board and keeps the books. One goroutine
// receives; Traffic may be called by others meanwhile.
type Stream struct {
	conn    line.Conn
	decoder *Decoder

	mu      sync.Mutex
	traffic Traffic
}

// NewStream returns the frames of that kind on c.
func NewStream(c line.Conn, f Framing) *Stream {
	return &Stream{conn: c, decoder: f.NewDecoder()}
}

// Traffic returns the books by now.
func (s *Stream) Traffic() Traffic {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.traffic
}

// Receive waits for bytes and hands on the frames in them, with the time at
// which their last byte was read. Its errors are the line's.
func (s *Stream) Receive(ctx context.Context, take func(frame []byte, at time.Time)) error {
	var buf [256]byte
	n, err := s.conn.Read(ctx, buf[:])
	now := time.Now()
	for _, item := range s.decoder.Feed(buf[:n]) {
		if s.count(item) {
			take(item.Bytes, now)
		}
	}
	return err
}

// Listen receives until the line is gone or ctx ends, and returns that error.
func (s *Stream) Listen(ctx context.Context, take func(frame []byte, at time.Time)) error {
	for {
		err := s.Receive(ctx, take)
		if err != nil && (ctx.Err() != nil || drivers.KindOf(err) != drivers.Timeout) {
			return err
		}
	}
}

// Patience is how long and how often a board is asked.
type Patience struct {
	Wait  time.Duration // for each answer
	Tries int
}

// Ask sends a command and hands on what comes until take finds the answer in
// it; where none comes the command is sent again. It reports whether one came.
// Silence is no error; an error is the line's, or ctx has ended.
func (s *Stream) Ask(ctx context.Context, command []byte, p Patience, take func(frame []byte, at time.Time) (answer bool)) (bool, error) {
	for range p.Tries {
		answered, err := s.try(ctx, command, p.Wait, take)
		if answered || err != nil {
			return answered, err
		}
	}
	return false, nil
}

// try sends a command once.
func (s *Stream) try(ctx context.Context, command []byte, limit time.Duration, take func([]byte, time.Time) bool) (answered bool, err error) {
	wait, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if _, err := s.conn.Write(wait, command); err != nil {
		return false, silence(ctx, err)
	}
	for !answered {
		err := s.Receive(wait, func(frame []byte, at time.Time) {
			answered = take(frame, at) || answered
		})
		if err != nil {
			return answered, silence(ctx, err)
		}
	}
	return answered, nil
}

// silence makes nothing of a time-out that is not the caller's.
func silence(ctx context.Context, err error) error {
	if drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
		return nil
	}
	return err
}

// count keeps the books and reports whether item is a frame.
func (s *Stream) count(item Item) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.traffic.Dropped = s.decoder.Dropped()
	if item.Reason != "" {
		s.traffic.LastDrop = fmt.Sprintf("%d bytes at %d: %s", len(item.Bytes), item.Offset, item.Reason)
		return false
	}
	s.traffic.Frames++
	return true
}
