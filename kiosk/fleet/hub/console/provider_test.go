package console

import (
	"net"
	"testing"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/people/oidctest"
)

// Somebody presses the button of the organisation's account in Chromium: the
// provider, on another site, lets them in, or does not.
func TestTheButtonOfTheProvider(t *testing.T) {
	p := oidctest.New(t)
	p.Asks()
	r := newRig(t, func(o *hub.Options) {
		free := must(net.Listen("tcp", "127.0.0.1:0")) // the way back is known before the hub listens
		o.People = free.Addr().String()
		ok(free.Close())
		o.OIDC = people.OIDC{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Redirect: "http://" + o.People + "/oidc/callback"}
	})
	ok(r.hub.People.Add(t.Context(), audit.Who{ID: "test"}, people.Person{ID: "sun@example.org", Role: people.Operator, Provider: true}, ""))
	b := newBrowser(t, r.url)
	b.open("/language/zh-Hans?next=/terminals")
	press := func(answer, mail string) {
		t.Helper()
		p.Says(map[string]any{"email": mail, "email_verified": true}, false)
		b.open("/terminals")
		b.says("登录")
		b.click("main a.button")
		if title := ask[string](b, "document.title"); title != "provider" {
			t.Fatalf("the button leads to %q", title)
		}
		b.click(answer)
	}
	press("#refuse", "sun@example.org")
	b.says("单位账号那边没有通过。")
	b.shot("refused-by-provider-1280")
	press("#allow", "nobody@example.org")
	b.says("这里没有您的账号")
	press("#allow", "sun@example.org")
	b.until(`location.pathname === "/terminals"`)
	b.says("sun@example.org")
	b.open("/terminals?state=well") // the next page knows who it is
	b.says("sun@example.org")
	b.click(".side form button")
	b.open("/terminals")
	b.says("登录")
}
