package journey

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares with a file, which -update alone writes.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -run %s -update writes it, read it before it is committed", err, t.Name())
	}
	if got != string(want) {
		t.Errorf("%s: %s", path, firstDifference(string(want), got))
	}
}

// firstDifference is the first line in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d is\n%s\nnot\n%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, not %d", len(g), len(w))
}

// explored is what every service leads to.
var explored = sync.OnceValue(func() map[Service]exploration {
	out := map[Service]exploration{}
	for service := range stories {
		out[service] = explore(Step, service)
	}
	return out
})

func TestGraph(t *testing.T) {
	for _, service := range slices.Sorted(maps.Keys(stories)) {
		t.Run(string(service), func(t *testing.T) {
			x := explored()[service]
			if len(x.scenes) >= shapesMost {
				t.Fatalf("more than %d shapes: its story says too much", shapesMost)
			}
			golden(t, filepath.Join("testdata", "graph", string(service)+".dot"), x.dot(service))
		})
	}
}

func TestEveryPageIsReached(t *testing.T) {
	reached := map[Page]bool{PageAttract: true}
	for _, x := range explored() {
		for _, c := range x.scenes {
			reached[c.Page] = true
		}
	}
	for _, p := range pages() {
		if !reached[p] {
			t.Errorf("nothing that the stories tell leads to %q", p)
		}
	}
}

// A page that says no leads to a report; in a report, and everywhere else, the
// key that calls a person works.
func TestNoDeadEnds(t *testing.T) {
	for service, x := range explored() {
		for _, c := range x.scenes {
			no := c.Call.Failed != "" || c.Page == PageNotice
			if !no || outside(c.State, service) || service == ServiceReport {
				continue
			}
			if to, _ := c.next(Step, Touch{Do: "report"}); to.Service != ServiceReport {
				t.Errorf("%s: %q does not lead to a report", service, label(c.State, service))
			}
		}
	}
}

// dot prints a graph for graphviz. That home leads home is left out, and so
// is what leads nowhere.
func (x exploration) dot(service Service) string {
	edges := map[[2]string]map[string]bool{}
	for _, a := range x.arrows {
		if a.from == a.to || a.what == "home" && a.to == "home" {
			continue
		}
		ends := [2]string{a.from, a.to}
		if edges[ends] == nil {
			edges[ends] = map[string]bool{}
		}
		edges[ends][a.what] = true
	}
	var out strings.Builder
	fmt.Fprintf(&out, "digraph %s {\n\trankdir=LR\n\tnode [shape=box]\n", service)
	for _, ends := range slices.SortedFunc(maps.Keys(edges), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		whats := slices.Sorted(maps.Keys(edges[ends]))
		if len(whats) > len(verbs())/2 {
			whats = []string{"any key"}
		}
		style := ""
		if len(whats) == 1 && whats[0] == "back" {
			style = " style=dashed"
		}
		fmt.Fprintf(&out, "\t%q -> %q [label=%q%s]\n", ends[0], ends[1], strings.Join(whats, "\n"), style)
	}
	return out.String() + "}\n"
}
