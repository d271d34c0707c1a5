package console

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Who goes no further reads why in their language; a program reads JSON.
func TestWhoIsTurnedAwayReadsWhy(t *testing.T) {
	r := newRig(t)
	v := r.as("chen")
	form := url.Values{"text": {"x"}, "csrf": {"old"}}.Encode()
	away, cancel := context.WithCancel(t.Context())
	cancel() // whatever is asked of the store fails at once
	site := r.hub.People.Identify(http.NotFoundHandler())
	at := must(url.Parse(r.url))
	for _, c := range []struct {
		name, method, path string
		of                 context.Context
		origin             string
		status             int
		want               [3]string // in Chinese, in English, to a program
	}{
		{"an old form", "POST", "/terminals/KT-11/lock", t.Context(), "", 403, [3]string{"打开得太久了", "open too long", "the form is an old one"}},
		{"a form from elsewhere", "POST", "/stop", t.Context(), "https://elsewhere.example", 403, [3]string{"来自别的网页", "not the hub&#39;s", "another page"}},
		{"no store", "GET", "/", away, "", 503, [3]string{"连不上数据库", "cannot reach its store", "the store does not answer"}},
	} {
		for i, lang := range []string{chinese, english, ""} {
			request := httptest.NewRequestWithContext(c.of, c.method, c.path, strings.NewReader(form))
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for _, cookie := range v.http.Jar.Cookies(at) {
				request.AddCookie(cookie)
			}
			if c.origin != "" {
				request.Header.Set("Origin", c.origin)
			}
			kind := "application/json"
			if lang != "" {
				kind = "text/html; charset=utf-8"
				request.Header.Set("Accept", "text/html,*/*;q=0.8")
				request.Header.Set("Accept-Language", lang)
			}
			answer := httptest.NewRecorder()
			site.ServeHTTP(answer, request)
			if page := answer.Body.String(); answer.Code != c.status || answer.Header().Get("Content-Type") != kind || !strings.Contains(page, c.want[i]) || missing.MatchString(page) {
				t.Errorf("%s, %q: %d %s %s", c.name, lang, answer.Code, answer.Header(), page)
			}
		}
	}
}
