package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk"
	"govkiosk/kiosk/blackbox"
	"govkiosk/kiosk/ready"
	"govkiosk/kiosk/ready/pdf"
)

func newReport() *cobra.Command {
	var socket, out, recipient, font, family string
	screen := config.Default().Screen
	c := &cobra.Command{
		Use:   "report --out FILE.pdf|FILE.json",
		Short: "write the readiness report: what is wrong, what to do, devices, tests",
		Long: `Write how the running terminal is: what is wrong and what to do, how every
device is, and the newest result of each test. FILE.json is the same for
programs; FILE.pdf holds that JSON as an attachment.

With --offline KEY it is encrypted for the service organisation's age key
(age1...), to be carried or mailed; FILE gets .age at its end. They open it
with: age -d -i key.txt FILE.age`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if out == "" {
				return fmt.Errorf("kioskctl report: --out FILE is missing")
			}
			var r ready.Report
			if err := asked(c.Context(), socket, "report", &r); err != nil {
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
			return failed(deliver(out, body.Bytes(), recipient))
		},
	}
	c.Flags().StringVar(&socket, "socket", config.Default().Control.Socket, "control socket of the terminal")
	c.Flags().StringVar(&out, "out", "", "file to write (required)")
	c.Flags().StringVar(&recipient, "offline", "", "age key (age1...) to encrypt it for")
	c.Flags().StringVar(&font, "font", screen.FontRegular, "font file or collection")
	c.Flags().StringVar(&family, "family", screen.FontFamily, "face of the collection")
	return c
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

func newBlackBox() *cobra.Command {
	var file, box, out string
	var all bool
	c := &cobra.Command{
		Use:   "blackbox --config FILE --out FILE",
		Short: "export the last half hour: events, devices, timings",
		Long: `Export what the black box holds, one record of JSON a line. The terminal may
run, have stopped, or have crashed. There is nothing of a person in it.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if box == "" {
				cfg, err := config.Load(file)
				if err != nil {
					return err
				}
				box = kiosk.BlackBoxPath(&cfg)
			}
			records, err := blackbox.Read(box)
			if err != nil {
				return failed(err)
			}
			if !all {
				records = blackbox.Newest(records, blackbox.Kept)
			}
			var body bytes.Buffer
			for _, r := range records {
				if err := json.NewEncoder(&body).Encode(r); err != nil {
					return failed(err)
				}
			}
			if out == "" {
				_, err = io.Copy(c.OutOrStdout(), &body)
				return failed(err)
			}
			if n := len(records); n > 0 {
				fmt.Fprintf(c.OutOrStdout(), "%d records, %s to %s\n", n, records[0].At.Format(time.DateTime), records[n-1].At.Format(time.DateTime))
			}
			return failed(os.WriteFile(out, body.Bytes(), 0o600))
		},
	}
	c.Flags().StringVar(&file, "config", "/etc/govkiosk/kioskd.toml", "configuration of the terminal")
	c.Flags().StringVar(&box, "file", "", "the box itself, instead of the configuration's")
	c.Flags().StringVar(&out, "out", "", "file to write; standard output without")
	c.Flags().BoolVar(&all, "all", false, "all that is there, not the last half hour alone")
	return c
}
