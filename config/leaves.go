package config

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Leaf is one key with a value.
type Leaf struct {
	Key   string
	Value string // as TOML writes it
}

// Leaves are all keys of a configuration that have a value, in the order of
// the types; entries of a table of free names are sorted by name.
func Leaves(c Config) []Leaf {
	var out []Leaf
	leaves("", reflect.ValueOf(c), func(key string, v reflect.Value) {
		out = append(out, Leaf{Key: key, Value: text(v)})
	})
	return out
}

func leaves(at string, v reflect.Value, each func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range reflect.VisibleFields(v.Type()) {
			if !field.Anonymous {
				leaves(join(at, field.Tag.Get("toml")), v.FieldByIndex(field.Index), each)
			}
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			leaves(join(at, key.String()), v.MapIndex(key), each)
		}
	default:
		each(at, v)
	}
}

// text writes a value as TOML does.
func text(v reflect.Value) string {
	if d, ok := v.Interface().(time.Duration); ok {
		return strconv.Quote(duration(d))
	}
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(v.String())
	case reflect.Array, reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = text(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(v.Interface())
}

// duration writes 2m as people do, not as 2m0s.
func duration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// Change is a key that two configurations give different values.
type Change struct {
	Key    string `json:"key"`
	Before string `json:"before,omitempty"` // empty: there was none
	After  string `json:"after,omitempty"`  // empty: there is none
}

// Diff is what becomes different from a to b, in the order of the types.
func Diff(a, b Config) []Change {
	before, after := map[string]string{}, map[string]string{}
	var keys []string
	for _, l := range Leaves(a) {
		before[l.Key] = l.Value
		keys = append(keys, l.Key)
	}
	for _, l := range Leaves(b) {
		after[l.Key] = l.Value
		if _, known := before[l.Key]; !known {
			keys = append(keys, l.Key)
		}
	}
	var out []Change
	for _, key := range keys {
		if before[key] != after[key] {
			out = append(out, Change{Key: key, Before: before[key], After: after[key]})
		}
	}
	return out
}
