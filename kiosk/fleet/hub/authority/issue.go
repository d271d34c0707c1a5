package authority

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"slices"

	"govkiosk/kiosk/fleet/wire"
)

// Kind says what is wrong with a request for a certificate.
type Kind string

const (
	Bad   Kind = "bad"   // it is no such request
	Wrong Kind = "wrong" // the code is none, or no longer one
	Used  Kind = "used"  // the code was used by somebody else
	Other Kind = "other" // it is another terminal's
)

// Refusal is why there is no certificate.
type Refusal struct {
	Kind Kind
	Why  string
}

func (r *Refusal) Error() string { return "authority: " + r.Why }

// Enrol lets a terminal in by a code. Whatever certificates it had do not
// count any more.
func (a *Authority) Enrol(ctx context.Context, e wire.Enrol) (certificate []byte, by string, err error) {
	public, err := request(e.CSR, e.Terminal)
	if err != nil {
		return nil, "", err
	}
	if err := a.peek(ctx, e, hashOf(public)); err != nil {
		return nil, "", err
	}
	code, err := a.use(ctx, e.Code, e.Terminal, e.Place, hashOf(public))
	if err != nil {
		return nil, "", err
	}
	der, c, err := a.issue(e.Terminal, public)
	if err != nil {
		return nil, "", err
	}
	err = a.change(ctx, e.Terminal, func(t *Terminal) error {
		mine := keyOf(e.Code)
		switch {
		case t.Revoked.After(code.Used): // and it comes with a code from before
			return &Refusal{Used, "the terminal was put out after it used the code"}
		case t.ID != "" && t.Code != mine && (code.Terminal == "" || t.Enrolled.After(code.Used)):
			return taken(e.Terminal)
		}
		*t = Terminal{ID: e.Terminal, Place: e.Place, Enrolled: a.Clock().UTC(), By: code.By, Code: mine, Valid: []Certificate{c}}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return der, code.By, nil
}

// peek refuses before a code is spent what would be refused after it.
func (a *Authority) peek(ctx context.Context, e wire.Enrol, key string) error {
	code, _, err := a.code(ctx, e.Code)
	if err != nil {
		return err
	}
	if err := code.fits(e.Terminal, e.Place, key, a.Clock()); err != nil {
		return err
	}
	if _, known := a.Terminal(e.Terminal); known && code.Terminal == "" && code.Used.IsZero() {
		return taken(e.Terminal)
	}
	return nil
}

func taken(terminal string) error {
	return &Refusal{Other, "there is a terminal " + terminal + " already; a code of its own lets it in again"}
}

// Renew gives a terminal its next certificate. The one it has goes on counting
// until it expires, since the answer may be lost.
func (a *Authority) Renew(ctx context.Context, terminal, csr string) (certificate []byte, err error) {
	public, err := request(csr, terminal)
	if err != nil {
		return nil, err
	}
	der, c, err := a.issue(terminal, public)
	if err != nil {
		return nil, err
	}
	err = a.change(ctx, terminal, func(t *Terminal) error {
		if !t.Revoked.IsZero() || len(t.Valid) == 0 {
			return &Refusal{Other, "the terminal was put out"}
		}
		now := a.Clock()
		t.Valid = slices.DeleteFunc(t.Valid, func(c Certificate) bool { return !now.Before(c.Until) })
		t.Valid = append(t.Valid[max(0, len(t.Valid)-most+1):], c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return der, nil
}

// most certificates of one terminal that count at once.
const most = 4

// issue signs what a terminal shows.
func (a *Authority) issue(terminal string, public crypto.PublicKey) (der []byte, c Certificate, err error) {
	now := a.Clock()
	der, by, err := a.sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: terminal}, NotBefore: now.Add(-early), NotAfter: now.AddDate(0, 0, a.days),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}, public)
	if err != nil {
		return nil, c, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, c, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), Certificate{serialOf(leaf), leaf.NotAfter, by}, nil
}

// request is the key that a request for a certificate proves to have. Nothing
// else of it goes into the certificate.
func request(text, terminal string) (crypto.PublicKey, error) {
	bad := func(why string) (crypto.PublicKey, error) { return nil, &Refusal{Bad, "csr: " + why} }
	if !ValidID(terminal) {
		return bad("a terminal's name has 1 to 32 of A-Z a-z 0-9 - _")
	}
	block, rest := pem.Decode([]byte(text))
	if block == nil || block.Type != "CERTIFICATE REQUEST" || len(rest) > 0 {
		return bad("want one CERTIFICATE REQUEST as PEM")
	}
	csr, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return bad("it cannot be read")
	}
	if err := csr.CheckSignature(); err != nil {
		return bad("it is not signed with its own key")
	}
	if csr.Subject.CommonName != terminal {
		return nil, &Refusal{Other, "csr: it is for " + csr.Subject.CommonName}
	}
	switch key := csr.PublicKey.(type) {
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() || key.Curve == elliptic.P384() {
			return key, nil
		}
	case ed25519.PublicKey:
		return key, nil
	}
	return bad("want a key of P-256, P-384 or Ed25519")
}

func hashOf(public crypto.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "" // request has seen that it is one that can
	}
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// TerminalSide is the hub's TLS for terminals: one without a certificate may
// connect, to be let in by a code.
func (a *Authority) TerminalSide(names []string) *tls.Config {
	return a.asking(names, tls.VerifyClientCertIfGiven)
}

// HintSide is that of hints: nobody connects without a certificate.
func (a *Authority) HintSide(names []string) *tls.Config {
	return a.asking(names, tls.RequireAndVerifyClientCert)
}
