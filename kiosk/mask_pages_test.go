package kiosk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

var whose = journey.Person{Name: "欧阳测试甲", Number: "130202194903121234", Source: journey.SourceCard}

// pagesOf are all pages that the visits know, as their source names them.
func pagesOf(t *testing.T) (out []journey.Page) {
	t.Helper()
	files, err := filepath.Glob("journey/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	name := regexp.MustCompile(`\bPage[A-Z]\w*\s+(?:Page\s+)?= "([a-z-]+)"`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllStringSubmatch(string(text), -1) {
			out = append(out, journey.Page(m[1]))
		}
	}
	return out
}

// fill puts something everywhere where something can be, and that person
// wherever there can be one.
func fill(v reflect.Value, deep int) {
	switch {
	case !v.CanSet() || deep == 0:
	case v.Type() == reflect.TypeFor[journey.Person]():
		v.Set(reflect.ValueOf(whose))
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 6, 12, 9, 36, 0, 0, time.UTC)))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), deep-1)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), deep-1)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), deep-1)
		}
	}
}

// On whatever page a person's name and number are known, the page is given them
// covered, and so is what is said.
func TestNoPageIsGivenAWholeName(t *testing.T) {
	cfg := config.Default()
	viewer := Viewer{Config: &cfg, Zone: time.UTC, Health: NewHealth(time.Now, func() {})}
	pages, shown := pagesOf(t), 0
	if len(pages) < 25 {
		t.Fatalf("found %d pages", len(pages))
	}
	for _, page := range pages {
		var s journey.State
		fill(reflect.ValueOf(&s).Elem(), 6)
		s.Page, s.Lang, s.Text, s.Person = page, "zh-Hans", 2, &whose
		s.Look, s.Warned, s.Veiled, s.Help = journey.Look{}, false, false, false
		v := viewer.View(s, HallNow{}, s.Now)
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, u := range screens.Speak(v) {
			text += u.Text
		}
		for _, secret := range []string{whose.Name, whose.Number, whose.Number[6:14]} {
			if strings.Contains(strings.ReplaceAll(text, " ", ""), secret) {
				t.Errorf("%s: holds %s", page, secret)
			}
		}
		if strings.Contains(text, "欧") {
			shown++
		}
	}
	if shown < 4 {
		t.Errorf("%d pages of %d show the person at all", shown, len(pages))
	}
}
