package slip

// Declaration is a matter that was handed in at a terminal: its number, its
// limits and what comes next.
type Declaration struct {
	Frame
	Reprint   bool
	Number    string
	QueryCode string
	Name      string
	Applicant string // masked
	Promised  string // 6月15日前，1 个工作日
	Legal     string
	Holder    string
	Next      []string
	Bring     []string // what is still to come
	Link      string
}

// Kind is a row of the table.
func (Declaration) Kind() Kind { return "declaration" }

func (Declaration) samples() []Paper {
	full := sampleDeclaration()
	reprint := full
	reprint.Reprint = true
	return []Paper{full, reprint, Declaration{Frame: Frame{Hall: full.Hall}, Number: full.Number, Name: full.Name}}
}

func sampleDeclaration() Declaration {
	return Declaration{
		Frame: sampleFrame(), Number: "LN20260612-0173", QueryCode: "482913", Name: "个体工商户开业登记", Applicant: "张*三",
		Promised: "6月15日前，1 个工作日", Legal: "15 个工作日", Holder: "市场监督管理局登记科",
		Next:  []string{"受理后发短信告诉您。", "办好了，在本机领证，或寄到家。"},
		Bring: []string{"从业人员健康证明，6月22日前"}, Link: "https://hall.example/c/LN20260612-0173-7F3K9",
	}
}
