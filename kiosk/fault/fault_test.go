package fault

import (
	"strings"
	"testing"
	"time"
	"unicode"
)

func TestTableHasEverySentence(t *testing.T) {
	used := map[string]bool{}
	for _, f := range All() {
		used[f.Word] = true
		for _, zh := range []string{f.Citizen.Zh, f.Guard.Zh, f.Act.Zh} {
			if !strings.ContainsFunc(zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %q is not Chinese", f.Code, zh)
			}
			for _, no := range []string{"系统", "异常", "请稍候", "！"} {
				if strings.Contains(zh, no) && zh != f.Act.Zh {
					t.Errorf("%s: %q says %s", f.Code, zh, no)
				}
			}
		}
		for _, en := range []string{f.Citizen.En, f.Guard.En, f.Act.En} {
			if strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || !strings.HasSuffix(en, ".") {
				t.Errorf("%s: %q is no English sentence", f.Code, en)
			}
		}
		if f.Withdraws != "" && f.Severity.Rank() < Error.Rank() {
			t.Errorf("%s takes services away and is only %s", f.Code, f.Severity)
		}
	}
	if len(All()) < 80 || len(used) < 20 {
		t.Errorf("%d faults, %d sentences: the table is not whole", len(All()), len(used))
	}
}

func TestBadTableIsRefused(t *testing.T) {
	good := `[citizen]
w = ["一", "one."]
[fault.A-B]
device = "d"
severity = "error"
who = "site"
citizen = "w"
guard = ["二", "two."]
act = ["三", "three."]
`
	if _, err := read([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{`severity = "error"`, `severity = "bad"`}, {`who = "site"`, `who = "me"`}, {`citizen = "w"`, `citizen = "x"`},
		{`device = "d"`, ``}, {`"two."`, `""`}, {`who = "site"`, "who = \"site\"\nhidden_by = [\"C-D\"]"},
		{`who = "site"`, "who = \"site\"\nmore = 1"}, {`who = "site"`, "who = \"site\"\nafter = \"soon\""},
	} {
		if _, err := read([]byte(strings.Replace(good, c[0], c[1], 1))); err == nil {
			t.Errorf("%q is taken for %q", c[1], c[0])
		}
	}
}

func TestOneHubIsOneFault(t *testing.T) {
	t0 := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	active := []Active{
		{Code: "RDR-GONE", Device: "reader", Since: t0},
		{Code: "PRN-GONE", Device: "printer", Since: t0},
		{Code: "SCN-GONE", Device: "scanner", Since: t0},
		{Code: "USB-HUB", Device: "usb", Since: t0, Parts: []string{"reader", "printer"}},
		{Code: "STO-LOW", Device: "storage", Since: t0},
	}
	got := Show(active, t0.Add(4*time.Second))
	if len(got) != 2 || got[0].Code != "USB-HUB" || len(got[0].Hides) != 2 || got[1].Code != "SCN-GONE" {
		t.Errorf("%+v", got)
	}
	if got := Show(active, t0.Add(time.Second)); len(got) != 0 {
		t.Errorf("told before its time: %+v", got)
	}
	if got := Coming(active, t0.Add(time.Second)); len(got) != 3 || got[0].Code != "USB-HUB" || len(got[0].Hides) != 2 {
		t.Errorf("there, and not told yet: %+v", got)
	}
	if got := Coming(active, t0.Add(time.Hour)); len(got) != 0 {
		t.Errorf("told late: %+v", got)
	}
	if got := Show(active, t0.Add(time.Hour)); len(got) != 3 {
		t.Errorf("after an hour: %+v", got)
	}
}
