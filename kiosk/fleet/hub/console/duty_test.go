package console

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"govkiosk/kiosk/fleet/hub/people/oidctest"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func quoted(text string) string { return string(must(json.Marshal(text))) }

// TestOnDuty is a shift at the console in Chromium. It is one test, of several
// seconds, since a browser is started once.
func TestOnDuty(t *testing.T) {
	p := oidctest.New(t)
	r := newRig(t, with(p))
	r.let("wang", "li")
	r.crowd(day)
	r.enrol("KT-91", lobby)
	b := newBrowser(t, r.url)
	b.size(1280, 800)
	b.open("/language/zh-Hans?next=/login")
	for _, part := range []struct {
		name string
		f    func(*browser, *rig)
	}{
		{"signs in with the keyboard alone", byKeyboard}, {"goes from a number to what it counts", follows}, {"finds a terminal and locks it", locks},
		{"rolls out after the difference, watches, pauses", rollsOut}, {"stops everything at once", stops},
		{"reads what is evil as text", readsEvil}, {"fits a phone", fitsAPhone}, {"goes without scripts", withoutScripts}, {"goes at night and on paper", nightAndPaper},
		{"shows a viewer no acts", asViewer}, {"lets somebody in by the organisation's account", byProvider(p)},
	} {
		if !t.Run(part.name, func(t *testing.T) { b.T = t; part.f(b, r) }) {
			b.T = t
			b.shot("failed")
			return
		}
	}
}

func byKeyboard(b *browser, _ *rig) {
	b.open("/terminals?q=KT-22")
	b.until(`document.activeElement.id === "id"`)
	b.keys("chen")
	b.keys(kb.Tab)
	b.keys(password)
	b.keys(kb.Enter)
	b.says("第 1–1 台，共 1 台")
	b.keys(kb.Tab)
	if first := ask[string](b, `document.activeElement.className`); first != "skip" {
		b.Errorf("the first stop is %q", first)
	}
	b.keys(kb.Enter)
	b.until(`document.activeElement.id === "main"`)
	for stop := 0; ask[string](b, `document.activeElement.getAttribute("href") || ""`) != "/terminals/KT-22"; stop++ {
		if stop > 12 {
			b.Fatal("the terminal is not reached")
		}
		b.keys(kb.Tab)
		if !ask[bool](b, `parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2`) {
			b.Error("the focus does not show on " + ask[string](b, `document.activeElement.outerHTML`))
		}
	}
	b.keys(kb.Enter)
	b.says("断电重启 2 次")
}

func follows(b *browser, _ *rig) {
	b.open("/")
	b.click(`.tiles a[href*="partly"]`)
	b.says("第 1–3 台，共 3 台")
	b.open("/")
	b.click(`.leaf a[href*="lubei-1"].is-away`)
	b.says("第 1–1 台，共 1 台")
	b.says("KT-31")
	b.open("/rollouts/new")
	b.click("main form button")
	b.click(`a[href^="/rollouts/new?"]`)
	if got := ask[string](b, `document.querySelector("input[name=release]").value + " " + document.querySelector("input[name=share1]").value`); got != "2 100" {
		b.Errorf("the plan comes back as %s", got)
	}
}

// locks sees what it did without a further word: the page follows by itself.
func locks(b *browser, r *rig) {
	b.open("/terminals")
	b.do(chromedp.SendKeys(chromedp.CSS("input[name=q]"), "kt-11"))
	b.click(".filter button")
	b.click(`a[href="/terminals/KT-11"]`)
	b.click(`a[href="/terminals/KT-11/lock"]`)
	b.click("main button")
	b.says("锁定命令已发出")
	b.says("等待终端领取")
	b.do(chromedp.Evaluate[chromedp.Void](`void (window.same = 1)`))
	r.fleet["KT-11"].carryOut()
	b.until(`document.querySelector("h1 + .mark").innerText.includes("已锁定")`)
	b.says("这台机器暂停使用")
	if !ask[bool](b, `window.same === 1`) {
		b.Error("the page was loaded anew")
	}
	b.shot("locked-1280")
}

func rollsOut(b *browser, r *rig) {
	b.open("/rollouts")
	b.click(`a[href="/rollouts/new"]`)
	b.do(chromedp.SetValue(chromedp.CSS("input[name=hall]"), "3"))
	b.click("main form button")
	b.says(`− "0315-1111111"`)
	b.says(`+ "0315-2222222"`)
	b.shot("diff-1280")
	b.click("main form button")
	b.says("发布已开始")
	b.do(chromedp.Evaluate[chromedp.Void](`void (window.same = 1)`))
	width := `+document.querySelector(".big .bar .well").getAttribute("width")`
	took := 0
	for id, m := range r.fleet {
		if id != "KT-91" && m.may(2) {
			m.takes(2)
			took++
		}
	}
	if took == 0 {
		b.Fatal("nobody may take it in")
	}
	b.until(width + ` > 0`)
	b.says(fmt.Sprintf("%d/", took))
	if !ask[bool](b, `window.same === 1`) {
		b.Error("the page was loaded anew")
	}
	r.fleet["KT-32"].say(func(s *wire.Status) {
		s.Release.Refused = []wire.Refusal{{Version: 2, Reasons: []string{"printer.port: " + evil}, Tried: true}}
	})
	b.shot("rollout-1280")
	b.click(`a[href$="/pause"]`)
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "大厅人多"))
	b.click("main button")
	b.says("发布已暂停")
	b.says("大厅人多")
	if s := r.desk.Campaigns.Rollouts()[0]; s.State != rollout.Paused {
		b.Errorf("it is %s", s.State)
	}
}

func stops(b *browser, r *rig) {
	b.open("/terminals")
	b.click("a.stop")
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "配置不对"))
	b.click("main button")
	b.says("紧急停止中")
	b.says("配置不对")
	if !r.desk.Campaigns.Stopped().On || r.fleet["KT-13"].may(2) {
		b.Error("it goes on")
	}
	b.shot("stopped-1280")
	b.click(".stopped a")
	b.do(chromedp.SendKeys(chromedp.CSS("#text"), "改好了"))
	b.click("main button")
	b.says("紧急停止已解除")
	if r.desk.Campaigns.Stopped().On {
		b.Error("it still holds")
	}
}

// readsEvil opens whatever shows what terminals and people wrote.
func readsEvil(b *browser, _ *rig) {
	for _, path := range []string{"/", "/terminals/KT-13", "/terminals/KT-13/lock", "/alerts/PRN-PAPER-OUT", "/terminals?label=note", "/audit", "/rollouts/r2", "/terminals?q=" + `%3Cscript%3Edocument.title%3D%22owned%22%3C%2Fscript%3E`} {
		b.open(path)
		if ask[bool](b, `document.title.includes("owned") || !!document.querySelector("main img, main script")`) {
			b.Errorf("%s ran it", path)
		}
	}
	if n := ask[int](b, `[...document.querySelectorAll("script")].filter(s => !s.src).length`); n != 0 {
		b.Errorf("%d scripts in the page", n)
	}
}

func fitsAPhone(b *browser, r *rig) {
	pages := map[string]string{"rollout": "/rollouts/r2", "locked": "/terminals/KT-11", "many": "/orders/new/lock?hall=lunan-2", "selected": "/terminals?hall=lunan-2", "order": "/orders/" + r.desk.Orders.Newest(1)[0].ID}
	for name, path := range everything {
		pages[name] = path
	}
	for name, path := range pages {
		if *shots != "" {
			b.size(1280, 800)
			b.open(path)
			b.shot(name + "-1280")
		}
		b.size(360, 740)
		b.open(path)
		if wide := ask[int](b, `document.documentElement.scrollWidth`); wide > 360 {
			b.Errorf("%s is %d wide", name, wide)
		}
		if small := ask[string](b, `[...document.querySelectorAll(".button, .nav a, input:not([type=hidden]):not([type=checkbox]), select")].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML).join()`); small != "" {
			b.Errorf("%s: too small for a finger: %s", name, small)
		}
		if bare := ask[string](b, `[...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(e => !e.labels.length).map(e => e.outerHTML).join()`); bare != "" {
			b.Errorf("%s: without a label: %s", name, bare)
		}
		if n := ask[int](b, `document.querySelectorAll("h1").length`); n != 1 {
			b.Errorf("%s has %d first headings", name, n)
		}
		b.shot(name + "-360")
	}
	b.size(1280, 800)
}

func withoutScripts(b *browser, r *rig) {
	off := func(is bool) {
		if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: is}); err != nil {
			b.Fatal(err)
		}
	}
	off(true)
	defer off(false)
	b.open("/terminals/KT-12/selftest")
	b.do(chromedp.Click(chromedp.CSS("main button")), chromedp.WaitReady(chromedp.CSS(".done")))
	if got := r.desk.Orders.Of("KT-12", 1); len(got) != 1 || got[0].Order != wire.SelfTest {
		b.Errorf("%+v", got)
	}
}

func nightAndPaper(b *browser, _ *rig) {
	as := func(p emulation.SetEmulatedMediaParams) {
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, p); err != nil {
			b.Fatal(err)
		}
	}
	defer as(emulation.SetEmulatedMediaParams{})
	as(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	for name, path := range map[string]string{"overview": "/", "rollout": "/rollouts/r2", "terminal": "/terminals/KT-13"} {
		b.open(path)
		if ground := ask[string](b, `getComputedStyle(document.documentElement).backgroundColor`); ground != "rgb(11, 16, 22)" {
			b.Errorf("at night %s is on %s", name, ground)
		}
		b.shot(name + "-night")
	}
	as(emulation.SetEmulatedMediaParams{Media: "print"})
	b.open("/audit")
	if seen := ask[int](b, `[...document.querySelectorAll(".head, .filter, .pager")].filter(e => e.offsetParent).length`); seen != 0 {
		b.Errorf("%d parts that cannot be used are printed", seen)
	}
	b.shot("audit-print")
}

func asViewer(b *browser, _ *rig) {
	b.open("/")
	b.click(".side form button")
	b.login("wang")
	b.open("/terminals/KT-12")
	if acts := ask[int](b, `document.querySelectorAll("main .button, a.stop").length`); acts != 0 {
		b.Errorf("a viewer is shown %d acts", acts)
	}
	b.open("/terminals/KT-12/lock")
	b.says("您的角色不能做这件事。")
	b.shot("refused-1280")
}
