package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// directly opens the devices of a terminal whose kioskd is stopped, and serves
// its control socket to this program alone. The journal is opened with them,
// which keeps kioskd from starting meanwhile.
func directly(ctx context.Context, cfg config.Config, file string, use func(string, bool) error) (err error) {
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		return failed(fmt.Errorf("kioskctl: kioskd does not answer, and its journal cannot be had: %w", err))
	}
	defer func() { err = errors.Join(err, records.Close()) }()
	slips, err := slip.New(cfg)
	if err != nil {
		return failed(err)
	}
	t, err := kiosk.New(kiosk.Options{
		Config: &cfg, Files: []string{file}, Journal: records, Slips: slips, Dark: true, Bare: true,
		Show: func(screens.View) {}, Push: func(screens.Pointer) {}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		return failed(err)
	}
	folder, err := os.MkdirTemp("", "kioskctl-diag-") // 0700
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(folder)
	socket := filepath.Join(folder, "control.sock")
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 2)
	go func() { ended <- t.Run(ctx) }()
	go func() { ended <- t.Control(ctx, socket, func() any { return nil }) }()
	defer func() {
		cancel()
		err = errors.Join(err, <-ended, <-ended)
	}()
	if err := listens(ctx, socket); err != nil {
		return failed(err)
	}
	return use(socket, true)
}

// listens waits until the socket answers.
func listens(ctx context.Context, socket string) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	for {
		err := ask(ctx, io.Discard, socket, "health")
		if err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
