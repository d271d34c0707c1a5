package slip

import (
	"reflect"
	"strings"
)

// quoter takes the meaning from what is markup. A name from the network must
// not be able to lay the paper out.
var quoter = strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", `\<`, "\n", `\n`, "\x00", "", "\r", "", "\t", " ")

// unquote is what stands for c behind a backslash.
func unquote(c byte) string {
	if c == 'n' {
		return "\n"
	}
	return string([]byte{c})
}

// quoted copies data with every text in it quoted: its fields, and the
// elements of its slices.
func quoted(data any) any {
	v := reflect.New(reflect.TypeOf(data)).Elem()
	v.Set(reflect.ValueOf(data))
	quote(v)
	return v.Interface()
}

// quote changes v, which nobody else holds.
func quote(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(quoter.Replace(v.String()))
	case reflect.Slice:
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := range own.Len() {
			quote(own.Index(i))
		}
		v.Set(own)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() { // those of a time.Time are not
				quote(v.Field(i))
			}
		}
	}
}
