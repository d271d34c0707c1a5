package authority

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	caFile  = "authority.pem"
	keyFile = "authority-key.pem"
	caYears = 20
	ownDays = 90 // the hub's own, made anew at every start
	early   = 10 * time.Minute
)

// Root is the key that signs, and its certificate.
type Root struct {
	certificate *x509.Certificate
	key         crypto.Signer
	pem         []byte

	mu  sync.Mutex
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
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-early), NotAfter: now.AddDate(caYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	if err := write(filepath.Join(dir, caFile), "CERTIFICATE", der, 0o644); err != nil {
		return err
	}
	return write(filepath.Join(dir, keyFile), "PRIVATE KEY", private, 0o600)
}

// write keeps one block of PEM, on disk when it returns.
func write(path, kind string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	err = errors.Join(pem.Encode(f, &pem.Block{Type: kind, Bytes: data}), f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	return nil
}

// Load reads the root of a folder.
func Load(dir string) (*Root, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(dir, caFile), filepath.Join(dir, keyFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("authority: there is none in %s; make it with kioskhub init", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	if info, err := os.Stat(filepath.Join(dir, keyFile)); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("authority: others than its owner can read %s: chmod 600 it", filepath.Join(dir, keyFile))
	}
	key, ok := pair.PrivateKey.(crypto.Signer)
	if !ok || !pair.Leaf.IsCA {
		return nil, fmt.Errorf("authority: %s cannot sign certificates", filepath.Join(dir, caFile))
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})
	return &Root{certificate: pair.Leaf, key: key, pem: text}, nil
}

// PEM is the root's certificate, which terminals know the hub by.
func (r *Root) PEM() []byte { return r.pem }

// Expires is when the root does.
func (r *Root) Expires() time.Time { return r.certificate.NotAfter }

// Pool is the root as what TLS checks against.
func (r *Root) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(r.certificate)
	return pool
}

// sign makes a certificate.
func (r *Root) sign(template *x509.Certificate, public crypto.PublicKey) ([]byte, error) {
	template.SerialNumber, template.BasicConstraintsValid = serial(), true
	if template.NotAfter.After(r.certificate.NotAfter) {
		template.NotAfter = r.certificate.NotAfter
	}
	der, err := x509.CreateCertificate(rand.Reader, template, r.certificate, public, r.key)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	return der, nil
}

// serial is 127 random bits.
func serial() *big.Int {
	b := make([]byte, 16)
	rand.Read(b) // never fails (crypto/rand)
	b[0] &= 0x7f
	return new(big.Int).SetBytes(b)
}

// Server is the hub's side of TLS under names and addresses. Its certificate
// is made anew long before it expires.
func (r *Root) Server(names []string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			if now := time.Now(); r.own == nil || r.own.Leaf.NotAfter.Sub(now) < ownDays*24*time.Hour/2 {
				own, err := r.issueOwn(names, now)
				if err != nil {
					return nil, err
				}
				r.own = own
			}
			return r.own, nil
		},
		ClientCAs: r.Pool(),
	}
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
	der, err := r.sign(template, key.Public())
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}
