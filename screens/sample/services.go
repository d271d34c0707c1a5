package sample

import (
	"fmt"
	"time"

	"govkiosk/screens"
)

func text(zh, en string) screens.Text { return screens.Text{Zh: zh, En: en} }

var collecting = []screens.Step{screens.StepIdentify, screens.StepSelect, screens.StepCollect, screens.StepReceipt}

func pickups(lang screens.Lang) []Named {
	items := []screens.PickupItem{
		{ID: "1", Name: text("不动产权证书", "Property certificate"), Detail: text("1 本 | 2 号柜 11 号格", "1 copy | cabinet 2, door 11"), Place: screens.PlaceCell, Chosen: true},
		{ID: "2", Name: text("准予行政许可决定书", "Permit decision"), Detail: text("1 份 | 本机打印，约 1 分钟", "1 copy | printed here, about 1 minute"), Place: screens.PlacePrint, Chosen: true},
		{ID: "3", Name: text("营业执照（正本）", "Business licence"), Detail: text("尺寸大，凭身份证领取", "Large: show your ID card"), Place: screens.PlaceWindow, Status: text("12 号窗口", "Window 12")},
		{ID: "4", Name: text("社会保障卡", "Social security card"), Detail: text("6月11日寄出，单号尾号 5520", "Posted 11 June, ends in 5520"), Place: screens.PlacePosted, Status: text("已寄出", "Posted")},
		{ID: "5", Name: text("居住证", "Residence permit"), Detail: text("公安正在制作，好了发短信", "Being made: we will text you"), Place: screens.PlaceMaking, Status: text("6月18日可取", "18 June")},
	}
	pickup := func(items []screens.PickupItem) screens.View {
		v := step(screens.ScreenPickup, lang, 1)
		v.Steps = collecting
		v.Pickup = &screens.Pickup{Person: &screens.Person{Name: "张*三", Number: "130202********002X", Source: screens.SourceCard}, Items: items, Other: true}
		return v
	}
	none := append([]screens.PickupItem(nil), items...)
	none[0].Chosen, none[1].Chosen = false, false
	return []Named{
		{"10-pickup", pickup(items)},
		{"10-pickup-none-chosen", pickup(none)},
		{"10-pickup-nothing", pickup(items[2:])},
		{"10-pickup-many", pickup(append(append([]screens.PickupItem(nil), items...), items[2:]...))},
		{"10-pickup-agent", with(pickup(items), func(v *screens.View) { v.Pickup.Holder, v.Pickup.Other = "李*测", false })},
		{"10-pickup-agent-nothing", with(pickup(items[2:]), func(v *screens.View) { v.Pickup.Holder, v.Pickup.Other = "李*测", false })},
		{"10-pickup-changed", with(pickup(items), func(v *screens.View) { v.Pickup.Changed = true })},
		{"10-pickup-cabinet-away", with(pickup(items[2:]), func(v *screens.View) {
			v.Pickup.Reason, v.Pickup.Since = screens.ReasonCabinetAway, at(9, 12)
		})},
		{"10-pickup-offline", with(pickup(items[:1]), func(v *screens.View) { v.Pickup.Kept, v.Pickup.Other = at(8, 5), false })},
		{"10-pickup-offline-nothing", with(pickup(nil), func(v *screens.View) { v.Pickup.Kept, v.Pickup.Other = at(8, 5), false })},
		{"10-pickup-elder", with(pickup(items), elder)},
	}
}

func cells(lang screens.Lang) []Named {
	cell := func(door screens.Door, right bool) screens.View {
		v := step(screens.ScreenCell, lang, 2)
		v.Steps = collecting
		v.Cell = &screens.Cell{Columns: 6, Rows: 7, Number: 11, Right: right, Door: door, Content: text("不动产权证书 1 本", "1 property certificate"),
			Next: text("共 2 件。柜门关好后，接着打印第 2 件。", "2 in all. When the door is closed the second one is printed.")}
		return v
	}
	wrong := step(screens.ScreenQuestion, lang, 2)
	wrong.Steps = collecting
	wrong.Question = &screens.Question{Key: "cell-wrong", Choices: []screens.Choice{
		{ID: "empty", Key: "cell-empty", Icon: "circle-dashed"}, {ID: "wrong", Key: "cell-wrong", Icon: "file-search"},
		{ID: "mistake", Key: "cell-mistake", Icon: "eye"},
	}}
	is := func(door screens.Door, change func(*screens.Cell)) screens.View {
		v := cell(door, true)
		change(v.Cell)
		return v
	}
	desk := text("A 区 1–4 号窗口", "windows 1–4, area A")
	return []Named{
		{"11-cell", cell(screens.DoorOpen, true)},
		{"11-cell-left", cell(screens.DoorOpen, false)},
		{"11-cell-elder", with(cell(screens.DoorOpen, true), elder)},
		{"11-cell-opening", cell(screens.DoorOpening, true)},
		{"11-cell-long", is(screens.DoorOpen, func(c *screens.Cell) { c.Long = true })},
		{"11-cell-taken", is(screens.DoorOpen, func(c *screens.Cell) { c.Taken = true })},
		{"11-cell-closed", cell(screens.DoorClosed, true)},
		{"11-cell-closed-reopen", is(screens.DoorClosed, func(c *screens.Cell) { c.Reopen = true })},
		{"11-cell-closed-elder", with(is(screens.DoorClosed, func(c *screens.Cell) { c.Reopen = true }), elder)},
		{"11-cell-stuck", cell(screens.DoorStuck, true)},
		{"11-cell-stuck-more", is(screens.DoorStuck, func(c *screens.Cell) { c.More = true })},
		{"11-cell-stuck-elder", with(cell(screens.DoorStuck, true), elder)},
		{"11-cell-first", cell(screens.DoorShutFirst, true)},
		{"11-cell-unseen", cell(screens.DoorUnseen, true)},
		{"11-cell-away", is(screens.DoorAway, func(c *screens.Cell) { c.Reason, c.Since = screens.ReasonCabinetAway, at(9, 12) })},
		{"11-cell-empty", is(screens.DoorReported, func(c *screens.Cell) { c.Empty = true })},
		{"11-cell-wrong", is(screens.DoorReported, func(c *screens.Cell) { c.More = true })},
		{"11-cell-empty-desk", is(screens.DoorReported, func(c *screens.Cell) { c.Empty, c.Desk = true, desk })},
		{"11-cell-empty-desk-elder", with(is(screens.DoorReported, func(c *screens.Cell) { c.Empty, c.Desk = true, desk }), elder)},
		{"11-cell-wrong-desk", is(screens.DoorReported, func(c *screens.Cell) { c.Desk = desk })},
		{"11-cell-stuck-desk", is(screens.DoorStuck, func(c *screens.Cell) { c.Desk = desk })},
		{"11-cell-question", wrong},
	}
}

func cases(lang screens.Lang) []Named {
	matter := func(left int) screens.View {
		v := base(screens.ScreenCase, lang)
		v.Case = &screens.Case{Name: text("不动产转移登记", "Transfer of property"), Number: "LN20260604-0173", Applicant: "张*三", Left: left,
			Due: at(9, 0).AddDate(0, 0, 5), Promised: screens.Limit{Days: 7, Used: 4}, Legal: screens.Limit{Days: 30, Used: 4},
			Note: text("深色是已用的 4 天。6月8日、9日等您补材料，不计入。", "Dark: 4 days used. 8 and 9 June do not count: we waited for a paper."), Paper: true, Phone: true,
			Events: []screens.CaseEvent{
				{When: text("6月3日", "3 June"), Title: text("网上提交", "Sent in online"), Detail: text("申请人，手机端", "By the applicant"), State: screens.CaseDone},
				{When: text("6月4日", "4 June"), Title: text("已受理，开始计时", "Accepted, days begin"), Detail: text("综合窗口", "General window"), State: screens.CaseDone},
				{When: text("6月8日", "8 June"), Title: text("等您补 1 份材料，暂停计时", "A paper was missing"), Detail: text("停 2 个工作日，6月10日补齐后继续", "2 days not counted, on from 10 June"), State: screens.CasePaused},
				{When: text("今天", "Today"), Title: text("正在审核", "Being examined"), Detail: text("由不动产登记中心审核岗办理，第 3 天", "Property registration, third day"), State: screens.CaseNow},
				{When: text("6月16日前", "16 June"), Title: text("登记、制证", "Entry and printing"), Detail: text("不动产登记中心登簿岗", "Property registration"), State: screens.CaseNext},
				{When: text("6月17日前", "17 June"), Title: text("可以领证", "Ready to collect"), Detail: text("取证柜或 12 号窗口，到时发短信", "Cabinet or window 12; we will text you"), State: screens.CaseNext},
			}}
		return v
	}
	lacks := matter(3)
	lacks.Case.Sort, lacks.Case.Lacks, lacks.Case.Status = screens.Matter("sort.2"), 2, screens.Matter("stopped")
	over := matter(0)
	over.Case.Status, over.Case.Due, over.Case.Promised, over.Case.Legal = screens.Matter("state.finished"), time.Time{}, screens.Limit{}, screens.Limit{}
	over.Case.Sort, over.Case.Rate, over.Case.Ready = screens.Matter("sort.1"), true, 1
	over.Case.Note = screens.Matter("limitPromise", "limit", "当场办结")
	return append([]Named{{"12-case", matter(3)}, {"12-case-last-day", matter(0)}, {"12-case-overdue", matter(-2)},
		{"12-case-lacks", lacks}, {"12-case-finished", over}}, caseLists(lang)...)
}

// caseLists are a person's matters.
func caseLists(lang screens.Lang) []Named {
	row := func(name screens.Text, state string, left screens.Text) screens.CaseRow {
		return screens.CaseRow{Number: name.Zh, Name: name, Status: screens.Matter("state." + state), Left: left,
			Holder: text("由不动产登记中心审核岗办理", "With the property registration")}
	}
	rows := []screens.CaseRow{
		row(text("不动产转移登记", "Transfer of property"), "accepted", screens.Matter("left", "n", "3")),
		row(text("食品经营许可（新办）", "Food business permit"), "supplement_required", screens.Matter("left", "n", "12")),
		row(text("公共租赁住房租赁补贴资格确认", "Rent subsidy for public housing"), "suspended", screens.Matter("late", "n", "2")),
		row(text("普通护照签发", "Passport"), "finished", screens.Text{}),
		row(text("生育登记", "Birth registration"), "received", screens.Matter("lastDay")),
		row(text("居住证签注", "Residence permit"), "submitted", screens.Text{}),
	}
	list := func(rows ...screens.CaseRow) screens.View {
		v := base(screens.ScreenCases, lang)
		v.Cases = &screens.Cases{Person: &screens.Person{Name: "张*三", Number: "130202********002X", Source: screens.SourceCard}, Rows: rows}
		return v
	}
	conflict := base(screens.ScreenSheet, lang)
	conflict.Sheet = &screens.Sheet{Key: "conflict",
		Sections: []screens.Section{record("listed", "fromListed", "accepted", "A04"), record("whole", "fromWhole", "rejected", "SP4")},
		Acts: []screens.SheetAct{
			{Do: screens.ActReport, Key: "report", Icon: "megaphone"},
			{Do: screens.ActHelp, Key: "call", Icon: "bell-ring", Primary: true},
		}}
	return []Named{{"14-cases", list(rows[:3]...)}, {"14-cases-many", list(rows...)}, {"14-cases-none", list()}, {"14-conflict", conflict}}
}

func record(key, source, state, raw string) screens.Section {
	return screens.Section{Title: screens.Matter(key), Lines: []screens.Line{
		{Label: screens.Matter("number"), Value: text("LN20260604-0173", ""), Source: screens.Matter(source)},
		{Label: screens.Matter("name"), Value: text("不动产转移登记", "Transfer of property")},
		{Label: screens.Matter("status"), Value: screens.Matter("state." + state)},
		{Label: screens.Matter("raw"), Value: text(raw, "")},
	}}
}

func ratings(lang screens.Lang) []Named {
	v := base(screens.ScreenRating, lang)
	v.Seconds = 42
	v.Rating = &screens.Rating{Service: "pickup", Over: true, Detail: text("今天 9:41，2 件已取走", "Today 9:41, 2 documents collected")}
	matter := with(v, func(v *screens.View) {
		v.Rating = &screens.Rating{Service: "inquiry", Name: text("不动产转移登记", "Transfer of property"), Detail: text("LN20260604-0173", ""), Over: true}
	})
	return []Named{{"13-rating", v}, {"13-rating-case", matter}, {"13-rating-pending", with(v, func(v *screens.View) {
		v.Rating = &screens.Rating{Service: "queue", Pending: true}
	})}}
}

func calendars(lang screens.Lang) []Named {
	var days []screens.Day
	for d := 15; d <= 26; d++ {
		if d != 20 && d != 21 {
			days = append(days, screens.Day{Date: fmt.Sprintf("2026-06-%02d", d), Left: d % 4 * 6})
		}
	}
	var slots []screens.Slot
	for h := 9; h < 17; h++ {
		if h != 12 {
			slots = append(slots, screens.Slot{ID: fmt.Sprint(h), From: fmt.Sprintf("%d:00", h), To: fmt.Sprintf("%d:00", h+1), Left: (h * 7) % 5})
		}
	}
	month := base(screens.ScreenCalendar, lang)
	month.Calendar = &screens.Calendar{Month: time.Date(2026, 6, 1, 0, 0, 0, 0, zone), Days: days, More: true}
	slot := func(id string) screens.View {
		return with(month, func(v *screens.View) {
			c := *month.Calendar
			c.Chosen, c.Slots, c.Slot = "2026-06-17", slots, id
			v.Calendar = &c
		})
	}
	return []Named{{"33-calendar", month}, {"33-calendar-taken", with(month, func(v *screens.View) {
		c := *month.Calendar
		c.Taken = true
		v.Calendar = &c
	})}, {"33-calendar-slots", slot("")}, {"33-calendar-slot-chosen", slot("9")}}
}
