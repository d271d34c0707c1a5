package publish

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Key signs.
type Key struct {
	ID     string
	signer signature.Signer
}

// workFactor is of scrypt: a guess costs about a second.
const workFactor = 18

// Keygen makes a key: path holds the private one, readable by its owner only
// and locked by the passphrase where there is one, path.pub the public one. It
// overwrites nothing.
func Keygen(path, passphrase string) (id string, err error) {
	return keygen(path, passphrase, workFactor)
}

func keygen(path, passphrase string, factor int) (string, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return "", err
	}
	open, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "", err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})
	if passphrase != "" {
		if text, err = lock(text, passphrase, factor); err != nil {
			return "", err
		}
	}
	if err := newFile(path, text, 0o600); err != nil {
		return "", err
	}
	if err := newFile(path+".pub", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: open}), 0o644); err != nil {
		return "", err
	}
	_, id, err := readPublic(path + ".pub")
	return id, err
}

func newFile(path string, data []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

func lock(text []byte, passphrase string, factor int) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(factor)
	var out bytes.Buffer
	a := armor.NewWriter(&out)
	w, err := age.Encrypt(a, to)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(text)
	err = errors.Join(err, w.Close(), a.Close())
	return out.Bytes(), err
}

func unlock(text []byte, passphrase string) ([]byte, error) {
	if passphrase == "" {
		return nil, errors.New("is locked; give its passphrase")
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(text)), id)
	if err != nil {
		return nil, errors.New("the passphrase is another one")
	}
	return io.ReadAll(r)
}

// ReadKey reads a private key.
func ReadKey(path, passphrase string) (Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Key{}, fmt.Errorf("publish: %w", err)
	}
	if strings.HasPrefix(string(text), armor.Header) {
		if text, err = unlock(text, passphrase); err != nil {
			return Key{}, fmt.Errorf("publish: %s: %w", path, err)
		}
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return Key{}, fmt.Errorf("publish: %s: not a key", path)
	}
	private, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return Key{}, fmt.Errorf("publish: %s: not a private key", path)
	}
	signer, err := signature.LoadSigner(private, crypto.Hash(0))
	if err != nil {
		return Key{}, fmt.Errorf("publish: %s: %w", path, err)
	}
	public, err := signer.PublicKey()
	if err != nil {
		return Key{}, err
	}
	_, id, err := named(public)
	return Key{id, signer}, err
}

func readPublic(path string) (*metadata.Key, string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("publish: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "PUBLIC KEY" {
		return nil, "", fmt.Errorf("publish: %s: want a public key, the file that ends in .pub", path)
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, "", fmt.Errorf("publish: %s: %w", path, err)
	}
	return named(public)
}

func named(public crypto.PublicKey) (*metadata.Key, string, error) {
	key, err := metadata.KeyFromPublicKey(public)
	if err != nil {
		return nil, "", err
	}
	id, err := key.ID()
	return key, id, err
}
