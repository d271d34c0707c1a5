package config

import "fmt"

// Limit is what Validate holds a key to.
type Limit struct {
	Least, Most string   // both empty: no range
	OneOf       []string // nil: any value that fits the type
}

// Limits tells by key which ranges and choices Validate checks in a
// configuration: they are those of the checks themselves, noted while they
// run. A key of something that is not fitted is not checked and so not there.
func Limits(c Config) map[string]Limit {
	v := check{limits: map[string]Limit{}}
	v.all(c)
	return v.limits
}

// note keeps a range or a choice for Limits.
func (v *check) note(key string, l Limit) {
	if v.limits != nil {
		v.limits[key] = l
	}
}

// worded writes limits as the keys' values are written.
func worded[T any](all []T) []string {
	out := make([]string, len(all))
	for i, one := range all {
		out[i] = fmt.Sprint(one)
	}
	return out
}
