package locker

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// TestWhateverTheBoardsDo runs a cabinet whose doors, boards and line do as
// they like, opened by two people at once and watched, over lines that are
// lost and opened again. Whatever comes of it:
//
//   - two coil commands are never nearer than the gap, on the board's clock;
//   - no more than three coils answer one request, and none is for a door that
//     nobody asked for;
//   - Done is said only of a door whose contact went open, or was open, since
//     shortly before it was asked for.
func TestWhateverTheBoardsDo(t *testing.T) {
	runs := uint64(240)
	if testing.Short() {
		runs = 30
	}
	ends := map[drivers.Outcome]int{}
	for seed := range runs {
		synctest.Test(t, func(t *testing.T) {
			h := newHavoc(seed)
			h.run(t)
			h.judge(t)
			for _, a := range h.asks {
				ends[a.result.Outcome]++
			}
		})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	for _, o := range []drivers.Outcome{drivers.Done, drivers.NotDone, drivers.Unknown} {
		if ends[o] < int(runs)/10 {
			t.Errorf("%d of %d runs end %v: the property sees too little", ends[o], runs, o)
		}
	}
}

// havoc is one run.
type havoc struct {
	rand *rand.Rand
	*cabinet
	opts Opts
	asks []*request
	shut []coil // when a door was closed again
}

type request struct {
	cell     Cell
	from, to time.Time
	result   Result
}

func newHavoc(seed uint64) *havoc {
	r := rand.New(rand.NewPCG(seed, 7))
	p := driven[r.IntN(len(driven))]
	h := &havoc{rand: r, cabinet: &cabinet{p: p, open: map[Cell]bool{}, stuck: map[Cell]bool{}}}
	h.opts = Opts{Protocol: p, Echoing: r.IntN(2) == 0, Boards: []Board{{1, 4, OneIsClosed}, {2, 4, OneIsClosed}}}
	h.echo = h.opts.Echoing != (r.IntN(4) == 0) // the setting may be wrong
	h.takes = time.Duration(r.IntN(1500)) * time.Millisecond
	h.answers = time.Duration(r.IntN(450)) * time.Millisecond
	for range r.IntN(5) {
		c := h.anyCell()
		h.stuck[c] = true
	}
	h.spoil = h.meddle(r.IntN(60))
	return h
}

func (h *havoc) anyCell() Cell { return Cell{uint8(1 + h.rand.IntN(2)), uint8(1 + h.rand.IntN(4))} }

// meddle spoils so many replies of a hundred.
func (h *havoc) meddle(percent int) func(Frame, []byte, []byte) []byte {
	return func(f Frame, reply, last []byte) []byte {
		if reply == nil || h.rand.IntN(100) >= percent {
			return reply
		}
		bad := slices.Clone(reply)
		switch h.rand.IntN(7) {
		case 0:
			return nil
		case 1:
			return last
		case 2:
			return bad[:h.rand.IntN(len(bad))]
		case 3:
			bad[h.rand.IntN(len(bad))] ^= 1 << h.rand.IntN(8)
			return bad
		case 4:
			return append([]byte{0x8A, byte(h.rand.IntN(256)), 0x02, 'W'}, bad...)
		case 5:
			return append(bad, bad...)
		}
		change := Frame{Kind: KindChange, Board: f.Board, Lock: 1 + h.rand.IntN(4), Contacts: bits(1)}
		if h.p == KerongCU {
			return bad
		}
		return append(encodeReply(h.p, change), bad...)
	}
}

// run has two people ask for doors one after the other, while others close
// them and the line is lost now and then.
func (h *havoc) run(t *testing.T) {
	for range 1 + h.rand.IntN(3) {
		c, far := linetest.Pipe()
		h.far = far
		served := make(chan struct{})
		go func() { defer close(served); h.serve() }()
		d, err := New(c, &h.opts)
		if err != nil {
			t.Fatal(err)
		}
		h.shift(t, d)
		c.Close()
		<-served
	}
}

// shift is one opening of the line.
func (h *havoc) shift(t *testing.T, d *Dev) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{}, 3)
	lost := time.AfterFunc(time.Duration(h.rand.IntN(60000))*time.Millisecond, func() { h.far.Close() })
	defer lost.Stop()
	people := 1 + h.rand.IntN(2)
	for range people {
		asks := []*request{{cell: h.anyCell()}, {cell: h.anyCell()}}
		limit, pause := time.Duration(1+h.rand.IntN(20))*time.Second, time.Duration(h.rand.IntN(2000))*time.Millisecond
		h.asks = append(h.asks, asks...)
		go func() {
			for _, a := range asks {
				h.ask(ctx, d, a, limit)
				time.Sleep(pause)
				h.close(a.cell)
			}
			done <- struct{}{}
		}()
	}
	go func() { d.Watch(ctx, func(Event) {}); done <- struct{}{} }()
	for range people {
		<-done
	}
	cancel()
	<-done
}

func (h *havoc) ask(ctx context.Context, d *Dev, a *request, limit time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	a.from = time.Now()
	a.result, _ = d.Open(ctx, a.cell)
	a.to = time.Now()
}

func (h *havoc) close(c Cell) {
	h.set(c, false)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shut = append(h.shut, coil{c, time.Now()})
}

// memory is how old a contact's word can be at most: a late reply to an
// earlier question, two of them in a row.
const memory = 3 * time.Second

func (h *havoc) judge(t *testing.T) {
	for i := 1; i < len(h.coils); i++ {
		if gap := h.coils[i].at.Sub(h.coils[i-1].at); gap < leastCoilGap {
			t.Errorf("%v between coils", gap)
		}
	}
	left := map[*request]int{}
	slices.SortFunc(h.asks, func(a, b *request) int { return a.to.Compare(b.to) }) // two may ask for one door
	for _, c := range h.coils {
		i := slices.IndexFunc(h.asks, func(a *request) bool {
			return a.cell == c.cell && !c.at.Before(a.from) && !c.at.After(a.to) && left[a] < a.result.Coils
		})
		if i < 0 {
			t.Errorf("%v was energised and nobody asked", c.cell)
			continue
		}
		if left[h.asks[i]]++; left[h.asks[i]] > mostCoilTries {
			t.Errorf("%v was energised once too often", c.cell)
		}
	}
	for _, a := range h.asks {
		if a.result.Outcome == drivers.Done && !h.wasOpen(a.cell, a.from.Add(-memory), a.to) {
			t.Errorf("%v is said to be open and never was", a.cell)
		}
	}
}

// wasOpen tells whether a door was open at any time between.
func (h *havoc) wasOpen(c Cell, from, to time.Time) bool {
	for _, o := range h.opened {
		end := to
		for _, s := range h.shut {
			if s.cell == c && s.at.After(o.at) && s.at.Before(end) {
				end = s.at
			}
		}
		if o.cell == c && !o.at.After(to) && !end.Before(from) {
			return true
		}
	}
	return false
}
