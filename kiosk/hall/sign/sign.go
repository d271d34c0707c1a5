package sign

import (
	"crypto/ecdsa"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm2"
)

// Opts chooses a scheme and says who signs.
type Opts struct {
	Scheme    string           // one of Schemes
	ID        string           // rid, paasid, access key, appId, or the terminal's id
	Service   string           // sid, serviceId; of Request.Service when that is empty
	Algorithm string           // empty: the scheme's first of Algorithms
	LowerCase bool             // x-tif family: hexadecimal digits in lower case; a signature of either case is accepted
	Headers   []string         // x-hmac: names of headers that are signed too, in this order
	Digest    bool             // x-hmac: X-HMAC-DIGEST over the body
	Version   string           // sorted-kv: empty: 1.0.0
	Key       *sm2.PrivateKey  // sorted-kv with SM2, to sign
	Public    *ecdsa.PublicKey // sorted-kv with SM2, to verify; nil: that of Key
}

// Request is what is signed.
type Request struct {
	Method  string
	Path    string // as on the wire, escaped
	Query   string // as on the wire, without ?
	Body    []byte
	Header  http.Header // names in canonical form; nil: none
	Service string      // sid of this operation; empty: that of Opts
	At      time.Time   // by the gateway's clock
	Nonce   string      // used once; schemes without one leave it out
	User    *User       // x-tif family, from a gateway to what is behind it; nil: from a client to a gateway
}

// User is who a gateway says that asks. All of it is signed; any of it may be
// empty.
type User struct{ ID, Info, Ext string }

// Header is one header of a signed request. Its name is written as the
// gateway writes it, which http.Header.Set would not keep.
type Header struct{ Name, Value string }

// Step is one value on the way from a request to its signature.
type Step struct{ Name, Value string }

// StepToSign is the step that the far side should be asked for first.
const StepToSign = "string-to-sign"

// Signature is a signed request.
type Signature struct {
	ToSign  string   // with [secret] in the place of one
	Value   string   // the signature as it is sent; empty: the scheme sends none
	Headers []Header // in the order of the gateway's handbook
	Query   string   // to send: that of the request, or with the signature in it
	Body    []byte   // to send: that of the request, or an envelope around it
	Steps   []Step   // from the first input to the signature
}

// Scheme signs and checks. It has no state and may be used from any goroutine.
type Scheme struct {
	opts   Opts
	family family
}

// family is what differs between schemes.
type family interface {
	algorithms() []string                                                // the usual one first
	parts(o Opts, r Request, s Secret) ([]part, error)                   // of the string to sign
	steps(o Opts, exact string, s Secret) ([]Step, error)                // from it to the signature, which is the last
	attach(o Opts, r Request, s Secret, value string) (Signature, error) // Headers, Query and Body
	read(o Opts, r Request, s Secret) (Request, claim, error)            // what was signed and by whom, from a signed request
	variants() []variant                                                 // what other sides are known to do instead
}

// part is a piece of the string to sign.
type part struct {
	name   string
	text   string
	secret bool // text must not be shown
}

// Schemes are the names of all schemes.
var Schemes = []string{
	"gjgxjhpt", "gjzwfwpt", "x-tif", "x-rio", "x-sal", "x-bg-hmac", "x-hmac", "sorted-kv", "district",
}

func familyOf(scheme string) family {
	switch scheme {
	case "gjgxjhpt", "gjzwfwpt":
		return concat{}
	case "x-tif", "x-rio", "x-sal":
		return sandwich{}
	case "x-bg-hmac":
		return lines{zhejiang}
	case "x-hmac":
		return lines{apisix}
	case "sorted-kv":
		return sortedKV{}
	case "district":
		return district{}
	}
	return nil
}

// Algorithms are those of a scheme, the usual one first; nil when there is no
// such scheme.
func Algorithms(scheme string) []string {
	f := familyOf(scheme)
	if f == nil {
		return nil
	}
	return f.algorithms()
}

// New makes a scheme.
func New(o Opts) (*Scheme, error) {
	f := familyOf(o.Scheme)
	if f == nil {
		return nil, fmt.Errorf("sign: there is no scheme %q; there are %s", o.Scheme, strings.Join(Schemes, ", "))
	}
	if o.Algorithm == "" {
		o.Algorithm = f.algorithms()[0]
	}
	if !slices.Contains(f.algorithms(), o.Algorithm) {
		return nil, fmt.Errorf("sign: %s has no algorithm %q; it has %s", o.Scheme, o.Algorithm, strings.Join(f.algorithms(), ", "))
	}
	if _, anonymous := f.(sandwich); o.ID == "" && !anonymous {
		return nil, fmt.Errorf("sign: %s: no id of the one who signs", o.Scheme)
	}
	if o.Public == nil && o.Key != nil {
		o.Public = &o.Key.PublicKey
	}
	if isSM2(o.Algorithm) && o.Public == nil {
		return nil, fmt.Errorf("sign: %s: %s without a key", o.Scheme, o.Algorithm)
	}
	if o.Version == "" {
		o.Version = "1.0.0"
	}
	return &Scheme{opts: o, family: f}, nil
}

// String names the scheme and its algorithm.
func (s *Scheme) String() string { return s.opts.Scheme + " " + s.opts.Algorithm }

// Sign signs r. r.Body and what is in r.Header are read, not changed.
func (s *Scheme) Sign(r Request, secret Secret) (Signature, error) {
	if r.Service == "" {
		r.Service = s.opts.Service
	}
	parts, err := s.family.parts(s.opts, r, secret)
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	last, err := s.family.steps(s.opts, exact(parts), secret)
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	value := ""
	if len(last) > 0 {
		value = last[len(last)-1].Value
	}
	g, err := s.family.attach(s.opts, r, secret, value)
	if err != nil {
		return Signature{}, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	g.ToSign, g.Value = shown(parts), value
	g.Steps = slices.Concat(inputs(parts), []Step{{StepToSign, g.ToSign}}, last)
	return g, nil
}

// exact is the string to sign, byte for byte.
func exact(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text)
	}
	return b.String()
}

// shown is exact with [secret] in the place of one.
func shown(parts []part) string {
	var b strings.Builder
	for _, p := range inputs(parts) {
		b.WriteString(p.Value)
	}
	return b.String()
}

func inputs(parts []part) []Step {
	all := make([]Step, len(parts))
	for i, p := range parts {
		all[i] = Step{p.name, p.text}
		if p.secret {
			all[i].Value = hidden
		}
	}
	return all
}

// secretPart is the secret as a piece of a string to sign.
func secretPart(s Secret) part {
	return part{name: "secret", text: string(s.value), secret: s.shown() == hidden}
}

// unchanged sends the request as it is, with these headers.
func unchanged(r Request, headers ...Header) (Signature, error) {
	return Signature{Headers: headers, Query: r.Query, Body: r.Body}, nil
}
