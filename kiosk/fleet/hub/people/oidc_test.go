package people_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/people/oidctest"
)

func TestTheProviderSaysWhoItIsAndTheHubWhatTheyMay(t *testing.T) {
	p := oidctest.New(t)
	mux := http.NewServeMux()
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	desk := openDesk(t, people.Options{OIDC: people.OIDC{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Redirect: site.URL + "/oidc/callback"}})
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
		{map[string]any{"email": "li@example.org", "email_verified": true, "aud": "another"}, false, "login provider"},
		{map[string]any{"email": "li@example.org", "email_verified": true}, true, "login provider"},
	} {
		p.Says(c.claims, c.stale)
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
	if got := newBrowser(t).get(site.URL + "/oidc/callback?code=c&state=x"); got != "login begun" {
		t.Error(got)
	}
}
