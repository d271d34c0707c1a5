package reference

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"govkiosk/config"
)

// Schema is the JSON Schema (draft 2020-12) of a configuration, for editors
// that complete and check TOML by one.
func Schema(entries []Entry) map[string]any {
	byKey := map[string]Entry{}
	for _, e := range entries {
		byKey[e.Key] = e
	}
	s := schemas{byKey}
	root := s.table("", reflect.TypeFor[config.Config]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "Configuration of a terminal, or of one layer of it"
	return root
}

type schemas struct{ entries map[string]Entry }

func (s schemas) table(at string, t reflect.Type) map[string]any {
	properties := map[string]any{}
	for _, field := range reflect.VisibleFields(t) {
		if !field.Anonymous {
			key := field.Tag.Get("toml")
			properties[key] = s.value(join(at, key), field.Type)
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

func (s schemas) value(key string, t reflect.Type) map[string]any {
	e := s.entries[key]
	out := s.shape(key, t, e)
	if e.Doc != "" {
		out["description"] = e.Doc
	}
	if value, ok := plain(e.Default, t); ok {
		out["default"] = value
	}
	return out
}

func (s schemas) shape(key string, t reflect.Type, e Entry) map[string]any {
	if t == reflect.TypeFor[time.Duration]() {
		return map[string]any{"type": "string", "pattern": `^([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$`}
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.table(key, t)
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.value(key+".*", t.Elem())}
	case reflect.Array:
		return map[string]any{"type": "array", "items": s.shape("", t.Elem(), Entry{}), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.shape("", t.Elem(), Entry{})}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		return limited(map[string]any{"type": "string"}, t, e)
	case reflect.Int:
		return limited(map[string]any{"type": "integer"}, t, e)
	}
	return limited(map[string]any{"type": "number"}, t, e)
}

// limited adds a range or a choice.
func limited(out map[string]any, t reflect.Type, e Entry) map[string]any {
	if e.Limit.OneOf != nil {
		var choices []any
		for _, c := range e.Limit.OneOf {
			if t.Kind() == reflect.String {
				c = strconv.Quote(c)
			}
			if v, ok := plain(c, t); ok {
				choices = append(choices, v)
			}
		}
		out["enum"] = choices
	}
	if least, ok := plain(e.Limit.Least, t); ok && t.Kind() != reflect.String {
		out["minimum"] = least
		out["maximum"], _ = plain(e.Limit.Most, t)
	}
	return out
}

// plain is a value written as TOML, as JSON has it.
func plain(text string, t reflect.Type) (any, bool) {
	if text == "" {
		return nil, false
	}
	if s, err := strconv.Unquote(text); err == nil && strings.HasPrefix(text, `"`) {
		return s, true
	}
	switch t.Kind() {
	case reflect.Bool:
		return text == "true", true
	case reflect.Int, reflect.Float64:
		n, err := strconv.ParseFloat(text, 64)
		return n, err == nil
	}
	return nil, false
}
