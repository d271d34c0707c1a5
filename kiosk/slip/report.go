package slip

import "time"

// Report is what a citizen has told of a matter that cannot be got done.
type Report struct {
	Frame
	Number    string // LN-R-20260612-0007; empty while it waits in the terminal
	Reference string // of this terminal, while it waits
	QueryCode string
	Reprint   bool
	What      string // 时间超了
	Where     string // 不动产登记中心
	Case      string // number of the case; empty: none
	Told      time.Time
	Answers   string // who answers
	Until     string // 6月15日 18:00
	Contact   string // 138****2266; empty: none was left
	Link      string
}

// Kind is a row of the table.
func (Report) Kind() Kind { return "report" }

func (Report) samples() []Paper {
	full := sampleReport()
	reprint := full
	reprint.Reprint = true
	kept := Report{Frame: full.Frame, Reference: "3F2A91BC", What: full.What, Told: full.Told}
	return []Paper{full, reprint, kept}
}

func sampleReport() Report {
	return Report{
		Frame:     sampleFrame(),
		Number:    "LN-R-20260612-0007",
		QueryCode: "739204",
		What:      "超过了说好的时间",
		Where:     "不动产登记中心",
		Case:      "LN20260604-0173",
		Told:      sampleFrame().At,
		Answers:   "政务服务督查科",
		Until:     "6月15日 18:00",
		Contact:   "138****2266",
		Link:      "https://hall.example/r/LN-R-20260612-0007-K2P9X",
	}
}
