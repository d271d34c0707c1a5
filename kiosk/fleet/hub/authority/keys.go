package authority

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

const (
	caYears = 20
	ownDays = 90 // the hub's own, made anew at every start
	early   = 10 * time.Minute
)

// Root is the key that signs, and the certificates that terminals know the hub
// by.
type Root struct {
	Clock func() time.Time

	dir  string
	turn sync.Mutex // one step of a rotation after the other
	mu   sync.RWMutex
	ring
	own *tls.Certificate // the hub's
}

// ErrThere says that a folder has its root.
var ErrThere = errors.New("authority: there is one already")

// Init makes a root in a folder, with a name. One that is there stays, with
// ErrThere.
func Init(dir, name string, now time.Time) error {
	if _, err := os.Stat(filepath.Join(dir, keyFile)); err == nil {
		return fmt.Errorf("%w: %s", ErrThere, dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	certificate, err := newSigner(dir, keyFile, name, now)
	if err != nil {
		return err
	}
	return writeCertificates(dir, caFile, certificate)
}

// newSigner makes a key, which is on disk when it returns, and its
// certificate.
func newSigner(dir, file, name string, now time.Time) (*x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-early), NotAfter: now.AddDate(caYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	if err := write(dir, file, 0o600, "PRIVATE KEY", private); err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	return certificate, nil
}

// Load reads the root of a folder.
func Load(dir string) (*Root, error) {
	r := &Root{Clock: time.Now, dir: dir}
	return r, r.load()
}

func (r *Root) load() error {
	ring, err := readRing(r.dir)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ring, r.own = ring, nil
	return nil
}

// PEM are the certificates that terminals know the hub by, the one that signs
// first.
func (r *Root) PEM() []byte {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return blocks(r.believed)
}

// Expires is when the certificate that signs does.
func (r *Root) Expires() time.Time {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.believed[0].NotAfter
}

// Pool are those certificates as what TLS checks against.
func (r *Root) Pool() *x509.CertPool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return poolOf(r.believed)
}

func poolOf(all []*x509.Certificate) *x509.CertPool {
	pool := x509.NewCertPool()
	for _, c := range all {
		pool.AddCert(c)
	}
	return pool
}

// sign makes a certificate, and tells the mark of what has signed it.
func (r *Root) sign(template *x509.Certificate, public crypto.PublicKey) (der []byte, by string, err error) {
	r.mu.RLock()
	signer, key := r.believed[0], r.key
	r.mu.RUnlock()
	template.SerialNumber, template.BasicConstraintsValid = serial(), true
	if template.NotAfter.After(signer.NotAfter) {
		template.NotAfter = signer.NotAfter
	}
	der, err = x509.CreateCertificate(rand.Reader, template, signer, public, key)
	if err != nil {
		return nil, "", fmt.Errorf("authority: %w", err)
	}
	return der, wire.Mark(signer), nil
}

// serial is 127 random bits.
func serial() *big.Int {
	b := make([]byte, 16)
	rand.Read(b) // never fails (crypto/rand)
	b[0] &= 0x7f
	return new(big.Int).SetBytes(b)
}

// Server is the hub's side of TLS under names and addresses. Its certificate
// is made anew long before it expires, and when another one signs.
func (r *Root) Server(names []string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Time: func() time.Time { return r.Clock() },
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return r.ownNow(names) },
	}
}

// asking is Server for who has to show a certificate. One of an authority that
// was retired may be shown, to be told so: it counts for nothing (Allowed).
func (r *Root) asking(names []string, how tls.ClientAuthType) *tls.Config {
	c := r.Server(names)
	c.ClientAuth = how
	c.ClientCAs = r.Pool()
	c.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		now := c.Clone()
		r.mu.RLock()
		defer r.mu.RUnlock()
		now.GetConfigForClient, now.ClientCAs = nil, poolOf(slices.Concat(r.believed, r.retired))
		return now, nil
	}
	return c
}

func (r *Root) ownNow(names []string) (*tls.Certificate, error) {
	now := r.Clock()
	r.mu.RLock()
	own, signer := r.own, r.believed[0]
	r.mu.RUnlock()
	if own != nil && own.Leaf.NotAfter.Sub(now) >= ownDays*24*time.Hour/2 {
		return own, nil
	}
	own, err := r.issueOwn(names, now)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.believed[0] == signer {
		r.own = own
	}
	return own, nil
}

func (r *Root) issueOwn(names []string, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: "kioskhub"}, NotBefore: now.Add(-early), NotAfter: now.AddDate(0, 0, ownDays),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, _, err := r.sign(template, key.Public())
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}
