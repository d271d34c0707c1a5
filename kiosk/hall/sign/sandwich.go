package sign

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// sandwich is the x-tif family: token and nonce between the time in seconds
// and the time once more, hashed without a key. The id is not signed: who
// checks looks up the token by it. A gateway that passes a request on says who
// asks, and signs that too.
type sandwich struct{}

func (sandwich) algorithms() []string { return []string{plainSHA, plainSM3} }

func (sandwich) parts(_ Opts, r Request, s Secret) ([]part, error) {
	// Gateways take 10 to 20 characters, or up to 36; an observed public one had 8.
	if len(r.Nonce) < 1 || len(r.Nonce) > 36 {
		return nil, errors.New("want a nonce of 1 to 36 characters")
	}
	all := []part{{name: "timestamp", text: unix(r.At)}, secretPart(s), {name: "nonce", text: r.Nonce}}
	if r.User != nil {
		all = append(all, part{name: "user", text: "," + r.User.ID + "," + r.User.Info + "," + r.User.Ext})
	}
	return append(all, part{name: "timestamp-again", text: unix(r.At)}), nil
}

func (sandwich) steps(o Opts, exact string, _ Secret) ([]Step, error) {
	if o.LowerCase {
		return digested(o.Algorithm, asHex, nil, exact), nil
	}
	return digested(o.Algorithm, asUpper, nil, exact), nil
}

func (sandwich) attach(o Opts, r Request, _ Secret, value string) (Signature, error) {
	p := o.Scheme
	all := []Header{{p + "-timestamp", unix(r.At)}, {p + "-nonce", r.Nonce}, {p + "-signature", value}}
	if o.ID != "" { // public pages ask without one
		all = append([]Header{{p + "-paasid", o.ID}}, all...)
	}
	if r.Service != "" {
		all = append(all, Header{p + "-serviceId", r.Service})
	}
	if u := r.User; u != nil {
		all = append(all, Header{p + "-uid", u.ID}, Header{p + "-uinfo", u.Info}, Header{p + "-ext", u.Ext})
	}
	return unchanged(r, all...)
}

func (sandwich) read(o Opts, r Request, _ Secret) (Request, claim, error) {
	p := o.Scheme
	at, err := ofSeconds(r.Header.Get(p + "-timestamp"))
	r.At, r.Nonce = at, r.Header.Get(p+"-nonce")
	r.Service = r.Header.Get(p + "-serviceId")
	r.User = userOf(p, r.Header)
	value := strings.ToUpper(r.Header.Get(p + "-signature"))
	if o.LowerCase {
		value = strings.ToLower(value)
	}
	return r, claim{id: r.Header.Get(p + "-paasid"), value: value, nonce: r.Nonce}, err
}

// userOf is who the headers say that asks; nil without such headers.
func userOf(prefix string, h http.Header) *User {
	u := User{ID: h.Get(prefix + "-uid"), Info: h.Get(prefix + "-uinfo"), Ext: h.Get(prefix + "-ext")}
	for _, name := range []string{"-uid", "-uinfo", "-ext"} {
		if len(h.Values(prefix+name)) > 0 {
			return &u
		}
	}
	return nil
}

func (sandwich) variants() []variant {
	return []variant{
		{"timestamp", "the other side has milliseconds", milliseconds("timestamp", "timestamp-again")},
		{"timestamp-again", "the other side has the time once only", without("timestamp-again")},
		{"nonce", "the other side signs without the nonce", without("nonce")},
		{StepToSign, "the other side has the nonce before the token", swapped(1, 2)},
		{"user", "the other side signs without the user", without("user")},
	}
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }
