package registry

import (
	"errors"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func load(t *testing.T) *Registry {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUnits(t *testing.T) {
	// A real unit code, seen in public, shows that the rule here is the standards'.
	if !ValidUnit("11100000000013338W") || ValidUnit("11100000000013338X") {
		t.Fatal("ValidUnit does not know a real unit code, or takes a wrong one")
	}
	r := load(t)
	if n := len(r.Departments); n < 20 {
		t.Errorf("%d departments", n)
	}
	seen := map[string]bool{}
	for _, d := range r.Departments {
		if !ValidUnit(d.Unit) || d.Unit[2:8] != "130202" || seen[d.Unit] || seen[d.Code] {
			t.Errorf("%s: unit %s", d.Code, d.Unit)
		}
		seen[d.Unit], seen[d.Code] = true, true
		if utf8.RuneCountInString(d.Short.Zh) > 5 {
			t.Errorf("%s: short name %s is long", d.Code, d.Short.Zh)
		}
	}
	for _, i := range r.Items {
		if !ValidUnit(i.Unit) {
			t.Errorf("%s: unit %s", i.Name.Zh, i.Unit)
		}
	}
}

func TestItemsAreWhole(t *testing.T) {
	r := load(t)
	if n := len(r.Items); n < 150 {
		t.Errorf("%d items", n)
	}
	names := map[string]bool{}
	for _, i := range r.Items {
		if n := len(i.Code()); n != 31 && n != 33 || i.Code()[18] != '4' || len(i.Catalog()) != 12 || i.Basic[:2] != "00" {
			t.Errorf("%s: code %s", i.Name.Zh, i.Code())
		}
		if names[i.Name.Zh] || utf8.RuneCountInString(i.Name.Zh) > 18 {
			t.Errorf("%s: there twice, or long for a row of a list", i.Name.Zh)
		}
		names[i.Name.Zh] = true
		if i.Detail.Zh == "" || i.Name.En == "" || len(i.Aliases) == 0 || len(i.Conditions) == 0 || len(i.Initials) == 0 {
			t.Errorf("%s is not whole: %+v", i.Name.Zh, i)
		}
		if i.Statutory.Unit == "" || i.Promised.Unit == "" {
			t.Errorf("%s has no limits", i.Name.Zh)
		}
		if !slices.Contains([]string{"district", "city", "province", "country"}, i.Area) {
			t.Errorf("%s: area %q", i.Name.Zh, i.Area)
		}
		if !slices.Contains([]string{"natural", "legal", "both"}, i.Server) {
			t.Errorf("%s: server %q", i.Name.Zh, i.Server)
		}
		if later(i.Promised, i.Statutory) {
			t.Errorf("%s: promised %+v, statutory %+v", i.Name.Zh, i.Promised, i.Statutory)
		}
	}
}

// later compares limits by natural days.
func later(a, b Limit) bool {
	days := map[string]float64{"1": 1.4, "2": 1, "3": 1. / 24, "4": 1. / 1440, "5": 30}
	return float64(a.N)*days[a.Unit] > float64(b.N)*days[b.Unit]*1.4
}

func TestEveryWayOfAMaterialIsThere(t *testing.T) {
	r := load(t)
	seen, used := map[string]bool{}, map[string]bool{}
	for code, m := range r.Materials {
		for _, f := range m.Forms {
			seen[f] = true
		}
		if len(m.Forms) == 0 {
			t.Errorf("%s cannot be handed in", code)
		}
	}
	for _, i := range r.Items {
		for _, n := range i.Needs {
			used[n.Code] = true
		}
	}
	for _, f := range []string{"licence", "shared", "electronic", "paper", "deferred", "commitment"} {
		if !seen[f] {
			t.Errorf("no material can be handed in as %s", f)
		}
	}
	if len(seen) != 6 {
		t.Errorf("forms %v", seen)
	}
	for code := range r.Materials {
		if !used[code] {
			t.Errorf("nothing asks for %s", code)
		}
	}
}

func TestInitialsKnowEveryReading(t *testing.T) {
	for name, want := range map[string]string{"重庆": "cq", "长安": "ca", "行政": "xz", "KTV": "ktv", "C5驾照": "c5jz", "“办”": "b"} {
		if !slices.Contains(Initials(name), want) {
			t.Errorf("%s: %v, want %s among them", name, Initials(name), want)
		}
	}
	for _, i := range load(t).Items {
		for _, s := range i.Initials {
			if s == "" || len(s) > 40 || len(i.Initials) > 16 {
				t.Errorf("%s: %q", i.Name.Zh, i.Initials)
			}
		}
	}
}

func TestTablesAreLongEnough(t *testing.T) {
	r := load(t)
	if len(r.Events) < 10 || len(r.Proofs) < 40 || len(r.Places) < 12 {
		t.Errorf("%d events, %d proofs, %d places", len(r.Events), len(r.Proofs), len(r.Places))
	}
	of := map[string]int{}
	for _, p := range r.Proofs {
		of[p.Status]++
		if p.Law.Zh == "" || len(p.Aliases) == 0 {
			t.Errorf("%s has no legal basis or no other name", p.Code)
		}
		if (p.Check != "") != (p.Status == "commitment" || p.Status == "shared-check") {
			t.Errorf("%s is %s and checked by %q", p.Code, p.Status, p.Check)
		}
	}
	for _, status := range []string{"kept", "abolished", "commitment", "shared-check"} {
		if of[status] < 4 {
			t.Errorf("%d proofs are %s", of[status], status)
		}
	}
	grades := map[int]int{}
	for _, i := range r.Indicators {
		grades[i.Level]++
	}
	for grade := 1; grade <= 5; grade++ {
		if grades[grade] < 3 {
			t.Errorf("%d reasons for grade %d", grades[grade], grade)
		}
	}
	areas := map[string]bool{}
	for _, p := range r.Places {
		areas[p.Area] = true
	}
	for _, area := range []string{"130202", "130202001", "130202009", "130202102", "130202103"} {
		if !areas[area] {
			t.Errorf("no place in %s", area)
		}
	}
}

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

func TestPeople(t *testing.T) {
	r := load(t)
	kinds, old, minor, rare := map[string]bool{}, false, false, false
	starts := map[string]bool{}
	for _, p := range r.People {
		if !ValidNumber(p.Number) {
			t.Errorf("%s: number %s", p.Key, p.Number)
		}
		if p.Kind == "citizen" && p.Number[:6] != "130202" {
			t.Errorf("%s: a citizen of %s", p.Key, p.Number[:6])
		}
		if len(p.Number) == 18 && (p.Number[16]-'0')%2 != p.Sex[0]%2 {
			t.Errorf("%s: sex %s, number %s", p.Key, p.Sex, p.Number)
		}
		kinds[p.Kind], starts[p.Number[:2]] = true, true
		old = old || p.Age(noon) > 80
		minor = minor || p.Age(noon) < 16 && p.Guardian != ""
		for _, c := range p.Name {
			rare = rare || c >= 0x30000 // CJK extension G: only implementation level 3 has it
		}
	}
	if !old || !minor || !rare || len(kinds) != 4 || !starts["81"] || !starts["82"] || !starts["83"] {
		t.Errorf("old %v, minor %v, rare name %v, kinds %v, areas %v", old, minor, rare, kinds, starts)
	}
}

func TestNumbersThatAreWrong(t *testing.T) {
	for _, s := range []string{"", "130202199001160511", "13020219900116051x", "130202199002300510", "GBR130275041217", "1302021990011605100", "GBR1302750412189"} {
		if ValidNumber(s) {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestCastHasEverything(t *testing.T) {
	r := load(t)
	c := r.Cast(1, noon)
	status, ready, known := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, k := range []string{
		"draft", "submitted", "precheck_returned", "received", "accepted", "supplement_required", "suspended",
		"approved", "rejected", "not_accepted", "withdrawn", "finished", "abnormal_end",
	} {
		known[k] = true
	}
	strange, standing := 0, 0
	for _, k := range c.Cases {
		status[k.Status]++
		if !known[k.Status] {
			strange++
			if k.Name.Zh == "" || k.Raw == "" {
				t.Errorf("%s: nothing to show for %s", k.Number, k.Status)
			}
		}
		for _, s := range k.Stops {
			if s.Until.IsZero() {
				standing++
			}
		}
		if k.AppliedAt.After(noon) || k.AppliedAt.IsZero() {
			t.Errorf("%s: applied %v", k.Number, k.AppliedAt)
		}
	}
	for k := range known {
		if status[k] == 0 {
			t.Errorf("no case is %s", k)
		}
	}
	if strange == 0 || standing == 0 {
		t.Errorf("%d cases with a strange code, %d clocks that stand", strange, standing)
	}
	holders := map[string]bool{}
	for _, k := range c.Certificates {
		ready[k.Readiness], holders[k.Person] = true, true
		if (k.Readiness == "in-cell") != (k.Cell > 0) {
			t.Errorf("%s is %s in cell %d", k.ID, k.Readiness, k.Cell)
		}
	}
	for _, k := range []string{"in-cell", "at-window", "prints-here", "posted", "not-yet", "collected"} {
		if !ready[k] {
			t.Errorf("no certificate is %s", k)
		}
	}
	if len(holders) < 5 {
		t.Errorf("certificates of %d people", len(holders))
	}
	licences := map[string]bool{}
	for _, l := range c.Licences {
		if licences[l.ID] {
			t.Errorf("licence %s twice", l.ID)
		}
		licences[l.ID] = true
	}
	var early, onTime, late, tomorrow bool
	for _, b := range c.Bookings {
		switch in := b.From.Sub(noon); {
		case in > 12*time.Hour:
			tomorrow = true
		case in > time.Hour:
			early = true
		case in < -time.Hour:
			late = true
		default:
			onTime = true
		}
	}
	if !early || !onTime || !late || !tomorrow {
		t.Errorf("bookings: early %v, on time %v, late %v, tomorrow %v", early, onTime, late, tomorrow)
	}
}

func TestTheSeedDecides(t *testing.T) {
	r := load(t)
	if diff := cmp.Diff(r.Cast(7, noon), load(t).Cast(7, noon)); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(r.Cast(7, noon), r.Cast(8, noon)) {
		t.Error("two seeds, one district")
	}
}

// Ids of e-licences end in a check character (GB/T 36904).
func TestLicenceCheck(t *testing.T) {
	for _, l := range load(t).Cast(1, noon).Licences {
		parts := l.ID[len(licenceRoot) : len(l.ID)-2]
		if l.ID[len(l.ID)-1] != LicenceCheck(parts) || len(parts) < 21 {
			t.Errorf("%s", l.ID)
		}
	}
	// Changing one character is seen.
	if LicenceCheck("11130202000001011H001.X.1.001") == LicenceCheck("11130202000001011H002.X.1.001") {
		t.Error("a changed character keeps the check character")
	}
}

func TestCalendar(t *testing.T) {
	c := load(t).Calendar
	day := func(s string) time.Time {
		d, err := time.Parse(dayFormat, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	off, work := c.Days()
	if len(off)+len(work) != 39 || len(work) != 6 {
		t.Errorf("%d days off, %d made up", len(off), len(work))
	}
	for s, want := range map[string]bool{
		"2026-11-26": true, "2026-11-28": false, "2026-10-01": false, "2026-10-10": true, "2026-02-14": true, "2026-02-23": false,
	} {
		if got, err := c.Works(day(s)); err != nil || got != want {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for _, tt := range []struct {
		from string
		n    int
		to   string
	}{{"2026-09-30", 1, "2026-10-08"}, {"2026-10-08", 3, "2026-10-12"}, {"2026-11-26", 5, "2026-12-03"}, {"2026-11-26", -4, "2026-11-20"}} {
		got, err := c.Add(day(tt.from), tt.n)
		if err != nil || !got.Equal(day(tt.to)) {
			t.Errorf("%d from %s: %v, %v", tt.n, tt.from, got, err)
		}
		if n, err := c.Between(day(tt.from), got); err != nil || n != tt.n {
			t.Errorf("between %s and %s: %d, %v", tt.from, tt.to, n, err)
		}
	}
	if _, err := c.Add(day("2026-12-30"), 5); !errors.Is(err, ErrUnknownYear) {
		t.Errorf("into a year that nobody announced: %v", err)
	}
}
