package diag

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/locker"
)

var cabinetTests = []Test{
	{ID: "cabinet.doors", Device: Cabinet, Judge: Automatic, Quiet: true, Limit: 30 * time.Second, run: cabinetDoors},
	{ID: "cabinet.cells", Device: Cabinet, Judge: Automatic, Steps: []string{"cabinet-choose", "cabinet-opening", "cabinet-shut"}, Limit: 20 * time.Minute, run: cabinetCells},
}

// cabinetDoors asks every board for its doors.
func cabinetDoors(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	var unknown, open []int
	err := t.Cabinet(ctx, func(ctx context.Context, dev *locker.Dev, cells map[int]locker.Cell) error {
		begin := time.Now()
		doors, err := dev.Doors(ctx)
		m.took("answer", time.Since(begin))
		of := map[locker.Cell]locker.DoorState{}
		for _, d := range doors {
			of[d.Cell] = d.State
		}
		for n, cell := range cells {
			switch of[cell] {
			case locker.DoorUnknown:
				unknown = append(unknown, n)
			case locker.DoorOpen:
				open = append(open, n)
			}
		}
		i := dev.Info()
		m.count("cells", int64(len(cells)))
		m.count("dropped-bytes", i.Dropped)
		m.count("stale", i.Stale)
		return err
	})
	slices.Sort(unknown)
	slices.Sort(open)
	m.text("open", cellList(open))
	switch {
	case err != nil:
		return m.verdict(err)
	case len(unknown) > 0:
		m.text("untold", cellList(unknown))
		return m.bad("untold", "none", ReasonValue) // the board answers
	}
	return m.pass()
}

func cellList(cells []int) string {
	if len(cells) == 0 {
		return "none"
	}
	return wordsOf(cells)
}

// CellDone is the choice that ends the test of cells.
const CellDone = "done"

// cabinetCells opens one cell at a time, as the technician chooses, and proves
// that its contact tells the truth both ways.
func cabinetCells(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	var cells []int
	err := t.Cabinet(ctx, func(_ context.Context, _ *locker.Dev, all map[int]locker.Cell) error {
		cells = slices.Sorted(maps.Keys(all))
		return nil
	})
	if err != nil {
		return m.verdict(err)
	}
	choices := []string{CellDone}
	for _, n := range cells {
		choices = append(choices, strconv.Itoa(n))
	}
	bad, reason := 0, ""
	for tried := 0; ; tried++ {
		answer, err := g.Ask(ctx, Prompt{Step: "cabinet-choose", Choices: choices})
		if err != nil {
			return m.verdict(err)
		}
		n, err := strconv.Atoi(string(answer))
		if err != nil || !slices.Contains(cells, n) {
			return m.cells(tried, bad, reason)
		}
		run := cellRun{m: &m, g: g, n: n}
		if err := t.Cabinet(ctx, run.do); err != nil {
			if drivers.KindOf(err) == drivers.NoDevice || ctx.Err() != nil {
				return m.verdict(err)
			}
			m.text(run.name(), err.Error())
			m.blame(run.name(), "opens and shuts")
			if bad++; bad == 1 {
				reason = cellReason(err)
			}
		}
	}
}

// cellReason is why a cell is not well. Boards that answer and a lock that does
// not move are a stuck door.
func cellReason(err error) string {
	if r := failed(err).Reason; r != ReasonBroken {
		return r
	}
	return "door-stuck"
}

func (m *measures) cells(tried, bad int, reason string) Finding {
	m.count("cells-tried", int64(tried))
	switch {
	case tried == 0:
		return m.skipped("", "no cell was chosen")
	case bad > 0:
		return m.fail(reason, fmt.Sprintf("%d of %d cells", bad, tried))
	}
	return m.pass()
}

// cellRun opens one cell and sees it being shut.
type cellRun struct {
	m *measures
	g Guide
	n int
}

func (c cellRun) name() string { return fmt.Sprintf("cell-%d", c.n) }

func (c cellRun) fill() map[string]string { return map[string]string{"cell": strconv.Itoa(c.n)} }

// shutPatience is how long a technician has for shutting a door.
const shutPatience = time.Minute

func (c cellRun) do(ctx context.Context, dev *locker.Dev, cells map[int]locker.Cell) error {
	cell := cells[c.n]
	before, err := doorOf(ctx, dev, cell)
	if err != nil {
		return err
	}
	if before == locker.DoorOpen {
		if err := c.reallyOpen(ctx); err != nil {
			return err
		}
	}
	c.g.Say(Prompt{Step: "cabinet-opening", Fill: c.fill()})
	begin := time.Now()
	r, err := dev.Open(ctx, cell)
	opened := time.Since(begin)
	if err != nil {
		return err
	}
	c.g.Say(Prompt{Step: "cabinet-shut", Fill: c.fill()})
	shut := time.Now()
	for ; ; rest(ctx, 300*time.Millisecond) {
		now, err := doorOf(ctx, dev, cell)
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case now == locker.DoorClosed:
			c.m.text(c.name(), fmt.Sprintf("%d coils, open in %.0f ms, shut", r.Coils, millis(opened)))
			return nil
		case time.Since(shut) > shutPatience:
			return Refusal{Verdict: Fail, Reason: "door-left-open", Detail: "opened, and its contact never said closed"}
		}
	}
}

// reallyOpen asks about a door that reads open before anything was done: a
// contact of the wrong polarity says so of a shut one.
func (c cellRun) reallyOpen(ctx context.Context) error {
	answer, err := c.g.Ask(ctx, Prompt{Step: "cabinet-reads-open", Fill: c.fill()})
	switch {
	case err != nil:
		return err
	case answer == No:
		return Refusal{Verdict: Fail, Reason: "polarity", Detail: "shut, and its contact says open: cabinet.polarity is wrong, or the contact is"}
	}
	return nil
}

func doorOf(ctx context.Context, dev *locker.Dev, cell locker.Cell) (locker.DoorState, error) {
	doors, err := dev.Doors(ctx)
	for _, d := range doors {
		if d.Cell == cell {
			return d.State, nil
		}
	}
	return locker.DoorUnknown, err
}
