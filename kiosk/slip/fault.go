package slip

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// fault is what is wrong with a template, for the person who writes it.
type fault struct {
	kind   Kind
	line   int // from 1; 0: the whole
	reason string
}

func (f fault) Error() string {
	if f.line == 0 {
		return fmt.Sprintf("slip: template %s: %s", f.kind, f.reason)
	}
	return fmt.Sprintf("slip: template %s: line %d: %s", f.kind, f.line, f.reason)
}

var (
	templateError = regexp.MustCompile(`^template: [^:]*:(\d+)(?::\d+)?: (?:executing "[^"]*" at )?(.*)$`)
	unknownField  = regexp.MustCompile(`can't evaluate field (\w+) in type (?:\w+\.)?(\w+)$`)
)

// faultOf puts an error of text/template into our words. data is what the
// template is made for.
func faultOf(k Kind, err error, data any) fault {
	f := fault{kind: k, reason: err.Error()}
	if m := templateError.FindStringSubmatch(f.reason); m != nil {
		f.line, _ = strconv.Atoi(m[1])
		f.reason = m[2]
	}
	if m := unknownField.FindStringSubmatch(f.reason); m != nil {
		if names := fieldsOf(reflect.TypeOf(data), m[2]); names != nil {
			f.reason = fmt.Sprintf("no field .%s; there are .%s", m[1], strings.Join(names, ", ."))
		}
	}
	return f
}

// fieldsOf lists the fields of the struct of that name, which is t or within
// it.
func fieldsOf(t reflect.Type, name string) []string {
	switch t.Kind() {
	case reflect.Slice:
		return fieldsOf(t.Elem(), name)
	case reflect.Struct:
	default:
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if t.Name() != name && !f.Anonymous {
			if inner := fieldsOf(f.Type, name); inner != nil {
				return inner
			}
		}
		if !f.Anonymous && f.IsExported() {
			names = append(names, f.Name)
		}
	}
	if t.Name() != name {
		return nil
	}
	slices.Sort(names)
	return names
}
