package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"govkiosk/screens"
	"govkiosk/screens/sample"
)

// glass is a panel that halls have.
type glass struct {
	name, title string
	panel       screens.Panel
}

var panels = []glass{
	{"21", "21.5″ column", screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}},
	{"32", "32″ totem", screens.Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 32}},
	{"10", "10.1″ wall unit", screens.Panel{WidthPx: 800, HeightPx: 1280, DiagonalIn: 10.1, LowerEdgeMM: 950}},
	{"landscape", "21.5″ desk", screens.Panel{WidthPx: 1920, HeightPx: 1080, DiagonalIn: 21.5}},
}

// mode is what a citizen can change about every page. Only the modes that lay
// a page out anew are shown on every panel; colours are the same on all.
type mode struct {
	name   string
	panels []string
	set    func(*screens.View)
}

var modes = []mode{
	{"default", []string{"21", "32", "10", "landscape"}, func(*screens.View) {}},
	{"elder", []string{"21", "32", "10", "landscape"}, func(v *screens.View) { v.Theme, v.TextStep = screens.ThemeElder, 4 }},
	{"lowReach", []string{"21", "32", "10"}, func(v *screens.View) { v.LowReach = true }},
	{"highContrast", []string{"21"}, func(v *screens.View) { v.Theme = screens.ThemeContrast }},
	{"night", []string{"21"}, func(v *screens.View) { v.Theme = screens.ThemeNight }},
}

var languages = []screens.Lang{screens.Chinese, screens.English}

// picture is one page on one panel in one mode and language.
type picture struct {
	Page, Panel, Mode, Lang string
	glass                   glass
	view                    screens.View
}

// File is where the picture goes, below the output directory.
func (p picture) File() string {
	return path.Join(p.Panel, p.Mode, p.Page+"-"+p.Lang+".png")
}

// choice narrows the gallery down; empty fields leave everything.
type choice struct {
	panel, mode, page, lang string
	step                    int
}

// pictures lists the gallery: every page and state × panel × mode × language.
// Samples that have a theme of their own are shown in that one only.
func pictures(c choice) ([]picture, error) {
	var out []picture
	for _, lang := range languages {
		if c.lang != "" && string(lang[:2]) != c.lang {
			continue
		}
		for _, n := range sample.Views(lang) {
			for _, m := range modes {
				if !strings.Contains(n.Name, c.page) || (c.mode != "" && c.mode != m.name) || (m.name != "default" && own(n.View)) {
					continue
				}
				out = append(out, onPanels(n, m, c)...)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no picture has a name with %q on panel %q in mode %q", c.page, c.panel, c.mode)
	}
	return out, nil
}

// own reports whether a sample shows a mode itself.
func own(v screens.View) bool { return v.Theme != screens.ThemeDefault || v.LowReach }

func onPanels(n sample.Named, m mode, c choice) []picture {
	var out []picture
	for _, g := range panels {
		if (c.panel != "" && c.panel != g.name) || !slices.Contains(m.panels, g.name) {
			continue
		}
		p := picture{Page: n.Name, Panel: g.name, Mode: m.name, Lang: string(n.View.Lang[:2]), glass: g, view: n.View}
		m.set(&p.view)
		if c.step > 0 {
			p.view.TextStep = c.step
		}
		out = append(out, p)
	}
	return out
}
