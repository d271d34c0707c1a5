package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/ready"
	"govkiosk/kiosk/ready/pdf"
)

// offlineKey stands for the key of the configuration.
const offlineKey = "configured"

func newReport() *cobra.Command {
	var f diagFlags
	var out, recipient, font, family string
	var slip bool
	screen := config.Default().Screen
	c := &cobra.Command{
		Use:   "report --out FILE.pdf|FILE.json | --print",
		Short: "write the readiness report: what is wrong, what to do, devices, tests",
		Long: `Write how the terminal is: what is wrong and what to do, how every device is,
and the newest result of each test. FILE.json is the same for programs;
FILE.pdf holds that JSON as an attachment. --print prints it in short on the
receipt printer, with a code for the phone of whoever is on the line. Where
kioskd is stopped, the devices are opened directly, which needs --config.

With --offline it is encrypted for the service organisation's age key, that of
service.recipient in --config or --offline age1..., to be carried or mailed;
FILE gets .age at its end. They open it with: age -d -i key.txt FILE.age`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" && !slip {
				return fmt.Errorf("kioskctl report: --out FILE is missing")
			}
			key, err := f.recipient(recipient, args)
			if err != nil {
				return err
			}
			return f.with(c.Context(), func(socket string, direct bool) error {
				if direct {
					if err := settledIn(c.Context(), socket); err != nil {
						return failed(err)
					}
				}
				if slip {
					if err := printReport(c.Context(), socket); err != nil || out == "" {
						return failed(err)
					}
				}
				return writeReport(c.Context(), socket, out, key, font, family)
			})
		},
	}
	f.flags(c)
	c.Flags().StringVar(&out, "out", "", "file to write")
	c.Flags().BoolVar(&slip, "print", false, "print it in short on the receipt printer")
	c.Flags().StringVar(&recipient, "offline", "", "encrypt it, for the age key that follows or the configuration's")
	c.Flags().Lookup("offline").NoOptDefVal = offlineKey
	c.Flags().StringVar(&font, "font", screen.FontRegular, "font file or collection")
	c.Flags().StringVar(&family, "family", screen.FontFamily, "face of the collection")
	return c
}

// recipient is the age key of --offline: the one that follows it, or that of
// the configuration; empty: nothing is encrypted.
func (f diagFlags) recipient(said string, args []string) (string, error) {
	switch {
	case said != offlineKey && len(args) > 0:
		return "", fmt.Errorf("kioskctl report: what is %q", args[0])
	case said != offlineKey:
		return said, nil
	case len(args) > 0:
		return args[0], nil
	}
	cfg, err := config.Load(cmp.Or(f.file, "/etc/govkiosk/kioskd.toml"))
	if err == nil && cfg.Service.Recipient == "" {
		err = fmt.Errorf("kioskctl report: service.recipient is empty; say --offline RECIPIENT, an age1 key")
	}
	return cfg.Service.Recipient, err
}

// settleMost is how long devices that were just opened may take to say how
// they are.
const settleMost = 10 * time.Second

// settledIn waits until every device that is fitted has said its first word.
func settledIn(ctx context.Context, socket string) error {
	for end := time.Now().Add(settleMost); ; time.Sleep(100 * time.Millisecond) {
		var s diag.Status
		if err := asked(ctx, socket, "diag", &s); err != nil {
			return err
		}
		starting := slices.ContainsFunc(s.Devices, func(d diag.PartRow) bool {
			return d.Fitted && d.State == drivers.Starting && d.Device != diag.Network
		})
		if !starting || time.Now().After(end) {
			return nil
		}
	}
}

func writeReport(ctx context.Context, socket, out, key, font, family string) error {
	var r ready.Report
	if err := asked(ctx, socket, "report", &r); err != nil {
		return failed(err)
	}
	var body bytes.Buffer
	var err error
	switch filepath.Ext(out) {
	case ".json":
		err = indented(&body, r)
	case ".pdf":
		err = pdf.Write(&body, r, font, family)
	default:
		return fmt.Errorf("kioskctl report: FILE ends in .pdf or .json, not %q", out)
	}
	if err != nil {
		return failed(err)
	}
	return failed(deliver(out, body.Bytes(), key))
}

// printReport has the terminal print it in short.
func printReport(ctx context.Context, socket string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, controlURL+"report/print", nil)
	if err != nil {
		return err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return fmt.Errorf("kioskctl: the terminal does not answer: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
		return errors.Join(fmt.Errorf("kioskctl report: %s", strings.TrimSpace(string(why))), err)
	}
	return nil
}

// deliver writes a file, encrypted where there is a key for it.
func deliver(out string, body []byte, recipient string) error {
	if recipient == "" {
		return os.WriteFile(out, body, 0o600)
	}
	key, err := age.ParseX25519Recipient(recipient)
	if err != nil {
		return err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, key)
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	if err := errors.Join(err, w.Close()); err != nil {
		return err
	}
	return os.WriteFile(out+".age", sealed.Bytes(), 0o600)
}
