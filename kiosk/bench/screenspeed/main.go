// Command screenspeed measures the terminal's home page beside the same page in
// a Chromium kiosk window and beside a bare Ebitengine window, on one display:
// time from exec to the painted page, memory, work while idle, and time from a
// touch to another pixel. It prints each with its ratio and its goal.
//
// What is seen is read from the display's memory and nothing is taken from
// the programs' word. The display is Xvfb, the drawing is done by Mesa's
// llvmpipe: a terminal without a graphics card.
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"time"

	"govkiosk/kiosk/bench/glass"
	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

type plan struct {
	rounds, touches int
	idle            time.Duration
}

func main() {
	var p plan
	flag.IntVar(&p.rounds, "rounds", 4, "how often each program is started; the best counts")
	flag.IntVar(&p.touches, "touches", 25, "touches in each round")
	flag.DurationVar(&p.idle, "idle", 8*time.Second, "how long nothing happens")
	flag.Parse()
	if err := run(p); err != nil {
		fmt.Fprintln(os.Stderr, "screenspeed:", err)
		os.Exit(1)
	}
}

func run(p plan) (err error) {
	dir, err := os.MkdirTemp("", "screenspeed")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	home, key, fonts, err := homePage(dir)
	if err != nil {
		return err
	}
	defer fonts.Close()
	list, err := subjects(dir, key)
	if err != nil {
		return err
	}
	if err := measure(dir, list, key, p); err != nil {
		return err
	}
	report(os.Stdout, list)
	return limits(os.Stdout, list, home, fonts)
}

// homePage lays the page out, writes it for the browser, and says where the
// first tile is, in pixels.
func homePage(dir string) (screens.Page, image.Rectangle, *ui.Fonts, error) {
	fonts, err := ui.LoadFonts(ui.DebianRegular, ui.DebianBold, ui.DebianFamily)
	if err != nil {
		return screens.Page{}, image.Rectangle{}, nil, err
	}
	m := ui.NewMetrics(sample.Column.WidthPx, sample.Column.HeightPx, sample.Column.DiagonalIn)
	page := screens.Layout(sample.Home(screens.Chinese), sample.Column, fonts, screens.Glass{})
	html, err := webPage(page.List, m)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "home.html"), []byte(html), 0o600)
	}
	return page, m.Px(page.Targets[0].R), fonts, err
}

func subjects(dir string, tile image.Rectangle) ([]*subject, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	beside := func(name string) string { return filepath.Join(filepath.Dir(self), name) }
	browser, err := chromium(filepath.Join(dir, "home.html"), filepath.Join(dir, "profile"))
	if err != nil {
		return nil, err
	}
	corner := func(v int) string { return fmt.Sprint(v) }
	return []*subject{
		{name: "govkiosk", argv: []string{beside("homewindow")}},
		{name: "Chromium", argv: browser},
		{name: "Ebitengine", argv: []string{beside("barewindow"),
			corner(tile.Min.X), corner(tile.Min.Y), corner(tile.Max.X), corner(tile.Max.Y)}},
	}, nil
}

// measure starts every subject in turn, round after round, so that whatever
// else the machine does meets all of them. The first round is not counted: it
// warms the caches and learns what the page looks like.
func measure(dir string, list []*subject, tile image.Rectangle, p plan) (err error) {
	x, err := glass.StartXvfb(sample.Column.WidthPx, sample.Column.HeightPx, "-fbdir", dir, "-nocursor")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	fb, err := openFramebuffer(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fb.close()) }()
	finger, err := newHand(x.Display)
	if err != nil {
		return err
	}
	defer finger.conn.Close()
	window, err := attend(finger.conn, finger.root)
	if err != nil {
		return err
	}
	g := &stage{display: x.Display, glass: fb, hand: finger, window: window, tile: tile}
	for round := range p.rounds + 1 {
		for _, s := range list {
			if err := g.run(s, func(pid int) error { return g.use(s, pid, round == p.rounds, p) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// use measures a subject whose page stands; long only in the last round.
func (g *stage) use(s *subject, pid int, last bool, p plan) error {
	bytes, err := memory(pid)
	if err != nil {
		return err
	}
	s.pss = append(s.pss, bytes)
	if last {
		if err := g.rest(s, pid, p.idle); err != nil {
			return err
		}
	}
	return g.touch(s, p.touches)
}
