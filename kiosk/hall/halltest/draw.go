package halltest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"
)

// Draw makes a value that fits a schema: every field that must be there, some
// of the others, numbers up to their limits, codes that nobody knows.
func Draw(t *rapid.T, s *openapi3.Schema) any {
	switch {
	case len(s.AllOf) > 0:
		return Draw(t, s.AllOf[0].Value)
	case len(s.Enum) > 0:
		return rapid.SampledFrom(s.Enum).Draw(t, "enum")
	case s.Type.Is("object"):
		return object(t, s)
	case s.Type.Is("array"):
		return array(t, s)
	case s.Type.Is("integer"):
		return integer(t, s)
	case s.Type.Is("boolean"):
		return rapid.Bool().Draw(t, "bool")
	case s.Type.Is("string"):
		return text(t, s)
	}
	panic(fmt.Sprintf("halltest: a schema of type %v", s.Type))
}

func object(t *rapid.T, s *openapi3.Schema) any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if slices.Contains(s.Required, name) || rapid.Bool().Draw(t, name+" is there") {
			out[name] = Draw(t, s.Properties[name].Value)
		}
	}
	return out
}

func array(t *rapid.T, s *openapi3.Schema) any {
	n := rapid.IntRange(int(s.MinItems), int(s.MinItems)+2).Draw(t, "items")
	if s.MaxItems != nil {
		n = min(n, int(*s.MaxItems))
	}
	out := make([]any, n)
	for i := range out {
		out[i] = Draw(t, s.Items.Value)
	}
	return out
}

func integer(t *rapid.T, s *openapi3.Schema) any {
	low, high := -1000, math.MaxInt32
	if s.Min != nil {
		low = int(*s.Min)
	}
	if s.Max != nil {
		high = int(*s.Max)
	}
	return rapid.IntRange(low, high).Draw(t, "int")
}

var letters = rapid.RuneFrom([]rune("路南区办事 abcXYZ0123-–。\"\\\n<&𠀀"))

func text(t *rapid.T, s *openapi3.Schema) any {
	switch {
	case s.Format == "date-time":
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "time"), 0)
		return at.In(time.FixedZone("", 8*3600)).Format(time.RFC3339)
	case s.Format == "date":
		return time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "date"), 0).UTC().Format(time.DateOnly)
	case s.Pattern != "":
		return rapid.StringMatching(s.Pattern).Filter(func(v string) bool {
			return s.MaxLength == nil || len([]rune(v)) <= int(*s.MaxLength)
		}).Draw(t, "text")
	}
	most := 20
	if s.MaxLength != nil {
		most = min(most, int(*s.MaxLength))
	}
	return rapid.StringOfN(letters, int(s.MinLength), most, -1).Draw(t, "text")
}
