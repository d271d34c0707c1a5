package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk"
)

func newCalibrate() *cobra.Command {
	at := target{file: "/etc/govkiosk/kioskd.toml"}
	var rotate string
	var reset bool
	order := kiosk.CalibrateOrder{}
	c := &cobra.Command{
		Use:   "calibrate --config FILE",
		Short: "calibrate the touch panel of the running terminal",
		Long: "Has the terminal show crosses one after another. Touch the middle of each with a\n" +
			"finger. A touch that does not go with the others is asked for again, a last one\n" +
			"proves the result, and only then it is stored and used. Ctrl-C, a miss too many\n" +
			"and nobody touching leave the calibration as it was.\n\n" +
			"--reset removes the calibration that is kept, whether the terminal runs or not:\n" +
			"touch.calibration and touch.rotation of the configuration hold from then on.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if at.socket != "" && !reset && !c.Flags().Changed("config") {
				at.file = "" // the socket is enough
			}
			cfg, err := at.config()
			if err != nil {
				return err
			}
			if reset {
				return failed(forgetCalibration(c.Context(), c.OutOrStdout(), cfg))
			}
			if order.Rotate, err = turn(rotate); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return failed(calibrate(ctx, c.OutOrStdout(), cfg, order))
		},
	}
	at.flags(c)
	c.Flags().IntVar(&order.Points, "points", 5, "3 or 5 crosses; only with 5 a crooked touch is found")
	c.Flags().StringVar(&rotate, "rotate", "any", "0, 90, 180 or 270: refuse touches that say otherwise of the panel")
	c.Flags().BoolVar(&reset, "reset", false, "remove the calibration that is kept, and calibrate nothing")
	c.Flags().IntVar(&order.WaitS, "wait", 30, "seconds without a touch after which it ends")
	for _, other := range []string{"points", "rotate", "wait"} {
		c.MarkFlagsMutuallyExclusive("reset", other)
	}
	return c
}

// turn reads the flag; nil is any.
func turn(word string) (*int, error) {
	for _, degrees := range []int{0, 90, 180, 270} {
		if word == fmt.Sprint(degrees) {
			return &degrees, nil
		}
	}
	if word == "any" {
		return nil, nil
	}
	return nil, fmt.Errorf("calibrate: --rotate %s: want 0, 90, 180, 270 or any", word)
}

// calibrate has the terminal calibrate its panel and tells how it goes.
func calibrate(ctx context.Context, w io.Writer, cfg config.Config, order kiosk.CalibrateOrder) error {
	body, err := json.Marshal(order)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, controlURL+"calibrate", bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := controlClient(cfg.Control.Socket).Do(request)
	if err != nil {
		return fmt.Errorf("kioskctl: the terminal does not answer; calibrating needs it to run: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
		return errors.Join(fmt.Errorf("kioskctl: %s", strings.TrimSpace(string(why))), err)
	}
	for steps := json.NewDecoder(response.Body); ; {
		var s kiosk.CalibrateStep
		if err := steps.Decode(&s); err != nil {
			return fmt.Errorf("kioskctl: the calibration was broken off; the old one stays: %w", err)
		}
		fmt.Fprintln(w, stepLine(s))
		switch s.Step {
		case "done":
			return nil
		case "kept":
			return coded{exitFailed, nil}
		}
	}
}

// stepLine is a step in a technician's words.
func stepLine(s kiosk.CalibrateStep) string {
	switch s.Step {
	case "touch":
		return fmt.Sprintf("touch cross %d of %d", s.Point, s.Of)
	case "taken":
		return fmt.Sprintf("  taken at %.0f, %.0f counts", s.RawX, s.RawY)
	case "crooked":
		if s.Point == 0 {
			return "  the touches lie on one line or go with nothing; all of them again"
		}
		return fmt.Sprintf("  cross %d was missed by %.0f px; once more", s.Point, s.MissPX)
	case "proof":
		return fmt.Sprintf("off by %s px, %.1f at most, %.1f rms; touch the cross that proves it", pixels(s.MissesPX), s.MaxPX, s.RMSPX)
	case "missed":
		return fmt.Sprintf("  the proof is off by %.0f px; once more", s.MissPX)
	case "done":
		return doneLine(s)
	case "kept":
		return "the old calibration stays: " + s.Cause
	}
	return s.Step
}

func doneLine(s kiosk.CalibrateStep) string {
	how := ""
	if s.Turned != nil && *s.Turned != 0 {
		how += fmt.Sprintf("; turned by %d degrees", *s.Turned)
	}
	if s.Mirrored {
		how += "; mirrored"
	}
	return fmt.Sprintf("calibrated and in use%s; kept in %s", how, s.File)
}

func pixels(all []float64) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = fmt.Sprintf("%.1f", v)
	}
	return strings.Join(words, " ")
}
