package console

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// everything are the pages of the rig that can be looked at, by name.
var everything = map[string]string{
	"overview": "/", "terminals": "/terminals", "filtered": "/terminals?district=lunan&state=partly&label=ring%3Db", "terminal": "/terminals/KT-13",
	"refusals": "/terminals/KT-32", "lock": "/terminals/KT-11/lock", "revoke": "/terminals/KT-11/revoke", "code": "/codes/new", "alert": "/alerts/RDR-SILENT",
	"rollouts": "/rollouts", "plan": "/rollouts/new", "preview": "/rollouts/preview?release=2&success=95&failed=3&hall=1&patience=10",
	"stop": "/stop", "people": "/people", "person": "/people/new", "role": "/people/li/role", "remove": "/people/li/remove", "audit": "/audit",
	"nothing": "/none",
}

var missing = regexp.MustCompile(`\{[a-z][A-Za-z.-]*\}|\{[0-9]\}|<no value>|%!|ZgotmplZ`)

// Every page in both languages: no sentence is missing, nothing of what
// terminals and people write is anything but text, and no script or style
// stands in a page.
func TestPagesAreWholeAndHarmless(t *testing.T) {
	r := newRig(t)
	r.let("li")
	r.crowd(day)
	v := r.as("chen")
	for name, path := range everything {
		for _, lang := range []string{english, chinese} {
			request := must(http.NewRequest("GET", r.url+path, nil))
			request.AddCookie(&http.Cookie{Name: languageCookie, Value: lang})
			status, page := v.do(request)
			if want := map[bool]int{true: http.StatusNotFound, false: http.StatusOK}[name == "nothing"]; status != want {
				t.Errorf("%s: %d %s", name, status, page)
			}
			if !strings.Contains(page, `<html lang="`+lang+`">`) {
				t.Errorf("%s is not in %s", name, lang)
			}
			if m := missing.FindString(page); m != "" {
				t.Errorf("%s in %s: %s", name, lang, m)
			}
			if strings.Contains(page, `<script>`) || strings.Contains(page, "<img") || strings.Contains(page, " style=") || strings.Contains(page, "onerror=\"") {
				t.Errorf("%s has a script or a style in it", name)
			}
		}
	}
	if _, page := v.get("/terminals/KT-13"); !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the cause of a fault is not shown")
	}
}

func TestTheLanguageIsTheOneThatIsAskedFor(t *testing.T) {
	for _, c := range []struct{ header, cookie, want string }{
		{"", "", chinese}, {"fr", "", chinese}, {"en-GB,en;q=0.9", "", english}, {"zh-CN,zh;q=0.9,en;q=0.8", "", chinese},
		{"fr;q=1, en;q=0.4, zh-Hans;q=0.7", "", chinese}, {"en", chinese, chinese}, {"zh", english, english}, {"en", "xx", english},
	} {
		r := must(http.NewRequest("GET", "/", nil))
		r.Header.Set("Accept-Language", c.header)
		r.AddCookie(&http.Cookie{Name: languageCookie, Value: c.cookie})
		if got := languageOf(r); got != c.want {
			t.Errorf("%q, %q: %s", c.header, c.cookie, got)
		}
	}
}

func TestBothCataloguesSayTheSame(t *testing.T) {
	zh, en := must(readWords(chinese)), must(readWords(english))
	blanks := func(text string) []string {
		all := regexp.MustCompile(`\{\d\}`).FindAllString(text, -1)
		slices.Sort(all)
		return all
	}
	for key, text := range zh {
		if en[key] == "" || text == "" || !slices.Equal(blanks(text), blanks(en[key])) {
			t.Errorf("%s: %q, %q", key, text, en[key])
		}
		for _, no := range []string{"系统", "异常", "请稍候", "！"} {
			if strings.Contains(text, no) {
				t.Errorf("%s: %q says %s", key, text, no)
			}
		}
	}
	for key := range en {
		if zh[key] == "" {
			t.Errorf("%s is missing in Chinese", key)
		}
	}
}

// Whoever may not do something sees no way to it, and is refused all the same.
func TestRolesAndPlaces(t *testing.T) {
	r := newRig(t)
	r.crowd(day)
	const no, none = http.StatusForbidden, http.StatusNotFound
	r.let("wang", "li", "zhao")
	for _, c := range []struct {
		who  string
		sees map[string][]string // what stands on a page, or with ! does not
		get  map[string]int
		post map[string]int
	}{
		{who: "wang", // looks, everywhere
			sees: map[string][]string{"/": {"KT-13", "!/stop", "!/people"}, "/terminals/KT-11": {"!/lock", "!/revoke"}, "/rollouts": {"!/rollouts/new"}},
			get:  map[string]int{"/terminals/KT-11/lock": no, "/orders/new/lock?hall=lunan-1": no, "/stop": no, "/people": no, "/rollouts/new": no, "/codes/new": no, "/audit": 200},
			post: map[string]int{"/terminals/KT-11/lock": no, "/stop": no, "/rollouts": no, "/people/new": no, "/codes/new": no}},
		{who: "li", // operates, in one district
			sees: map[string][]string{"/": {"lunan-1", "!lubei", "/stop"}, "/terminals": {"KT-11", "!KT-31"}, "/terminals/KT-11": {"/lock", "!/revoke", "!KT-11/code"}, "/alerts/RDR-SILENT": {"KT-12", "!KT-33"}},
			get:  map[string]int{"/terminals/KT-31": none, "/terminals/KT-31/lock": none, "/terminals/KT-11/revoke": no, "/stop/lift": no, "/alerts/JRN-FULL": none},
			post: map[string]int{"/terminals/KT-31/lock": none, "/terminals/KT-11/revoke": no, "/terminals/KT-11/code": no}},
		{who: "zhao", // publishes, in one district
			sees: map[string][]string{"/rollouts/new": {"district=lunan"}, "/rollouts": {"/rollouts/new"}},
			get:  map[string]int{"/people": no, "/stop/lift": no},
			post: map[string]int{"/rollouts": no}},
	} {
		v := r.as(c.who)
		for path, words := range c.sees {
			status, page := v.get(path)
			for _, word := range words {
				if want, not := strings.CutPrefix(word, "!"); status != http.StatusOK || strings.Contains(page, want) == not {
					t.Errorf("%s at %s: %d, %s", c.who, path, status, word)
				}
			}
		}
		for path, want := range c.get {
			if status, _ := v.get(path); status != want {
				t.Errorf("%s at %s: %d, want %d", c.who, path, status, want)
			}
		}
		for path, want := range c.post {
			plan := url.Values{"text": {"x"}, "terminal": {"KT-77"}, "release": {"2"}, "success": {"95"}, "failed": {"3"}, "hall": {"1"}, "patience": {"10"}, "share0": {"100"}, "least0": {"1"}, "soak0": {"0"}}
			if status, page := v.post(path, plan); status != want {
				t.Errorf("%s posts to %s: %d, want %d: %s", c.who, path, status, want, page)
			}
		}
	}
	if len(r.desk.Campaigns.Rollouts()) > 0 || len(r.desk.Orders.Newest(1)) > 0 {
		t.Error("something that was refused was done")
	}
	if status, page := r.as("").get("/terminals"); status != http.StatusOK || !strings.Contains(page, `name="password"`) {
		t.Errorf("a stranger is shown %d %s", status, page)
	}
}

func TestAFormOfAnotherPageIsRefused(t *testing.T) {
	r := newRig(t)
	r.enrol("KT-11", halls[0])
	v := r.as("chen")
	for _, token := range []string{"", "x"} {
		if status, _ := v.send("/terminals/KT-11/lock", url.Values{"text": {"x"}, "csrf": {token}}); status != http.StatusForbidden {
			t.Errorf("with the token %q: %d", token, status)
		}
	}
	request := must(http.NewRequest("POST", r.url+"/stop", strings.NewReader(url.Values{"csrf": {v.csrf}}.Encode())))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", "https://elsewhere.example")
	if status, _ := v.do(request); status != http.StatusForbidden {
		t.Errorf("from elsewhere: %d", status)
	}
	if r.desk.Campaigns.Stopped().On || len(r.desk.Orders.Newest(1)) > 0 {
		t.Error("it was done")
	}
}
