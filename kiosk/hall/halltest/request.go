package halltest

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"
)

// Asking is a request that keeps to the contract, but for what stands in
// headers.
type Asking struct {
	Operation    string
	Method, Path string // with its query
	Body         string // empty: none
	Write        bool   // it must have an Idempotency-Key
}

// Requests draws a request for every operation; the same seed draws the same.
func (c *Contract) Requests(seed int) []Asking {
	var all []Asking
	for path, item := range c.Doc.Paths.Map() {
		for method, op := range item.Operations() {
			a := Asking{
				Operation: op.OperationID, Method: method, Path: path,
				Write: op.Parameters.GetByInAndName("header", "Idempotency-Key") != nil,
			}
			query := url.Values{}
			for _, p := range op.Parameters {
				switch text, _ := example(p.Value.Schema.Value, seed).(string); p.Value.In {
				case "path":
					a.Path = strings.Replace(a.Path, "{"+p.Value.Name+"}", url.PathEscape(text), 1)
				case "query":
					query.Set(p.Value.Name, text)
				}
			}
			if len(query) > 0 {
				a.Path += "?" + query.Encode()
			}
			if op.RequestBody != nil {
				body, err := json.Marshal(example(op.RequestBody.Value.Content["application/json"].Schema.Value, seed))
				must(err)
				a.Body = string(body)
			}
			all = append(all, a)
		}
	}
	return all
}

func example(s *openapi3.Schema, seed int) any {
	return rapid.Custom(func(t *rapid.T) any { return Draw(t, s) }).Example(seed)
}
