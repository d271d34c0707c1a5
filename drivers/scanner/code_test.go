package scanner

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestContent(t *testing.T) {
	for _, c := range []struct {
		raw  string
		want Code
	}{
		{"A037", Code{Text: "A037", Charset: ASCII}},
		{"业务单号", Code{Text: "业务单号", Charset: UTF8}},
		{"\xd2\xb5\xce\xf1\xb5\xa5\xba\xc5", Code{Text: "业务单号", Charset: GB18030}},
		{"\x95\x32\x82\x36", Code{Text: "𠀀", Charset: GB18030}}, // four bytes
		{"]Q1]Q1", Code{Text: "]Q1", AIM: "]Q1", Symbology: "QR", Charset: ASCII}},
		{"]X1A", Code{Text: "]X1A", Charset: ASCII}}, // in no table: data
		{"]C0A", Code{Text: "A", AIM: "]C0", Symbology: "Code 128", Charset: ASCII}},
		{"]d2A\x1dB", Code{Text: "A\x1dB", AIM: "]d2", Symbology: "GS1 DataMatrix", Charset: ASCII}},
	} {
		if got, err := ParseCode([]byte(c.raw), true); err != nil || got != c.want {
			t.Errorf("%q: %#v %q %v, want %q", c.raw, got, got.Text, err, c.want.Text)
		}
	}
	if c, err := ParseCode([]byte("]Q1A"), false); err != nil || c.Text != "]Q1A" || c.AIM != "" {
		t.Errorf("an id is taken off that was never configured: %q %v", c.Text, err)
	}
}

func TestContentThatIsRefused(t *testing.T) {
	for raw, want := range map[string]string{
		"":                  "empty",
		"]Q1":               "empty",
		"ab\x00c":           "control character 00 at 2",
		"]Q1a\x1db":         "control character 1D at 1",
		"]Q1\x16M\rX":       "control character 16 at 0",
		"a\x7f":             "7F",
		"a\u0085b":          "85", // C1
		"a\u202eb":          "202E",
		"a\u2028b":          "2028",
		"业务\u200b":          "control character 200B at 2",
		"\xff\xfe":          "neither UTF-8 nor GB18030",
		"\xd2\xb5\xd2":      "neither UTF-8 nor GB18030", // cut in a character
		"\xe4\xb8\x9aa\xff": "neither",
	} {
		c, err := ParseCode([]byte(raw), true)
		if err == nil || !strings.Contains(err.Error(), want) || c != (Code{}) {
			t.Errorf("%q: %q %v, want %q", raw, c.Text, err, want)
		}
	}
}

// Whatever prints a code shows its length and a hash.
func TestCodeIsNeverShown(t *testing.T) {
	c, err := ParseCode([]byte("]Q1SECRET-业务"), true)
	if err != nil {
		t.Fatal(err)
	}
	js, err := json.Marshal(map[string]any{"code": c})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("read", "code", c)
	for _, shown := range []string{fmt.Sprint(c), fmt.Sprintf("%v %+v %#v %s %q", c, c, c, c, c), fmt.Sprint([]Code{c}), string(js), log.String()} {
		if strings.Contains(shown, "SECRET") || strings.Contains(shown, "业务") || !strings.Contains(shown, "9 characters") {
			t.Error(shown)
		}
	}
	other := c
	other.Text = "SECRET-业物"
	if c.String() == other.String() || c.String() != (Code{Text: c.Text, AIM: c.AIM}).String() {
		t.Errorf("%v and %v", c, other)
	}
}

func TestWants(t *testing.T) {
	c := Code{Text: "A037", AIM: "]Q1"}
	for _, w := range []struct {
		want Want
		ok   bool
	}{
		{Want{Pattern: `[A-Z]\d{3}`, Max: 4}, true},
		{Want{Pattern: `A|A037`, Max: 4}, true},
		{Want{Pattern: `[A-Z]\d{2}`, Max: 4}, false}, // the whole text
		{Want{Pattern: `.*`, Max: 3}, false},
		{Want{Pattern: `.*`, Min: 5, Max: 9}, false},
		{Want{Pattern: `.*`, Max: 9, AIMs: []string{"]C1", "]Q1"}}, true},
		{Want{Pattern: `.*`, Max: 9, AIMs: []string{"]C1"}}, false},
	} {
		m, err := w.want.matcher()
		if err != nil {
			t.Fatal(err)
		}
		if err := m.refuse(c); (err == nil) != w.ok || err != nil && strings.Contains(err.Error(), "A037") {
			t.Errorf("%+v: %v", w.want, err)
		}
	}
	long := Want{Pattern: `.*`, Max: 2}
	if m, _ := long.matcher(); m.refuse(Code{Text: "业务"}) != nil {
		t.Error("two characters are more than two")
	}
}
