package district

import (
	"regexp"
	"testing"
	"unicode/utf8"

	"govkiosk/kiosk/bench/district/registry"
)

func TestUnitCodes(t *testing.T) {
	d, err := parseData(hallTOML)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, q := range d.queues {
		u := q.Unit
		if !registry.ValidUnit(u) || u[2:8] != "130202" || seen[u] {
			t.Errorf("unit %s of %s", u, q.department.Code)
		}
		seen[u] = true
	}
}

func TestCatalogueIsWhole(t *testing.T) {
	d, err := parseData(hallTOML)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(doc.Components.Schemas["BusinessCode"].Value.Pattern)
	if n := len(d.businesses); n < 45 {
		t.Errorf("%d businesses", n)
	}
	names, long := map[string]bool{}, 0
	for c, b := range d.businesses {
		if !code.MatchString(c) {
			t.Errorf("%s: code %s", b.Name.Zh, c)
		}
		if len(c) == 33 {
			long++
		}
		if b.Name.Zh == "" || b.Name.En == "" || b.Detail.Zh == "" || b.Detail.En == "" || len(b.Aliases) == 0 || names[b.Name.Zh] {
			t.Errorf("%s: %+v", c, b)
		}
		if utf8.RuneCountInString(b.Name.Zh) > 18 {
			t.Errorf("%s is long for a row of a list", b.Name.Zh)
		}
		if b.Booked >= b.Cap && b.Cap > 0 {
			t.Errorf("%s: %d booked of %d", b.Name.Zh, b.Booked, b.Cap)
		}
		names[b.Name.Zh] = true
	}
	if long == 0 {
		t.Error("no 业务办理项编码 of 33 characters")
	}
	prefixes := map[string]bool{}
	for _, dep := range d.Departments {
		if prefixes[dep.Prefix] {
			t.Errorf("prefix %s twice", dep.Prefix)
		}
		prefixes[dep.Prefix] = true
	}
}
