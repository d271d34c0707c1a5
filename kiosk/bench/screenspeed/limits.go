package main

import (
	"fmt"
	"io"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// limits prints what a touch costs in the screens themselves, so that the rest
// of it is known to be the window's.
func limits(out io.Writer, home screens.Page, fonts *ui.Fonts) error {
	panel := sample.Column
	first := home.Targets[0]
	press := screens.Glass{Pressed: screens.Intent{Do: screens.Act(first.Do), Arg: first.Arg}}
	canvas := ui.NewCanvas(ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn), panel.WidthPx, panel.HeightPx, fonts)
	whole := best(1, func() { canvas.Paint(home.List) })
	var pages [2]screens.Page
	layout := best(9, func() { pages[1] = screens.Layout(sample.Home(screens.Chinese), panel, fonts, press) })
	pages[0] = screens.Layout(sample.Home(screens.Chinese), panel, fonts, screens.Glass{})
	n := 0
	tile := best(20, func() { n++; canvas.Paint(pages[n%2].List) })
	_, err := fmt.Fprintf(out, "\nof it in the screens: page laid out %.2f ms, a pressed tile painted %.2f ms; the first page painted %.0f ms\n",
		ms(layout), ms(tile), ms(whole))
	return err
}

func best(n int, work func()) time.Duration {
	least := time.Hour
	for range n {
		began := time.Now()
		work()
		least = min(least, time.Since(began))
	}
	return least
}
