package sample

import (
	"time"

	"govkiosk/screens"
)

func front(lang screens.Lang) []Named {
	return []Named{
		{"01-attract", attract(lang)},
		{"01-attract-afternoon", with(attract(lang), func(v *screens.View) { v.Clock = at(14, 36) })},
		{"01-attract-other", with(attract(lang), func(v *screens.View) { v.Attract.Shift = 8 })},
		{"01-attract-closed", closed(lang)},
		{"02-home", home(lang, allServices())},
		{"02-home-queue-only", home(lang, queueOnly(screens.ReasonNotHere))},
		{"02-home-pressed", home(lang, allServices())},
		{"02-home-help-called", with(home(lang, allServices()), func(v *screens.View) { v.Help, v.Speech = true, false })},
		{"02-home-paper-out", home(lang, mixed())},
		{"02-home-volume", with(home(lang, allServices()), func(v *screens.View) { v.Toast = screens.Toast{Key: "volume", N: 7} })},
		{"02-home-headset", with(home(lang, allServices()), func(v *screens.View) { v.Toast = screens.Toast{Key: "headset"} })},
		{"02-home-more-time", with(home(lang, allServices()), func(v *screens.View) { v.Toast = screens.Toast{Key: "more-time", N: 60} })},
		{"02-home-no-headset", with(home(lang, allServices()), func(v *screens.View) { v.Toast = screens.Toast{Key: "no-headset"} })},
		{"17-elder-home", with(home(lang, allServices()), func(v *screens.View) {
			v.Theme, v.TextStep, v.Seconds = screens.ThemeElder, 4, 146
		})},
		{"18-contrast-home", with(home(lang, allServices()), func(v *screens.View) { v.Theme = screens.ThemeContrast })},
		{"21-offline", offline(lang)},
		{"21-offline-elder", with(offline(lang), elder)},
		{"27-night-home", with(home(lang, allServices()), func(v *screens.View) { v.Theme = screens.ThemeNight })},
	}
}

func attract(lang screens.Lang) screens.View {
	v := base(screens.ScreenAttract, lang)
	long := append([]screens.Queue(nil), queues...)
	long[2].Name = screens.Text{Zh: "不动产登记", En: "Property"}
	long[3].Name = screens.Text{Zh: "公安出入境", En: "Police"}
	v.Attract = &screens.Attract{Queues: long, UpdatedAt: at(9, 36), OpenUntil: "17:00",
		Notice: screens.Text{Zh: "6月20日起，不动产窗口周六上午照常办理", En: "From 20 June the property windows open on Saturday mornings"}}
	return v
}

func closed(lang screens.Lang) screens.View {
	return with(attract(lang), func(v *screens.View) {
		v.Attract = &screens.Attract{OpensAt: "8:30", Shift: 4, Queues: nil}
		v.Clock = at(6, 10)
	})
}

func home(lang screens.Lang, services []screens.Service) screens.View {
	v := base(screens.ScreenHome, lang)
	v.Home = &screens.Home{Queues: queues, UpdatedAt: at(9, 36), Services: services}
	return v
}

var ids = []string{"queue", "checkin", "inquiry", "pickup", "declare", "appoint", "guide", "proof", "rating", "report"}

func allServices() []screens.Service {
	var out []screens.Service
	for _, id := range ids {
		out = append(out, screens.Service{ID: id})
	}
	out[3].Reason, out[3].Where = screens.ReasonPrinterBroken, screens.Text{Zh: "请到 12 号窗口", En: "use window 12"}
	return out
}

// queueOnly is a terminal that offers the queue and nothing else.
func queueOnly(why screens.Reason) []screens.Service {
	out := []screens.Service{{ID: "queue"}}
	for _, id := range ids[1:] {
		out = append(out, screens.Service{ID: id, Reason: why, Where: screens.Text{Zh: "综合窗口 1–4 号，本层左边", En: "General windows 1–4, left on this floor"}})
	}
	return out
}

func mixed() []screens.Service {
	out := allServices()
	for i := range out {
		switch out[i].ID {
		case "queue":
			out[i].Reason, out[i].Since = screens.ReasonFull, at(9, 12)
		case "checkin":
			out[i].Reason, out[i].Where = screens.ReasonPaperOut, screens.Text{Zh: "请到二楼 6 号机", En: "machine 6, first floor"}
		}
	}
	return out
}

func offline(lang screens.Lang) screens.View {
	list := queueOnly(screens.ReasonNetwork)
	for i := range list {
		switch list[i].ID {
		case "queue", "pickup", "guide", "proof", "rating", "report":
			list[i].Reason, list[i].Apart = screens.ReasonNone, true
		}
	}
	list[2].Where = screens.Text{Zh: "二楼 6 号机，出电梯右转", En: "Machine 6, first floor, right of the lift"}
	v := home(lang, list)
	v.Clock = at(9, 52)
	v.Home.Offline = &screens.Offline{Since: at(9, 12)}
	return v
}

func ends(lang screens.Lang) []Named {
	v := base(screens.ScreenTimeOut, lang)
	v.Seconds = 18
	v.TimeOut = &screens.TimeOut{Seconds: 18, Of: 20, Extend: 60, Extensions: 10, Number: "A037"}
	veil := base(screens.ScreenVeil, lang)
	veil.Veil = &screens.Veil{}
	left := base(screens.ScreenCardLeft, lang)
	left.Seconds = -1
	left.CardLeft = &screens.CardLeft{Card: true}
	closed := base(screens.ScreenOutOfUse, lang)
	closed.OutOfUse = &screens.OutOfUse{Reason: screens.ReasonClosed, Opens: "8:30"}
	out := base(screens.ScreenOutOfUse, lang)
	out.Seconds = -1
	out.OutOfUse = &screens.OutOfUse{Reason: screens.ReasonPrinterBroken, Since: at(9, 12),
		Where: screens.Text{Zh: "二楼 6 号机，出电梯右转", En: "Machine 6, first floor, right of the lift"}}
	full := base(screens.ScreenNotice, lang)
	full.Notice = &screens.Notice{Reason: screens.ReasonFull, Since: at(15, 40), Report: true, Where: screens.Text{Zh: "综合窗口 1–4 号", En: "General windows 1–4"}}
	return []Named{
		{"16-time-out", v},
		{"46-veil", veil},
		{"30-card-left", left},
		{"30-paper-left", with(left, func(v *screens.View) { v.CardLeft = &screens.CardLeft{Paper: true} })},
		{"30-door-left", with(left, func(v *screens.View) { v.CardLeft = &screens.CardLeft{Door: 11} })},
		{"30-both-left", with(left, func(v *screens.View) { v.CardLeft = &screens.CardLeft{Card: true, Paper: true} })},
		{"31-out-of-use", out},
		{"31-locked", with(out, func(v *screens.View) {
			v.OutOfUse = &screens.OutOfUse{Said: "因为停电检修，今天下午这台机器不能用。", Where: out.OutOfUse.Where}
		})},
		{"31-maintenance", with(out, func(v *screens.View) {
			v.OutOfUse = &screens.OutOfUse{Turned: true, Where: out.OutOfUse.Where}
		})},
		{"31-closed", with(closed, func(v *screens.View) { v.Seconds = -1 })},
		{"32-notice-full", full},
		{"32-notice-closed", with(full, func(v *screens.View) {
			v.Notice = &screens.Notice{Reason: screens.ReasonClosed, Since: time.Time{}}
		})},
	}
}
