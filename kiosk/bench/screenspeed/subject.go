package main

import (
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"govkiosk/kiosk/bench/child"
)

// subject is a program that shows a home page on the whole display.
type subject struct {
	name string
	argv []string
	want []uint32 // the display when the page stands; nil before the first start

	paints  []time.Duration   // from exec to the painted page, warm
	born    []birth           // beside each
	pss     []int64           // bytes
	idle    float64           // of one core
	touches [][]time.Duration // from press to another pixel, by round
}

// stage is where the subjects take turns.
type stage struct {
	display string
	glass   *framebuffer
	hand    *hand
	window  *midwife
	tile    image.Rectangle // that is touched, of the page of every subject
}

const (
	settled   = 1500 * time.Millisecond // a page that stood for so long is finished
	patience  = 30 * time.Second
	glance    = 200 * time.Microsecond // between two looks at the display
	endsIn    = 5 * time.Second
	wakeAfter = 400 * time.Millisecond // a touch comes to a program that sleeps
)

// run starts a subject, waits until its page stands, and lets use have it.
func (g *stage) run(s *subject, use func(pid int) error) (err error) {
	cmd := exec.Command(s.argv[0], s.argv[1:]...)
	cmd.Env = append(os.Environ(), "DISPLAY="+g.display)
	if err := g.hand.moveTo(image.Pt(g.tile.Max.X+3, g.tile.Min.Y)); err != nil {
		return err
	}
	began := time.Now()
	c, err := child.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	defer func() {
		c.Stop(endsIn)
		err = errors.Join(err, g.empty())
	}()
	if s.want == nil {
		if s.want, err = g.standing(c); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		return nil
	}
	painted, err := g.until(c, func() bool { return g.glass.shows(s.want) })
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	s.paints = append(s.paints, painted.Sub(began))
	s.born = append(s.born, g.window.since(began))
	time.Sleep(settled)
	return use(c.Pid())
}

// until looks at the display until seen.
func (g *stage) until(c *child.Child, seen func() bool) (time.Time, error) {
	for limit := time.Now().Add(patience); ; time.Sleep(glance) {
		now := time.Now()
		if seen() {
			return now, nil
		}
		select {
		case <-c.Ended():
			return now, fmt.Errorf("it ended: %w", c.Err())
		default:
		}
		if now.After(limit) {
			return now, errors.New("the page was not to be seen in 30 s")
		}
	}
}

// standing waits for a page that changes no more, and returns it.
func (g *stage) standing(c *child.Child) ([]uint32, error) {
	var last []uint32
	since := time.Now()
	_, err := g.until(c, func() bool {
		now := g.glass.samples()
		if !slices.Equal(now, last) || plain(now) {
			last, since = now, time.Now()
		}
		return time.Since(since) > settled
	})
	return last, err
}

// plain is a display with nothing on it.
func plain(samples []uint32) bool {
	return !slices.ContainsFunc(samples, func(v uint32) bool { return v != samples[0] })
}

// empty waits until the last subject's window is gone.
func (g *stage) empty() error {
	for range 500 {
		if plain(g.glass.samples()) {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("a window stayed on the display")
}

// touch presses the tile n times and measures until it looks different.
func (g *stage) touch(s *subject, n int) error {
	if err := g.hand.moveTo(image.Pt((g.tile.Min.X+g.tile.Max.X)/2, (g.tile.Min.Y+g.tile.Max.Y)/2)); err != nil {
		return err
	}
	eye := g.tile.Min.Add(image.Pt(g.tile.Dx()/2, 12)) // no word or pictogram stands there
	var took []time.Duration
	for range n {
		time.Sleep(wakeAfter / 2)
		idle := g.glass.at(eye.X, eye.Y)
		began := g.hand.press()
		seen, err := g.changed(eye, func(c uint32) bool { return c != idle })
		if err != nil {
			return fmt.Errorf("%s: a press: %w", s.name, err)
		}
		took = append(took, seen.Sub(began))
		time.Sleep(wakeAfter / 2)
		g.hand.release()
		if _, err := g.changed(eye, func(c uint32) bool { return c == idle }); err != nil {
			return fmt.Errorf("%s: a release: %w", s.name, err)
		}
	}
	s.touches = append(s.touches, took)
	return nil
}

func (g *stage) changed(eye image.Point, seen func(uint32) bool) (time.Time, error) {
	for limit := time.Now().Add(2 * time.Second); ; time.Sleep(glance) {
		now := time.Now()
		if seen(g.glass.at(eye.X, eye.Y)) {
			return now, nil
		}
		if now.After(limit) {
			return now, errors.New("nothing was to be seen of it in 2 s")
		}
	}
}

// rest measures what a program does while nothing happens.
func (g *stage) rest(s *subject, pid int, long time.Duration) error {
	before, err := worked(pid)
	if err != nil {
		return err
	}
	time.Sleep(long)
	after, err := worked(pid)
	s.idle = float64(after-before) / float64(long)
	return err
}

// chromium is the browser as a kiosk would run it, without what only costs it
// time. The program behind Debian's start script is started.
func chromium(page, profile string) ([]string, error) {
	program := "/usr/lib/chromium/chromium"
	if _, err := os.Stat(program); err != nil {
		if program, err = exec.LookPath("chromium"); err != nil {
			return nil, errors.New("no chromium here; it is in the Debian package chromium")
		}
	}
	args := []string{program, "--kiosk", "--app=file://" + page, "--user-data-dir=" + filepath.Clean(profile),
		"--window-position=0,0", "--window-size=1080,1920", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
		"--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
		"--disable-default-apps", "--password-store=basic", "--noerrdialogs", "--disable-breakpad", "--disable-features=Translate,MediaRouter,OptimizationHints"}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox", "--test-type") // it refuses to run as root, and says so on the page
	}
	return args, nil
}
