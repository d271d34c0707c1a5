package district

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"govkiosk/kiosk/hall"
)

// phone asks for a page as a phone does.
func (b *bench) phone(method, path, lang string) (int, string) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", lang)
	return answerOf(b.t, r)
}

func TestPageFollowsTheTicket(t *testing.T) {
	b := start(t, Options{}, nil)
	who := somebody(1, true)
	ticket := b.reserve(hall.Reserve{Business: b.find(transfer), Person: who, Class: "elder"})
	link, err := url.Parse(ticket.Link)
	if err != nil || link.Host != "hall.example" {
		t.Fatalf("link %s", ticket.Link)
	}
	page := func(lang string) string {
		status, body := b.phone("GET", link.Path, lang)
		if status != 200 {
			t.Fatalf("status %d", status)
		}
		if strings.Contains(body, who.Number) || strings.Contains(body, who.Name) {
			t.Error("the page names a person")
		}
		return body
	}
	wants(t, page("zh-CN"), ticket.Number, "不动产转移登记", "C 区", "5–8", "前面还有", "老年人优先", "排队中")
	wants(t, page("en-GB"), ticket.Number, "Transfer of real estate", "Ahead of you", "Senior citizens")

	for _, step := range []struct{ act, shows string }{
		{"leave", "暂时离开"}, {"return", "排队中"}, {"cancel", "已取消"},
	} {
		if status, _ := b.phone("POST", link.Path+"/"+step.act, "zh"); status != http.StatusSeeOther {
			t.Errorf("%s: status %d", step.act, status)
		}
		wants(t, page("zh-CN"), step.shows)
	}
	if now, err := b.Ticket(b.ctx(), ticket.ID); err != nil || now.Status != hall.Cancelled {
		t.Errorf("%+v, %v", now, err)
	}
}

func wants(t *testing.T, body string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(body, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
}

func TestPageOfNoTicket(t *testing.T) {
	b := start(t, Options{}, nil)
	if status, _ := b.phone("GET", "/t/nothing", "zh"); status != 404 {
		t.Errorf("status %d", status)
	}
	if status, _ := b.phone("POST", "/t/nothing/explode", "zh"); status != 404 {
		t.Errorf("status %d", status)
	}
}
