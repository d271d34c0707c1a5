package probe_test

import (
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/probe"
)

// rowOf is the row of a check after a probe of a gateway that answers so.
func rowOf(t *testing.T, check string, g config.Gateway, h http.HandlerFunc) probe.Row {
	t.Helper()
	server := httptest.NewTLSServer(h)
	defer server.Close()
	g.CAFile = filepath.Join(t.TempDir(), "ca.pem")
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(g.CAFile, ca, 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	cfg.Terminal.ID = "T-1"
	cfg.API.URL, cfg.API.Gateway = server.URL, g
	p := probe.New(cfg, true)
	p.Run(t.Context())
	for _, r := range p.Rows {
		if r.Check == check {
			return r
		}
	}
	t.Fatalf("no row %s in %+v", check, p.Rows)
	return probe.Row{}
}

func TestProbeOverTLS(t *testing.T) {
	plain := config.Gateway{Scheme: config.SchemeNone}
	notFound := http.NotFound
	if r := rowOf(t, "tls", plain, notFound); r.State != probe.Good || !strings.Contains(r.Detail, "TLS 1.3, ") || !strings.Contains(r.Detail, "days left") {
		t.Errorf("%+v", r)
	}
	if r := rowOf(t, "overview", plain, notFound); r.State != probe.Bad {
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
	if r.State != probe.Bad || r.Detail != `refused: code 4010: "sign error"` {
		t.Errorf("%+v", r)
	}
}
