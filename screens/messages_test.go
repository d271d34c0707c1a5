package screens

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Both languages have the same sentences with the same places for data.
func TestCataloguesMatch(t *testing.T) {
	zh, en := catalogueOf(Chinese), catalogueOf(English)
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for key, s := range zh.text {
		other, ok := en.text[key]
		if !ok {
			t.Errorf("en lacks %s", key)
			continue
		}
		a, b := place.FindAllString(s, -1), place.FindAllString(other, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) && key != "date.day" && key != "calendar.month" && key != "pick.month" {
			t.Errorf("%s: places %v in zh-Hans, %v in en", key, a, b)
		}
	}
	for key := range en.text {
		if _, ok := zh.text[key]; !ok {
			t.Errorf("zh-Hans lacks %s", key)
		}
	}
}

// reasons are those that the pages know: a new one has its words, too.
func reasons(t *testing.T) (out []string) {
	for _, m := range regexp.MustCompile(`\bReason[A-Z]\w*\s+Reason = "([a-z-]+)"`).FindAllStringSubmatch(sources(t), -1) {
		out = append(out, m[1])
	}
	if len(out) < 30 {
		t.Fatalf("found %d reasons only", len(out))
	}
	return out
}

// Every code that can be shown has its words, in both languages.
func TestEveryCodeHasItsWords(t *testing.T) {
	var keys []string
	for _, r := range reasons(t) {
		for _, form := range []string{"tag", "short", "say", "since"} {
			keys = append(keys, "reason."+r+"."+form)
		}
	}
	for _, s := range []Step{StepIdentify, StepChoose, StepConfirm, StepTake, StepSelect, StepCollect, StepReceipt} {
		keys = append(keys, "step."+string(s))
	}
	for _, id := range []string{"queue", "checkin", "inquiry", "pickup", "declare", "appoint", "guide", "proof", "rating", "report"} {
		for _, word := range []string{"name", "sub", "elder", "elderSub"} {
			keys = append(keys, "service."+id+"."+word)
		}
	}
	for _, class := range []string{"elder", "veteran", "disabled", "pregnant"} {
		keys = append(keys, "confirm."+class)
	}
	for _, lang := range []Lang{Chinese, English} {
		for _, key := range keys {
			if catalogueOf(lang).text[key] == "" {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}

// Every sentence that the pages name is there, and none is left over.
func TestSentencesAreUsed(t *testing.T) {
	code := sources(t)
	named := regexp.MustCompile(`"((?:[a-z]+)\.[A-Za-z0-9-]+)"`)
	zh := catalogueOf(Chinese).text
	for _, m := range named.FindAllStringSubmatch(code, -1) {
		group, _, _ := strings.Cut(m[1], ".")
		if _, ok := zh[m[1]]; !ok && hasPrefix(zh, group+".") && !hasPrefix(zh, m[1]) {
			t.Errorf("the pages say %s, the catalogue does not", m[1])
		}
	}
	for key := range zh {
		if !strings.Contains(code, `"`+key+`"`) && !composed(key, code) {
			t.Errorf("no page says %s", key)
		}
	}
}

func hasPrefix(text map[string]string, prefix string) bool {
	for key := range text {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// composed keys are put together from a code: their end or their beginning is
// named in the pages.
func composed(key, code string) bool {
	group, rest, _ := strings.Cut(key, ".")
	switch group {
	case "reason", "service", "step", "date", "identify", "calendar", "rating":
		return true
	case "technician":
		return strings.Contains(rest, ".") // of a device, a test, a step, ...
	case "pad":
		return strings.HasSuffix(rest, "Title") || strings.HasSuffix(rest, "Lead")
	}
	return strings.Contains(code, `"`+group+`."`)
}

func sources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var all strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

// The tone of language.md: no blame, no machine talk, no shouting.
func TestTone(t *testing.T) {
	for key, s := range catalogueOf(Chinese).text {
		for _, word := range []string{"系统", "异常", "请稍候", "请稍等", "错误", "失败", "！", "!"} {
			if strings.Contains(s, word) {
				t.Errorf("%s says %s: %s", key, word, s)
			}
		}
	}
	for key, s := range catalogueOf(English).text {
		for _, word := range []string{"error", "invalid", "failed", "system", "!"} {
			if strings.Contains(strings.ToLower(s), word) {
				t.Errorf("%s says %q: %s", key, word, s)
			}
		}
	}
}

func TestSayFillsPlaces(t *testing.T) {
	zh := catalogueOf(Chinese)
	if got := zh.say("identify.subLift", "n", "1", "of", "3"); got != "第 1 次，可试 3 次" {
		t.Errorf("got %q", got)
	}
	if got := zh.wait(Wait{5, 10}, "unit.about"); got != "约 5–10 分钟" {
		t.Errorf("got %q", got)
	}
	if got := zh.wait(Wait{}, "unit.about"); got != "不用等" {
		t.Errorf("nobody waits: got %q", got)
	}
	if catalogueOf("xx").lang != Chinese {
		t.Error("a language without a catalogue does not fall back to Chinese")
	}
}
