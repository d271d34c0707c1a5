// Command gallery paints every page and state of the screens into PNG files
// with an index.html to look through, or shows one of them in a window. It
// needs no display for the files.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/ui"
)

func main() {
	var c choice
	out := flag.String("out", "gallery", "directory for the pictures")
	flag.StringVar(&c.panel, "panel", "", "21, 32, 10 or landscape; empty: all")
	flag.StringVar(&c.mode, "mode", "", "default, elder, lowReach, highContrast or night; empty: all")
	flag.StringVar(&c.page, "only", "", "only pages whose name contains this")
	flag.StringVar(&c.lang, "lang", "", "zh or en; empty: both")
	flag.IntVar(&c.step, "step", 0, "text step 1..4; 0 leaves each page its own")
	window := flag.Bool("window", false, "show the first page in a window instead")
	full := flag.Bool("fullscreen", false, "show the first page on the whole screen instead")
	flag.Parse()
	if err := run(*out, c, *window, *full); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func run(out string, c choice, window, full bool) error {
	list, err := pictures(c)
	if err != nil {
		return err
	}
	if window || full {
		return show(list[0], full)
	}
	start := time.Now()
	fonts, err := ui.LoadFonts(ui.DebianRegular, ui.DebianBold, ui.DebianFamily)
	if err != nil {
		return err
	}
	all, err := paintAll(out, list, fonts)
	if err = errors.Join(err, fonts.Close()); err != nil {
		return err
	}
	report(all)
	fmt.Printf("%d pictures in %s, %.0f s: open %s/index.html\n", len(all), out, time.Since(start).Seconds(), out)
	return writeIndex(out, all)
}

// report names the pictures that do not fit.
func report(list []painted) {
	for _, p := range list {
		for _, why := range p.Problems {
			fmt.Printf("%s: %s\n", p.File(), why)
		}
	}
}

// show runs the App with one page; touches are printed.
func show(p picture, full bool) error {
	var app *screens.App
	app, err := screens.New(screens.Options{Panel: p.glass.panel, Fullscreen: full, WindowScale: .5, Title: "gallery",
		OnIntent: func(in screens.Intent) { fmt.Println(in.Do, in.Arg) },
		OnMouse:  func(ev screens.Pointer) { app.Push(ev) }})
	if err != nil {
		return err
	}
	app.Show(p.view)
	return app.Run()
}
