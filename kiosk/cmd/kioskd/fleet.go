package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"syscall"
	"time"

	"govkiosk/config"
	"govkiosk/config/trust"
	"govkiosk/kiosk"
	"govkiosk/kiosk/fleet"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
)

// layered lays what the fleet says over the local files.
func layered(files []string) func([]config.Source) (config.Config, error) {
	return func(sources []config.Source) (config.Config, error) {
		c, _, err := config.TraceOver(slip.Check, sources, files...)
		return c, err
	}
}

// boot is the configuration of this start: the fleet's, if the local one says
// that there is a fleet.
func boot(cfg *config.Config, files []string, records *journal.Journal) error {
	if cfg.Fleet.Root == "" {
		return nil
	}
	c, err := fleet.Boot(records, time.Now(), kiosk.MachineStart(), layered(files))
	if err == nil {
		*cfg = c
	}
	return err
}

// newFollower follows the fleet for a terminal; nil where there is none.
func newFollower(cfg *config.Config, files []string, records *journal.Journal, a *afar, log *slog.Logger) (*fleet.Follower, error) {
	if cfg.Fleet.Root == "" {
		return nil, nil
	}
	root, err := os.ReadFile(cfg.Fleet.Root)
	if err != nil {
		return nil, usage{fmt.Errorf("kioskd: fleet.root: %w", err)}
	}
	client, err := trust.New(trust.Options{
		Root: root, Store: records, Fetcher: a.repository(cfg), Terminal: cfg.Terminal.ID, Place: cfg.Fleet.Place(),
	})
	if err != nil {
		return nil, usage{fmt.Errorf("kioskd: fleet.root: %w", err)}
	}
	o := fleet.Options{
		Config: cfg, Client: client, Store: records, Load: layered(files), Log: log, Changed: a.changed,
		Idle:    func() bool { return a.Idle() },
		Failing: func() []string { return a.Failing() },
	}
	if a.up != nil {
		o.Hub = a.up
	}
	if cfg.Fleet.Stick != "" {
		o.Stick = trust.Folder{FS: os.DirFS(cfg.Fleet.Stick)}
	}
	return fleet.New(o), nil
}

// beginAnew puts the program in its own place: the same arguments, another
// configuration. Every file of it is closed by then.
func beginAnew(err error) error {
	if !errors.Is(err, fleet.ErrRestart) {
		return err
	}
	program, err := os.Executable()
	if err == nil {
		err = syscall.Exec(program, os.Args, os.Environ())
	}
	return fmt.Errorf("kioskd: begin anew: %w", err)
}
