package sample

import "govkiosk/screens"

func dones(lang screens.Lang) []Named {
	full := screens.Done{Service: "declare", Key: "declared", Number: "LN20260612-0173", Link: "https://q.example.cn/c/7Kc2Vx9pQ",
		Facts: []screens.Line{
			{Label: text("事项", "Matter"), Value: text("个体工商户开业登记", "Registering as a sole trader")},
			{Label: text("承诺时限", "Promised"), Value: text("6月15日前，1 个工作日", "By 15 June, 1 working day")},
			{Label: text("还要补", "Still to come"), Value: text("从业人员健康证明，6月22日前", "Health certificates, by 22 June")},
			{Label: text("谁来办", "In charge"), Value: text("市场监督管理局登记科", "Market regulation, registration")},
		}, Rate: true, Print: true}
	done := func(change func(*screens.Done)) screens.View {
		d := full
		change(&d)
		v := step(screens.ScreenDone, lang, 3)
		v.Done, v.Seconds = &d, 52
		return v
	}
	stage := func(s screens.PaperStage) func(*screens.Done) {
		return func(d *screens.Done) { d.Paper = s }
	}
	return []Named{
		{"43-done", done(func(*screens.Done) {})},
		{"43-done-printing", done(stage(screens.PaperPrinting))},
		{"43-done-take", done(stage(screens.PaperTake))},
		{"43-done-more", done(func(d *screens.Done) { d.Paper, d.More = screens.PaperTake, true })},
		{"43-done-taken", done(stage(screens.PaperTaken))},
		{"43-done-reprint", done(func(d *screens.Done) { d.Paper, d.Reprint = screens.PaperTake, true })},
		{"43-done-ask", done(stage(screens.PaperAsk))},
		{"43-done-pending", done(func(d *screens.Done) { d.Paper, d.Pending = screens.PaperAsk, true })},
		{"43-done-no-paper", done(func(d *screens.Done) {
			d.Paper, d.Reason, d.Since = screens.PaperNone, screens.ReasonPaperOut, at(9, 36)
		})},
		{"43-done-code", done(func(d *screens.Done) {
			d.Number, d.NumberKey, d.Paper, d.Facts = "K7M2", "pickup", screens.PaperTake, full.Facts[:2]
		})},
		{"43-done-plain", done(func(d *screens.Done) {
			d.Number, d.Facts, d.Link, d.Print, d.Rate = "", nil, "", false, false
		})},
		{"43-done-elder", with(done(stage(screens.PaperTaken)), elder)},
	}
}
