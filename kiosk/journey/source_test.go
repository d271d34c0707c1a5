package journey

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// source is the program text of the package: what a test should have met is
// read from there, so that nothing new is passed over.
var source = sync.OnceValue(func() []*ast.File {
	entries, err := os.ReadDir(".")
	if err != nil {
		panic(err)
	}
	var files []*ast.File
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			panic(err)
		}
		files = append(files, f)
	}
	return files
})

// verbs are the keys that some page takes, the bar's but for back and home
// left out: whatever Touch.Do is compared with.
var verbs = sync.OnceValue(func() []string {
	found := map[string]bool{"back": true, "home": true}
	for _, f := range source() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SwitchStmt:
				if isDo(n.Tag) {
					for _, c := range n.Body.List {
						addStrings(found, c.(*ast.CaseClause).List...)
					}
				}
			case *ast.BinaryExpr:
				if n.Op == token.EQL && isDo(n.X) {
					addStrings(found, n.Y)
				}
			}
			return true
		})
	}
	for _, bar := range []string{"text-size", "language", "help", "speech", "extend", "look-night", "louder", "quieter", "headset-in", "headset-out"} {
		delete(found, bar)
	}
	return slices.Sorted(maps.Keys(found))
})

func isDo(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "Do"
}

func addStrings(to map[string]bool, from ...ast.Expr) {
	for _, e := range from {
		if lit, ok := e.(*ast.BasicLit); ok {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				to[text] = true
			}
		}
	}
}

// pages are all that there are.
var pages = sync.OnceValue(func() []Page {
	var out []Page
	for _, f := range source() {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := c.Type.(*ast.Ident); !ok || kind.Name != "Page" {
				return true
			}
			for _, v := range c.Values {
				text := map[string]bool{}
				addStrings(text, v)
				for name := range text {
					out = append(out, Page(name))
				}
			}
			return true
		})
	}
	slices.Sort(out)
	return out
})
