package people_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
)

// provider is a small OpenID provider: who asks is who it was told to say.
type provider struct {
	*httptest.Server
	key    *rsa.PrivateKey
	claims map[string]any
	nonces map[string]string // by code
	stale  bool              // it answers with a nonce of somebody else
}

func newProvider(t *testing.T) *provider {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, nonces: map[string]string{}}
	mux := http.NewServeMux()
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	give := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		give(w, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		give(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/auth", func(w http.ResponseWriter, r *http.Request) {
		p.nonces["c"] = r.FormValue("nonce")
		if r.FormValue("code_challenge") == "" {
			t.Error("no PKCE")
		}
		http.Redirect(w, r, r.FormValue("redirect_uri")+"?code=c&state="+url.QueryEscape(r.FormValue("state")), http.StatusFound)
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		claims := map[string]any{"iss": p.URL, "aud": "hub", "sub": "1", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": p.nonces[r.FormValue("code")]}
		if p.stale {
			claims["nonce"] = "another"
		}
		for k, v := range p.claims {
			claims[k] = v
		}
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", "k"))
		if err != nil {
			t.Error(err)
			return
		}
		text, err := json.Marshal(claims)
		if err != nil {
			t.Error(err)
			return
		}
		signed, err := signer.Sign(text)
		if err != nil {
			t.Error(err)
			return
		}
		compact, err := signed.CompactSerialize()
		if err != nil {
			t.Error(err)
		}
		give(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": compact})
	})
	return p
}

func TestTheProviderSaysWhoItIsAndTheHubWhatTheyMay(t *testing.T) {
	p := newProvider(t)
	mux := http.NewServeMux()
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	desk := openDesk(t, people.Options{OIDC: people.OIDC{Issuer: p.URL, ClientID: "hub", ClientSecret: "s", Redirect: site.URL + "/oidc/callback"}})
	pages := http.NewServeMux()
	desk.Mount(pages)
	pages.Handle("/", people.Require(people.Viewer, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, _ := people.Of(r.Context())
		_, _ = w.Write([]byte("hello " + s.Person.ID + " " + r.URL.Path))
	})))
	pages.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("login " + r.FormValue("problem")))
	})
	mux.Handle("/", desk.Identify(pages))
	by := audit.Who{ID: "test"}
	for _, one := range []people.Person{{ID: "li@example.org", Role: people.Operator, Provider: true}} {
		if err := desk.Add(t.Context(), by, one, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := desk.Add(t.Context(), by, people.Person{ID: "zhao@example.org", Role: people.Admin}, "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		claims map[string]any
		stale  bool
		want   string
	}{
		{map[string]any{"email": "Li@example.org", "email_verified": true}, false, "hello li@example.org /terminals"},
		{map[string]any{"email": "li@example.org", "email_verified": false}, false, "login unknown"},
		{map[string]any{"email": "wang@example.org", "email_verified": true}, false, "login unknown"},
		{map[string]any{"email": "zhao@example.org", "email_verified": true}, false, "login unknown"}, // has a password
		{map[string]any{"email": "li@example.org", "email_verified": true, "aud": "another"}, false, "login unknown"},
		{map[string]any{"email": "li@example.org", "email_verified": true}, true, "login unknown"},
	} {
		p.claims, p.stale = c.claims, c.stale
		browser := newBrowser(t)
		got := browser.get(site.URL + "/oidc/login?next=/terminals")
		if strings.Contains(got, "http-equiv") {
			got = browser.get(site.URL + "/terminals")
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.claims, got, c.want)
		}
	}
	// A way back that this browser did not begin.
	if got := newBrowser(t).get(site.URL + "/oidc/callback?code=c&state=x"); got != "login unknown" {
		t.Error(got)
	}
}
