package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	credential = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)
	headerName = regexp.MustCompile(`^[A-Za-z0-9-]+$`)
)

func (v *check) gateway(g Gateway, url string) {
	algorithms, known := Schemes[g.Scheme]
	if !known {
		v.bad("api.gateway.scheme", "want one of %s, got %q", list(slices.Sorted(maps.Keys(Schemes))), g.Scheme)
		return
	}
	if g.Scheme == SchemeNone {
		v.notSigned(g)
	} else {
		v.signed(g, algorithms)
	}
	between(v, "api.gateway.refresh_early", g.RefreshEarly, 10*time.Second, time.Hour)
	v.transport(g, url)
	v.answers(g)
	for _, operation := range slices.Sorted(maps.Keys(g.Services)) {
		if !slices.Contains(Operations, operation) {
			v.bad("api.gateway.services."+operation, "unknown operation; there are %s", list(Operations))
		}
	}
}

// notSigned finds a scheme that was forgotten.
func (v *check) notSigned(g Gateway) {
	if g.SecretFile != "" || g.KeyFile != "" || g.RefreshURL != "" {
		v.bad("api.gateway.scheme", "calls are not signed, yet there is a secret to sign with")
	}
}

func (v *check) signed(g Gateway, algorithms []string) {
	if g.ID == "" && g.Scheme != SchemeDistrict {
		v.bad("api.gateway.id", "missing; as the gateway knows who signs")
	}
	if g.Algorithm != "" && !slices.Contains(algorithms, g.Algorithm) {
		v.bad("api.gateway.algorithm", "%s has %s, not %q", g.Scheme, list(algorithms), g.Algorithm)
	}
	switch {
	case g.SecretFile != "":
		v.file("api.gateway.secret_file", g.SecretFile)
	case g.Scheme != SchemeDistrict:
		v.bad("api.gateway.secret_file", "missing; the file or credential that holds the secret")
	}
	v.signingKey(g)
	v.refresh(g)
	v.signedHeaders(g)
}

func (v *check) signingKey(g Gateway) {
	wanted := strings.HasPrefix(g.Algorithm, "sm2")
	switch {
	case wanted && g.KeyFile == "":
		v.bad("api.gateway.key_file", "missing; the file or credential that holds the private key")
	case !wanted && g.KeyFile != "":
		v.bad("api.gateway.key_file", "only sorted-kv with sm2 has a private key")
	case wanted:
		v.file("api.gateway.key_file", g.KeyFile)
	}
}

func (v *check) refresh(g Gateway) {
	if g.RefreshURL == "" {
		return
	}
	if !strings.HasPrefix(g.Scheme, "gj") {
		v.bad("api.gateway.refresh_url", "only gjgxjhpt and gjzwfwpt buy secrets")
	} else if reason := badURL(g.RefreshURL); reason != "" {
		v.bad("api.gateway.refresh_url", "%s", reason)
	}
}

func (v *check) signedHeaders(g Gateway) {
	if g.Scheme != "x-hmac" && (len(g.SignedHeaders) > 0 || g.BodyDigest) {
		v.bad("api.gateway.signed_headers", "only x-hmac signs headers and a digest of the body")
	}
	for _, name := range g.SignedHeaders {
		if !headerName.MatchString(name) {
			v.bad("api.gateway.signed_headers", "%q is no name of a header", name)
		}
	}
}

// file wants a path from the root or the name of a credential. What else
// stands there may be the secret itself and is not repeated.
func (v *check) file(key, name string) {
	if !strings.HasPrefix(name, "/") && !credential.MatchString(name) {
		v.bad(key, "want a path from the root or the name of a systemd credential")
	}
}

func (v *check) transport(g Gateway, url string) {
	if g.CAFile != "" {
		v.path("api.gateway.ca_file", g.CAFile)
		v.encrypted("api.gateway.ca_file", url)
	}
	switch {
	case g.ClientCert == "" && g.ClientKeyFile == "":
	case g.ClientCert == "":
		v.bad("api.gateway.client_cert", "missing; client_key_file belongs to one")
	case g.ClientKeyFile == "":
		v.bad("api.gateway.client_key_file", "missing; client_cert needs its key")
	default:
		v.path("api.gateway.client_cert", g.ClientCert)
		v.file("api.gateway.client_key_file", g.ClientKeyFile)
		v.encrypted("api.gateway.client_cert", url)
	}
}

// encrypted finds certificates that nobody would look at.
func (v *check) encrypted(key, url string) {
	if strings.HasPrefix(url, "http://") {
		v.bad(key, "api.url is http: certificates are for https")
	}
}

func (v *check) answers(g Gateway) {
	for i, code := range g.SuccessCodes {
		if strings.TrimSpace(code) == "" {
			v.bad("api.gateway.success_codes", "number %d is empty", i+1)
		}
	}
	if len(g.Codes) > 0 && len(g.SuccessCodes) == 0 {
		v.bad("api.gateway.success_codes", "missing; there are codes for failures")
	}
	for _, code := range slices.Sorted(maps.Keys(g.Codes)) {
		oneOf(v, "api.gateway.codes."+code, g.Codes[code], Refusals)
		if slices.Contains(g.SuccessCodes, code) {
			v.bad("api.gateway.codes."+code, "is in success_codes too")
		}
	}
}
