package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/local"
)

func (p *program) backup() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "write all that the hub keeps to a file, while it runs", Args: cobra.ExactArgs(1),
		Long: `Write all that the hub keeps to a file, while it runs: what terminals said,
people, roll-outs, the audit, and the authority with its key. Whoever has the
file can let terminals in: keep it where nobody else comes. The repository of
releases is a folder of its own and not in it.

Everything is as it was at one moment; events and files may be some seconds
younger. Terminals whose status has to wait for it try again. With several hubs
on one NATS cluster the others go on writing meanwhile.`,
		RunE: func(c *cobra.Command, args []string) error {
			return p.talk(c, func(ctx context.Context, h *local.Client) error {
				b, err := keep(ctx, args[0], h)
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "%s: %d tables and logs, %d bytes, as of %s\n", args[0], b.Streams, b.Bytes, b.At.Local().Format(time.DateTime))
				}
				return err
			})
		},
	}
}

// keep puts a backup in its place once it was read back, whole.
func keep(ctx context.Context, path string, h *local.Client) (b hub.Backup, err error) {
	f, err := os.OpenFile(path+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return b, err
	}
	if err = h.Backup(ctx, f); err == nil {
		_, err = f.Seek(0, 0)
	}
	if err == nil {
		b, err = hub.CheckBackup(f)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return b, errors.Join(err, os.Remove(path+".new"))
	}
	if err := os.Rename(path+".new", path); err != nil {
		return b, err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return b, err
	}
	return b, errors.Join(d.Sync(), d.Close())
}

func (p *program) restore() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "make a hub of a backup, where there is none yet", Args: cobra.ExactArgs(1),
		Long: `Make a hub of a backup, in the folder of the settings, where there is none yet.

Terminals go on by themselves, also those that have renewed their certificate
since. What was done at the hub since the backup is forgotten and has to be done
again, before "kioskhub run" where it counts: put terminals out again
(kioskhub certificates revoke), take people out again (kioskhub people remove).
Terminals that were let in since need a new code.`,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := readSettings(p.file)
			if err != nil {
				return err
			}
			o, err := s.options(logTo(c.ErrOrStderr()))
			if err != nil {
				return err
			}
			o.Hints = ""
			f, err := os.Open(args[0])
			if err != nil {
				return could(err)
			}
			defer f.Close()
			b, err := hub.Restore(c.Context(), o, f)
			if err != nil {
				return could(err)
			}
			fmt.Fprintf(c.OutOrStdout(), "the hub is as it was on %s; what was done since has to be done again: revocations and people first\n", b.At.Local().Format(time.DateTime))
			return nil
		},
	}
}
