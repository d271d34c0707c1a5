package orders

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/store"
)

// piece is how much of a file is in one row: the store takes 1 MiB at once.
const piece = 512 << 10

// lateFile is for how long after its command has expired a file is taken.
const lateFile = 24 * time.Hour

// ErrNoFile says that a command has collected nothing at a terminal.
var ErrNoFile = errors.New("orders: there is no such file")

func pieceKey(command, terminal string, n int) string {
	return command + "." + terminal + "." + strconv.Itoa(n)
}

// File keeps what a command collected. One that is kept already is not written
// again.
func (d *Orders) File(ctx context.Context, terminal, command string, r io.Reader) error {
	one, err := d.find(ctx, command, terminal)
	if err != nil {
		return err
	}
	d.mu.RLock()
	there := one.results[terminal].File > 0
	d.mu.RUnlock()
	switch {
	case d.o.Clock().After(one.Expires.Add(lateFile)):
		return hub.ErrExpired
	case there:
		_, err := io.Copy(io.Discard, r)
		return err
	}
	size, sum, err := d.pieces(ctx, terminal, command, r)
	if err != nil {
		return err
	}
	return d.change(ctx, command, terminal, func(c *result) bool {
		c.File, c.Sum = size, sum
		return true
	})
}

// pieces writes a file piece by piece: what was cut short is written over.
func (d *Orders) pieces(ctx context.Context, terminal, command string, r io.Reader) (size int64, sum string, err error) {
	h := sha256.New()
	buffer := make([]byte, piece)
	for n := 0; ; n++ {
		got, err := io.ReadFull(r, buffer)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return 0, "", err
		}
		if got > 0 {
			h.Write(buffer[:got])
			size += int64(got)
			if _, err := d.files.Put(ctx, pieceKey(command, terminal, n), buffer[:got]); err != nil {
				return 0, "", err
			}
		}
		if last {
			return size, hex.EncodeToString(h.Sum(nil)), nil
		}
	}
}

// Open reads a file that a command collected. What was written is checked at
// its end.
func (d *Orders) Open(ctx context.Context, command, terminal string) (io.Reader, int64, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	one := d.all[command]
	if one == nil {
		return nil, 0, hub.ErrNoCommand
	}
	r := one.results[terminal]
	if r.File == 0 {
		return nil, 0, ErrNoFile
	}
	return &reader{d: d, ctx: ctx, command: command, terminal: terminal, left: r.File, want: r.Sum, sum: sha256.New()}, r.File, nil
}

// reader reads pieces.
type reader struct {
	d                 *Orders
	ctx               context.Context // of the request that reads
	command, terminal string
	n                 int
	left              int64
	want              string
	sum               hash.Hash
	piece             bytes.Reader
}

// Read implements io.Reader.
func (r *reader) Read(p []byte) (int, error) {
	if r.piece.Len() == 0 {
		if r.left == 0 {
			if got := hex.EncodeToString(r.sum.Sum(nil)); got != r.want {
				return 0, fmt.Errorf("orders: the file of %s is not what it was", r.terminal)
			}
			return 0, io.EOF
		}
		e, err := r.d.files.Get(r.ctx, pieceKey(r.command, r.terminal, r.n))
		if err != nil {
			return 0, err
		}
		r.n++
		r.sum.Write(e.Value)
		r.left -= int64(len(e.Value))
		r.piece.Reset(e.Value)
	}
	return r.piece.Read(p)
}

// sweep forgets what is old, now and every hour.
func (d *Orders) sweep(ctx context.Context) {
	select {
	case <-d.whole:
	case <-ctx.Done():
		return
	}
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := d.Prune(ctx); err != nil && ctx.Err() == nil {
			d.o.Log.Warn("orders: prune", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Prune forgets orders past their time, and files past their bound, the oldest
// first.
func (d *Orders) Prune(ctx context.Context) error {
	d.mu.RLock()
	ids := slices.Sorted(maps.Keys(d.all))
	slices.Reverse(ids)
	var old []*order
	bulky := map[string][]string{}
	bytes := int64(0)
	for _, id := range ids {
		one := d.all[id]
		if d.o.Clock().Sub(one.Expires) > d.o.Keep {
			old = append(old, one)
		}
		for t, r := range one.results {
			if bytes += r.File; r.File > 0 && bytes > d.o.MostFiles {
				bulky[id] = append(bulky[id], t)
			}
		}
	}
	d.mu.RUnlock()
	for id, terminals := range bulky {
		for _, t := range terminals {
			if err := d.dropFile(ctx, id, t); err != nil {
				return err
			}
		}
	}
	for _, one := range old {
		if err := d.drop(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// dropFile takes a file away and says so in its result.
func (d *Orders) dropFile(ctx context.Context, id, terminal string) error {
	var size int64
	err := d.change(ctx, id, terminal, func(c *result) bool {
		size = c.File
		c.File, c.Sum = 0, ""
		return size > 0
	})
	for n := int64(0); err == nil && n*piece < size; n++ {
		err = d.files.Delete(ctx, pieceKey(id, terminal, int(n)))
	}
	return err
}

// drop takes an order away, its own row last: what is cut short is done again.
func (d *Orders) drop(ctx context.Context, one *order) error {
	d.mu.RLock()
	results := maps.Clone(one.results)
	d.mu.RUnlock()
	for t, r := range results {
		if r.File > 0 {
			if err := d.dropFile(ctx, one.ID, t); err != nil {
				return err
			}
		}
		if err := d.rows.Delete(ctx, one.ID+"."+t); err != nil {
			return err
		}
	}
	if err := d.rows.Delete(ctx, one.ID); err != nil {
		return err
	}
	d.row(store.Entry{Key: one.ID})
	return nil
}

var _ hub.Orders = (*Orders)(nil)
