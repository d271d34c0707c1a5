package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

const (
	// certificateSoon is when somebody should look after a certificate.
	certificateSoon = 30 * 24 * time.Hour
	// clockClose is what a Date header, cut to the second, can tell.
	clockClose = 2 * time.Second
	// maxProbe is how much of the first answer is read.
	maxProbe = 1 << 20
)

// reach opens a connection and says nothing on it.
func (p *Probe) reach(ctx context.Context) bool {
	u, err := url.Parse(p.cfg.API.URL)
	if err != nil {
		p.row("reach", Bad, 0, "api.url is no address")
		return false
	}
	host := u.Host
	if u.Port() == "" {
		host = net.JoinHostPort(u.Hostname(), u.Scheme) // net knows the ports of http and https
	}
	ctx, cancel := context.WithTimeout(ctx, p.cfg.API.ReadTimeout)
	defer cancel()
	begin := time.Now()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", host)
	if err != nil {
		p.row("reach", Bad, time.Since(begin), "%v", err)
		return false
	}
	defer conn.Close()
	p.row("reach", Good, time.Since(begin), "%s", conn.RemoteAddr())
	return true
}

// certificate looks at the terminal's own.
func (p *Probe) certificate() {
	path := p.cfg.API.Gateway.ClientCert
	if path == "" {
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		p.row("client certificate", Bad, 0, "%v", err)
		return
	}
	block, _ := pem.Decode(data)
	if block == nil {
		p.row("client certificate", Bad, 0, "%s holds no PEM", path)
		return
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		p.row("client certificate", Bad, 0, "%v", err)
		return
	}
	p.days("client certificate", 0, cert, "")
}

// days says how long a certificate is still good.
func (p *Probe) days(check string, took time.Duration, cert *x509.Certificate, prefix string) {
	left := time.Until(cert.NotAfter)
	state := Good
	switch {
	case left <= 0:
		state = Bad
	case left < certificateSoon:
		state = Warn
	}
	p.row(check, state, took, "%s%d days left, until %s, %s", prefix, int(left/(24*time.Hour)), cert.NotAfter.Format(time.DateOnly), cert.Subject)
}

// secret reads the secret, or buys one, and never shows it.
func (p *Probe) secret(ctx context.Context) bool {
	g := p.cfg.API.Gateway
	if g.Scheme == config.SchemeNone || g.SecretFile == "" {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, p.cfg.API.ReadTimeout)
	defer cancel()
	begin := time.Now()
	until, err := p.way.Renew(ctx)
	took := time.Since(begin)
	switch path, _ := sign.SecretPath(g.SecretFile); {
	case err != nil:
		p.row("secret", Bad, took, "%v", err)
		return false
	case everybodyReads(path):
		p.row("secret", Warn, took, "every user of this machine can read %s", path)
	case until.IsZero():
		p.row("secret", Good, took, "from %s", path)
	default:
		p.row("secret", Good, took, "bought, good until %s", until.Format(time.RFC3339))
	}
	return true
}

func everybodyReads(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o004 != 0
}

// first asks for the overview and looks at everything but its content.
func (p *Probe) first(ctx context.Context) bool {
	begin := time.Now()
	resp, body, err := p.ask(ctx)
	if err == nil && resp.StatusCode == http.StatusUnauthorized {
		if ahead, _ := p.way.Ahead(); ahead != 0 {
			resp, body, err = p.ask(ctx) // by the clock that the refusal taught
		}
	}
	took := time.Since(begin)
	if err != nil {
		p.row("answer", Bad, took, "%v", err)
		return false
	}
	p.row("answer", Good, took, "%s, %d bytes, %s", resp.Proto, len(body), resp.Status)
	p.encryption(resp.TLS)
	p.clock()
	return p.signature(resp, body)
}

func (p *Probe) ask(ctx context.Context) (*http.Response, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, p.cfg.API.ReadTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.cfg.API.URL+"/v1/hall", nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("X-Terminal-ID", p.cfg.Terminal.ID)
	resp, err := p.way.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxProbe))
	return resp, body, err
}

// encryption says which, and which certificate of the gateway's chain ends
// first.
func (p *Probe) encryption(state *tls.ConnectionState) {
	if state == nil {
		p.row("tls", Warn, 0, "none: everybody on the way can read and change the calls")
		return
	}
	chain := state.PeerCertificates
	if len(state.VerifiedChains) > 0 {
		chain = state.VerifiedChains[0]
	}
	ends := chain[0]
	for _, cert := range chain {
		if cert.NotAfter.Before(ends.NotAfter) {
			ends = cert
		}
	}
	p.days("tls", 0, ends, tls.VersionName(state.Version)+", ")
}

func (p *Probe) clock() {
	ahead, heard := p.way.Ahead()
	switch {
	case !heard:
		p.row("clock", Warn, 0, "the gateway says no time that can be believed")
	case ahead.Abs() < clockClose:
		p.row("clock", Good, 0, "the same as the gateway's, to the second")
	case ahead > 0:
		p.row("clock", Warn, 0, "%v behind the gateway's; calls are signed with its", ahead.Round(time.Second))
	default:
		p.row("clock", Warn, 0, "%v ahead of the gateway's; calls are signed with its", -ahead.Round(time.Second))
	}
}

// signature says whether the gateway takes it.
func (p *Probe) signature(resp *http.Response, body []byte) bool {
	signed := p.cfg.API.Gateway.Scheme != config.SchemeNone
	inside, err := p.way.Open(body)
	switch {
	case err == nil && len(p.cfg.API.Gateway.SuccessCodes) > 0 && inside.Code == hall.CodeSignature:
		p.row("signature", Bad, 0, "refused: code %s%s", inside.Raw, said(body))
		return false
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden:
		p.row("signature", Bad, 0, "refused: %s%s", resp.Status, said(body))
		return false
	case !signed:
		p.row("signature", Skipped, 0, "calls are not signed")
	case resp.StatusCode >= 500 || resp.StatusCode/100 == 3:
		p.row("signature", Warn, 0, "not known: %s", resp.Status)
	default:
		p.row("signature", Good, 0, "%s is taken", p.cfg.API.Gateway.Scheme)
	}
	return true
}

// said is the gateway's own reason. The request names no person, so neither
// can the answer.
func said(body []byte) string {
	var e struct {
		Message string `json:"message"`
	}
	if err := json.Unmarshal(body, &e); err != nil || e.Message == "" {
		return ""
	}
	return fmt.Sprintf(": %.200q", e.Message)
}
