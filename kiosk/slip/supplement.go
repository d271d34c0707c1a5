package slip

// Supplement is the list of what a matter still lacks.
type Supplement struct {
	Frame
	Number    string // of the case
	Name      string
	Applicant string // masked
	Reprint   bool
	Until     string // 6月15日
	Items     []Lacking
	Where     string // where to hand it in
	Link      string
}

// Lacking is one material.
type Lacking struct {
	Name    string
	Explain string
	Forms   string // 原件、手机拍照
	Until   string
}

// Kind is a row of the table.
func (Supplement) Kind() Kind { return "supplement" }

func (Supplement) samples() []Paper {
	full := sampleSupplement()
	reprint := full
	reprint.Reprint = true
	return []Paper{full, reprint, Supplement{Frame: Frame{Hall: full.Hall}, Number: full.Number, Items: []Lacking{{Name: "身份证复印件"}}}}
}

func sampleSupplement() Supplement {
	return Supplement{
		Frame:     sampleFrame(),
		Number:    "LN20260608-0061",
		Name:      "食品经营许可",
		Applicant: "张*三",
		Until:     "6月15日",
		Items: []Lacking{
			{"经营场所平面图", "请标出后厨和凉菜间", "原件、手机拍照", "6月15日"},
			{"从业人员健康证明", "还差一名厨师的", "电子证照", "6月15日"},
		},
		Where: "市场监管局 22 号窗口",
		Link:  "https://hall.example/c/LN20260608-0061-2KD81",
	}
}
