package uplink

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/wire"
)

// Identity is who the terminal is to the hub.
type Identity struct {
	Certificate tls.Certificate // with its key and Leaf
	Authority   []*x509.Certificate
	Hints       []string // addresses of NATS
}

// Folder is where the identity is kept.
type Folder string

const (
	identityFile = "identity.pem"
	pendingFile  = "pending.pem" // key of an enrolment that was not answered yet
	hintsBlock   = "KIOSK HINTS"
)

// ErrNotEnrolled says that there is no identity yet.
var ErrNotEnrolled = errors.New("uplink: the terminal is not enrolled")

// Load reads the identity.
func (f Folder) Load() (*Identity, error) {
	text, err := os.ReadFile(filepath.Join(string(f), identityFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNotEnrolled
	}
	if err != nil {
		return nil, fmt.Errorf("uplink: %w", err)
	}
	id, err := parseIdentity(text)
	if err != nil {
		return nil, fmt.Errorf("uplink: %s: %w", filepath.Join(string(f), identityFile), err)
	}
	return id, nil
}

func parseIdentity(text []byte) (*Identity, error) {
	var id Identity
	var own, key []byte
	for b, rest := pem.Decode(text); b != nil; b, rest = pem.Decode(rest) {
		switch b.Type {
		case "PRIVATE KEY":
			key = pem.EncodeToMemory(b)
		case hintsBlock:
			id.Hints = strings.Fields(string(b.Bytes))
		case "CERTIFICATE":
			c, err := x509.ParseCertificate(b.Bytes)
			if err != nil {
				return nil, err
			}
			if !c.IsCA {
				own = append(own, pem.EncodeToMemory(b)...)
				continue
			}
			id.Authority = append(id.Authority, c)
		}
	}
	var err error
	if id.Certificate, err = tls.X509KeyPair(own, key); err != nil {
		return nil, err
	}
	return &id, nil
}

// save keeps an identity that the hub has given for a key. It takes the place
// of the one before it in one piece.
func (f Folder) save(key *ecdsa.PrivateKey, e wire.Enrolled) (*Identity, error) {
	secret, err := keyPEM(key)
	if err != nil {
		return nil, err
	}
	text := append(secret, (e.Certificate + "\n" + e.Authority + "\n")...)
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: hintsBlock, Bytes: []byte(strings.Join(e.Hints, "\n"))})...)
	id, err := parseIdentity(text)
	if err != nil {
		return nil, fmt.Errorf("uplink: what the hub answered: %w", err)
	}
	if err := f.write(identityFile, text); err != nil {
		return nil, err
	}
	return id, os.RemoveAll(filepath.Join(string(f), pendingFile))
}

// pending is the key of an enrolment: the same until it is answered, so that a
// code whose answer was lost can be shown again.
func (f Folder) pending() (*ecdsa.PrivateKey, error) {
	if text, err := os.ReadFile(filepath.Join(string(f), pendingFile)); err == nil {
		if b, _ := pem.Decode(text); b != nil {
			if key, err := x509.ParsePKCS8PrivateKey(b.Bytes); err == nil {
				if key, ok := key.(*ecdsa.PrivateKey); ok {
					return key, nil
				}
			}
		}
	}
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	text, err := keyPEM(key)
	if err != nil {
		return nil, err
	}
	return key, f.write(pendingFile, text)
}

// write puts a file in its place when all of it is on the disk.
func (f Folder) write(name string, text []byte) error {
	err := os.MkdirAll(string(f), 0o700)
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	path := filepath.Join(string(f), name)
	file, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(path+".new", path)
	}
	if err == nil {
		err = syncFolder(string(f))
	}
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	return nil
}

func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func newKey() (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("uplink: %w", err)
	}
	return key, nil
}

func keyPEM(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("uplink: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// csr asks for a certificate.
func csr(key *ecdsa.PrivateKey, terminal string) (string, error) {
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: terminal}}, key)
	if err != nil {
		return "", fmt.Errorf("uplink: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})), nil
}

// renewAt is when the certificate has had two thirds of its life.
func (id *Identity) renewAt() time.Time {
	c := id.Certificate.Leaf
	return c.NotBefore.Add(c.NotAfter.Sub(c.NotBefore) * 2 / 3)
}

// late tells that a renewal is overdue: five sixths of the life are over.
func (id *Identity) late(now time.Time) bool {
	c := id.Certificate.Leaf
	return now.After(c.NotBefore.Add(c.NotAfter.Sub(c.NotBefore) * 5 / 6))
}

func (id *Identity) over(now time.Time) bool { return now.After(id.Certificate.Leaf.NotAfter) }
