package api

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"govkiosk/kiosk/fleet/api"
)

// reach finds the documents that values are made of.
func reach(all map[string]reflect.Type, values ...any) {
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		switch {
		case t.Kind() == reflect.Slice && t != reflect.TypeFor[json.RawMessage](), t.Kind() == reflect.Map:
			walk(t.Elem())
		case t.Kind() == reflect.String && t.PkgPath() != "":
			all[schemaName(t)] = t
		case t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && all[schemaName(t)] == nil:
			all[schemaName(t)] = t
			for _, f := range fields(t) {
				walk(f.Type)
			}
		}
	}
	for _, v := range values {
		if v != nil {
			walk(reflect.TypeOf(v))
		}
	}
}

func schemaName(t reflect.Type) string {
	if name := named[t]; name != "" {
		return name
	}
	return t.Name()
}

// fields are those of a document, with those that are embedded.
func fields(t reflect.Type) (out []reflect.StructField) {
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous && f.IsExported() && f.Tag.Get("json") != "-" {
			out = append(out, f)
		}
	}
	return out
}

// shape is a type in the words of told.
func shape(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "date-time"
	case reflect.TypeFor[json.RawMessage]():
		return "any"
	}
	switch t.Kind() {
	case reflect.Slice:
		return "[]" + shape(t.Elem())
	case reflect.Map:
		return "map of " + shape(t.Elem())
	case reflect.Struct:
		return schemaName(t)
	case reflect.String:
		if t.PkgPath() != "" {
			return schemaName(t)
		}
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Float64:
		return "number"
	}
	return "integer"
}

// told is what a schema says of a value.
func told(s *openapi3.SchemaRef) string {
	v := s.Value
	switch {
	case s.Ref != "":
		return s.Ref[strings.LastIndex(s.Ref, "/")+1:]
	case len(v.AllOf) == 1:
		return told(v.AllOf[0])
	case v.Type == nil:
		return "any"
	case v.Type.Is("array"):
		return "[]" + told(v.Items)
	case v.Type.Is("object"):
		return "map of " + told(v.AdditionalProperties.Schema)
	case v.Format == "date-time":
		return v.Format
	}
	return v.Type.Slice()[0]
}

// words are the constants of a type, by its source.
func words(t *testing.T, of reflect.Type) (out []string) {
	t.Helper()
	if of == reflect.TypeFor[api.State]() {
		for _, s := range api.States {
			out = append(out, string(s))
		}
		slices.Sort(out)
		return out
	}
	files := must(filepath.Glob(filepath.Join("../..", filepath.Base(of.PkgPath()), "*.go")))
	for _, file := range files {
		for _, d := range must(parser.ParseFile(token.NewFileSet(), file, nil, 0)).Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if name, ok := v.Type.(*ast.Ident); ok && name.Name == of.Name() {
					out = append(out, must(strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)))
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func ordered(all []any) (out []string) {
	for _, one := range all {
		out = append(out, fmt.Sprint(one))
	}
	slices.Sort(out)
	return out
}
