package sample

import (
	"govkiosk/screens"
)

func sheets(lang screens.Lang) []Named {
	sheet := func(s screens.Sheet) screens.View {
		v := base(screens.ScreenSheet, lang)
		v.Sheet = &s
		return v
	}
	form := with(sheet(confirmForm()), func(v *screens.View) { v.Steps, v.Current = journey, 2 })
	return []Named{
		{"42-sheet-guide", sheet(guide())},
		{"42-sheet-form", form},
		{"42-sheet-short", sheet(statement())},
		{"42-sheet-guide-elder", with(sheet(guide()), elder)},
	}
}

var (
	shared = text("已共享", "Shared")
	card   = text("身份证", "ID card")
)

// guide is the longest sheet: twelve materials, limits, fee, questions.
func guide() screens.Sheet {
	fact := func(zh, en, vzh, ven string) screens.Line {
		return screens.Line{Label: text(zh, en), Value: text(vzh, ven)}
	}
	material := func(zh, en, vzh, ven string, m screens.Mark) screens.Line {
		return screens.Line{Label: text(zh, en), Value: text(vzh, ven), Mark: m}
	}
	return screens.Sheet{
		Title: text("个体工商户开业登记", "Registering as a sole trader"),
		Lead:  text("市场监督管理局 | 当场办结", "Market regulation | done at once"),
		Sections: []screens.Section{
			{Title: text("谁可以办", "Who can apply"), Note: text("有经营能力的自然人，经营场所在路南区。食品、烟草、药品要先有许可证。家庭经营的，全体家庭成员签字。", "Anybody who may trade, with premises in Lunan district. Food, tobacco and medicine need a licence first. In a family business all members sign.")},
			{Title: text("时限和费用", "Time and fee"), Lines: []screens.Line{
				fact("承诺时限", "Promised", "1 个工作日，材料齐当场办", "1 working day; at once when complete"),
				fact("法定时限", "By law", "15 个工作日", "15 working days"),
				fact("费用", "Fee", "不收费", "Free of charge"),
				fact("在哪里办", "Where", "一楼 B 区 3–6 号窗口，或手机办", "Ground floor, area B, windows 3–6, or by phone"),
			}},
			{Title: text("要带的材料", "What to bring"), Lines: []screens.Line{
				material("居民身份证", "Resident ID card", "原件，核对后还给您", "Original, returned after a look", screens.MarkMissing),
				material("户口簿", "Household register", "公安局已共享，不用带", "Shared by the police", screens.MarkDone),
				material("经营场所的房产证明", "Proof of the premises", "可以签告知承诺书代替", "A signed statement will do", screens.MarkPromise),
				material("房屋租赁合同", "Lease", "租的房子才要，复印件 1 份", "Only for rented premises, one copy", screens.MarkMissing),
				material("家庭成员书面同意书", "Consent of the family", "可以先受理，10 天内补", "Within 10 days", screens.MarkDeferred),
				material("从业人员健康证明", "Health certificates", "餐饮才要，可以后补", "For catering only", screens.MarkDeferred),
				material("食品经营许可证", "Food licence", "审批局电子证照，不用带", "Held electronically", screens.MarkDone),
				material("字号名称自主申报表", "Name of the business", "网上填好的不用带", "Not if sent in online", screens.MarkMissing),
				material("消防安全承诺书", "Fire safety statement", "窗口有，当场签", "Signed at the window", screens.MarkPromise),
				material("委托书和受托人身份证", "Letter of authority", "别人替您办才要", "Only for an agent", screens.MarkMissing),
				material("近期一寸免冠照片", "Photograph", "窗口可以拍，不用带", "Taken at the window", screens.MarkDone),
				material("税务登记信息采集表", "Tax form", "税务局已共享，不用带", "Shared by the tax office", screens.MarkDone),
			}},
			{Title: text("常问的问题", "Questions"), Lines: []screens.Line{
				{Label: text("住宅能不能登记？", "Can I register a flat?"), Value: text("可以。要有利害关系的业主同意，或由社区开一张说明。做生产加工的不行。", "Yes, with the neighbours' consent or a note from the community. Not for manufacturing."), Mark: screens.MarkInfo},
				{Label: text("要不要刻章？", "Do I need a seal?"), Value: text("不强制。需要的话，窗口免费刻一枚。", "No. The window makes one free of charge."), Mark: screens.MarkInfo},
			}},
		},
		Acts: []screens.SheetAct{
			{Do: screens.ActPrint, Key: "print", Icon: "printer"},
			{Do: screens.ActSend, Key: "phone", Icon: "smartphone", Reason: screens.ReasonNetwork},
			{Do: screens.ActTake, Key: "declare", Icon: "file-pen-line", Primary: true},
		},
	}
}

// confirmForm is what a citizen checks instead of typing.
func confirmForm() screens.Sheet {
	return screens.Sheet{
		Title: text("这些对吗？", "Is this right?"), Lead: text("不对的按“有不对的”，到窗口改。", "If not, touch \"Not right\": a window corrects it."),
		Sections: []screens.Section{
			{Title: text("申请人", "Applicant"), Lines: []screens.Line{
				{Label: text("姓名", "Name"), Value: text("张*三", "张*三"), Source: card},
				{Label: text("身份证号", "ID number"), Value: text("130202********002X", "130202********002X"), Source: card},
				{Label: text("住址", "Address"), Value: text("河北省唐山市路南区学院南路 * 号 * 楼 * 单元", "Lunan district, Xueyuan Road South"), Source: card},
				{Label: text("手机号", "Phone"), Value: text("138****2266", "138****2266"), Source: text("上次办件", "Earlier case")},
			}},
			{Title: text("经营场所", "Premises"), Lines: []screens.Line{
				{Label: text("地址", "Address"), Value: text("路南区广场街道新华东道 86 号底商", "86 Xinhua Road East, shop"), Source: shared},
				{Label: text("房屋用途", "Use"), Value: text("商业", "Commercial"), Source: shared},
			}},
		},
		Acts: []screens.SheetAct{{Do: screens.ActNo, Key: "wrong", Icon: "x"}, {Do: screens.ActNext, Key: "right", Icon: "check", Primary: true}},
	}
}

// statement is a short sheet with one key.
func statement() screens.Sheet {
	return screens.Sheet{
		Title: text("这个证明不用开了", "This proof is not needed"), Lead: text("窗口再要，请出示下面的依据。", "If a clerk still asks, show the legal basis."),
		Sections: []screens.Section{{Lines: []screens.Line{
			{Label: text("证明", "Proof"), Value: text("无犯罪记录以外的“品行证明”", "Proof of good conduct")},
			{Label: text("依据", "Basis"), Value: text("国办发〔2018〕47号，2019年1月1日起取消", "State Council notice 47 of 2018, abolished from 1 January 2019")},
			{Label: text("怎么代替", "Instead"), Value: text("部门之间核查，或书面承诺", "Departments check with each other, or you sign a statement")},
		}}},
		Acts: []screens.SheetAct{{Do: screens.ActPrint, Key: "print", Icon: "printer", Primary: true}},
	}
}
