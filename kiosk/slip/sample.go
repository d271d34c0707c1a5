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
