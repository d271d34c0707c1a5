package art

import "testing"

// The plan names every cell once, and the open one in large figures.
func TestCabinetNamesEveryCell(t *testing.T) {
	for _, right := range []bool{true, false} {
		d := Cabinet(CabinetPlan{Columns: 6, Rows: 7, Cell: 11, Right: right, Open: true, Here: "本机", Column: "{n} 列"})
		seen := map[string]int{}
		for _, l := range d.Labels {
			seen[l.Text]++
			if l.X < 0 || l.X > d.W || l.Y < 0 || l.Y > d.H {
				t.Errorf("%q stands outside at %g, %g", l.Text, l.X, l.Y)
			}
			if l.Text == "11" && (!l.Bold || l.Size < 12) {
				t.Errorf("the open cell is written like the others: %+v", l)
			}
		}
		for _, s := range []string{"01", "42", "11", "2 列", "本机"} {
			if seen[s] != 1 {
				t.Errorf("%q is written %d times", s, seen[s])
			}
		}
		for _, s := range d.Shapes {
			for _, seg := range s.Path {
				if seg.X < -1 || seg.X > d.W+1 || seg.Y < -1 || seg.Y > d.H+1 {
					t.Fatalf("a line leaves the picture at %g, %g of %g × %g (right %v)", seg.X, seg.Y, d.W, d.H, right)
				}
			}
		}
	}
}

// A closed door hangs nowhere; a cell that the cabinet does not have is not drawn.
func TestCabinetDoor(t *testing.T) {
	plan := CabinetPlan{Columns: 2, Rows: 3, Cell: 4, Right: true}
	closed := len(Cabinet(plan).Shapes)
	plan.Open = true
	if open := len(Cabinet(plan).Shapes); open != closed+2 {
		t.Errorf("an open door adds %d shapes, want 2", open-closed)
	}
	plan.Cell = 7
	for _, l := range Cabinet(plan).Labels {
		if l.Size > 12 {
			t.Errorf("marked %q", l.Text)
		}
	}
}
