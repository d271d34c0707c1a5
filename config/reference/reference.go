// Package reference tells what every key of the configuration is for, from the
// types and comments of package config itself, so that it cannot be behind
// them.
package reference

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"time"

	"govkiosk/config"
)

// Entry is one key, or one table.
type Entry struct {
	Key     string // dotted; * stands for a free name
	Type    string // text, whole number, number, true or false, duration, list of …, table
	Doc     string
	Default string // as TOML; empty: none
	Limit   config.Limit
	Table   bool
	Free    bool // a table whose keys are free names
	of      reflect.Type
}

// Entries are all keys and tables in the order of the types, each table before
// its keys. Ranges and choices are those that hold for the devices of the
// example.
func Entries() []Entry {
	w := walk{limits: limits(), defaults: map[string]string{}}
	for _, l := range config.Leaves(config.Default()) {
		w.defaults[l.Key] = l.Value
	}
	w.table("", reflect.TypeFor[config.Config]())
	return w.out
}

func limits() map[string]config.Limit {
	data, _ := fs.ReadFile(config.Sources, "example.toml") // embedded: it is there
	c, _, err := config.LoadLayers([]config.Source{{Layer: config.LayerTerminal, Name: "example.toml", Data: data}}, nil)
	if err != nil {
		panic("the example is wrong: " + err.Error()) // it was built into this program
	}
	return config.Limits(c)
}

type walk struct {
	limits   map[string]config.Limit
	defaults map[string]string
	out      []Entry
}

func (w *walk) table(at string, t reflect.Type) {
	for _, tables := range []bool{false, true} { // as in a file, where what follows a table is in it
		for _, field := range reflect.VisibleFields(t) {
			kind := field.Type.Kind()
			if !field.Anonymous && tables == (kind == reflect.Struct || kind == reflect.Map) {
				w.field(join(at, field.Tag.Get("toml")), owner(t, field), field)
			}
		}
	}
}

// owner is the struct that a field is written in, which is another one where
// it is embedded.
func owner(t reflect.Type, field reflect.StructField) reflect.Type {
	for _, i := range field.Index[:len(field.Index)-1] {
		t = t.Field(i).Type
	}
	return t
}

func (w *walk) field(key string, in reflect.Type, field reflect.StructField) {
	e := Entry{Key: key, Type: typeName(field.Type), Doc: comments()[in.Name()+"."+field.Name], Default: w.defaults[key], Limit: w.limits[key], of: field.Type}
	switch field.Type.Kind() {
	case reflect.Struct:
		e.Table = true
		e.Doc = docOf(field.Type, e.Doc)
		w.out = append(w.out, e)
		w.table(key, field.Type)
	case reflect.Map:
		e.Table, e.Free = true, true
		w.out = append(w.out, e)
		w.entries(key+".*", field.Type.Elem())
	default:
		w.out = append(w.out, e)
	}
}

// entries are what stands under a free name.
func (w *walk) entries(key string, t reflect.Type) {
	if t.Kind() == reflect.Struct {
		w.out = append(w.out, Entry{Key: key, Type: "table", Doc: docOf(t, ""), Table: true, of: t})
		w.table(key, t)
		return
	}
	w.out = append(w.out, Entry{Key: key, Type: typeName(t), of: t})
}

// docOf is what the type says, and what the field that has it adds.
func docOf(t reflect.Type, field string) string {
	doc := comments()[t.Name()]
	if field == "" {
		return doc
	}
	return field + ". " + doc
}

func typeName(t reflect.Type) string {
	if t == reflect.TypeFor[time.Duration]() {
		return "duration"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "whole number"
	case reflect.Float64:
		return "number"
	case reflect.Array:
		return fmt.Sprintf("list of %d %ss", t.Len(), typeName(t.Elem()))
	case reflect.Slice:
		return "list of " + typeName(t.Elem()) + "s"
	}
	return "table"
}

// comments are those of the types, by Type and Type.Field.
var comments = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	names, _ := fs.Glob(config.Sources, "*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, _ := fs.ReadFile(config.Sources, name) // embedded: it is there
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			panic("config does not parse: " + err.Error()) // it was compiled into this program
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				collect(out, d)
			}
		}
	}
	return out
})

func collect(out map[string]string, d *ast.GenDecl) {
	for _, spec := range d.Specs {
		spec := spec.(*ast.TypeSpec)
		t, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		out[spec.Name.Name] = line(d.Doc)
		for _, field := range t.Fields.List {
			for _, name := range field.Names {
				out[spec.Name.Name+"."+name.Name] = strings.TrimPrefix(strings.TrimSpace(line(field.Doc)+" "+line(field.Comment)), " ")
			}
		}
	}
}

// line is a comment in one line.
func line(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }

func join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}
