package sample

import "govkiosk/screens"

var declaring = []screens.Step{screens.StepIdentify, screens.StepMatter, screens.StepPapers, screens.StepConfirm}

// declares are the pages of a declaration, from whom it is for to the form.
func declares(lang screens.Lang) []Named {
	sheet := func(s screens.Sheet, at int) screens.View {
		v := base(screens.ScreenSheet, lang)
		v.Sheet, v.Steps, v.Current = &s, declaring, at
		return v
	}
	ask := func(q screens.Question, at int) screens.View {
		v := base(screens.ScreenQuestion, lang)
		v.Question, v.Steps, v.Current = &q, declaring, at
		return v
	}
	upload := screens.Sheet{Key: "handover", Link: "https://q.example.cn/h/7Kc2Vx9pQ", Code: "115976", Sections: []screens.Section{{Lines: []screens.Line{
		{Key: "material", Value: text("房屋租赁合同", "Lease")}, {Key: "valid", Value: text("18:31", "18:31")},
		{Key: "state", Value: text("手机打开了，还没有传完", "Opened on the phone, not sent yet")},
	}}}, Acts: []screens.SheetAct{
		{Do: screens.ActCancel, Key: "other-way", Icon: "arrow-left"}, {Do: screens.ActNext, Key: "sent", Icon: "check", Primary: true},
	}}
	whole := screens.Sheet{Key: "to-phone", Link: upload.Link, Code: upload.Code, Sections: []screens.Section{{Lines: upload.Sections[0].Lines[1:2]}},
		Acts: []screens.SheetAct{{Do: screens.ActCancel, Key: "stay", Icon: "arrow-left"}, {Do: screens.ActDone, Key: "leave-for-phone", Icon: "check", Primary: true}}}
	changed := materials()
	changed.Key, changed.Lead = "materials-changed", screens.Text{}
	return []Named{
		{"46-declare-for", ask(forWhom(), 1)},
		{"46-declare-material", ask(howMaterial(), 2)},
		{"46-declare-materials", sheet(materials(), 2)},
		{"46-declare-materials-elder", with(sheet(materials(), 2), elder)},
		{"46-declare-changed", sheet(changed, 2)},
		{"46-declare-promise", sheet(promise(), 2)},
		{"46-declare-promise-elder", with(sheet(promise(), 2), elder)},
		{"46-declare-upload", sheet(upload, 2)},
		{"46-declare-upload-elder", with(sheet(upload, 2), elder)},
		{"46-declare-to-phone", sheet(whole, 2)},
		{"46-declare-form", sheet(filledForm(), 3)},
		{"46-declare-form-elder", with(sheet(filledForm(), 3), elder)},
	}
}

func forWhom() screens.Question {
	return screens.Question{Key: "declare-for", Choices: []screens.Choice{
		{ID: "self", Key: "for-self", Icon: "user-round"},
		{ID: "parent", Key: "for-parent", Icon: "users-round", Detail: text("孩子不满十八岁，备好孩子的身份证号", "A child under 18; have their ID number ready")},
		{ID: "agent", Key: "for-agent", Icon: "users-round", Reason: screens.Reason("at-window")},
	}}
}

func howMaterial() screens.Question {
	return screens.Question{Key: "material", Title: text("从业人员健康证明怎么交？", "How do you hand in: health certificates of the staff?"), Lead: text("疾控机构、医院", "Health centre"), Choices: []screens.Choice{
		{ID: "2", Key: "by-phone", Icon: "smartphone"}, {ID: "7", Key: "by-promise", Icon: "file-pen-line"},
		{ID: "4", Key: "by-later", Icon: "calendar-clock"}, {ID: "1", Key: "by-paper", Icon: "briefcase"},
	}}
}

func materials() screens.Sheet {
	return screens.Sheet{Key: "materials", Lead: text("个体工商户设立登记", "Registering a sole trader"), Sections: []screens.Section{
		{Key: "have", Lines: []screens.Line{
			{Label: text("居民户口簿", "Household register"), Source: text("公安机关", "police"), Mark: screens.MarkDone},
			{Label: text("居民身份证", "Resident ID card"), Source: text("电子证照", "E-licence"), Mark: screens.MarkDone},
		}},
		{Key: "open", Lines: []screens.Line{
			{Label: text("住所（经营场所）使用证明", "Right to use the premises"), Value: text("房屋产权人", "owner of the premises"), Mark: screens.MarkPromised},
			{Label: text("房屋租赁合同", "Lease"), Value: text("出租人", "landlord"), Mark: screens.MarkOpen},
			{Label: text("从业人员健康证明", "Health certificates of the staff"), Value: text("6月22日前补交", "By 22 June"), Mark: screens.MarkLater},
			{Label: text("一寸白底证件照", "Passport photo on white"), Value: text("本人", "yourself"), Mark: screens.MarkMissing},
		}},
	}, Acts: []screens.SheetAct{
		{Do: screens.ActSend, Key: "on-phone", Icon: "smartphone"}, {Do: screens.ActChange, Key: "change-way", Icon: "refresh-cw"},
		{Do: screens.ActNext, Key: "next", Icon: "arrow-right", Primary: true},
	}}
}

func promise() screens.Sheet {
	return screens.Sheet{Key: "promise", Title: text("告知承诺书：住所（经营场所）使用证明", "Written promise: right to use the premises"), Sections: []screens.Section{{Note: text(
		"一、本事项本来要您提交“住所（经营场所）使用证明”。您可以选择不交，改为书面承诺。\n二、您承诺所说的情况真实，并愿意由部门核查。\n三、如果承诺不实，已作出的决定会被撤销，记入信用记录，并依法承担责任。\n四、您也可以不承诺，按原来的办法交材料。",
		"1. This matter asks for the right to use the premises. You may promise in writing instead.\n2. You promise that what you say is true and may be checked.\n3. If it is not true, the decision is withdrawn, it is entered in the credit record, and the law applies.\n4. You may also hand in the paper as before.")}},
		Acts: []screens.SheetAct{{Do: screens.ActNo, Key: "disagree", Icon: "x"}, {Do: screens.ActYes, Key: "agree", Icon: "check", Primary: true}}}
}

func filledForm() screens.Sheet {
	said := text("您填写的", "You")
	empty, needed := text("没有填", "Empty"), text("要填", "Needed")
	line := func(zh, en, vzh, ven string, from screens.Text) screens.Line {
		return screens.Line{Label: text(zh, en), Value: text(vzh, ven), Source: from}
	}
	return screens.Sheet{Key: "form", Sections: []screens.Section{
		{Title: text("申请人", "Applicant"), Lines: []screens.Line{
			line("姓名", "Name", "张三样", "张三样", card), line("证件号码", "ID number", "130202********0510", "130202********0510", card),
			line("出生日期", "Born", "1990年1月16日", "1990-1-16", card),
			line("现在住址", "Address", "河北省唐山市路南区样例街１号楼２单元３０３室", "Sample Street 1-2-303, Lunan District, Tangshan", card),
			line("手机号", "Mobile", "199****0001", "199****0001", text("以前的办件", "An earlier case")),
		}},
		{Title: text("店的情况", "Your shop"), Lines: []screens.Line{
			line("店名", "Name of the shop", "样样好小吃店", "样样好小吃店", said), line("店在哪个街道", "Street office", "学院南路街道", "Xueyuan South Road", said),
			{Label: text("哪天开业", "Opening day"), Value: empty, Source: needed},
		}},
		{Title: text("怎么给您结果", "How you get the result"), Lines: []screens.Line{line("怎么领", "How to collect", "到大厅领", "At the hall", said)}},
	}, Acts: []screens.SheetAct{
		{Do: screens.ActNo, Key: "wrong", Icon: "x"}, {Do: screens.ActSend, Key: "on-phone", Icon: "smartphone"},
		{Do: screens.ActNext, Key: "fill-in", Icon: "file-pen-line", Primary: true},
	}}
}

// dates are a birthday on its way: the decade, the year, the month, the day.
func dates(lang screens.Lang) []Named {
	date := func(change func(*screens.Date)) screens.View {
		v := base(screens.ScreenDate, lang)
		v.Date = &screens.Date{Title: text("出生日期", "Day of birth")}
		change(v.Date)
		return v
	}
	count := func(first, last, by int) []int {
		var out []int
		for n := first; n <= last; n += by {
			out = append(out, n)
		}
		return out
	}
	decade := func(d *screens.Date) { d.Decades = count(1900, 2020, 10) }
	year := func(d *screens.Date) { d.Years = count(1940, 1949, 1) }
	month := func(d *screens.Date) { d.Year, d.Months = 1944, count(1, 12, 1) }
	day := func(d *screens.Date) { d.Year, d.Month, d.Days = 1944, 3, count(1, 31, 1) }
	chosen := func(d *screens.Date) { day(d); d.Day = 12 }
	return []Named{
		{"47-date-decade", date(decade)}, {"47-date-year", date(year)}, {"47-date-month", date(month)},
		{"47-date-day", date(day)}, {"47-date-chosen", date(chosen)},
		{"47-date-optional", date(func(d *screens.Date) {
			d.Years, d.Optional, d.Title, d.Lead = count(2026, 2036, 1), true, text("卡上的有效期到哪天", "Valid until"), text("看身份证背面", "See the back of the card")
		})},
		{"47-date-decade-elder", with(date(decade), elder)}, {"47-date-year-elder", with(date(year), elder)},
		{"47-date-day-elder", with(date(chosen), elder)},
	}
}
