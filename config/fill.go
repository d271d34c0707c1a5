package config

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
)

// fill lays the values of tree over c, tells whose they are, and returns what
// does not fit.
//
// go-toml's own decoder ends at the first wrong type and reads a duration as
// nanoseconds; a technician on site needs all of it in one go and writes
// "90s". So go-toml parses and this walks.
func (f *file) fill(c *Config, tree map[string]any, whose Provenance) Problems {
	w := walk{file: f, whose: whose}
	w.table("", reflect.ValueOf(c).Elem(), tree)
	return w.found
}

// walk carries what is found on the way through one file.
type walk struct {
	file  *file
	whose Provenance
	found Problems
}

func (w *walk) problem(key, format string, args ...any) {
	line, _ := w.file.keys.line(key)
	w.found = append(w.found, Problem{File: w.file.name, Line: line, Key: key, Reason: fmt.Sprintf(format, args...)})
}

// table lays a TOML table over a struct.
func (w *walk) table(at string, to reflect.Value, tree map[string]any) {
	names := fieldNames(to.Type())
	for key, v := range tree {
		if i := slices.Index(names, key); i >= 0 {
			w.value(join(at, key), fieldByName(to, key), v)
			continue
		}
		w.problem(join(at, key), "unknown key; here there are %s", strings.Join(names, ", "))
	}
}

var durationType = reflect.TypeFor[time.Duration]()

// value lays one TOML value over one field.
func (w *walk) value(key string, to reflect.Value, v any) {
	before := len(w.found)
	w.lay(key, to, v)
	if leaf := to.Type() == durationType || to.Kind() != reflect.Struct && to.Kind() != reflect.Map; leaf && len(w.found) == before {
		w.whose.add(w.file, key, text(to))
	}
}

func (w *walk) lay(key string, to reflect.Value, v any) {
	if to.Type() == durationType {
		w.duration(key, to, v)
		return
	}
	switch to.Kind() {
	case reflect.Struct:
		if tree, ok := v.(map[string]any); ok {
			w.table(key, to, tree)
			return
		}
	case reflect.Map:
		if tree, ok := v.(map[string]any); ok {
			w.entries(key, to, tree)
			return
		}
	case reflect.Array:
		w.array(key, to, v)
		return
	case reflect.Slice:
		w.list(key, to, v)
		return
	default:
		if scalar(to, v) {
			return
		}
	}
	w.problem(key, "want %s, got %s", wanted(to), given(v))
}

// scalar sets a text, a truth value or a number if v is one. A whole number
// will do where a fraction is wanted.
func scalar(to reflect.Value, v any) bool {
	switch v := v.(type) {
	case string:
		if to.Kind() == reflect.String {
			to.SetString(v)
			return true
		}
	case bool:
		if to.Kind() == reflect.Bool {
			to.SetBool(v)
			return true
		}
	case int64:
		switch to.Kind() {
		case reflect.Int:
			to.SetInt(v)
			return true
		case reflect.Float64:
			to.SetFloat(float64(v))
			return true
		}
	case float64:
		if to.Kind() == reflect.Float64 && !math.IsNaN(v) && !math.IsInf(v, 0) {
			to.SetFloat(v)
			return true
		}
	}
	return false
}

func (w *walk) duration(key string, to reflect.Value, v any) {
	text, ok := v.(string)
	if !ok {
		w.problem(key, "want %s, got %s", wanted(to), given(v))
		return
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		w.problem(key, "want %s, got %q", wanted(to), text)
		return
	}
	to.SetInt(int64(d))
}

func (w *walk) array(key string, to reflect.Value, v any) {
	list, ok := v.([]any)
	if !ok || len(list) != to.Len() {
		w.problem(key, "want %s, got %s", wanted(to), given(v))
		return
	}
	for i, v := range list {
		if !scalar(to.Index(i), v) {
			w.problem(key, "want %s, got %s as number %d", wanted(to), given(v), i+1)
			return
		}
	}
}

// list replaces a list of any length; it does not add to the one before.
func (w *walk) list(key string, to reflect.Value, v any) {
	values, ok := v.([]any)
	out := reflect.MakeSlice(to.Type(), len(values), len(values))
	for i, v := range values {
		ok = ok && scalar(out.Index(i), v)
	}
	if !ok {
		w.problem(key, "want %s, got %s", wanted(to), given(v))
		return
	}
	to.Set(out)
}

// entries lays tables over the entries of a map; an entry that is there keeps
// what the table does not say.
func (w *walk) entries(key string, to reflect.Value, tree map[string]any) {
	if to.IsNil() {
		to.Set(reflect.MakeMap(to.Type()))
	}
	for name, v := range tree {
		entry := reflect.New(to.Type().Elem()).Elem()
		if old := to.MapIndex(reflect.ValueOf(name)); old.IsValid() {
			entry.Set(old)
		}
		w.value(join(key, name), entry, v)
		to.SetMapIndex(reflect.ValueOf(name), entry)
	}
}

// fieldNames are the keys of a struct, those of an embedded one among them.
func fieldNames(t reflect.Type) []string {
	var names []string
	for _, field := range reflect.VisibleFields(t) {
		if !field.Anonymous {
			names = append(names, field.Tag.Get("toml"))
		}
	}
	return names
}

func fieldByName(v reflect.Value, key string) reflect.Value {
	for _, field := range reflect.VisibleFields(v.Type()) {
		if !field.Anonymous && field.Tag.Get("toml") == key {
			return v.FieldByIndex(field.Index)
		}
	}
	return reflect.Value{}
}

// wanted names what a field takes.
func wanted(to reflect.Value) string {
	if to.Type() == durationType {
		return `a duration in quotes such as "90s" or "300ms"`
	}
	switch to.Kind() {
	case reflect.String:
		return "text in quotes"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Array:
		return fmt.Sprintf("a list of %d numbers", to.Len())
	case reflect.Slice:
		return "a list of texts in quotes"
	}
	return "a table"
}

// given names what a file says instead. Values are shown, for they are
// settings; nothing secret belongs into this file.
func given(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("the text %q", v)
	case bool, int64, float64:
		return fmt.Sprint(v)
	case []any:
		return fmt.Sprintf("a list of %d", len(v))
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("the date or time %v", v)
}
