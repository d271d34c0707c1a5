package district

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"govkiosk/kiosk/hall"
)

// sends is a form that a phone sends to a page; it returns the page after it.
func (b *bench) sends(path string, form url.Values) string {
	b.t.Helper()
	r, err := http.NewRequest("POST", b.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("%s: %d", path, answer.StatusCode)
	}
	status, body := b.phone("GET", answer.Header.Get("Location"), "zh-CN")
	if status != http.StatusOK {
		b.t.Fatalf("the page after %s: %d", path, status)
	}
	return body
}

// shop is 个体工商户设立登记: every kind of material, and a form of its own.
const shop = "00010060200101"

// A draft that was begun at the terminal goes on on the phone and is handed in
// there.
func TestTheWholeDraftGoesOnOnThePhone(t *testing.T) {
	b := start(t, Options{}, nil)
	d := b.draft("zhang", shop, hall.Answer{Question: "lease", Choices: []string{"yes"}}, hall.Answer{Question: "health-card", Choices: []string{"yes"}})
	d = must(b.Attach(b.ctx(), b.key(), d.ID, "id-card", hall.Attachment{Form: hall.LicenceReuse, Licence: material(d, "id-card").Licences[0].ID}))(t)
	h := must(b.HandOver(b.ctx(), b.key(), d.ID, hall.ToContinue, ""))(t)
	u, err := url.Parse(h.Link)
	if err != nil {
		t.Fatal(err)
	}
	_, page := b.phone("GET", u.Path, "zh-CN")
	for _, want := range []string{"部门共享，不用交", "已经有了", "房屋租赁合同", "看承诺书全文", "店名", "来自：身份证"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, hidden := range []string{b.card("zhang").Number, "提交"} {
		if strings.Contains(page, "都对，"+hidden) || hidden != "提交" && strings.Contains(page, hidden) {
			t.Errorf("the page has %q", hidden)
		}
	}
	b.sends(u.Path+"/lease", url.Values{"sample": {"1"}})
	b.sends(u.Path+"/attach", url.Values{"material": {"premises"}, "form": {"7"}, "version": {material(d, "premises").Commitment.Version}})
	b.sends(u.Path+"/attach", url.Values{"material": {"health-card"}, "form": {"4"}})
	form := url.Values{"trade-name": {"样样好小吃店"}, "trade-area": {"130202001"}, "trade-address": {"样例街 8 号"}, "trade-kind": {"food"}, "opens": {"2027-01-04"}, "staff": {"2"}, "seal": {"yes"}}
	form.Set("opens", "2020-01-01")
	if page := b.sends(u.Path+"/form", form); !strings.Contains(page, "没有保存") {
		t.Error("a day that is over was taken")
	}
	form.Set("opens", "2027-01-04")
	if page := b.sends(u.Path+"/form", form); !strings.Contains(page, "都对，提交") {
		t.Fatal("it cannot be handed in")
	}
	d = must(b.Draft(b.ctx(), d.ID, b.card("zhang")))(t)
	if !d.Complete || formField(d, "opens").Value != "2027-01-04" || material(d, "health-card").State.Is != hall.MaterialDeferred {
		t.Errorf("at the terminal: %+v", d.Missing)
	}
	if page := b.sends(u.Path+"/submit", nil); !strings.Contains(page, "办件编号") {
		t.Error("the phone is not shown the case")
	}
	if _, page := b.phone("GET", u.Path, "zh-CN"); !strings.Contains(page, "已经交上去了") {
		t.Error("the link still shows the draft")
	}
}

// A guardian declares for a child, and for nobody else.
func TestAGuardianDeclaresForAChild(t *testing.T) {
	b := start(t, Options{}, nil)
	card := "00210030100101"
	child := hall.Person{Kind: hall.ByNumber, Number: b.card("child").Number}
	d := must(b.StartDraft(b.ctx(), b.key(), hall.NewDraft{Item: b.code(card), Person: b.card("zhang"), For: &child}))(t)
	if f := formField(d, "name"); f.Value != "张小样" || f.Source.Is != hall.FromSharedData || d.Agent != "张*样" || d.Applicant != "张*样" {
		t.Errorf("applicant %q by %q: %+v", d.Applicant, d.Agent, f)
	}
	if f := formField(d, "agent-name"); f.Value != "张三样" || f.Source.Is != hall.FromIDCard {
		t.Errorf("who acts: %+v", f)
	}
	if f := formField(d, "phone"); f.Value == "" {
		t.Error("the guardian's telephone is asked for anew")
	}
	for by, of := range map[string]string{"li": "child", "zhang": "wang"} {
		other := hall.Person{Kind: hall.ByNumber, Number: b.card(of).Number}
		_, err := b.StartDraft(b.ctx(), b.key(), hall.NewDraft{Item: b.code(card), Person: b.card(by), For: &other})
		refused(t, err, hall.CodeNotEntitled)
	}
}
