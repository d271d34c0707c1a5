package api

import (
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// documents are what each route asks for and gives; a list is a slice, nil is
// nothing or a stream.
var documents = map[string]struct{ asks, gives any }{
	"POST /login":                   {api.Login{}, api.Token{}},
	"GET /me":                       {nil, api.Person{}},
	"GET /summary":                  {nil, api.Summary{}},
	"GET /terminals":                {nil, api.Terminals{}},
	"GET /terminals/{id}":           {nil, api.Detail{}},
	"GET /terminals/{id}/events":    {nil, []api.Event{}},
	"POST /terminals/{id}/revoke":   {api.Why{}, nil},
	"GET /alerts":                   {nil, []api.Alert{}},
	"GET /paper":                    {nil, []api.Paper{}},
	"GET /services":                 {nil, []api.Availability{}},
	"GET /rollouts":                 {nil, []api.Rollout{}},
	"POST /rollouts":                {rollout.Plan{}, api.Rollout{}},
	"POST /rollouts/preview":        {rollout.Plan{}, api.Preview{}},
	"GET /rollouts/{id}":            {nil, api.Rollout{}},
	"POST /rollouts/{id}/{act}":     {api.Why{}, api.Rollout{}},
	"GET /stop":                     {nil, api.Stop{}},
	"POST /stop":                    {api.Why{}, api.Stop{}},
	"DELETE /stop":                  {api.Why{}, api.Stop{}},
	"GET /commands":                 {nil, []api.Command{}},
	"POST /commands":                {api.Order{}, api.Command{}},
	"GET /commands/{id}":            {nil, api.Command{}},
	"GET /commands/{id}/{terminal}": {nil, nil},
	"POST /codes":                   {api.NewCode{}, api.Code{}},
	"GET /audit":                    {nil, []api.Act{}},
	"GET /live":                     {nil, nil},
}

// named are the schemas of types whose own name is another one's there.
var named = map[reflect.Type]string{
	reflect.TypeFor[wire.Paper](): "Roll", reflect.TypeFor[config.Change](): "Setting", reflect.TypeFor[wire.Order](): "OrderName",
	reflect.TypeFor[rollout.Wave](): "PlannedWave", reflect.TypeFor[rollout.State](): "RolloutState",
}

// unsaid are fields that who asks may leave out, though an answer has them.
var unsaid = map[string][]string{"Plan": {"id", "release", "waves"}, "Login": {"days"}}

func contract(t testing.TB) *openapi3.T {
	t.Helper()
	doc := must(openapi3.NewLoader().LoadFromData(Spec))
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return doc
}

// The contract has every route of the code with its role and its documents,
// and no other.
func TestTheContractHasEveryRoute(t *testing.T) {
	doc := contract(t)
	roles := map[string]string{"POST /login": ""}
	for pattern, r := range routes {
		roles[pattern] = string(r.role)
	}
	found := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			pattern := method + " " + path
			found[pattern] = true
			role, there := roles[pattern]
			if said, _ := op.Extensions["x-role"].(string); !there || said != role {
				t.Errorf("%s: x-role %q; the code has %q (%t)", pattern, said, role, there)
			}
			what, there := documents[pattern]
			if !there {
				t.Errorf("%s: which documents has it?", pattern)
			}
			var asks *openapi3.SchemaRef
			if op.RequestBody != nil {
				asks = op.RequestBody.Value.Content["application/json"].Schema
			}
			gives := op.Responses.Value("200")
			if gives == nil {
				gives = op.Responses.Value("204")
			}
			same(t, pattern+" asks", asks, what.asks)
			var given *openapi3.SchemaRef
			if json := gives.Value.Content["application/json"]; json != nil {
				given = json.Schema
			}
			same(t, pattern+" gives", given, what.gives)
		}
	}
	for pattern := range roles {
		if !found[pattern] {
			t.Errorf("the contract lacks %s", pattern)
		}
	}
}

// same wants a schema to be that of a value.
func same(t *testing.T, where string, s *openapi3.SchemaRef, v any) {
	t.Helper()
	if s == nil || v == nil {
		if (s == nil) != (v == nil) {
			t.Errorf("%s: the contract says %v, the code %T", where, s, v)
		}
		return
	}
	if got, want := told(s), shape(reflect.TypeOf(v)); got != want {
		t.Errorf("%s: the contract says %s, the code %s", where, got, want)
	}
}

// The contract's schemas are the documents of the code, field by field, and no
// others; words of a list are all that the code has.
func TestTheContractHasEveryDocument(t *testing.T) {
	doc := contract(t)
	all := map[string]reflect.Type{}
	for _, what := range documents {
		reach(all, what.asks, what.gives)
	}
	reach(all, api.Change{}, wire.Problem{})
	for name, ref := range doc.Components.Schemas {
		if all[name] == nil {
			t.Errorf("nothing of the code is a %s", name)
			continue
		}
		if all[name].Kind() == reflect.String {
			if want := words(t, all[name]); !reflect.DeepEqual(ordered(ref.Value.Enum), want) {
				t.Errorf("%s: %v, the code has %v", name, ordered(ref.Value.Enum), want)
			}
			continue
		}
		compare(t, name, ref.Value, all[name])
	}
	for name := range all {
		if doc.Components.Schemas[name] == nil {
			t.Errorf("the contract lacks %s", name)
		}
	}
}

// compare holds one schema against its type.
func compare(t *testing.T, name string, s *openapi3.Schema, of reflect.Type) {
	t.Helper()
	var required []string
	left := maps.Clone(s.Properties)
	for _, f := range fields(of) {
		field, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if field == "" {
			field = f.Name
		}
		if !strings.Contains(options, "omit") && !slices.Contains(unsaid[name], field) {
			required = append(required, field)
		}
		p := left[field]
		delete(left, field)
		if p == nil {
			t.Errorf("%s lacks %s", name, field)
		} else if got, want := told(p), shape(f.Type); got != want {
			t.Errorf("%s.%s is %s, the code has %s", name, field, got, want)
		}
	}
	for field := range left {
		t.Errorf("%s.%s: the code has none", name, field)
	}
	if slices.Sort(required); !slices.Equal(slices.Sorted(slices.Values(s.Required)), required) {
		t.Errorf("%s: required %v, the code always has %v", name, s.Required, required)
	}
}

// The hub serves the contract to whoever asks.
func TestTheHubServesItsContract(t *testing.T) {
	b := newBench(t)
	answer := must(http.Get(b.at + strings.TrimPrefix(PathSpec, "/api/v1")))
	defer answer.Body.Close()
	if text := must(io.ReadAll(answer.Body)); answer.StatusCode != http.StatusOK || string(text) != string(Spec) {
		t.Errorf("%d, %.80s", answer.StatusCode, text)
	}
}
