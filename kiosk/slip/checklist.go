package slip

// Checklist is what a matter needs and where it is done, from the guide.
// Nothing of a person is on it.
type Checklist struct {
	Frame
	Reprint    bool
	Name       string
	Department string
	Sort       string // 当场办结
	Promised   string // 1 个工作日
	Legal      string
	Fee        string
	Trips      string // 1 次
	Bring      []Bring
	Spared     []string // materials that nobody need bring
	Windows    []Place
	Steps      []string
	Phone      string
	Kept       string // 6月11日 17:00, of what was read without the network
	Link       string
}

// Bring is one material of a checklist.
type Bring struct{ Name, Explain, Word string }

// Place is where a matter is done.
type Place struct{ Name, Where, Hours string }

// Kind is a row of the table.
func (Checklist) Kind() Kind { return "checklist" }

func (Checklist) samples() []Paper {
	full := sampleChecklist()
	reprint := full
	reprint.Reprint = true
	kept := full
	kept.Kept, kept.Link = "6月11日 17:00", ""
	return []Paper{full, reprint, kept, Checklist{Frame: Frame{Hall: full.Hall}, Name: full.Name, Promised: full.Promised}}
}

func sampleChecklist() Checklist {
	return Checklist{
		Frame: sampleFrame(), Name: "个体工商户开业登记", Department: "市场监督管理局", Sort: "当场办结",
		Promised: "1 个工作日", Legal: "15 个工作日", Fee: "不收费", Trips: "1 次",
		Bring: []Bring{
			{"居民身份证", "原件，核对后还给您", ""},
			{"经营场所的房产证明", "可以写承诺书代替", "可以承诺"},
			{"从业人员健康证明", "餐饮才要", "可以后补"},
		},
		Spared:  []string{"户口簿", "税务登记信息采集表"},
		Windows: []Place{{"路南区政务服务中心", "一楼 B 区 3–6 号窗口", "周一至周五 8:30–17:00"}},
		Steps:   []string{"带上材料到窗口，或在手机上申请。", "窗口当场核对，材料齐的当场办。", "领营业执照，或寄到家。"},
		Phone:   "0315-0000022", Link: "https://hall.example/g/11130202000001056E4000131011001",
	}
}
