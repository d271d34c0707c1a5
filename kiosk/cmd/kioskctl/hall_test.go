package main

import (
	"bytes"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// rowOf is the row of a check after a probe of a gateway that answers so.
func rowOf(t *testing.T, check string, g config.Gateway, h http.HandlerFunc) probeRow {
	t.Helper()
	server := httptest.NewTLSServer(h)
	defer server.Close()
	g.CAFile = filepath.Join(t.TempDir(), "ca.pem")
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(g.CAFile, ca, 0o600); err != nil {
		t.Fatal(err)
	}
	p := probe{cfg: config.Default(), readOnly: true}
	p.cfg.Terminal.ID = "T-1"
	p.cfg.API.URL, p.cfg.API.Gateway = server.URL, g
	p.run(t.Context())
	for _, r := range p.Rows {
		if r.Check == check {
			return r
		}
	}
	t.Fatalf("no row %s in %+v", check, p.Rows)
	return probeRow{}
}

func TestProbeOverTLS(t *testing.T) {
	plain := config.Gateway{Scheme: config.SchemeNone}
	notFound := http.NotFound
	if r := rowOf(t, "tls", plain, notFound); r.State != probeGood || !strings.Contains(r.Detail, "TLS 1.3, ") || !strings.Contains(r.Detail, "days left") {
		t.Errorf("%+v", r)
	}
	if r := rowOf(t, "overview", plain, notFound); r.State != probeBad {
		t.Errorf("%+v", r)
	}
}

// A gateway that refuses the signature inside an envelope answers 200.
func TestProbeSignatureInAnEnvelope(t *testing.T) {
	g := config.Gateway{
		Scheme: config.SchemeDistrict, SuccessCodes: []string{"0"}, Codes: map[string]string{"4010": hall.CodeSignature},
	}
	r := rowOf(t, "signature", g, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"code":4010,"message":"sign error"}`)
	})
	if r.State != probeBad || r.Detail != `refused: code 4010: "sign error"` {
		t.Errorf("%+v", r)
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
