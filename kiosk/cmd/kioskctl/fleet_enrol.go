package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/uplink"
	"govkiosk/kiosk/slip"
)

func newFleetEnrol() *cobra.Command {
	var file, code string
	c := &cobra.Command{
		Use:   "enrol --code CODE",
		Short: "on a terminal: have its hub give it a certificate",
		Long: `Make a key on this terminal and have the hub of its configuration, [fleet],
sign a certificate for it against a one-time code (kioskhub code, or the
console). The key never leaves the terminal. A terminal that runs goes on with
it within seconds. A terminal whose certificate has ended, or was taken back, is
enrolled again in the same way.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := config.LoadWith(slip.Check, file)
			if err != nil {
				return err
			}
			if cfg.Fleet.Hub == "" {
				return errors.New("fleet.hub: there is no hub in " + file)
			}
			folder := cfg.Fleet.Identity
			id, err := uplink.Enrol(c.Context(), uplink.Options{
				ID: cfg.Terminal.ID, Hub: cfg.Fleet.Hub, Authority: cfg.Fleet.Authority, Folder: uplink.Folder(folder),
			}, strings.TrimSpace(code), cfg.Fleet.Place(), program())
			if err == nil {
				err = likeJournal(folder, cfg.Journal.Path)
			}
			if err != nil {
				return failed(err)
			}
			fmt.Fprintf(c.OutOrStdout(), "%s is enrolled with %s until %s\n", cfg.Terminal.ID, cfg.Fleet.Hub, id.Certificate.Leaf.NotAfter.Local().Format(time.DateOnly))
			return nil
		},
	}
	c.Flags().StringVar(&file, "config", "/etc/govkiosk/kioskd.toml", "configuration of the terminal")
	c.Flags().StringVar(&code, "code", "", "the one-time code")
	_ = c.MarkFlagRequired("code") // the flag is there
	return c
}

// program is the version of this one, which the terminal's came with.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// likeJournal gives a folder to who owns the terminal's journal, where root
// has made it: the terminal's program is not root.
func likeJournal(folder, journal string) error {
	info, err := os.Stat(filepath.Dir(journal))
	if err != nil || os.Geteuid() != 0 {
		return nil // the terminal has never run, or the folder is its own already
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, int(owner.Uid), int(owner.Gid))
	})
}
