package reference

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/config"
)

func entry(t *testing.T, key string) Entry {
	t.Helper()
	for _, e := range Entries() {
		if e.Key == key {
			return e
		}
	}
	t.Fatalf("no %s", key)
	return Entry{}
}

// Every key that a configuration can have is told.
func TestEveryKeyIsThere(t *testing.T) {
	told := map[string]bool{}
	var free []string
	for _, e := range Entries() {
		told[e.Key] = true
		if e.Free {
			free = append(free, e.Key+".")
		}
	}
	for _, l := range config.Leaves(config.Default()) {
		if key := starred(l.Key, free); !told[key] {
			t.Errorf("%s is not told", key)
		}
	}
}

// starred puts * for the name in a table of free names.
func starred(key string, free []string) string {
	for _, table := range free {
		if name, in := strings.CutPrefix(key, table); in {
			_, rest, below := strings.Cut(name, ".")
			if below {
				rest = "." + rest
			}
			return table + "*" + rest
		}
	}
	return key
}

func TestAKeyIsExplained(t *testing.T) {
	e := entry(t, "reader.poll_every")
	if e.Type != "duration" || e.Default != `"300ms"` || !strings.Contains(e.Doc, "between two looks for a card") || e.Limit.Least != "300ms" {
		t.Errorf("%+v", e)
	}
	if e := entry(t, "reader.flow"); len(e.Limit.OneOf) != 3 || e.Default != `"none"` {
		t.Errorf("%+v", e)
	}
}

func TestTheReferenceNamesEveryKey(t *testing.T) {
	out := &strings.Builder{}
	if err := Markdown(out, Entries()); err != nil {
		t.Fatal(err)
	}
	for _, e := range Entries() {
		if !strings.Contains(out.String(), "`"+e.Key+"`") && !strings.Contains(out.String(), "## "+e.Key+"\n") {
			t.Errorf("%s is missing", e.Key)
		}
	}
}

// The schema knows every key of the example, and no other.
func TestTheSchemaFitsTheExample(t *testing.T) {
	data, err := fs.ReadFile(config.Sources, "example.toml")
	if err != nil {
		t.Fatal(err)
	}
	var example map[string]any
	if err := toml.Unmarshal(data, &example); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(Schema(Entries()))
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	fits(t, "", schema, example)
	example["reader"].(map[string]any)["bode"] = 9600
	if known(schema["properties"].(map[string]any)["reader"].(map[string]any), "bode") != nil {
		t.Error("an unknown key fits")
	}
}

func fits(t *testing.T, at string, schema map[string]any, table map[string]any) {
	for key, v := range table {
		s := known(schema, key)
		if s == nil {
			t.Errorf("the schema has no %s", join(at, key))
			continue
		}
		if below, ok := v.(map[string]any); ok {
			fits(t, join(at, key), s, below)
		}
	}
}

// known is the schema of a key, nil when there is none.
func known(schema map[string]any, key string) map[string]any {
	if properties, ok := schema["properties"].(map[string]any); ok {
		s, _ := properties[key].(map[string]any)
		return s
	}
	s, _ := schema["additionalProperties"].(map[string]any)
	return s
}
