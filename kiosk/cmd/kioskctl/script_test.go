package main

import (
	"encoding/json"
	"errors"
	"image/png"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
	"govkiosk/kiosk/fault"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kioskctl": main})
}

// TestScripts runs testdata/*.txtar against the program itself.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		// Scripts have an environment of their own.
		Setup: func(env *testscript.Env) error {
			env.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"paper":    paper,
			"terminal": terminal,
			"gateway":  gateway,
			"adapter":  adapter,
			"held":     held,
			"network":  network,
			"healthy":  healthy,
			"placed":   placed,
			"fleetHub": fleetHub,
			"private":  private,
		},
	})
}

// exits runs a program and wants its exit code: exits CODE PROGRAM ARGS...
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// paper wants a picture of 80 mm paper that is printed on: paper FILE.
func paper(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	img, err := png.Decode(f)
	ts.Check(err)
	if w := img.Bounds().Dx(); w != 576 {
		ts.Fatalf("the paper is %d dots wide", w)
	}
	ink := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				ink++
			}
		}
	}
	if all := 576 * img.Bounds().Dy(); ink < all/50 || ink > all/2 {
		ts.Fatalf("%d of %d dots are black", ink, all)
	}
}

// terminal answers at a control socket until the script ends: terminal SOCKET.
func terminal(ts *testscript.TestScript, _ bool, args []string) {
	listener, err := net.Listen("unix", ts.MkAbs(args[0]))
	ts.Check(err)
	mux := http.NewServeMux()
	for path, body := range map[string]any{
		"/v1/screen":        map[string]any{"screen": "home", "widgets": []string{}},
		"/v1/health":        []map[string]string{{"device": "printer", "state": "-", "paper": "low"}},
		"/v1/faults/coming": []fault.Shown{},
		"/v1/faults":        fault.Show([]fault.Active{{Code: "PRN-COVER-OPEN", Device: "printer", Since: time.Now()}}, time.Now()),
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			ts.Check(json.NewEncoder(w).Encode(body))
		})
	}
	server := &http.Server{Handler: mux}
	done := make(chan error)
	go func() { done <- server.Serve(listener) }()
	ts.Defer(func() {
		server.Close()
		<-done
	})
}

// What may be configured of a printer is what its driver takes: the same rows,
// and of each the same words. Star's own mark is what "profile" stands for.
func TestConfigKnowsThePrintersOfTheDriver(t *testing.T) {
	var want []config.PrinterProfile
	for _, name := range escpos.ProfileNames() {
		p, _ := escpos.ProfileOf(name)
		row := config.PrinterProfile{Name: name}
		for _, c := range p.Confirms() {
			if c != escpos.ConfirmETB {
				row.Confirms = append(row.Confirms, string(c))
			}
		}
		for _, e := range p.Encodings() {
			row.Encodings = append(row.Encodings, string(e))
		}
		takes := func(o escpos.Opts) bool {
			o.Profile = name
			_, err := escpos.New(nil, &o)
			return err == nil
		}
		row.Density, row.Speed = takes(escpos.Opts{Density: 1}), takes(escpos.Opts{Speed: 1})
		for i, then := range []escpos.Then{escpos.ThenHold, escpos.ThenEject, escpos.ThenRetract} {
			if takes(escpos.Opts{Present: escpos.Presentation{Out: 320, Then: then, After: 5 * time.Second}}) {
				row.Presents = append(row.Presents, []string{config.ThenHold, config.ThenEject, config.ThenRetract}[i])
			}
		}
		want = append(want, row)
	}
	if diff := cmp.Diff(want, config.Profiles); diff != "" {
		t.Errorf("the driver and the configuration differ:\n%s", diff)
	}
	for _, row := range config.Profiles {
		for _, c := range append(row.Confirms, config.ConfirmProfile) {
			for _, e := range row.Encodings {
				o := escpos.Opts{Profile: row.Name, Confirm: escpos.Confirm(c), Encoding: escpos.Encoding(e)}
				if c == config.ConfirmProfile {
					o.Confirm = escpos.ConfirmProfile
				}
				if _, err := escpos.New(nil, &o); err != nil {
					t.Errorf("%s, %s, %s: the driver says %v", row.Name, c, e, err)
				}
			}
		}
	}
}

func TestExampleConfigurationIsGood(t *testing.T) {
	path := filepath.Join("..", "..", "..", "config", "example.toml")
	if code := run([]string{"config", "check", path}, nil, os.Stdout, os.Stderr); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
