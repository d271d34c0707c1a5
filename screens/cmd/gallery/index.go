package main

import (
	_ "embed"
	"errors"
	"html/template"
	"os"
	"path/filepath"
)

//go:embed index.html
var indexHTML string

var indexPage = template.Must(template.New("index").Parse(indexHTML))

// group is one page or state with all its pictures.
type group struct {
	Page     string
	Pictures []painted
}

// grouped keeps the order in which the pages come.
func grouped(list []painted) []group {
	var out []group
	place := map[string]int{}
	for _, p := range list {
		i, ok := place[p.Page]
		if !ok {
			i = len(out)
			place[p.Page] = i
			out = append(out, group{Page: p.Page})
		}
		out[i].Pictures = append(out[i].Pictures, p)
	}
	return out
}

// writeIndex makes the page to look through the pictures. It needs nothing
// from anywhere else.
func writeIndex(dir string, list []painted) error {
	f, err := os.Create(filepath.Join(dir, "index.html"))
	if err != nil {
		return err
	}
	data := struct {
		Groups []group
		Panels []glassName
		Modes  []string
		Count  int
	}{grouped(list), panelNames(), modeNames(), len(list)}
	return errors.Join(indexPage.Execute(f, data), f.Close())
}

type glassName struct{ Name, Title string }

func panelNames() []glassName {
	var out []glassName
	for _, g := range panels {
		out = append(out, glassName{g.name, g.title})
	}
	return out
}

func modeNames() []string {
	var out []string
	for _, m := range modes {
		out = append(out, m.name)
	}
	return out
}
