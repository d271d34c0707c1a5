package slip

import "time"

// Sample is a ticket to look at: the hall, the number and the person are made
// up.
func Sample() Ticket {
	return Ticket{
		Hall:     "路南区政务服务中心",
		Place:    "一楼大厅 3 号机",
		Phone:    "12345",
		Number:   "A037",
		Priority: "老年人优先",
		Business: "不动产转移登记",
		Area:     "C 区",
		Windows:  "5–8",
		Ahead:    2,
		WaitMin:  5,
		WaitMax:  10,
		Link:     "https://hall.example/q/A037-7F3K9",
		Name:     "张*三",
		At:       time.Date(2026, 6, 12, 9, 36, 0, 0, time.FixedZone("CST", 8*3600)),
		Terminal: "LN-F1-03",
		Serial:   381,
		Notes: []string{
			"叫到三次没来算过号。30 分钟内到 C 区导办台，可以接着办，不用重新取号。",
			"请带好：身份证、不动产权证书、买卖合同。缺材料也可以先来问。",
		},
	}
}

// SampleReceipt is a receipt to look at; everybody on it is made up.
func SampleReceipt() Receipt {
	t := Sample()
	return Receipt{
		Hall: t.Hall, Place: t.Place, Phone: t.Phone, Name: t.Name, Terminal: t.Terminal, Serial: 58,
		IDNumber: "130202********002X",
		Number:   "LN-P-20260612-0058",
		At:       t.At.Add(5 * time.Minute),
		Taken: []Item{
			{"不动产权证书", "1 本", "2 号柜 11 号格"},
			{"准予行政许可决定书", "1 份", "本机打印"},
		},
		Left: []Item{
			{"营业执照（正本）", "", "12 号窗口，随时可取"},
			{"社会保障卡", "", "6月11日已寄出，单号尾号 5520"},
			{"居住证", "", "6月18日起可取，到时发短信"},
		},
		Link:  "https://hall.example/p/LN-P-20260612-0058",
		Notes: []string{"证照有误，请在 5 个工作日内凭此到 12 号窗口，免费更正。"},
	}
}

// samples are papers to try a template on: one with everything, and one with
// next to nothing.
func samples(name string) []any {
	if name == ReceiptPaper {
		r := SampleReceipt()
		return []any{r, Receipt{Hall: r.Hall, Number: r.Number, Taken: r.Taken[:1]}}
	}
	t := Sample()
	reprint := t
	reprint.Reprint = true
	return []any{t, reprint, Ticket{Hall: t.Hall, Number: t.Number, Business: t.Business}}
}
