package touch

// Coverage is the map of a panel that a technician wipes over: which cells
// were touched and which never were. Nothing is filled in between two events,
// since a dead spot lies just where no event comes from.
type Coverage struct {
	Columns int   `json:"columns"`
	Rows    int   `json:"rows"`
	Hits    []int `json:"hits"` // events in each cell, row by row from the upper left

	width, height int
}

// Cell is a place on the map, from 0 at the upper left.
type Cell struct {
	Column int `json:"column"`
	Row    int `json:"row"`
}

// NewCoverage returns the empty map of a panel of width by height pixels with
// at least one cell.
func NewCoverage(width, height, columns, rows int) *Coverage {
	columns, rows = max(columns, 1), max(rows, 1)
	return &Coverage{Columns: columns, Rows: rows, Hits: make([]int, columns*rows), width: max(width, 1), height: max(height, 1)}
}

// Add marks the cell of an event. A cancelled contact marks nothing, and what
// a mouse does says nothing about the panel.
func (c *Coverage) Add(e Event) {
	if e.Source != SourcePanel || e.Phase == PhaseCancel {
		return
	}
	column := int(e.X * float64(c.Columns) / float64(c.width))
	row := int(e.Y * float64(c.Rows) / float64(c.height))
	c.Hits[min(max(row, 0), c.Rows-1)*c.Columns+min(max(column, 0), c.Columns-1)]++
}

// Untouched returns the cells that no event came from.
func (c *Coverage) Untouched() []Cell {
	var cells []Cell
	for i, n := range c.Hits {
		if n == 0 {
			cells = append(cells, Cell{i % c.Columns, i / c.Columns})
		}
	}
	return cells
}
