// Command gallery paints every page and state of the screens into PNG files,
// or shows one of them in a window. It needs no display for the files.
package main

import (
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

const (
	regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
	bold    = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
	family  = "Noto Sans CJK SC"
)

var panels = map[string]screens.Panel{
	"21":        {WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5},
	"32":        {WidthPx: 1080, HeightPx: 1920, DiagonalIn: 32},
	"10":        {WidthPx: 800, HeightPx: 1280, DiagonalIn: 10.1, LowerEdgeMM: 950},
	"landscape": {WidthPx: 1920, HeightPx: 1080, DiagonalIn: 21.5},
}

func main() {
	out := flag.String("out", "gallery", "directory for the pictures")
	panel := flag.String("panel", "21", "21, 32, 10 or landscape")
	step := flag.Int("step", 0, "text step 1..4; 0 leaves each page its own")
	theme := flag.String("theme", "", "default, elder, highContrast or night")
	only := flag.String("only", "", "only pages whose name contains this")
	window := flag.Bool("window", false, "show the first page in a window instead")
	full := flag.Bool("fullscreen", false, "show the first page on the whole screen instead")
	flag.Parse()
	if err := run(*out, panels[*panel], *step, *theme, *only, *window, *full); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(out string, panel screens.Panel, step int, theme, only string, window, full bool) error {
	if panel.WidthPx == 0 {
		return fmt.Errorf("no such panel")
	}
	var views []sample.Named
	for _, lang := range []screens.Lang{screens.Chinese, screens.English} {
		for _, n := range sample.Views(lang) {
			n.Name += "-" + string(lang[:2])
			if !strings.Contains(n.Name, only) {
				continue
			}
			if step > 0 {
				n.View.TextStep = step
			}
			if theme != "" {
				n.View.Theme = screens.Theme(theme)
			}
			views = append(views, n)
		}
	}
	if len(views) == 0 {
		return fmt.Errorf("no page is called %q", only)
	}
	if window || full {
		return show(panel, views[0].View, full)
	}
	return paint(out, panel, views)
}

// show runs the App with one page; touches are printed.
func show(panel screens.Panel, v screens.View, full bool) error {
	var app *screens.App
	app, err := screens.New(screens.Options{Panel: panel, Fullscreen: full, WindowScale: .5, Title: "gallery",
		OnIntent: func(in screens.Intent) { fmt.Println(in.Do, in.Arg) },
		OnMouse:  func(p screens.Pointer) { app.Push(p) }})
	if err != nil {
		return err
	}
	app.Show(v)
	return app.Run()
}

func paint(dir string, panel screens.Panel, views []sample.Named) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	fonts, err := ui.LoadFonts(regular, bold, family)
	if err != nil {
		return err
	}
	defer fonts.Close()
	m := ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn)
	canvas := ui.NewCanvas(m, panel.WidthPx, panel.HeightPx, fonts)
	for _, n := range views {
		glass := screens.Glass{Since: 10 * time.Second}
		if strings.Contains(n.Name, "pressed") {
			glass.Pressed = screens.Intent{Do: screens.ActService, Arg: "guide"}
		}
		start := time.Now()
		page := screens.Layout(n.View, panel, fonts, glass)
		laid := time.Since(start)
		canvas.Paint(page.List)
		fmt.Printf("%-32s layout %4d ms, paint %4d ms, shrink %.2f, over %.1f, cut %q\n", n.Name,
			laid.Milliseconds(), (time.Since(start) - laid).Milliseconds(), page.Shrink, page.Over, page.Cut)
		if err := save(filepath.Join(dir, n.Name+".png"), canvas); err != nil {
			return err
		}
	}
	return nil
}

func save(path string, c *ui.Canvas) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(f, c.Img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
