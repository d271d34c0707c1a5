package screens

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/screens/ui"
)

// catalogueFile writes a catalogue of a language that no test before had.
func catalogueFile(t *testing.T, lang, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, lang+".toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A language comes with a file and without code: its sentences are shown,
// those that it lacks in Chinese, and these are counted.
func TestALanguageIsAFile(t *testing.T) {
	dir := catalogueFile(t, "ug", "[language]\ndirection = \"rtl\"\n[bar]\nback = \"قايتىش\"\nhome = \"باش بەت\"\n[home]\ntitle = \"نېمە ئىش بېجىرىسىز؟\"\n")
	a, err := New(Options{Panel: Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}, Languages: dir, Langs: []Lang{Chinese, "ug"}})
	if err != nil {
		t.Fatal(err)
	}
	defer a.fonts.Close()
	v := homeView()
	v.Lang = "ug"
	page := Layout(v, a.opts.Panel, a.fonts, Glass{})
	said := map[string]ui.Text{}
	for _, it := range page.Items {
		if text, ok := it.Op.(ui.Text); ok {
			said[text.S] = text
		}
	}
	for _, want := range []string{"قايتىش", "باش بەت", "نېمە ئىش بېجىرىسىز؟", "求助"} {
		if _, ok := said[want]; !ok {
			t.Errorf("the page does not say %q", want)
		}
	}
	if title := said["نېمە ئىش بېجىرىسىز؟"]; title.X+title.W < 250 {
		t.Errorf("the question ends %.0f mm from the left, and not at the right edge", title.X+title.W)
	}
	if n := Untranslated()["ug"]; n["bar.help"] == 0 || n["bar.back"] != 0 {
		t.Errorf("counted %v", n)
	}
	if missing, err := a.Lacking(); len(missing) > 0 || err != nil {
		t.Errorf("lacking %v, %v", missing, err)
	}
}

func TestABadCatalogueStopsTheStart(t *testing.T) {
	panel := Panel{WidthPx: 1080, HeightPx: 1920, DiagonalIn: 21.5}
	for _, c := range []struct{ dir, want string }{
		{catalogueFile(t, "xx", "[bar]\nbakc = \"x\"\n"), "bar.bakc"},
		{catalogueFile(t, "xx", "[bar\n"), "xx.toml"},
		{catalogueFile(t, "xx", "[bar]\nback = 7\n"), "bar.back"},
		{t.TempDir(), "no catalogue"},
		{"", "xx"},
	} {
		_, err := New(Options{Panel: panel, Languages: c.dir, Langs: []Lang{"xx"}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want it to name %s", err, c.want)
		}
	}
}
