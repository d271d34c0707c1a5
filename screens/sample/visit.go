package sample

import (
	"slices"
	"time"

	"govkiosk/screens"
)

func cards(lang screens.Lang) []Named {
	card := func(s screens.CardState) screens.View {
		v := step(screens.ScreenIdentify, lang, 0)
		v.Identify = &screens.Identify{State: s, Attempt: 1, Attempts: 3, Phone: true, Number: true, None: true}
		return v
	}
	return []Named{
		{"03-identify", card(screens.CardWaiting)},
		{"04-identify-reading", card(screens.CardReading)},
		{"05-identify-lift", card(screens.CardLift)},
		{"05-identify-not-resident", card(screens.CardNotResident)},
		{"05-identify-invalid", card(screens.CardInvalid)},
		{"05-identify-fault", with(card(screens.CardFault), func(v *screens.View) {
			v.Identify = &screens.Identify{State: screens.CardFault, Reason: screens.ReasonReaderBroken, Since: at(9, 12), Phone: true, Number: true}
		})},
		{"05-identify-done", card(screens.CardDone)},
		{"03-identify-booking", with(card(screens.CardWaiting), func(v *screens.View) {
			v.Identify = &screens.Identify{State: screens.CardWaiting, Number: true, Code: "booking"}
		})},
		{"03-identify-case", with(card(screens.CardWaiting), func(v *screens.View) {
			v.Identify = &screens.Identify{State: screens.CardWaiting, Code: "case", Scan: true}
		})},
		{"03-identify-elder", with(card(screens.CardWaiting), elder)},
	}
}

func pads(lang screens.Lang) []Named {
	pad := func(p screens.Pad) screens.View {
		v := step(screens.ScreenPad, lang, 0)
		v.Pad = &p
		return v
	}
	id := screens.Pad{Kind: screens.PadIDNumber, Value: "13020219490217002", Length: 18, Switch: screens.PadPhone}
	bad := id
	bad.Value, bad.Problem = "130202194902170021", "check-digit"
	shown := id
	shown.Reveal = true
	phone := screens.Pad{Kind: screens.PadPhone, Value: "13812342266", Length: 11, Ready: true, Switch: screens.PadIDNumber}
	return []Named{
		{"15-pad-id", pad(id)},
		{"15-pad-empty", pad(screens.Pad{Kind: screens.PadIDNumber, Length: 18})},
		{"15-pad-shown", pad(shown)},
		{"15-pad-wrong", pad(bad)},
		{"15-pad-phone", pad(phone)},
		{"15-pad-number", pad(screens.Pad{Kind: screens.PadNumber, Key: "field", Title: text("连您一共几个人", "How many people, you included"), Value: "2", Length: 3, Ready: true})},
		{"15-pad-account", pad(screens.Pad{Kind: screens.PadNumber, Key: "field", Title: text("收款账户", "Account"), Lead: text("默认用社保卡账户", "The account of your social security card"), Value: "62281990011", Length: 19, Ready: true})},
		{"15-pad-optional", pad(screens.Pad{Kind: screens.PadIDNumber, Key: "field", Title: text("店里另一位联系人的证件号", "ID number of a second contact"), Lead: text("没有可以不填", "Leave it empty if there is none"), Length: 18, Optional: true})},
		{"15-pad-code", pad(screens.Pad{Kind: screens.PadCode, Key: "booking", Value: "K7M2", Length: 8, Switch: screens.PadPhone})},
		{"15-pad-code-wrong", pad(screens.Pad{Kind: screens.PadCode, Key: "verify", Value: "LN7Q4XK8M2P0R5TA93WB", Length: 20, Problem: "character", At: 12})},
		{"15-pad-case-new", pad(screens.Pad{Kind: screens.PadCase})},
		{"15-pad-case", pad(screens.Pad{Kind: screens.PadCase, Value: "LN20260604-0173", Ready: true})},
		{"15-pad-case-long", pad(screens.Pad{Kind: screens.PadCase, Value: "11130202MB1234567X-4130202001000-20260604-000173-0", Problem: "unknown"})},
	}
}

var departments = []screens.Department{
	{Code: "zh", Short: screens.Text{Zh: "综合", En: "General"}}, {Code: "ga", Short: screens.Text{Zh: "公安", En: "Police"}},
	{Code: "sb", Short: screens.Text{Zh: "社保医保", En: "Insurance"}}, {Code: "bdc", Short: screens.Text{Zh: "不动产", En: "Property"}},
	{Code: "sw", Short: screens.Text{Zh: "税务", En: "Tax"}},
}

var businesses = []screens.Row{
	{Code: "1", Initial: "B", Name: screens.Text{Zh: "不动产登记信息查询", En: "Search the property register"}, Place: screens.Text{Zh: "C 区 3–4 号窗口", En: "Area C, windows 3–4"}},
	{Code: "2", Name: screens.Text{Zh: "不动产首次登记", En: "First registration"}, Place: screens.Text{Zh: "C 区 5–8 号窗口", En: "Area C, windows 5–8"}, Ahead: 8},
	{Code: "3", Name: screens.Text{Zh: "不动产转移登记", En: "Transfer of property"}, Place: screens.Text{Zh: "C 区 5–8 号窗口", En: "Area C, windows 5–8"}, Ahead: 8},
	{Code: "4", Name: screens.Text{Zh: "不动产注销登记", En: "Deletion of an entry"}, Place: screens.Text{Zh: "C 区 5–8 号窗口", En: "Area C, windows 5–8"}, Reason: screens.ReasonFull},
	{Code: "5", Initial: "D", Name: screens.Text{Zh: "抵押权登记", En: "Mortgage"}, Place: screens.Text{Zh: "C 区 9 号窗口", En: "Area C, window 9"}, Ahead: 2},
	{Code: "6", Initial: "G", Name: screens.Text{Zh: "更正登记", En: "Correction"}, Place: screens.Text{Zh: "C 区 5–8 号窗口", En: "Area C, windows 5–8"}, Ahead: 8},
	{Code: "7", Initial: "H", Name: screens.Text{Zh: "换发不动产权证书", En: "Exchange a certificate"}, Place: screens.Text{Zh: "C 区 5–8 号窗口", En: "Area C, windows 5–8"}, Ahead: 8},
	{Code: "8", Initial: "Y", Name: screens.Text{Zh: "异议登记", En: "Objection"}, Place: screens.Text{Zh: "C 区 9 号窗口", En: "Area C, window 9"}, Ahead: 1},
	{Code: "9", Name: screens.Text{Zh: "预告登记", En: "Priority notice"}, Place: screens.Text{Zh: "C 区 9 号窗口", En: "Area C, window 9"}, Ahead: 2},
}

// matters have no queue, and are of one department or of all.
func matters(l *screens.List) {
	l.Key, l.Departments, l.Department, l.Rows = "appoint", nil, "", slices.Clone(businesses)
	for i := range l.Rows {
		l.Rows[i].Place = screens.Text{Zh: "不动产登记中心", En: "Property registration centre"}
		l.Rows[i].Reason = ""
		if i%3 == 0 {
			l.Rows[i].Status = screens.Text{Zh: "即办件", En: "Done at once"}
		}
	}
}

func lists(lang screens.Lang) []Named {
	full := screens.List{Departments: departments, Department: "bdc", Rows: businesses, State: screens.ListReady,
		Queue:    screens.Queue{Name: screens.Text{Zh: "不动产登记", En: "Property"}, Ahead: 8, Wait: screens.Wait{Min: 10, Max: 20}},
		Index:    []string{"ABC", "DEF", "GHJ", "KLM", "NOPQ", "RST", "WXYZ"},
		IndexOff: []bool{false, false, false, true, true, true, false}}
	list := func(change func(*screens.List)) screens.View {
		l := full
		change(&l)
		v := step(screens.ScreenList, lang, 1)
		v.List = &l
		return v
	}
	return []Named{
		{"06-list", list(func(*screens.List) {})},
		{"06-list-matters", list(matters)},
		{"06-list-matters-elder", with(list(matters), elder)},
		{"06-list-offline", list(func(l *screens.List) { l.AsOf, l.Rows = at(9, 5), partly(l.Rows) })},
		{"06-list-elder", with(list(func(*screens.List) {}), elder)},
		{"06-list-elder-departments", with(list(func(l *screens.List) { l.Department = "" }), elder)},
		{"06-list-short", list(func(l *screens.List) { l.Rows = businesses[4:6]; l.Group = "DEF" })},
		{"06-list-empty", list(func(l *screens.List) { l.Rows, l.Query = nil, "换本儿" })},
		{"06-list-loading", list(func(l *screens.List) { l.Rows, l.Index, l.State = nil, nil, screens.ListLoading })},
		{"06-list-failed", list(func(l *screens.List) {
			l.Rows, l.Index, l.State, l.TriedAt, l.Tries = nil, nil, screens.ListFailed, at(9, 36), 2
			l.Reason = screens.ReasonNetwork
		})},
		{"14-keyboard", list(func(l *screens.List) { l.Keyboard, l.Query, l.Rows, l.Index = true, "bdcdj", businesses[:4], nil })},
		{"14-keyboard-pinyin", list(func(l *screens.List) {
			l.Keyboard, l.Query, l.Composing, l.Rows, l.Index = true, "不动产", "dengji", businesses[:4], nil
			l.Candidates = []string{"等级", "登记", "登机", "登基", "等", "登", "邓", "灯", "凳", "瞪", "蹬", "澄"}
		})},
		{"14-keyboard-no-word", list(func(l *screens.List) { l.Keyboard, l.Composing, l.Rows = true, "xqz", nil })},
		{"14-keyboard-new", list(func(l *screens.List) { l.Keyboard = true })},
		{"14-keyboard-empty", list(func(l *screens.List) { l.Keyboard, l.Query, l.Rows = true, "xyzzy", nil })},
	}
}

// partly are the rows of which only the first can be had.
func partly(rows []screens.Row) []screens.Row {
	out := append([]screens.Row(nil), rows...)
	for i := range out[1:] {
		out[i+1].Reason = screens.ReasonNetwork
	}
	return out
}

func confirms(lang screens.Lang) []Named {
	full := screens.Confirm{
		Business:   screens.Text{Zh: "不动产转移登记", En: "Transfer of property"},
		Department: screens.Text{Zh: "不动产登记中心", En: "Property registration"},
		Detail:     screens.Text{Zh: "二手房过户、继承、赠与", En: "Sale, inheritance, gift"},
		Area:       screens.Text{Zh: "C 区", En: "Area C"}, Windows: "5–8", Ahead: 2, Wait: screens.Wait{Min: 5, Max: 10}, Accuracy: 9,
		Person:   &screens.Person{Name: "张*三", Number: "130202********002X", Source: screens.SourceCard},
		Priority: &screens.Priority{Class: "elder", Chosen: true, AheadNormal: 8},
	}
	confirm := func(change func(*screens.Confirm)) screens.View {
		c := full
		change(&c)
		v := step(screens.ScreenConfirm, lang, 2)
		v.Confirm = &c
		return v
	}
	return []Named{
		{"07-confirm", confirm(func(*screens.Confirm) {})},
		{"07-confirm-classes", confirm(func(c *screens.Confirm) { c.Priority, c.Classes = nil, true })},
		{"07-confirm-booked", confirm(func(c *screens.Confirm) {
			c.Priority, c.Booked, c.Accuracy = nil, screens.Text{Zh: "9:00–9:30"}, 0
			c.Late = screens.Text{Zh: "过了时间 10 分钟内还能签到，再晚请到窗口。", En: "You can check in up to 10 minutes late. After that, ask at a window."}
		})},
		{"07-confirm-no-paper", confirm(func(c *screens.Confirm) { c.Paper, c.PaperSince = screens.ReasonPaperOut, at(9, 12) })},
		{"07-confirm-jam", confirm(func(c *screens.Confirm) { c.Paper, c.PaperSince = screens.ReasonPaperJam, at(9, 12) })},
		{"07-confirm-hot", confirm(func(c *screens.Confirm) { c.Paper, c.PaperSince = screens.ReasonPrinterHot, at(9, 33) })},
		{"07-confirm-working", confirm(func(c *screens.Confirm) { c.Working = time.Second })},
		{"07-confirm-working-8", confirm(func(c *screens.Confirm) { c.Working = 9 * time.Second })},
		{"07-confirm-working-20", confirm(func(c *screens.Confirm) { c.Working = 21 * time.Second })},
		{"07-confirm-failed", confirm(func(c *screens.Confirm) { c.Failed, c.FailedAt = screens.ReasonNetwork, at(9, 36) })},
		{"07-confirm-anonymous", confirm(func(c *screens.Confirm) {
			c.Person, c.Priority, c.Detail = &screens.Person{Source: screens.SourceNone}, nil, screens.Text{}
		})},
		{"07-confirm-rare-name", confirm(func(c *screens.Confirm) {
			c.Person = &screens.Person{Name: "㐂*𬭎𱍐", Number: "130202********002X", Source: screens.SourceCard}
		})},
		{"07-confirm-elder", with(confirm(func(*screens.Confirm) {}), elder)},
		{"07-confirm-offline", confirm(withoutNetwork)},
		{"07-confirm-offline-no-paper", confirm(func(c *screens.Confirm) {
			withoutNetwork(c)
			c.Paper, c.PaperSince = screens.ReasonPaperOut, at(9, 20)
		})},
		{"07-confirm-offline-elder", with(confirm(func(c *screens.Confirm) {
			withoutNetwork(c)
			c.Ahead = screens.Unknown
		}), elder)},
	}
}

func withoutNetwork(c *screens.Confirm) {
	c.Offline, c.AsOf = &screens.Offline{Since: at(9, 12)}, at(9, 5)
	c.Wait, c.Accuracy = screens.Wait{}, 0
}

func tickets(lang screens.Lang) []Named {
	full := screens.Ticket{Number: "A037", Business: screens.Text{Zh: "不动产转移登记", En: "Transfer of property"},
		Area: screens.Text{Zh: "C 区", En: "Area C"}, Windows: "5–8", Ahead: 2, Wait: screens.Wait{Min: 5, Max: 10},
		Priority: "elder", Link: "https://q.example.cn/t/7Kc2Vx9pQ", Paper: screens.PaperTake, Rate: true,
		Missed: screens.Text{Zh: "叫到 3 次没来，号往后排 3 位，最多 2 次。", En: "If you miss 3 calls, 3 others go first. This can happen 2 times."}}
	ticket := func(change func(*screens.Ticket)) screens.View {
		c := full
		change(&c)
		v := step(screens.ScreenTicket, lang, 3)
		v.Ticket, v.Seconds = &c, 52
		return v
	}
	stage := func(s screens.PaperStage) func(*screens.Ticket) {
		return func(t *screens.Ticket) { t.Paper = s }
	}
	return []Named{
		{"08-ticket-offline", ticket(func(t *screens.Ticket) {
			t.Ahead, t.Wait, t.Link, t.Offline, t.Paper = screens.Unknown, screens.Wait{}, "", true, screens.PaperTake
		})},
		{"10-ticket-offline-again", ticket(func(t *screens.Ticket) {
			t.Ahead, t.Wait, t.Link, t.Offline, t.Paper = screens.Unknown, screens.Wait{}, "", true, screens.PaperExisting
			t.Reprint, t.CanReprint = true, true
		})},
		{"08-ticket-printing", ticket(stage(screens.PaperPrinting))},
		{"08-ticket-take", ticket(stage(screens.PaperTake))},
		{"08-ticket-taken", ticket(stage(screens.PaperTaken))},
		{"08-ticket-reprint", ticket(func(t *screens.Ticket) { t.Reprint = true })},
		{"08-ticket-ask", ticket(stage(screens.PaperAsk))},
		{"08-ticket-ask-pending", ticket(func(t *screens.Ticket) { t.Paper, t.Pending = screens.PaperAsk, true })},
		{"09-eticket", ticket(func(t *screens.Ticket) {
			t.Paper, t.Reason, t.Since = screens.PaperNone, screens.ReasonPaperOut, at(9, 36)
		})},
		{"09-eticket-jam", ticket(func(t *screens.Ticket) {
			t.Paper, t.Reason, t.Since = screens.PaperNone, screens.ReasonPaperJam, at(9, 36)
		})},
		{"09-eticket-hot", ticket(func(t *screens.Ticket) {
			t.Paper, t.Reason, t.Since = screens.PaperNone, screens.ReasonPrinterHot, at(9, 36)
		})},
		{"09-eticket-no-link", ticket(func(t *screens.Ticket) { t.Paper, t.Reason, t.Link = screens.PaperNone, screens.ReasonCutter, "" })},
		{"09-eticket-kept-back", ticket(func(t *screens.Ticket) {
			t.Paper, t.Reason, t.Since, t.CanReprint = screens.PaperNone, screens.ReasonSlipKept, at(9, 42), true
		})},
		{"09-existing", ticket(func(t *screens.Ticket) { t.Paper, t.CanReprint = screens.PaperExisting, true })},
		{"09-existing-earlier", ticket(func(t *screens.Ticket) { t.Paper, t.CanReprint, t.Earlier = screens.PaperExisting, true, true })},
		{"09-existing-no-paper", ticket(stage(screens.PaperExisting))},
		{"09-existing-away", ticket(func(t *screens.Ticket) { t.Paper, t.CanReprint, t.Away = screens.PaperExisting, true, true })},
		{"09-cancelled", ticket(stage(screens.PaperCancelled))},
		{"08-ticket-elder", with(ticket(stage(screens.PaperTake)), elder)},
	}
}
