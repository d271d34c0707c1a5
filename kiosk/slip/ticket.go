package slip

// Ticket is a number in a queue, as it is printed. Empty fields leave their
// line out.
type Ticket struct {
	Frame
	Number   string // A037
	Priority string // 老年人优先
	Reprint  bool   // 补打 stands above the priority
	Offline  bool   // given out without the network: nobody knows how many are ahead
	Business string
	Area     string   // C 区
	Windows  string   // 5–8
	Ahead    int      // people before this number
	WaitMin  int      // minutes, a range
	WaitMax  int      // both 0: nobody waits
	Link     string   // the queue on the phone, as a QR code
	Name     string   // masked
	Notes    []string // missed-call rule, what to bring
}

// Kind is a row of the table.
func (Ticket) Kind() Kind { return "ticket" }

func (Ticket) samples() []Paper {
	full := sampleTicket()
	reprint := full
	reprint.Reprint = true
	offline := full
	offline.Offline, offline.Link, offline.Serial = true, "", 0
	bare := Ticket{Frame: Frame{Hall: full.Hall}, Number: full.Number, Business: full.Business}
	return []Paper{full, reprint, offline, bare}
}

func sampleTicket() Ticket {
	return Ticket{
		Frame:    sampleFrame(),
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
		Notes: []string{
			"叫到三次没来算过号。30 分钟内到 C 区导办台，可以接着办，不用重新取号。",
			"请带好：身份证、不动产权证书、买卖合同。缺材料也可以先来问。",
		},
	}
}
