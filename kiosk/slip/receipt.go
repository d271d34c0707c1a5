package slip

import "time"

// Receipt is what a citizen has been handed out, and what is still to come.
type Receipt struct {
	Frame
	Number   string // of the receipt: LN-P-20260612-0058
	Name     string // masked
	IDNumber string // masked: 130202********002X
	Holder   string // masked, where an agent took it
	Taken    []Item
	Left     []Item
	Link     string // to verify the receipt by, as a QR code
	Notes    []string
}

// Item is one certificate.
type Item struct {
	Name  string // 不动产权证书
	Count string // 1 本
	Where string // 2 号柜 11 号格
}

// Kind is a row of the table.
func (Receipt) Kind() Kind { return "receipt" }

func (Receipt) samples() []Paper {
	full := sampleReceipt()
	return []Paper{full, Receipt{Frame: Frame{Hall: full.Hall}, Number: full.Number, Taken: full.Taken[:1]}}
}

func sampleReceipt() Receipt {
	frame := sampleFrame()
	frame.At = frame.At.Add(5 * time.Minute)
	frame.Serial = 58
	return Receipt{
		Frame:    frame,
		Name:     "张*三",
		IDNumber: "130202********002X",
		Number:   "LN-P-20260612-0058",
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
