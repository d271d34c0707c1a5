package sign

import (
	"bytes"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

// hidden stands where a secret is.
const hidden = "[secret]"

// Secret is what both sides know. However it is printed, it shows hidden. The
// zero value is no secret.
type Secret struct {
	value []byte
	open  bool
}

// NewSecret keeps value from sight.
func NewSecret(value []byte) Secret { return Secret{value: bytes.Clone(value)} }

// OpenSecret is one that everybody may see: of a published example, or typed
// on a command line, where it is in the open already.
func OpenSecret(value string) Secret { return Secret{value: []byte(value), open: true} }

// Empty reports whether there is none.
func (s Secret) Empty() bool { return len(s.value) == 0 }

func (s Secret) String() string               { return hidden }
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Format writes hidden whatever the verb: %d of a plain struct would show the
// bytes.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, hidden) }

// Shown is the secret itself where everybody may see it, else hidden.
func (s Secret) Shown() string { return s.shown() }

// shown is what a string to sign says in the place of the secret.
func (s Secret) shown() string {
	if s.open || s.Empty() {
		return string(s.value)
	}
	return hidden
}

// maxSecret is longer than any key in use, and stops a wrong file.
const maxSecret = 16 << 10

// LoadSecret reads a secret. A name that begins with / is a file; any other
// is a systemd credential (LoadCredential= of the unit), a file below
// $CREDENTIALS_DIRECTORY. One line end after it is not part of it.
//
// The error names the file and never what is in it.
func LoadSecret(name string) (Secret, error) {
	path, err := SecretPath(name)
	if err != nil {
		return Secret{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return Secret{}, fmt.Errorf("sign: secret: %w", err)
	}
	defer f.Close()
	value, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return Secret{}, fmt.Errorf("sign: secret: %w", err)
	}
	value = bytes.TrimSuffix(bytes.TrimSuffix(value, []byte("\n")), []byte("\r"))
	switch {
	case len(value) == 0:
		return Secret{}, fmt.Errorf("sign: secret: %s is empty", path)
	case len(value) > maxSecret:
		return Secret{}, fmt.Errorf("sign: secret: %s is longer than %d bytes", path, maxSecret)
	}
	return Secret{value: value}, nil
}

// SecretPath is the file that LoadSecret reads.
func SecretPath(name string) (string, error) {
	if filepath.IsAbs(name) {
		return name, nil
	}
	if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
		return "", fmt.Errorf("sign: secret: want a path from the root or the name of a credential, got %q", name)
	}
	dir := os.Getenv("CREDENTIALS_DIRECTORY")
	if dir == "" {
		return "", fmt.Errorf("sign: secret: credential %s: this process was given none ($CREDENTIALS_DIRECTORY)", name)
	}
	return filepath.Join(dir, name), nil
}

var errKey = errors.New("sign: not an SM2 private key: want PKCS #8 or SEC 1 in PEM, or 64 hexadecimal digits")

// PrivateKey reads a secret as an SM2 private key. The error says nothing of
// it.
func PrivateKey(s Secret) (*sm2.PrivateKey, error) {
	if block, _ := pem.Decode(s.value); block != nil {
		return keyOfDER(block.Bytes)
	}
	raw := make([]byte, hex.DecodedLen(len(s.value)))
	if n, err := hex.Decode(raw, s.value); err != nil || n != 32 {
		return nil, errKey
	}
	key, err := sm2.NewPrivateKey(raw)
	if err != nil {
		return nil, errKey
	}
	return key, nil
}

func keyOfDER(der []byte) (*sm2.PrivateKey, error) {
	if key, err := smx509.ParsePKCS8PrivateKey(der); err == nil {
		if k, ok := key.(*sm2.PrivateKey); ok {
			return k, nil
		}
		return nil, errKey
	}
	key, err := smx509.ParseSM2PrivateKey(der)
	if err != nil {
		return nil, errKey
	}
	return key, nil
}
