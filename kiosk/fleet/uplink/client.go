package uplink

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// Refused is the hub's no.
type Refused struct {
	Status  int
	Problem string
}

func (r *Refused) Error() string { return fmt.Sprintf("the hub answers %d: %s", r.Status, r.Problem) }

// refused tells whether an error is the hub's no with this status.
func refused(err error, status int) bool {
	var r *Refused
	return errors.As(err, &r) && r.Status == status
}

// patience is how long one request may take.
const patience = 30 * time.Second

// caller speaks to the hub as who it is.
type caller struct {
	base   string
	host   string
	http   *http.Client
	lines  *lines
	pinned []*x509.Certificate
	now    func() time.Time

	mu    sync.Mutex
	who   *Identity
	plain bool // the hub takes no gzip
}

// newCaller makes a caller that believes the pinned authority alone.
func newCaller(o Options, pinned []*x509.Certificate) *caller {
	c := &caller{base: strings.TrimSuffix(o.Hub, "/"), host: hostOf(o.Hub), pinned: pinned, now: time.Now}
	if o.Terminal != nil {
		c.now = o.Terminal.Now
	}
	dial := o.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	}
	c.lines = newLines(&http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: dial, TLSClientConfig: c.tls(c.host),
		TLSHandshakeTimeout: 20 * time.Second, IdleConnTimeout: 3 * time.Minute,
		MaxConnsPerHost: 2, MaxIdleConnsPerHost: 2, ReadBufferSize: 4 << 10, WriteBufferSize: 4 << 10,
	})
	c.http = &http.Client{Transport: c.lines, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c
}

// hostOf is the host of an address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// tls is how a connection to one of the hosts is made. The authority of this
// moment holds, which a renewal may change; time is the hall's, for the
// terminal's own may be wrong. A certificate that has ended is not shown: with
// it the hub would not even hear a new code.
func (c *caller) tls(hosts ...string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Time: c.now,
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			if id := c.identity(); id != nil && !id.over(c.now()) {
				return &id.Certificate, nil
			}
			return &tls.Certificate{}, nil
		},
		InsecureSkipVerify: true, // VerifyConnection does it, against what is believed now
		VerifyConnection: func(s tls.ConnectionState) error {
			if err := c.verify(s.PeerCertificates, hosts); err != nil {
				return &tls.CertificateVerificationError{UnverifiedCertificates: s.PeerCertificates, Err: err}
			}
			return nil
		},
	}
}

// verify wants a chain to what is believed, for one of the hosts.
func (c *caller) verify(chain []*x509.Certificate, hosts []string) error {
	if len(chain) == 0 {
		return errors.New("the hub shows no certificate")
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, a := range c.authority() {
		roots.AddCert(a)
	}
	for _, p := range chain[1:] {
		between.AddCert(p)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: c.now(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return err
	}
	for _, host := range hosts {
		if err = chain[0].VerifyHostname(host); err == nil {
			return nil
		}
	}
	return err
}

func (c *caller) identity() *Identity {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.who
}

// be makes it speak as id from the next connection on.
func (c *caller) be(id *Identity) {
	c.mu.Lock()
	c.who = id
	c.mu.Unlock()
	c.lines.anew()
}

// authority is what is believed: what the hub has said of itself, so that an
// old one is left behind, and what was pinned before it has.
func (c *caller) authority() []*x509.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.who == nil || len(c.who.Authority) == 0 {
		return c.pinned
	}
	return c.who.Authority
}

// marks are those of what is believed.
func (c *caller) marks() (out []string) {
	for _, a := range c.authority() {
		out = append(out, wire.Mark(a))
	}
	return out
}

// say sends in and reads the answer into out; nil where there is none.
func (c *caller) say(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	err = c.send(ctx, method, path, body, "application/json", c.packs(len(body)), out)
	if refused(err, http.StatusUnsupportedMediaType) && c.packs(len(body)) {
		c.mu.Lock()
		c.plain = true
		c.mu.Unlock()
		err = c.send(ctx, method, path, body, "application/json", false, out)
	}
	return err
}

// small bodies are sent as they are.
const small = 1 << 10

func (c *caller) packs(n int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return n > small && !c.plain
}

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one
	return w
}}

func packed(body []byte) []byte {
	var out bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	w.Write(body) // into memory
	w.Close()
	return out.Bytes()
}

func (c *caller) send(ctx context.Context, method, path string, body []byte, kind string, pack bool, out any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if pack {
		body = packed(body)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	request.Header.Set("Content-Type", kind)
	if pack {
		request.Header.Set("Content-Encoding", "gzip")
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	if answer.StatusCode/100 != 2 {
		var p wire.Problem
		if json.Unmarshal(text, &p) != nil || p.Problem == "" {
			p.Problem = answer.Status
		}
		return fmt.Errorf("uplink: %s %s: %w", method, path, &Refused{answer.StatusCode, p.Problem})
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("uplink: %s %s: %w", method, path, err)
	}
	return nil
}

// mostAnswer bounds what the hub can have the terminal hold.
const mostAnswer = 1 << 20
