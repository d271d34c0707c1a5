package upstream

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// authority issues certificates and writes them to a folder.
type authority struct {
	t    *testing.T
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t, dir: t.TempDir()}
	a.key = a.newKey()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	a.cert = a.sign(template, template, a.key)
	a.write("ca.pem", "CERTIFICATE", a.cert.Raw)
	return a
}

func (a *authority) newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	return key
}

func (a *authority) sign(template, parent *x509.Certificate, key *ecdsa.PrivateKey) *x509.Certificate {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return cert
}

func (a *authority) write(name, kind string, der []byte) {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	if err := os.WriteFile(filepath.Join(a.dir, name), text, 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// issue writes name.pem and name.key.
func (a *authority) issue(name string) tls.Certificate {
	key := a.newKey()
	cert := a.sign(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}, a.cert, key)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	a.write(name+".pem", "CERTIFICATE", cert.Raw)
	a.write(name+".key", "PRIVATE KEY", der)
	return tls.Certificate{Certificate: [][]byte{cert.Raw}, PrivateKey: key}
}

func (a *authority) path(name string) string { return filepath.Join(a.dir, name) }

// serve is a gateway that wants a client certificate of this authority.
func (a *authority) serve(f *far) string {
	s := httptest.NewUnstartedServer(f)
	clients := x509.NewCertPool()
	clients.AddCert(a.cert)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{a.issue("gateway")}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: clients}
	s.EnableHTTP2 = true
	s.Config.ErrorLog = quiet
	s.StartTLS()
	a.t.Cleanup(s.Close)
	return s.URL
}

// The certificate says who asks, digest and nonce that it is asked once; the
// key comes as a systemd credential.
func TestClientCertificate(t *testing.T) {
	a := newAuthority(t)
	a.issue("terminal")
	t.Setenv("CREDENTIALS_DIRECTORY", a.dir)
	g := config.Gateway{
		Scheme: config.SchemeDistrict, CAFile: a.path("ca.pem"), ClientCert: a.path("terminal.pem"), ClientKeyFile: "terminal.key",
	}
	f := &far{scheme: schemeOf(t, g), guard: sign.Guard{Behind: time.Minute, Ahead: time.Second}, script: []http.HandlerFunc{
		answers(200, "application/json", hallAnswer), answers(201, "application/json", ticketAnswer),
	}}
	_, c := wayTo(t, a.serve(f), g, nil)
	if _, err := c.Overview(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house}); err != nil {
		t.Fatal(err)
	}
	for _, r := range f.seen {
		if name := r.TLS.PeerCertificates[0].Subject.CommonName; name != "terminal" || r.ProtoMajor != 2 {
			t.Errorf("%s over %s", name, r.Proto)
		}
	}
}

func TestCertificatesThatDoNotFit(t *testing.T) {
	a, b := newAuthority(t), newAuthority(t)
	a.issue("terminal")
	b.issue("stranger")
	f := &far{script: []http.HandlerFunc{answers(200, "application/json", hallAnswer)}}
	url := a.serve(f)
	for name, g := range map[string]config.Gateway{
		"nobody vouches for the gateway": {ClientCert: a.path("terminal.pem"), ClientKeyFile: a.path("terminal.key")},
		"another authority":              {CAFile: b.path("ca.pem"), ClientCert: a.path("terminal.pem"), ClientKeyFile: a.path("terminal.key")},
		"a stranger":                     {CAFile: a.path("ca.pem"), ClientCert: b.path("stranger.pem"), ClientKeyFile: b.path("stranger.key")},
		"no certificate":                 {CAFile: a.path("ca.pem")},
	} {
		_, c := wayTo(t, url, g, nil)
		if _, err := c.Overview(t.Context()); hall.KindOf(err) != hall.Unreachable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(f.seen) != 0 {
		t.Errorf("%d requests were answered", len(f.seen))
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	a := newAuthority(t)
	a.issue("terminal")
	a.issue("other")
	for says, g := range map[string]config.Gateway{
		"no such file":           {CAFile: a.path("gone.pem")},
		"holds no certificate":   {CAFile: a.path("terminal.key")},
		"client_cert":            {ClientCert: a.path("terminal.pem"), ClientKeyFile: a.path("other.key")},
		"not an SM2 private key": {Scheme: "sorted-kv", ID: "a", Algorithm: "sm2", KeyFile: a.path("terminal.key")},
		`there is no scheme`:     {Scheme: "md5", ID: "a"},
	} {
		if _, err := New(config.API{Gateway: g}, "LN-0103", nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("want %q: %v", says, err)
		}
	}
}
