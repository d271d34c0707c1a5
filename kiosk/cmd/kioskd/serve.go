package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk"
	"govkiosk/kiosk/blackbox"
	"govkiosk/kiosk/cmd/beat"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// serve runs the terminal and its window until ctx ends or the window is
// closed. The window has the main goroutine, as X libraries want it.
func serve(ctx context.Context, cfg *config.Config, files []string, log *slog.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		return err
	}
	if err := boot(cfg, files, records); err != nil {
		return errors.Join(err, records.Close())
	}
	panel, err := panelOf(cfg.Screen, os.DirFS("/sys"), log)
	if err != nil {
		return errors.Join(err, records.Close())
	}
	slips, err := slip.New(*cfg)
	if err != nil {
		return errors.Join(err, records.Close())
	}
	box, crashed, err := blackbox.Open(kiosk.BlackBoxPath(cfg), time.Now)
	if err != nil {
		log.Error("black box", "err", err) // a terminal serves without one
	}
	var terminal *kiosk.Terminal
	window, err := screens.New(windowOptions(cfg, panel,
		func(i screens.Intent) { terminal.Intent(i) },
		func(p screens.Pointer) { terminal.Mouse(p) },
		func(s screens.Spot) { terminal.Focused(s) }))
	if err != nil {
		return errors.Join(err, box.Close(), records.Close())
	}
	remote, err := newAfar(cfg, files, records, log)
	if err != nil {
		return errors.Join(err, records.Close())
	}
	terminal, err = kiosk.New(kiosk.Options{
		Fleet: remote.standing(), Changed: remote.changed,
		Config: cfg, Files: files, Journal: records, Slips: slips,
		Show: window.Show, Push: window.Push, Press: window.Press, Alive: beat.New(), Log: log,
		Box: box, Crashed: crashed,
	})
	if err != nil {
		return errors.Join(err, box.Close(), records.Close())
	}
	remote.Terminal = terminal
	failed := beside(ctx, cancel, cfg, terminal, window, remote)
	stop := context.AfterFunc(ctx, window.Quit)
	defer stop()
	err = window.Run()
	cancel()
	return errors.Join(err, failed(), box.Close(), records.Close())
}

// beside starts what runs beside the window and returns what waits for it. A
// part that ends takes the others with it.
func beside(ctx context.Context, cancel func(), cfg *config.Config, t *kiosk.Terminal, w *screens.App, a *afar) func() error {
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	part := func(f func() error) {
		group.Go(func() {
			defer cancel()
			if err := f(); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed = errors.Join(failed, err)
			}
		})
	}
	part(func() error { return t.Run(ctx) })
	if a.follower != nil {
		part(func() error { return a.follower.Run(ctx) })
	}
	if a.up != nil {
		part(func() error { return a.uplink(ctx) })
		part(func() error { return a.restarts(ctx) })
	}
	part(func() error { return watchPages(ctx, t, w) })
	if cfg.Control.Socket != "" {
		part(func() error {
			return t.Control(ctx, cfg.Control.Socket, func() any { return w.Tree() })
		})
	}
	if cfg.Metrics.Listen != "" {
		part(func() error { return t.Metrics(ctx, cfg.Metrics.Listen) })
	}
	return func() error {
		group.Wait()
		return failed
	}
}

func windowOptions(c *config.Config, panel screens.Panel, intent func(screens.Intent), mouse func(screens.Pointer), focus func(screens.Spot)) screens.Options {
	var langs []screens.Lang
	for _, lang := range c.Screen.Langs {
		langs = append(langs, screens.Lang(lang))
	}
	return screens.Options{
		Panel:       panel,
		FontRegular: c.Screen.FontRegular, FontBold: c.Screen.FontBold, FontFamily: c.Screen.FontFamily, Languages: c.Screen.LangDir, Langs: langs,
		Fullscreen: c.Screen.Fullscreen, WindowScale: c.Screen.WindowScale,
		Title: c.Hall.Name.Zh, Class: "kioskd", OnIntent: intent, OnMouse: mouse, OnFocus: focus,
	}
}
