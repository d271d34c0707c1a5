package sample

import "govkiosk/screens"

// kept are sheets of what was read before: an answer to a report, a record for
// a person, and a guide of this morning.
func kept(lang screens.Lang) []Named {
	sheet := func(s screens.Sheet) screens.View {
		v := base(screens.ScreenSheet, lang)
		v.Sheet = &s
		return v
	}
	filed := text("按反映单查到", "By the report")
	reported := screens.Sheet{Key: "reported", Sections: []screens.Section{
		{Title: text("已经答复", "Answered"), Lines: []screens.Line{
			{Label: text("反映编号", "Number"), Value: text("LN-R-20260612-0007", "LN-R-20260612-0007"), Source: filed},
			{Label: text("反映时间", "Told at"), Value: text("6月12日 9:36", "12 June 9:36")}, {Label: text("谁来答复", "Who answers"), Value: text("政务服务督查科", "Supervision office")},
			{Label: text("最晚答复", "At the latest"), Value: text("6月15日 18:00", "15 June 18:00")},
		}},
		{Title: text("答复", "Answer"), Note: text("您反映的材料，网上没有写要带，窗口不该要。已经改正，您的件 6月16日办结。", "The paper was not on the list and should not have been asked for. Your case will be finished on 16 June."),
			Lines: []screens.Line{{Label: text("答复时间", "Answered at"), Value: text("6月13日 10:20", "13 June 10:20"), Source: filed}}},
	}, Acts: []screens.SheetAct{{Do: screens.ActReport, Key: "report", Icon: "megaphone"}, {Do: screens.ActHome, Key: "finish", Icon: "house", Primary: true}}}
	this := guide()
	this.Lead = text("网络断了，这是 6月12日 8:00 的内容", "No network: this is as of 12 June 8:00")
	this.Acts[2].Reason = screens.ReasonNetwork
	result := screens.Sheet{Key: "check-confirmed", Sections: []screens.Section{{
		Lines: []screens.Line{
			{Label: text("无房证明", "Owning no home"), Value: text("属实", "Confirmed"), Source: text("部门核查", "Check"), Mark: screens.MarkChecked},
			{Key: "checker", Value: text("不动产登记中心", "Land registry")}, {Key: "verify-code", Value: text("482913", "482913")},
		},
		Note: text("经部门核查，张*三的“无房证明”：核查属实。依据：国办发〔2020〕42号。", "Checked between departments for 张*三, owning no home: confirmed. Legal basis: State Council 2020-42."),
	}}, Acts: []screens.SheetAct{
		{Do: screens.ActReport, Key: "still-asked", Icon: "megaphone"}, {Do: screens.ActSend, Key: "send-result", Icon: "arrow-right"},
		{Do: screens.ActPrint, Key: "print", Icon: "printer", Primary: true},
	}}
	return []Named{
		{"48-reported", sheet(reported)},
		{"48-reported-elder", with(sheet(reported), elder)},
		{"48-guide-kept", sheet(this)},
		{"48-check-result", sheet(result)},
		{"48-check-result-elder", with(sheet(result), elder)},
	}
}
