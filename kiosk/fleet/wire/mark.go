package wire

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
)

// Mark is what an authority's certificate is called where it is spoken of: the
// beginning of the hash of its key.
func Mark(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:6])
}
