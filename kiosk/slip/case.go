package slip

// Case is how far a matter has come, as it was when it was printed. Empty
// fields leave their line out.
type Case struct {
	Frame
	Number    string // LN20260604-0173
	QueryCode string // what goes with the number when it is typed
	Name      string // 不动产转移登记
	Applicant string // masked
	Reprint   bool
	Status    string // 正在审核
	Sort      string // 即办件, 承诺件
	Holder    string // who holds it now
	Since     string // 6月10日起
	Window    string
	Tel       string // of who holds it
	Left      string // 还剩 3 个工作日
	Due       string // 6月17日
	Promised  string // 7 个工作日
	Legal     string // 30 个工作日
	Stops     []string
	Stations  []Station
	Missing   int // materials that are waited for
	Ready     int // certificates that can be taken
	Opinion   string
	Link      string
}

// Station is one place that a matter passes.
type Station struct {
	When  string // 6月4日
	Name  string // 已受理
	Where string // 综合窗口
	Mark  string // ● passed, ◎ now, ○ to come
}

// Kind is a row of the table.
func (Case) Kind() Kind { return "case" }

func (Case) samples() []Paper {
	full := sampleCase()
	reprint := full
	reprint.Reprint = true
	bare := Case{Frame: Frame{Hall: full.Hall}, Number: full.Number, Name: full.Name, Status: full.Status}
	return []Paper{full, reprint, bare}
}

func sampleCase() Case {
	return Case{
		Frame:     sampleFrame(),
		Number:    "LN20260604-0173",
		QueryCode: "482913",
		Name:      "不动产转移登记",
		Applicant: "张*三",
		Status:    "正在审核",
		Sort:      "承诺件",
		Holder:    "不动产登记中心审核岗",
		Since:     "6月10日",
		Window:    "12 号窗口",
		Tel:       "0315-0000012",
		Left:      "还剩 3 个工作日",
		Due:       "6月17日",
		Promised:  "7 个工作日",
		Legal:     "30 个工作日",
		Stops:     []string{"6月8日到6月9日等您补材料，不计入时限。"},
		Stations: []Station{
			{"6月3日", "网上提交", "申请人", "●"},
			{"6月4日", "已受理", "综合窗口", "●"},
			{"6月10日", "正在审核", "不动产登记中心审核岗", "◎"},
			{"6月16日前", "登记、制证", "不动产登记中心登簿岗", "○"},
			{"6月17日前", "可以领证", "取证柜或 12 号窗口", "○"},
		},
		Missing: 1,
		Ready:   1,
		Opinion: "请把身份证复印件补齐",
		Link:    "https://hall.example/c/LN20260604-0173-7F3K9",
	}
}
