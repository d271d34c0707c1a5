package sign

import (
	"crypto/sha256"
	"errors"
	"strings"
)

// district is our own hall's: the client certificate of the connection says
// who asks; the digest of the body, a time and a nonce say that this is the
// request that was sent, once. With a secret all of it is signed too, for halls
// whose TLS ends at another machine.
//
// The digest header is RFC 9530's and stays SHA-256 whatever the algorithm.
type district struct{}

// Headers of the district scheme.
const (
	districtID        = "X-Kiosk-Id"
	districtTime      = "X-Kiosk-Time"
	districtNonce     = "X-Kiosk-Nonce"
	districtDigest    = "Content-Digest"
	districtSignature = "X-Kiosk-Signature"
	idempotencyKey    = "Idempotency-Key"
)

func (district) algorithms() []string { return []string{hmacSHA256, hmacSM3} }

func (district) parts(o Opts, r Request, s Secret) ([]part, error) {
	query, err := canonicalQuery(r.Query)
	if err != nil {
		return nil, err
	}
	if len(r.Nonce) < 10 || len(r.Nonce) > 64 {
		return nil, errors.New("want a nonce of 10 to 64 characters")
	}
	all := []part{
		{name: "method", text: strings.ToUpper(r.Method)}, {name: "path", text: orSlash(r.Path)}, {name: "query", text: query},
		{name: "id", text: o.ID}, {name: "time", text: millis(r.At)}, {name: "nonce", text: r.Nonce},
		{name: "idempotency-key", text: r.Header.Get(idempotencyKey)}, {name: "digest", text: contentDigest(r.Body)},
	}
	for i := range all {
		if strings.ContainsAny(all[i].text, "\r\n") {
			return nil, errors.New(all[i].name + " has a line end in it")
		}
		all[i].text += "\n"
	}
	return all, nil
}

func contentDigest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=:" + encode(asBase64, sum[:]) + ":"
}

// steps are none without a secret: then the connection alone says who asks.
func (district) steps(o Opts, exact string, s Secret) ([]Step, error) {
	if s.Empty() {
		return nil, nil
	}
	return digested(o.Algorithm, asBase64, s.value, exact), nil
}

func (district) attach(o Opts, r Request, _ Secret, value string) (Signature, error) {
	all := []Header{
		{districtID, o.ID}, {districtTime, millis(r.At)}, {districtNonce, r.Nonce}, {districtDigest, contentDigest(r.Body)},
	}
	if value != "" {
		all = append(all, Header{districtSignature, value})
	}
	return unchanged(r, all...)
}

func (district) read(_ Opts, r Request, _ Secret) (Request, claim, error) {
	at, err := ofMillis(r.Header.Get(districtTime))
	r.At, r.Nonce = at, r.Header.Get(districtNonce)
	if err == nil && r.Header.Get(districtDigest) != contentDigest(r.Body) {
		err = errors.New("the body is not the one that was sent")
	}
	return r, claim{id: r.Header.Get(districtID), value: r.Header.Get(districtSignature), nonce: r.Nonce}, err
}

func (district) variants() []variant {
	return []variant{
		{StepToSign, "the other side has no line feed after the last line", trimmedEnd},
		{"digest", "the other side signs without the digest", without("digest")},
		{"idempotency-key", "the other side signs without the idempotency key", without("idempotency-key")},
	}
}
