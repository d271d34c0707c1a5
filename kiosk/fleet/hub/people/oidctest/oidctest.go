// Package oidctest is a small OpenID provider for tests: who asks it is who it
// was told to say.
package oidctest

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Provider is one. Its address names another site than 127.0.0.1 does.
type Provider struct {
	URL string

	t   testing.TB
	key *rsa.PrivateKey

	mu     sync.Mutex
	claims map[string]any
	stale  bool
	asks   bool
	nonces map[string]string // by code
}

// ClientID and ClientSecret are those of the hub.
const (
	ClientID     = "hub"
	ClientSecret = "s"
)

// New starts one until the test ends.
func New(t testing.TB) *Provider {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{t: t, key: key, nonces: map[string]string{}}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p.URL = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.give(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		p.give(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/auth", p.auth)
	mux.HandleFunc("/token", p.token)
	return p
}

// Says tells what it will say of whoever comes; stale: with the nonce of
// somebody else.
func (p *Provider) Says(claims map[string]any, stale bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.claims, p.stale = claims, stale
}

// Asks has it show a page with the links #allow and #refuse, as real ones do.
func (p *Provider) Asks() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asks = true
}

func (p *Provider) auth(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.nonces["c"] = r.FormValue("nonce")
	if r.FormValue("code_challenge") == "" {
		p.t.Error("no PKCE")
	}
	back := r.FormValue("redirect_uri") + "?state=" + url.QueryEscape(r.FormValue("state"))
	if !p.asks {
		http.Redirect(w, r, back+"&code=c", http.StatusFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	back = html.EscapeString(back)
	fmt.Fprintf(w, `<!doctype html><title>provider</title><main><a id="allow" href="%s&amp;code=c">allow</a> <a id="refuse" href="%s&amp;error=access_denied">refuse</a></main>`, back, back)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	claims := map[string]any{"iss": p.URL, "aud": ClientID, "sub": "1", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": p.nonces[r.FormValue("code")]}
	if p.stale {
		claims["nonce"] = "another"
	}
	maps.Copy(claims, p.claims)
	signed, err := p.sign(claims)
	if err != nil {
		p.t.Error(err)
	}
	p.give(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": signed})
}

func (p *Provider) sign(claims map[string]any) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: p.key}, (&jose.SignerOptions{}).WithHeader("kid", "k"))
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(text)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

func (p *Provider) give(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.t.Error(err)
	}
}
