package district

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"govkiosk/kiosk/hall"
)

// readRouter gives the contract's own routes, read once: not the document that
// the district goes by.
var readRouter = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(hall.Spec)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil
	return gorillamux.NewRouter(doc)
})

// checked holds every answer of the API against the contract, refusals too.
// What a fault has torn is not looked at.
func checked(t testing.TB, next http.Handler) http.Handler {
	t.Helper()
	router, err := readRouter()
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kept := httptest.NewRecorder()
		next.ServeHTTP(kept, r)
		maps.Copy(w.Header(), kept.Header())
		w.WriteHeader(kept.Code)
		_, _ = w.Write(kept.Body.Bytes()) // a client that went away is not looked at
		torn := kept.Header().Get("Content-Length") != strconv.Itoa(kept.Body.Len())
		if torn || !strings.HasPrefix(r.URL.Path, "/v1/") || strings.Contains(kept.Header().Get("Content-Type"), "html") {
			return
		}
		route, params, err := router.FindRoute(r)
		if err != nil {
			return // a test asked for what is not there
		}
		err = openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
			Status:                 kept.Code, Header: kept.Header(), Body: io.NopCloser(bytes.NewReader(kept.Body.Bytes())),
			Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
		})
		if err != nil {
			t.Errorf("%s %s: %d breaks the contract: %v", r.Method, r.URL.Path, kept.Code, err)
		}
	})
}
