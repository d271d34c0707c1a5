package hall

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// contract checks answers against openapi.yaml, so that what is believed and
// what is written there cannot differ.
type contract struct{ schemas openapi3.Schemas }

var loadContract = sync.OnceValues(func() (*contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(withoutPaths(Spec))
	if err != nil {
		return nil, fmt.Errorf("hall: openapi.yaml: %w", err)
	}
	for _, p := range openCodes {
		doc.Components.Schemas[p.schema].Value.Properties[p.property].Value.Enum = nil
	}
	return &contract{schemas: doc.Components.Schemas}, nil
})

// withoutPaths leaves out what answers are not checked against: half of what
// reading the contract takes, which a terminal's start waits for.
func withoutPaths(spec []byte) []byte {
	head, rest, ok := bytes.Cut(spec, []byte("\npaths:\n"))
	_, components, also := bytes.Cut(rest, []byte("\ncomponents:\n"))
	if !ok || !also {
		return spec
	}
	return slices.Concat(head, []byte("\npaths: {}\ncomponents:\n"), components)
}

// openCodes are lists of the contract of which an answer may hold a newer
// code: it is kept as it came and counted, and the number beside it is not
// lost for it.
var openCodes = []struct{ schema, property string }{{"Ticket", "status"}, {"Business", "why"}}

// decode fills into from body if body is one JSON value that fits the schema.
// The error names the place and the rule, never the value.
func (k *contract) decode(schema string, body []byte, into any) error {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	rule, ok := k.schemas[schema]
	if !ok {
		return fmt.Errorf("openapi.yaml has no schema %s", schema)
	}
	if err := rule.Value.VisitJSON(value, openapi3.VisitAsResponse()); err != nil {
		return broken(schema, err)
	}
	reflect.ValueOf(into).Elem().SetZero() // of an attempt before, which something else was wrong with
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%s: %w", schema, err)
	}
	return nil
}

func broken(schema string, err error) error {
	var s *openapi3.SchemaError
	if !errors.As(err, &s) {
		return fmt.Errorf("%s: breaks the contract", schema)
	}
	at := strings.Join(s.JSONPointer(), "/")
	return fmt.Errorf("%s: /%s: breaks %q of the contract", schema, at, s.SchemaField)
}
