package page

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/bench/district/registry"
)

func body(t *testing.T, resp *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWorldSaysWhatPeopleHave(t *testing.T) {
	f := &fake{scene: district.Scene{
		People: []district.Player{{
			Name: "张三样", Number: "130202199001160510", Note: registry.Words{Zh: "什么都办过一点", En: "a bit of everything"},
			Cases:    []district.SceneCase{{Number: "LN20261126-0001", Code: "482913", Name: "出生登记", Status: "办理中", Link: "http://hall.example/c/x"}},
			Papers:   []district.ScenePaper{{Name: "普通护照", Where: "在取证柜里 LN-G2 4 号", Agent: "刘代样", PickupCode: "739204"}},
			Bookings: []district.SceneBooking{{Code: "112233", Name: "公积金贷款", Place: "路南区政务服务中心", Status: "已预约", From: time.Now()}},
		}},
		Tickets:   []district.SceneTicket{{ID: "261126-1-abcdefgh", Number: "A037", Name: "过户", Status: "called"}},
		Handovers: []district.SceneHandover{{Link: "http://hall.example/h/y", Code: "654321", Name: "租房提取", State: "waiting"}},
	}}
	s := serve(t, f)
	resp, err := http.Get(s.URL + "/world")
	page := body(t, resp, err)
	for _, want := range []string{"张三样", "LN20261126-0001", "482913", "739204", "刘代样", "112233", "A037", "/miss/261126-1-abcdefgh", "654321"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	resp, err = http.Post(s.URL+"/miss/261126-1-abcdefgh", "", nil)
	body(t, resp, err)
	if len(f.done) != 1 || f.done[0] != "missed 261126-1-abcdefgh" {
		t.Errorf("done: %v", f.done)
	}
}

func TestRulesOnThePage(t *testing.T) {
	f := &fake{}
	s := serve(t, f)
	add := func(form url.Values) string {
		resp, err := http.PostForm(s.URL+"/rules", form)
		return body(t, resp, err)
	}
	page := add(url.Values{"pattern": {"book"}, "rate": {"50"}, "status": {"503"}, "delay": {"250"}, "fault": {""}})
	want := district.Rule{Pattern: "book", Rate: 0.5, Status: 503, Delay: 250 * time.Millisecond}
	if len(f.rules) != 1 || f.rules[0] != want || !strings.Contains(page, "50%") {
		t.Errorf("rules: %+v", f.rules)
	}
	if page := add(url.Values{"pattern": {"wrong"}, "status": {"500"}}); !strings.Contains(page, "no such rule") {
		t.Error("the page does not say what is wrong")
	}
	if page := add(url.Values{"pattern": {"book"}, "rate": {"many"}}); !strings.Contains(page, "rate") || len(f.rules) != 1 {
		t.Errorf("a rate that is no number: %+v", f.rules)
	}
	resp, err := http.Post(s.URL+"/rules/clear", "", nil)
	body(t, resp, err)
	if len(f.rules) != 0 {
		t.Errorf("after the end: %+v", f.rules)
	}
}
