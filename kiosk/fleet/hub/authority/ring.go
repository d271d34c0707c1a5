package authority

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Files of a folder.
const (
	caFile      = "authority.pem"          // what terminals know the hub by; the first one signs
	keyFile     = "authority-key.pem"      // of it
	nextFile    = "authority-next-key.pem" // while one takes another's place
	retiredFile = "authority-retired.pem"  // what counts no more
)

// ring are the authority's certificates, and the key of the one that signs.
type ring struct {
	key      crypto.Signer
	believed []*x509.Certificate // the one that signs first; never empty
	retired  []*x509.Certificate
}

func readRing(dir string) (out ring, err error) {
	if out.believed, err = readCertificates(dir, caFile); err != nil {
		return out, err
	}
	if len(out.believed) == 0 {
		return out, fmt.Errorf("authority: there is none in %s; make it with kioskhub init", dir)
	}
	if out.retired, err = readCertificates(dir, retiredFile); err != nil {
		return out, err
	}
	for _, c := range out.believed {
		if !c.IsCA {
			return out, fmt.Errorf("authority: %s cannot sign certificates", filepath.Join(dir, caFile))
		}
	}
	for _, file := range []string{keyFile, nextFile} {
		key, err := readKey(dir, file)
		if err != nil {
			return out, err
		}
		if key != nil && pairs(out.believed[0], key) {
			out.key = key
		}
	}
	if out.key == nil {
		return out, fmt.Errorf("authority: the key of the first certificate of %s is not in %s", filepath.Join(dir, caFile), filepath.Join(dir, keyFile))
	}
	return out, nil
}

// readKey reads a key that its owner alone can read; nil where there is none.
func readKey(dir, file string) (crypto.Signer, error) {
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("authority: others than its owner can read %s: chmod 600 it", path)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("authority: %s holds no key", path)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("authority: %s: %w", path, err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("authority: the key in %s cannot sign", path)
	}
	return signer, nil
}

func pairs(c *x509.Certificate, key crypto.Signer) bool {
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	return err == nil && bytes.Equal(der, c.RawSubjectPublicKeyInfo)
}

// readCertificates reads those of a file; none where it is not there.
func readCertificates(dir, file string) (out []*x509.Certificate, err error) {
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("authority: %w", err)
	}
	for b, rest := pem.Decode(text); b != nil; b, rest = pem.Decode(rest) {
		c, err := x509.ParseCertificate(b.Bytes)
		if err != nil {
			return nil, fmt.Errorf("authority: %s: %w", path, err)
		}
		out = append(out, c)
	}
	return out, nil
}

func blocks(all []*x509.Certificate) []byte {
	var out []byte
	for _, c := range all {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

func writeCertificates(dir, file string, all ...*x509.Certificate) error {
	return put(dir, file, 0o644, blocks(all))
}

// write keeps one block of PEM.
func write(dir, file string, mode os.FileMode, kind string, data []byte) error {
	return put(dir, file, mode, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}))
}

// put puts a file in its place, whole, and on disk when it returns.
func put(dir, file string, mode os.FileMode, text []byte) error {
	path := filepath.Join(dir, file)
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = rename(dir, file+".new", file)
	}
	if err != nil {
		return fmt.Errorf("authority: %w", err)
	}
	return nil
}

func rename(dir, from, to string) error {
	if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
