package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"govkiosk/config"
	"govkiosk/kiosk"
)

// forgetCalibration has the terminal forget its calibration, and removes the
// file where none runs.
func forgetCalibration(ctx context.Context, w io.Writer, cfg config.Config) error {
	f, err := askToForget(ctx, cfg.Control.Socket)
	when := "the configuration holds now"
	if dial := new(net.OpError); errors.As(err, &dial) && dial.Op == "dial" {
		f, err = kiosk.ForgetCalibration(&cfg)
		when = "no terminal runs here; the configuration holds from its next start on"
	}
	if err != nil {
		return fmt.Errorf("kioskctl: %w", err)
	}
	what := "removed"
	if !f.Removed {
		what = "there was none"
	}
	_, err = fmt.Fprintf(w, "%s: %s; %s\n", f.File, what, when)
	return err
}

func askToForget(ctx context.Context, socket string) (f kiosk.Forgotten, err error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodDelete, controlURL+"calibration", nil)
	if err != nil {
		return f, err
	}
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return f, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		why, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
		return f, errors.Join(errors.New(strings.TrimSpace(string(why))), err)
	}
	return f, json.NewDecoder(response.Body).Decode(&f)
}
