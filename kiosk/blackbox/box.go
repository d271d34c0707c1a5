// Package blackbox keeps the last half hour of a terminal: what happened,
// how its devices were, how long things took. It holds nothing of a person.
//
// It is one file of slots that are written round and round, so that it never
// grows. A slot that was being written when the power went is known by its
// check and left out. What a program wrote is there after it was killed; what
// was written more than a few seconds before a power cut is there after that.
package blackbox

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
)

const (
	slotSize  = 512
	headSize  = 8 + 2 + 4       // number, length, check
	slots     = 16384           // 8 MiB; nine a second for half an hour
	waiting   = 1024            // records that may wait for the disk
	syncEvery = 5 * time.Second // between two writes that reach the platter
	textRoom  = slotSize - headSize
)

// Kept is how far back an export goes.
const Kept = 30 * time.Minute

// Record is one thing that happened.
type Record struct {
	Seq  uint64          `json:"seq"`
	At   time.Time       `json:"at"`
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Kinds of the box's own.
const (
	Started = "started"
	Stopped = "stopped" // in order: it is the last record of a run that did not crash
)

// Box is an open black box. A nil Box keeps nothing.
type Box struct {
	file  *os.File
	clock func() time.Time
	queue chan Record
	done  chan struct{}
	lost  atomic.Int64 // that found no room

	mu     sync.Mutex
	closed bool
	seq    uint64 // of the newest; the writer's own
}

// Open opens the box at path and makes it where there is none. Crashed tells
// that the run before it did not end in order. A nil clock is time.Now.
func Open(path string, clock func() time.Time) (b *Box, crashed bool, err error) {
	if clock == nil {
		clock = time.Now
	}
	before, err := Read(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, false, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, false, fmt.Errorf("blackbox: %w", err)
	}
	b = &Box{file: file, clock: clock, queue: make(chan Record, waiting), done: make(chan struct{})}
	if n := len(before); n > 0 {
		b.seq = before[n-1].Seq
		crashed = before[n-1].Kind != Stopped
	}
	go b.write()
	b.Note(Started, map[string]any{"pid": os.Getpid(), "after_crash": crashed})
	return b, crashed, nil
}

// Note keeps what happened. It never blocks: where the disk is behind it is
// lost, and counted. Data must hold nothing of a person; runs of digits that
// could be a person's number are struck out all the same.
func (b *Box) Note(kind string, data any) {
	if b == nil {
		return
	}
	text, err := json.Marshal(data)
	if err != nil {
		text, _ = json.Marshal(err.Error())
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	select {
	case b.queue <- Record{At: b.clock(), Kind: kind, Data: strike(text)}:
	default:
		b.lost.Add(1)
	}
}

// Lost is how many records found no room.
func (b *Box) Lost() int64 { return b.lost.Load() }

// Close notes that the program stops in order, and waits until all is written.
func (b *Box) Close() error {
	if b == nil {
		return nil
	}
	b.Note(Stopped, nil)
	b.mu.Lock()
	again := b.closed
	b.closed = true
	b.mu.Unlock()
	if again {
		return nil
	}
	close(b.queue)
	<-b.done
	return errors.Join(b.file.Sync(), b.file.Close())
}

// numbers are runs that could be a phone's, a card's or a citizen's number.
var numbers = regexp.MustCompile(`[0-9]{11,}[0-9Xx]*`)

func strike(text []byte) []byte { return numbers.ReplaceAll(text, []byte("0")) }

// write is the only writer of the file.
func (b *Box) write() {
	defer close(b.done)
	tick := time.NewTicker(syncEvery)
	defer tick.Stop()
	fresh := false
	for {
		select {
		case r, open := <-b.queue:
			if !open {
				return
			}
			b.seq++
			r.Seq = b.seq
			slot := encode(r)
			if _, err := b.file.WriteAt(slot, int64(b.seq%slots)*slotSize); err != nil {
				b.lost.Add(1) // the journal tells of a disk that cannot be written
			}
			fresh = true
		case <-tick.C:
			if fresh {
				b.file.Sync() // likewise
				fresh = false
			}
		}
	}
}

// encode makes the slot of a record. One that does not fit loses its data.
func encode(r Record) []byte {
	text, err := json.Marshal(r)
	if err != nil || len(text) > textRoom {
		r.Data = json.RawMessage(`"too long"`)
		text, _ = json.Marshal(r)
	}
	slot := make([]byte, slotSize)
	binary.LittleEndian.PutUint64(slot, r.Seq)
	binary.LittleEndian.PutUint16(slot[8:], uint16(len(text)))
	binary.LittleEndian.PutUint32(slot[10:], crc32.ChecksumIEEE(text))
	copy(slot[headSize:], text)
	return slot
}
