package journey

import (
	"fmt"
	"reflect"
	"slices"
)

// stepper is Step, or something that only looks like it.
type stepper func(State, Event) (State, []Effect)

// scene is a moment of a visit, with the commands that were sent so far.
type scene struct {
	State
	owed []Effect // those with an ID
}

// next lets events happen.
func (c scene) next(step stepper, events ...Event) (scene, []Effect) {
	var all []Effect
	for _, e := range events {
		var effects []Effect
		c.State, effects = step(c.State, e)
		all = append(all, effects...)
	}
	c.owed = slices.Clip(c.owed)
	for _, e := range all {
		if idOf(e) != 0 {
			c.owed = append(c.owed, e)
		}
	}
	return c, all
}

// waiting are the commands that the state still knows of.
func (c scene) waiting() []Effect {
	ids := waitedFor(c.State)
	return slices.DeleteFunc(slices.Clone(c.owed), func(e Effect) bool { return !ids[idOf(e)] })
}

// idOf is a command's ID; 0: it has none.
func idOf(command any) CommandID {
	id := reflect.ValueOf(command).FieldByName("ID")
	if !id.IsValid() || id.Type() != reflect.TypeFor[CommandID]() {
		return 0
	}
	return CommandID(id.Int())
}

// waitedFor are the commands that a state knows of, wherever it keeps them.
func waitedFor(s State) map[CommandID]bool {
	ids := map[CommandID]bool{}
	visitOf(s, func(_ string, v reflect.Value) {
		if v.Type() == reflect.TypeFor[CommandID]() && v.Int() != 0 {
			ids[CommandID(v.Int())] = true
		}
	})
	return ids
}

// visitOf shows every value that belongs to the visit: all of a State but
// what is true whoever stands there, and the counters.
func visitOf(s State, see func(path string, v reflect.Value)) {
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		switch name := v.Type().Field(i).Name; name {
		case "Now", "Policy", "World", "lastID", "Dropped":
		default:
			values(name, v.Field(i), see)
		}
	}
}

// values shows the leaves of a value. Empty pointers and interfaces are none.
func values(path string, v reflect.Value, see func(string, reflect.Value)) {
	switch {
	case v.Kind() == reflect.Struct && v.Type().PkgPath() != "time":
		for i := range v.NumField() {
			values(path+"."+v.Type().Field(i).Name, v.Field(i), see)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			values(fmt.Sprintf("%s[%d]", path, i), v.Index(i), see)
		}
	case v.Kind() == reflect.Map:
		for _, key := range v.MapKeys() {
			values(fmt.Sprintf("%s[%v]", path, key), v.MapIndex(key), see)
		}
	case v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface:
		if !v.IsNil() {
			values(path, v.Elem(), see)
		}
	default:
		see(path, v)
	}
}

// deepCopy shares nothing with the state.
func deepCopy(s State) State { return copied(reflect.ValueOf(s)).Interface().(State) }

func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch {
	case v.Type().PkgPath() == "time":
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if out.Field(i).CanSet() {
				out.Field(i).Set(copied(v.Field(i)))
			}
		}
	case v.Kind() == reflect.Slice && !v.IsNil():
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(copied(v.Index(i)))
		}
	case v.Kind() == reflect.Map && !v.IsNil():
		out.Set(reflect.MakeMap(v.Type()))
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, copied(v.MapIndex(key)))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(copied(v.Elem()))
	case v.Kind() == reflect.Interface && !v.IsNil():
		out.Set(copied(v.Elem()))
	}
	return out
}
