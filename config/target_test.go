package config

import (
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// matches is what a repository takes a pattern for: part by part.
func matches(patterns []string, target string) bool {
	for _, p := range patterns {
		if strings.Count(p, "/") != strings.Count(target, "/") {
			continue
		}
		same := true
		parts := strings.Split(target, "/")
		for i, one := range strings.Split(p, "/") {
			ok, _ := path.Match(one, parts[i])
			same = same && ok
		}
		if same {
			return true
		}
	}
	return false
}

// The patterns of a place match every target within it and none outside,
// however alike the names are.
func TestPatternsMatchWhatIsWithin(t *testing.T) {
	places := []Place{
		{Hall: "lunan"},
		{District: "lunan", Hall: "lunan"},
		{District: "lunan", Hall: "a", Model: "column"},
		{City: "lunan", Hall: "a"},
		{City: "lunan", District: "lunan", Hall: "lunan"},
		{City: "tangshan", District: "lunan", Hall: "d-lunan"},
		{City: "tangshan", District: "lubei", Hall: "a"},
		{City: "tangshan", Hall: "h-a"},
		{Province: "hebei", City: "tangshan", District: "lunan", Hall: "a"},
		{Province: "hebei", City: "tangshan", Hall: "a"},
		{Province: "d-lunan", Hall: "a"},
	}
	for _, of := range places {
		for _, level := range []Layer{LayerCity, LayerDistrict, LayerHall} {
			name := of.of(level, "")
			if name == "" {
				continue
			}
			patterns := of.Patterns(level)
			for _, at := range places {
				inside := at.of(level, "") == name
				for _, wider := range []Layer{LayerProvince, LayerCity, LayerDistrict} {
					if wider == level {
						break
					}
					inside = inside && at.of(wider, "") == of.of(wider, "")
				}
				for i, target := range at.Targets("T-1") {
					file := at.Paths("T-1")[i]
					layer, _, _ := strings.Cut(strings.TrimSuffix(file, ".toml"), "/")
					want := inside && (layer == string(level) || narrower(Layer(layer), level))
					if got := matches(patterns, target); got != want {
						t.Errorf("%v of %+v: %s of %+v: %v, want %v", level, of, target, at, got, want)
					}
				}
			}
		}
	}
}

func narrower(l, than Layer) bool {
	return l == LayerTerminal || l == LayerHall && than != LayerHall || l == LayerDistrict && than == LayerCity
}

func TestTargetsNameTheWay(t *testing.T) {
	got := Place{Province: "hebei", District: "lunan", Hall: "a", Model: "column"}.Targets("LN-01")
	want := []string{"image.toml", "province/hebei.toml", "district/p-hebei/lunan.toml", "hall/p-hebei/d-lunan/a.toml", "model/column.toml", "terminal/p-hebei/d-lunan/h-a/LN-01.toml"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
