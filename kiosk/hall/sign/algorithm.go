package sign

import (
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"math/big"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
)

// Names of algorithms, as configuration and the gateways' headers write them.
const (
	hmacSHA256 = "hmac-sha256"
	hmacSM3    = "hmac-sm3"
	plainSHA   = "sha256"
	plainSM3   = "sm3"
	sm2Plain   = "sm2"     // r and s, 32 bytes each
	sm2DER     = "sm2-der" // r and s in ASN.1
)

func isSM2(algorithm string) bool { return algorithm == sm2Plain || algorithm == sm2DER }

// digest runs one of the first four algorithms; the plain ones have no key.
func digest(algorithm string, key []byte, text string) []byte {
	var h hash.Hash
	switch algorithm {
	case hmacSHA256:
		h = hmac.New(sha256.New, key)
	case hmacSM3:
		h = hmac.New(sm3.New, key)
	case plainSM3:
		h = sm3.New()
	default:
		h = sha256.New()
	}
	h.Write([]byte(text))
	return h.Sum(nil)
}

// Names of encodings.
const (
	asHex       = "hex"
	asUpper     = "HEX"
	asBase64    = "base64"
	asBase64Hex = "base64-of-hex"
)

var encodings = []string{asHex, asUpper, asBase64, asBase64Hex}

func encode(encoding string, sum []byte) string {
	switch encoding {
	case asUpper:
		return strings.ToUpper(hex.EncodeToString(sum))
	case asBase64:
		return base64.StdEncoding.EncodeToString(sum)
	case asBase64Hex:
		return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(sum)))
	}
	return hex.EncodeToString(sum)
}

// digested are the steps of a digest that is sent in one encoding.
func digested(algorithm, encoding string, key []byte, text string) []Step {
	sum := digest(algorithm, key, text)
	return []Step{{algorithm, hex.EncodeToString(sum)}, {"signature", encode(encoding, sum)}}
}

// rs are the two numbers of an SM2 signature.
type rs struct{ R, S *big.Int }

// sm2Sign signs text with the default user id of GM/T 0009, 1234567812345678.
func sm2Sign(algorithm string, key *sm2.PrivateKey, text string) ([]byte, error) {
	der, err := key.SignWithSM2(rand.Reader, nil, []byte(text))
	if err != nil || algorithm == sm2DER {
		return der, err
	}
	var n rs
	if _, err := asn1.Unmarshal(der, &n); err != nil {
		return nil, err
	}
	sum := make([]byte, 64)
	n.R.FillBytes(sum[:32])
	n.S.FillBytes(sum[32:])
	return sum, nil
}

// sm2Verify reports whether sum is a signature of text in the form of the
// algorithm.
func sm2Verify(algorithm string, key *ecdsa.PublicKey, text string, sum []byte) bool {
	if algorithm == sm2Plain {
		if len(sum) != 64 {
			return false
		}
		var err error
		n := rs{new(big.Int).SetBytes(sum[:32]), new(big.Int).SetBytes(sum[32:])}
		if sum, err = asn1.Marshal(n); err != nil {
			return false
		}
	}
	return sm2.VerifyASN1WithSM2(key, nil, []byte(text), sum)
}
