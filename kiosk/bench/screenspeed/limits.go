package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// limits prints what the start and a touch are made of, so that it is seen what
// is the screens' and what the window's.
func limits(out io.Writer, list []*subject, home screens.Page, fonts *ui.Fonts) error {
	fmt.Fprintf(out, "\nwhat the start is made of, ms    to the window   until it is shown   GL and first frames\n")
	for _, s := range list {
		n := slices.Index(s.paints, slices.Min(s.paints))
		b := s.born[n]
		fmt.Fprintf(out, "  %-28s%13.0f%20.0f%21.0f\n", s.name, ms(b.created), ms(b.mapped-b.created), ms(s.paints[n]-b.mapped))
	}
	layout, tile, whole := inScreens(home, fonts)
	own := ms(quantile(list[0].best(), .5))
	_, err := fmt.Fprintf(out, "what a touch is made of, ms: layout %.2f, painting the key %.2f, event, loop and the X server's copy %.2f\n"+
		"a whole home page is painted in %.0f ms with empty caches; a bare window's touch is %.1f ms of passes over the whole glass\n",
		ms(layout), ms(tile), own-ms(layout+tile), ms(whole), ms(quantile(list[2].best(), .5)))
	return err
}

// inScreens measures the screens alone: a page laid out, a key painted, a
// page painted for the first time.
func inScreens(home screens.Page, fonts *ui.Fonts) (layout, tile, whole time.Duration) {
	panel := sample.Column
	first := home.Targets[0]
	press := screens.Glass{Pressed: screens.Intent{Do: screens.Act(first.Do), Arg: first.Arg}}
	canvas := ui.NewCanvas(ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn), panel.WidthPx, panel.HeightPx, fonts)
	whole = best(1, func() { canvas.Paint(home.List) })
	pages := [2]screens.Page{home}
	layout = best(9, func() { pages[1] = screens.Layout(sample.Home(screens.Chinese), panel, fonts, press) })
	n := 0
	tile = best(20, func() { n++; canvas.Paint(pages[n%2].List) })
	return layout, tile, whole
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
