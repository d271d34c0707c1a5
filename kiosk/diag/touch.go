package diag

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"govkiosk/drivers/touch"
)

var touchTests = []Test{
	{ID: "touch.ghosts", Device: Touch, Judge: Automatic, Steps: []string{"touch-hands-off"}, Limit: 20 * time.Second, run: touchGhosts},
	{ID: "touch.cells", Device: Touch, Judge: Automatic, Steps: []string{"touch-wipe"}, Limit: 3 * time.Minute, run: touchCells},
	{ID: "touch.jitter", Device: Touch, Judge: Automatic, Steps: []string{"touch-hold"}, Limit: 40 * time.Second, run: touchJitter},
	{ID: "touch.calibrate", Device: Touch, Judge: Automatic, Steps: []string{"touch-calibrate"}, Limit: 6 * time.Minute, run: touchCalibrate},
}

const (
	handsOff  = 8 * time.Second // in which nothing may come from the panel
	wipeRest  = 6 * time.Second // without a touch: the technician has done
	wipeFirst = 30 * time.Second
)

// touchGhosts counts what a panel reports that nobody touches.
func touchGhosts(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	var seen counter
	g.Say(Prompt{Step: "touch-hands-off"})
	err := t.Touch(ctx, func(ctx context.Context, p TouchPanel) error {
		ctx, cancel := context.WithTimeout(ctx, handsOff)
		defer cancel()
		return p.Reports(ctx, func(touch.Raw) { seen.add() })
	})
	m.count("ghost-reports", seen.value())
	if err == nil && ctx.Err() == nil && seen.value() > 0 {
		return m.bad("ghost-reports", "0", ReasonValue)
	}
	return m.ended(ctx, err)
}

// ended is verdict for a test that waited: one that was cut short is no pass.
func (m *measures) ended(ctx context.Context, err error) Finding {
	if err == nil {
		err = ctx.Err()
	}
	return m.verdict(err)
}

// counter counts on any goroutine.
type counter struct {
	mu sync.Mutex
	n  int64
}

func (c *counter) add() { c.mu.Lock(); c.n++; c.mu.Unlock() }

func (c *counter) value() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

// Cells of the map: a fingertip is about as large on a column of 21.5 inches.
const (
	gridColumns = 9
	gridRows    = 16
)

// wipe is one wiping over the glass.
type wipe struct {
	mu     sync.Mutex
	matrix touch.Matrix
	size   touch.Point
	grid   Grid
	left   int
	last   time.Time // of the newest touch; zero: none yet
	done   chan struct{}
	dirty  bool
}

// touchCells has a finger drawn over all of the glass, and tells where it was
// not felt. No key could be touched meanwhile: it ends by itself.
func touchCells(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	c := t.Config().Screen
	w := &wipe{
		size: touch.Point{X: float64(c.WidthPx), Y: float64(c.HeightPx)}, done: make(chan struct{}),
		grid: Grid{Columns: gridColumns, Rows: gridRows, Touched: make([]bool, gridColumns*gridRows)}, left: gridColumns * gridRows,
	}
	if c.WidthPx > c.HeightPx {
		w.grid.Columns, w.grid.Rows = gridRows, gridColumns
	}
	err := t.Touch(ctx, func(ctx context.Context, p TouchPanel) error {
		w.matrix = p.Matrix()
		return w.run(ctx, p, g)
	})
	dead := w.dead()
	m.count("cells", int64(len(w.grid.Touched)))
	m.count("dead-cells", int64(len(dead)))
	if len(dead) > 0 {
		m.text("dead", wordsOf(dead))
	}
	switch {
	case err != nil || ctx.Err() != nil:
		return m.ended(ctx, err)
	case w.last.IsZero():
		return Finding{Verdict: Aborted, Reason: ReasonTime, Detail: "nobody touched the glass", Measures: m}
	case len(dead) > 0:
		return m.bad("dead-cells", "0", ReasonValue)
	}
	return m.pass()
}

func (w *wipe) run(ctx context.Context, p TouchPanel, g Guide) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		w.follow(ctx, cancel, g)
	}()
	err := p.Reports(ctx, w.take)
	cancel()
	<-shown
	return err
}

// take marks the cell of a report.
func (w *wipe) take(r touch.Raw) {
	at := w.matrix.Apply(touch.Point{X: float64(r.X), Y: float64(r.Y)})
	column, row := int(at.X*float64(w.grid.Columns)/w.size.X), int(at.Y*float64(w.grid.Rows)/w.size.Y)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = time.Now()
	if column < 0 || row < 0 || column >= w.grid.Columns || row >= w.grid.Rows {
		return
	}
	if i := row*w.grid.Columns + column; !w.grid.Touched[i] {
		w.grid.Touched[i], w.dirty = true, true
		if w.left--; w.left == 0 {
			close(w.done)
		}
	}
}

// follow shows the map as it fills, and ends the wiping when all is touched or
// nobody goes on.
func (w *wipe) follow(ctx context.Context, end func(), g Guide) {
	defer end()
	began := time.Now()
	for first := true; ctx.Err() == nil; first = false {
		w.mu.Lock()
		grid, dirty, last := w.grid, w.dirty || first, w.last
		grid.Touched = slices.Clone(grid.Touched)
		w.dirty = false
		w.mu.Unlock()
		if dirty {
			g.Say(Prompt{Step: "touch-wipe", Grid: &grid})
		}
		if last.IsZero() && time.Since(began) > wipeFirst || !last.IsZero() && time.Since(last) > wipeRest {
			return
		}
		select {
		case <-w.done:
			return
		case <-ctx.Done():
		case <-time.After(150 * time.Millisecond):
		}
	}
}

// dead are the cells that nothing came from: column and row from 1.
func (w *wipe) dead() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for i, touched := range w.grid.Touched {
		if !touched {
			out = append(out, fmt.Sprintf("%d/%d", i%w.grid.Columns+1, i/w.grid.Columns+1))
		}
	}
	return out
}

// touchCalibrate has crosses touched and keeps what they tell. One that is
// broken off leaves the calibration as it was.
func touchCalibrate(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	if !t.Glass() {
		return m.skipped(ReasonNobody, "there is no glass to show crosses on")
	}
	g.Say(Prompt{Step: "touch-calibrate"})
	misses, err := t.Calibrate(ctx)
	for i, px := range misses {
		m.number(fmt.Sprintf("residual-%d", i+1), math.Round(px*10)/10, "px")
	}
	return m.verdict(err)
}
