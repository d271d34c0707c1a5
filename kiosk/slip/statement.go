package slip

// Statement is what holds for a proof: with a verification code, or only the
// legal basis to show.
type Statement struct {
	Frame
	Reprint bool
	Title   string
	Proof   string
	Holds   string // 已取消，不用提供
	Number  string // empty: the basis alone
	Code    string
	Holder  string // masked
	Text    string
	Law     string
	Instead string
	Issuer  string
	Issued  string // 2026-06-12 9:36
	Until   string // 7月12日
	Link    string
}

// Kind is a row of the table.
func (Statement) Kind() Kind { return "statement" }

func (Statement) samples() []Paper {
	full := sampleStatement()
	reprint := full
	reprint.Reprint = true
	basis := Statement{
		Frame: full.Frame, Title: "证明事项依据", Proof: full.Proof, Holds: "不用开了", Law: full.Law, Instead: "出示这张纸",
	}
	return []Paper{full, reprint, basis}
}

func sampleStatement() Statement {
	return Statement{
		Frame: sampleFrame(), Title: "证明事项核查说明", Proof: "无房证明", Holds: "部门来查", Number: "ZM20260612-0007", Code: "482913",
		Holder: "张*三", Text: "经部门核查，张*三 的“无房证明”：核查属实。", Law: "国办发〔2020〕42 号；不动产登记信息共享",
		Issuer: "路南区政务服务管理办公室", Issued: "2026-06-12 9:36", Until: "7月12日", Link: "https://hall.example/v/7F3K9X2M",
	}
}
