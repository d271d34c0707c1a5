package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

var spoken = sync.OnceValue(func() *openapi3.T { return must(openapi3.NewLoader().LoadFromData(Spec)) })

// asSaid wants an answer to be what the contract says of it.
func asSaid(t *testing.T, method, path string, status int, data []byte) {
	t.Helper()
	schema := spoken().Components.Schemas["Problem"]
	if status/100 == 2 {
		op := operation(method, path)
		if op == nil {
			t.Errorf("%s %s is answered, and not in the contract", method, path)
			return
		}
		if schema = nil; status == http.StatusOK && op.Responses.Value("200") != nil {
			if of := op.Responses.Value("200").Value.Content["application/json"]; of != nil {
				schema = of.Schema
			}
		}
		if schema == nil {
			return
		}
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Errorf("%s %s: %v in %s", method, path, err, data)
	} else if err := schema.Value.VisitJSON(v, openapi3.VisitAsResponse()); err != nil {
		t.Errorf("%s %s is not as the contract says: %v", method, path, err)
	}
}

// operation is what the contract has for a path, one without a blank first.
func operation(method, path string) (found *openapi3.Operation) {
	path, _, _ = strings.Cut(path, "?")
	for pattern, item := range spoken().Paths.Map() {
		if op := item.GetOperation(method); op != nil && fits(pattern, path) && (found == nil || pattern == path) {
			found = op
		}
	}
	return found
}

func fits(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}
