package people_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/store"
)

func openDesk(t *testing.T, o people.Options) *people.Desk {
	t.Helper()
	o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	s, err := store.Open(store.Options{Dir: t.TempDir(), Log: o.Log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	a, err := audit.Open(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	d, err := people.Open(t.Context(), s, a, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// browser keeps cookies and follows redirects.
type browser struct {
	t *testing.T
	*http.Client
}

func newBrowser(t *testing.T) browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return browser{t, &http.Client{Jar: jar}}
}

func (b browser) text(answer *http.Response, err error) string {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

func (b browser) get(url string) string { b.t.Helper(); return b.text(b.Get(url)) }

func (b browser) post(url string, form url.Values) string {
	b.t.Helper()
	return b.text(b.PostForm(url, form))
}

const password = "correct horse battery"

var by = audit.Who{ID: "test"}

// site is a small console.
func site(t *testing.T, d *people.Desk) string {
	pages := http.NewServeMux()
	d.Mount(pages)
	pages.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "login "+r.FormValue("problem"))
	})
	pages.Handle("GET /", people.Require(people.Viewer, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, _ := people.Of(r.Context())
		_, _ = io.WriteString(w, s.CSRF)
	})))
	pages.Handle("POST /lock", people.Require(people.Operator, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "locked")
	})))
	s := httptest.NewServer(d.Identify(pages))
	t.Cleanup(s.Close)
	return s.URL
}

func add(t *testing.T, d *people.Desk, id string, role people.Role) {
	t.Helper()
	if err := d.Add(t.Context(), by, people.Person{ID: id, Role: role}, password); err != nil {
		t.Fatal(err)
	}
}

func TestABrowserIsLetInAndItsFormsNeedTheToken(t *testing.T) {
	d := openDesk(t, people.Options{})
	add(t, d, "li", people.Operator)
	at, b := site(t, d), newBrowser(t)
	b.Client.CheckRedirect = nil
	if got := b.text(b.Do(asPage(t, at+"/"))); got != "login" {
		t.Errorf("without a login: %q", got)
	}
	if got := b.post(at+"/login", url.Values{"id": {"li"}, "password": {"something else"}}); got != "login wrong" {
		t.Error(got)
	}
	csrf := b.post(at+"/login", url.Values{"id": {"li"}, "password": {password}})
	if len(csrf) < 40 {
		t.Fatalf("%q", csrf)
	}
	if got := b.post(at+"/lock", url.Values{}); !strings.Contains(got, "open the page again") {
		t.Errorf("without the token: %q", got)
	}
	if got := b.post(at+"/lock", url.Values{"csrf": {csrf}}); got != "locked" {
		t.Error(got)
	}
	r := asPage(t, at+"/lock")
	r.Method = "POST"
	r.Header.Set("X-CSRF-Token", csrf)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := b.text(b.Do(r)); got == "locked" {
		t.Error("another site's page gave a command")
	}
	if got := b.post(at+"/logout", url.Values{"csrf": {csrf}}); got != "login" {
		t.Error(got)
	}
	if got := b.post(at+"/lock", url.Values{"csrf": {csrf}}); !strings.Contains(got, "log in first") {
		t.Errorf("after the logout: %q", got)
	}
}

func asPage(t *testing.T, url string) *http.Request {
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	return r
}

func TestAShellHasATokenUntilThePasswordChanges(t *testing.T) {
	clock := time.Now()
	d := openDesk(t, people.Options{Clock: func() time.Time { return clock }})
	add(t, d, "li", people.Viewer)
	at := site(t, d)
	clock = clock.Add(time.Minute)
	token, err := d.Token(t.Context(), by, "li", "backup", 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path string) int {
		r, err := http.NewRequestWithContext(t.Context(), method, at+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := ask("GET", "/"); got != http.StatusOK {
		t.Error(got)
	}
	if got := ask("POST", "/lock"); got != http.StatusForbidden {
		t.Errorf("a viewer gave a command: %d", got)
	}
	clock = clock.Add(time.Minute)
	if err := d.Password(t.Context(), by, "li", "another long password"); err != nil {
		t.Fatal(err)
	}
	if got := ask("GET", "/"); got != http.StatusUnauthorized {
		t.Errorf("with the old password's token: %d", got)
	}
	if token, err = d.Token(t.Context(), by, "li", "backup", time.Hour); err != nil {
		t.Fatal(err)
	}
	clock = clock.Add(2 * time.Hour)
	if got := ask("GET", "/"); got != http.StatusUnauthorized {
		t.Errorf("with a token of yesterday: %d", got)
	}
}

func TestWrongTriesLockOut(t *testing.T) {
	clock := time.Now()
	d := openDesk(t, people.Options{Clock: func() time.Time { return clock }})
	add(t, d, "li", people.Viewer)
	for _, id := range []string{"li", "nobody"} {
		for try := range 5 {
			_, err := d.Check(t.Context(), id, "wrong wrong wrong", "")
			var locked *people.Locked
			if out := errors.As(err, &locked); out != (try >= 3) || !out && !errors.Is(err, people.ErrWrong) {
				t.Errorf("%s, try %d: %v", id, try, err)
			}
		}
	}
	if _, err := d.Check(t.Context(), "li", password, ""); err == nil {
		t.Error("the right one let in one who is locked out")
	}
	clock = clock.Add(time.Hour)
	if p, err := d.Check(t.Context(), "li", password, ""); err != nil || p.ID != "li" {
		t.Error(err)
	}
}

func TestAnAdminRemains(t *testing.T) {
	d := openDesk(t, people.Options{})
	ctx := context.Background()
	add(t, d, "li", people.Admin)
	add(t, d, "wang", people.Viewer)
	if err := d.Remove(ctx, by, "li"); !errors.Is(err, people.ErrLast) {
		t.Error(err)
	}
	if err := d.Change(ctx, by, "li", people.Admin, people.Scope{District: "lunan"}); !errors.Is(err, people.ErrLast) {
		t.Error(err)
	}
	if err := d.Change(ctx, by, "wang", people.Admin, people.Scope{}); err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(ctx, by, "li"); err != nil {
		t.Error(err)
	}
	if err := d.Add(ctx, by, people.Person{ID: "zhao", Role: people.Viewer}, "too short"); !errors.Is(err, people.ErrPassword) {
		t.Error(err)
	}
	if err := d.Add(ctx, by, people.Person{ID: "wang", Role: people.Viewer}, password); !errors.Is(err, people.ErrTaken) {
		t.Error(err)
	}
}

func TestWhoMayWhatAndWhere(t *testing.T) {
	if !people.Publisher.May(people.Operator) || people.Operator.May(people.Publisher) || people.Role("").May(people.Viewer) || people.Admin.May("") {
		t.Error("the roles do not follow each other")
	}
	lunan := config.Place{Province: "hebei", City: "tangshan", District: "lunan", Hall: "one"}
	for _, c := range []struct {
		scope people.Scope
		want  bool
	}{{people.Scope{}, true}, {people.Scope{District: "lunan"}, true}, {people.Scope{District: "lubei"}, false}, {people.Scope{District: "lunan", Hall: "two"}, false}} {
		if c.scope.Covers(lunan) != c.want {
			t.Errorf("%v covers it: %v", c.scope, !c.want)
		}
	}
}
