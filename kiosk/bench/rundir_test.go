package bench

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"govkiosk/config"
)

func TestSettingsAreAConfiguration(t *testing.T) {
	dir := rundir{path: t.TempDir()}
	path, err := dir.writeSettings("http://127.0.0.1:8480", true, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path)
	if err != nil {
		t.Fatalf("the terminal would refuse it:\n%v", err)
	}
	if c.Reader.Port != dir.file("reader") || c.Printer.Port != dir.file("printer") || c.Touch.Port != dir.file("touch") {
		t.Errorf("lines %q, %q, %q are not those of the run directory", c.Reader.Port, c.Printer.Port, c.Touch.Port)
	}
	if c.API.URL != "http://127.0.0.1:8480" || c.Screen.WidthPx != GlassWidth || c.Screen.HeightPx != GlassHeight {
		t.Errorf("API %q, screen %d × %d", c.API.URL, c.Screen.WidthPx, c.Screen.HeightPx)
	}
}

func TestRundirOfAKilledRunIsSwept(t *testing.T) {
	base := t.TempDir()
	living, err := makeRundir(base)
	if err != nil {
		t.Fatal(err)
	}
	dead := filepath.Join(base, runPrefix+"1")
	kept := filepath.Join(base, "kept-"+runPrefix+"2")
	for _, dir := range []string{dead, kept} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	second, err := makeRundir(base)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dead); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory of a dead run is still there (%v)", err)
	}
	for _, dir := range []string{living.path, second.path, kept} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("%s was swept as well: %v", filepath.Base(dir), err)
		}
	}
	for _, dir := range []rundir{living, second} {
		if err := dir.remove(); err != nil {
			t.Error(err)
		}
	}
}
