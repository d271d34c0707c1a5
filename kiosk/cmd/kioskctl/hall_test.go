package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"govkiosk/config"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// Names that two packages write down, since config knows no program.
func TestConfigNamesTheSchemesThatSign(t *testing.T) {
	names := slices.Sorted(maps.Keys(config.Schemes))
	want := slices.Sorted(slices.Values(append([]string{config.SchemeNone}, sign.Schemes...)))
	if !slices.Equal(names, want) {
		t.Errorf("config has %q, sign %q", names, want)
	}
	for _, name := range sign.Schemes {
		if got := config.Schemes[name]; !slices.Equal(got, sign.Algorithms(name)) {
			t.Errorf("%s: config has %q, sign %q", name, got, sign.Algorithms(name))
		}
	}
}

func TestConfigNamesTheRefusalsOfTheHall(t *testing.T) {
	want := hall.Refusals()
	if !slices.Equal(config.Refusals, want) {
		t.Errorf("config has %q, hall %q", config.Refusals, want)
	}
}

// gateway starts the district's API behind a gateway that wants x-tif
// signatures, and writes where it is: gateway FILE SECRET [AHEAD], AHEAD being
// how far its clock is ahead.
func gateway(ts *testscript.TestScript, _ bool, args []string) {
	ahead := time.Duration(0)
	if len(args) > 2 {
		var err error
		ahead, err = time.ParseDuration(args[2])
		ts.Check(err)
	}
	d, err := district.New(district.Options{Dir: ts.MkAbs("."), BaseURL: "http://hall.example", AlwaysOpen: true})
	ts.Check(err)
	scheme, err := sign.New(sign.Opts{Scheme: "x-tif", ID: "demo_kiosk"})
	ts.Check(err)
	g := keeperOfTheGate{scheme, sign.NewSecret([]byte(args[1])), &sign.Guard{Behind: 180 * time.Second, Ahead: time.Second}, ahead, d.Handler()}
	server := httptest.NewServer(g)
	ts.Defer(func() {
		server.Close()
		ts.Check(d.Close())
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), fmt.Appendf(nil, "[api]\nurl = %q\n", server.URL), 0o600))
}

type keeperOfTheGate struct {
	scheme *sign.Scheme
	secret sign.Secret
	guard  *sign.Guard
	ahead  time.Duration
	hall   http.Handler
}

func (g keeperOfTheGate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	now := time.Now().Add(g.ahead)
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	claim, err := g.scheme.Verify(sign.Request{Method: r.Method, Path: r.URL.EscapedPath(), Body: body, Header: r.Header}, g.secret)
	if err == nil {
		err = g.guard.Admit(claim, now)
	}
	if err != nil {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"message":%q}`, err)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	g.hall.ServeHTTP(w, r)
}
