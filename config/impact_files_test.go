package config

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two terminals of a hall read the same but for their own file; one says itself
// what the hall changes, and another has a new file of its own.
func TestCompareFiles(t *testing.T) {
	places := map[string]Place{}
	files := func(phone string) map[string][]byte {
		out := map[string][]byte{"image.toml": []byte("[policy]\nask_why = 1\n"), "hall/a.toml": []byte("[hall]\nphone = \"" + phone + "\"\n")}
		for i := range 5 {
			id := fmt.Sprintf("T-%d", i)
			places[id] = Place{Hall: map[bool]string{true: "b", false: "a"}[i == 4]}
			out["terminal/h-"+places[id].Hall+"/"+id+".toml"] = []byte("[terminal]\nid = \"" + id + "\"\n")
		}
		out["terminal/h-a/T-2.toml"] = []byte("[hall]\nphone = \"0315-7\"\n")
		return out
	}
	was, next := files("0315-1"), files("0315-2")
	next["terminal/h-a/T-3.toml"] = []byte("[hall]\nphone = \"0315-3\"\n[terminal]\nid = \"T-3\"\n")
	got, wrong := CompareFiles(places, was, next)
	change := func(to string) []Change {
		return []Change{{Key: "hall.phone", Before: `"0315-1"`, After: `"` + to + `"`}}
	}
	want := []Impact{
		{Terminals: []string{"T-0", "T-1"}, Changes: change("0315-2")},
		{Terminals: []string{"T-3"}, Changes: change("0315-3")},
		{Terminals: []string{"T-2"}, Changes: []Change{}},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(wrong) > 0 {
		t.Errorf("%v\n%s", wrong, diff)
	}
}
