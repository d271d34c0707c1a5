package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk"
	"govkiosk/kiosk/blackbox"
)

func newBlackBox() *cobra.Command {
	var file, box, out string
	zone := time.Local
	var all bool
	c := &cobra.Command{
		Use:   "blackbox --config FILE --out FILE",
		Short: "export the last half hour: events, devices, timings",
		Long: `Export what the black box holds, one record of JSON a line. The terminal may
run, have stopped, or have crashed. There is nothing of a person in it. Times
are those of the hall, with their offset.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if box == "" {
				cfg, err := config.Load(file)
				if err != nil {
					return err
				}
				box = kiosk.BlackBoxPath(&cfg)
				if zone, err = time.LoadLocation(cfg.Hall.Zone); err != nil {
					return err
				}
			}
			records, err := blackbox.Read(box)
			if err != nil {
				return failed(err)
			}
			if !all {
				records = blackbox.Newest(records, blackbox.Kept)
			}
			var body bytes.Buffer
			for i := range records {
				records[i].At = records[i].At.In(zone)
			}
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
				fmt.Fprintf(c.OutOrStdout(), "%d records, %s to %s\n", n, records[0].At.Format("2006-01-02 15:04:05 -07:00"), records[n-1].At.Format("15:04:05"))
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
