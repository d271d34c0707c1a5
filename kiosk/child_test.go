package kiosk_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"govkiosk/config"
	"govkiosk/kiosk"
	"govkiosk/kiosk/blackbox"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/slip"
	"govkiosk/screens"
)

// childConfig names the variable that makes this test binary a terminal: the
// production wiring without a window. Views go out as JSON lines, intents
// come in as JSON lines, and the parent may kill it at any moment.
const childConfig = "GOVKIOSK_TEST_TERMINAL"

func TestMain(m *testing.M) {
	if file := os.Getenv(childConfig); file != "" {
		if err := terminal(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

func terminal(file string) error {
	cfg, err := config.Load(file)
	if err != nil {
		return err
	}
	records, err := journal.Open(cfg.Journal.Path, time.Now)
	if err != nil {
		return err
	}
	slips, err := slip.New(cfg)
	if err != nil {
		return err
	}
	box, crashed, err := blackbox.Open(kiosk.BlackBoxPath(&cfg), nil)
	if err != nil {
		return err
	}
	defer box.Close()
	out := json.NewEncoder(os.Stdout)
	t, err := kiosk.New(kiosk.Options{
		Config: &cfg, Journal: records, Slips: slips,
		Show: func(v screens.View) { out.Encode(v) },
		Push: func(screens.Pointer) {},
		Box:  box, Crashed: crashed,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // standard input ends with the parent
		defer cancel()
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			var i screens.Intent
			if json.Unmarshal(lines.Bytes(), &i) == nil {
				t.Intent(i)
			}
		}
	}()
	return t.Run(ctx)
}
