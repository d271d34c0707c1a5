package slip

import "time"

// Printout stands for a certificate that a terminal hands out on paper: what
// it is, whose, and the code by which anybody can check it and fetch the whole
// text.
type Printout struct {
	Frame
	Name   string // 准予行政许可决定书
	Copies string // 1 份
	Holder string // masked
	Number string // of the pickup
	Link   string // to the certificate, as a QR code
	Notes  []string
}

// Kind is a row of the table.
func (Printout) Kind() Kind { return "printout" }

func (Printout) samples() []Paper {
	full := samplePrintout()
	return []Paper{full, Printout{Frame: Frame{Hall: full.Hall}, Name: full.Name}}
}

func samplePrintout() Printout {
	frame := sampleFrame()
	frame.At = frame.At.Add(4 * time.Minute)
	frame.Serial = 57
	return Printout{
		Frame: frame, Name: "准予行政许可决定书", Copies: "1 份", Holder: "张*三", Number: "LN-P-20260612-0058",
		Link:  "https://hall.example/d/7F3K9-20260612",
		Notes: []string{"扫码可以核验，也可以下载全文。要盖章的纸质件，请到 12 号窗口。"},
	}
}
