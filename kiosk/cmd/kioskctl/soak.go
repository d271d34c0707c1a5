package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// stopPatience is how long a soak may take to put things back.
const stopPatience = diag.Grace + 5*time.Second

func newSoak() *cobra.Command {
	var f diagFlags
	var hours float64
	var devices []string
	var o diag.SoakOrder
	all, usual := diag.SoakDevices()
	c := &cobra.Command{
		Use:   "soak --hours N",
		Short: "cycle the devices for hours, count what fails and draw its trend",
		Long: `Cycle devices for hours, with nobody there: the terminal is out of service
meanwhile. Failures are counted by their kind, and drawn over the time. No door
is opened; lights and the code reader's are lit for a moment each; the printer
is asked, and with --print prints and cuts a short slip each time.

Ctrl-C ends it with what was counted so far, and gives the terminal back.
Where kioskd is stopped, the devices are opened directly, which needs --config.

The exit code is 1 when a cycle failed. A terminal that was soaked on the bench
says little of one in a hall: soak it where it stands.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o.For = time.Duration(hours * float64(time.Hour))
			o.Devices = nil
			for _, d := range devices {
				o.Devices = append(o.Devices, diag.Device(d))
			}
			if err := o.Check(); err != nil {
				return err
			}
			asked, stop := interrupted(c.Context())
			defer stop()
			return f.with(c.Context(), func(socket string, _ bool) error {
				s := newDiagScreen(socket, f, strings.NewReader(""), c.OutOrStdout())
				return s.soak(c.Context(), asked, o)
			})
		},
	}
	f.flags(c)
	p := c.Flags()
	p.Float64Var(&hours, "hours", 0, "how long, parts of hours too (required)")
	p.StringSliceVar(&devices, "devices", words(usual), "which: "+strings.Join(words(all), ","))
	p.DurationVar(&o.Every, "every", 10*time.Second, "from the begin of one cycle to the next")
	p.IntVar(&o.Cycles, "cycles", 0, "end after so many; 0: by the time alone")
	p.BoolVar(&o.Print, "print", false, "the printer prints a short slip each time")
	p.StringVar(&f.as, "as", login(), "name of the technician, for the journal")
	p.StringVar(&f.lang, "lang", string(screens.English), "zh-Hans or en")
	p.BoolVar(&f.json, "json", false, "print JSON, once it has ended")
	p.BoolVar(&f.ask, "ask", false, "ask whoever has the terminal for it")
	return c
}

func words(devices []diag.Device) []string {
	var out []string
	for _, d := range devices {
		out = append(out, string(d))
	}
	return out
}

// soak runs an order until it ends, or is asked to.
func (s *diagScreen) soak(ctx, asked context.Context, o diag.SoakOrder) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := s.open(ctx); err != nil {
		return failed(err)
	}
	if err := s.session.order(ctx, kiosk.DiagOrder{Soak: &o}); err != nil {
		return failed(err)
	}
	var tally *diag.Tally
	ends := asked.Done()
	for {
		select {
		case <-ends:
			ends = nil
			go s.session.order(ctx, kiosk.DiagOrder{Stop: true}) // its end is news
			defer time.AfterFunc(stopPatience, cancel).Stop()
		case n, ok := <-s.session.news:
			switch {
			case !ok || n.Error != "":
				return failed(errors.Join(fmt.Errorf("%w: %s", errTaken, n.Error), s.soaked(tally)))
			case n.Status == nil:
				continue
			}
			if p := n.Status.Desk.Prompt; p != nil && p.Tally != nil {
				tally = p.Tally
				s.progress(tally, n.Status.At)
			}
			if d := n.Status.Desk; d.Test == "" && len(d.Done) > 0 {
				return s.soaked(d.Done[len(d.Done)-1].Tally)
			}
		}
	}
}

// progress is one line for each count that is new.
func (s *diagScreen) progress(t *diag.Tally, at time.Time) {
	cycles, failed := 0, 0
	for _, d := range t.Devices {
		cycles, failed = max(cycles, d.Cycles), failed+d.Failed
	}
	line := fmt.Sprintf("cycle %d, %d failed", cycles, failed)
	if line != s.waits {
		s.waits = line
		s.say("%s %s", at.Format(time.TimeOnly), line)
	}
}

// soaked prints what was counted.
func (s *diagScreen) soaked(t *diag.Tally) error {
	if t == nil {
		return failed(errors.New("kioskctl soak: it ended before its first cycle"))
	}
	if s.flags.json {
		if err := indented(s.out, t); err != nil {
			return failed(err)
		}
	} else {
		s.say("%s", tallyText(t))
	}
	for _, d := range t.Devices {
		if d.Failed > 0 {
			return coded{code: exitFailed}
		}
	}
	return nil
}
