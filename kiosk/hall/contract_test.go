package hall

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func TestContractIsValid(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(Spec)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			checkOperation(t, method+" "+path, method, op)
		}
	}
}

// Answers are held against every schema of the contract, and nothing else of
// it is read.
func TestSchemasAreReadWithoutThePaths(t *testing.T) {
	whole, err := openapi3.NewLoader().LoadFromData(Spec)
	if err != nil {
		t.Fatal(err)
	}
	part, err := openapi3.NewLoader().LoadFromData(withoutPaths(Spec))
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(whole.Components.Schemas)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(part.Components.Schemas)
	if err != nil || !bytes.Equal(got, want) || part.Paths.Len() != 0 {
		t.Errorf("%v; %d bytes of schemas, want %d; %d paths", err, len(got), len(want), part.Paths.Len())
	}
}

// checkOperation: who asks is always said, a write can always be repeated, a
// question in a body is no write, and a failure is always a problem.
func checkOperation(t *testing.T, name, method string, op *openapi3.Operation) {
	t.Helper()
	if op.Parameters.GetByInAndName("header", "X-Terminal-Id") == nil {
		t.Errorf("%s: no X-Terminal-Id", name)
	}
	key := op.Parameters.GetByInAndName("header", "Idempotency-Key")
	switch safe := method == "GET" || op.Extensions["x-safe"] == true; {
	case safe && key != nil:
		t.Errorf("%s: a question with an Idempotency-Key", name)
	case !safe && (key == nil || !key.Required):
		t.Errorf("%s: no required Idempotency-Key", name)
	case strings.HasSuffix(name, "/search") != (op.Extensions["x-safe"] == true):
		t.Errorf("%s: x-safe and /search go together", name)
	}
	problem := op.Responses.Default()
	if problem == nil || problem.Value.Content["application/problem+json"] == nil {
		t.Errorf("%s: no problem+json", name)
	}
}

// What is committed is what the generator makes of openapi.yaml now.
func TestGeneratedCodeIsCurrent(t *testing.T) {
	dir := t.TempDir()
	config, err := os.ReadFile("oapi-codegen.yaml")
	if err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(dir, "api.gen.go")
	moved := strings.Replace(string(config), "output: api/api.gen.go", "output: "+fresh, 1)
	if moved == string(config) {
		t.Fatal("oapi-codegen.yaml names another output")
	}
	file := filepath.Join(dir, "oapi-codegen.yaml")
	if err := os.WriteFile(file, []byte(moved), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "tool", "oapi-codegen", "-config", file, "openapi.yaml").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !bytes.Equal(read(t, fresh), read(t, "api/api.gen.go")) {
		t.Error("api/api.gen.go is not what openapi.yaml says; run go generate ./kiosk/hall")
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
