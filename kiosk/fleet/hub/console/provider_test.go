package console

import (
	"net"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/people/oidctest"
)

// with has a hub believe a provider on another site.
func with(p *oidctest.Provider) func(*hub.Options) {
	return func(o *hub.Options) {
		free := must(net.Listen("tcp", "127.0.0.1:0")) // the way back is known before the hub listens
		o.People = free.Addr().String()
		ok(free.Close())
		o.OIDC = people.OIDC{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Redirect: "http://" + o.People + "/oidc/callback"}
	}
}

// byProvider presses the button of the organisation's account: the provider
// does not let somebody in, knows somebody whom the hub does not, and lets
// somebody in.
func byProvider(p *oidctest.Provider) func(*browser, *rig) {
	return func(b *browser, r *rig) {
		p.Asks()
		ok(r.hub.People.Add(b.Context(), audit.Who{ID: "test"}, people.Person{ID: "sun@example.org", Role: people.Operator, Provider: true}, ""))
		b.open("/")
		b.click(".side form button")
		press := func(answer, mail string) {
			b.Helper()
			p.Says(map[string]any{"email": mail, "email_verified": true}, false)
			b.open("/terminals")
			b.says("登录")
			b.click("main a.button")
			if title := ask[string](b, "document.title"); title != "provider" {
				b.Fatalf("the button leads to %q", title)
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
	}
}
