package district

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"govkiosk/kiosk/hall"
)

const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // GB 32100: without I O Z S V

// unitCheck is the 18th character of a unit code by GB 32100.
func unitCheck(s string) byte {
	sum, weight := 0, 1
	for _, c := range s[:17] {
		sum += strings.IndexRune(unitAlphabet, c) * weight
		weight = weight * 3 % 31
	}
	return unitAlphabet[(31-sum%31)%31]
}

// bodyCheck is the 17th: the organisation code's own, by GB 11714.
func bodyCheck(s string) byte {
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", s[8+i]) * weight
	}
	return "0X987654321"[sum%11]
}

func TestUnitCodes(t *testing.T) {
	// A real unit code, seen in public, shows that the rules here are the standards'..
	const known = "11100000000013338W"
	if unitCheck(known) != known[17] || bodyCheck(known) != known[16] {
		t.Fatalf("rules give %c%c for %s", bodyCheck(known), unitCheck(known), known)
	}
	d, err := parseData(hallTOML)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, q := range d.queues {
		u := q.Unit
		if len(u) != 18 || u[2:8] != "130202" || u[16] != bodyCheck(u) || u[17] != unitCheck(u) || seen[u] {
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
	doc, err := openapi3.NewLoader().LoadFromData(hall.Spec)
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
