package halltest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Checked passes every request under /v1/ on to next and fails t when the
// answer breaks the contract. A request may break it: next must refuse it then.
func (c *Contract) Checked(t testing.TB, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/") {
			next.ServeHTTP(w, r)
			return
		}
		a, wrong := c.request(r)
		kept := httptest.NewRecorder()
		next.ServeHTTP(kept, r)
		for name, values := range kept.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(kept.Code)
		w.Write(kept.Body.Bytes())
		switch {
		case wrong != nil && kept.Code < 400:
			t.Errorf("%s %s breaks the contract and is answered with %d: %v", r.Method, r.URL.Path, kept.Code, wrong)
		case a.op != nil:
			if err := c.response(a, kept.Code, kept.Header(), kept.Body.Bytes()); err != nil {
				t.Errorf("%s is answered with %d: %v", a.op.OperationID, kept.Code, err)
			}
		}
	})
}
