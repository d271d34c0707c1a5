package slip

import "time"

// Booking is an appointment.
type Booking struct {
	Frame
	Reprint bool
	Code    string // 预约码, to check in by
	Name    string // of the matter
	Where   string // name of the place
	Address string
	From    time.Time
	Until   time.Time
	CheckIn time.Time // from when it can be checked in; zero: not said
	Bring   string
	Holder  string // masked
	Link    string
}

// Kind is a row of the table.
func (Booking) Kind() Kind { return "booking" }

func (Booking) samples() []Paper {
	full := sampleBooking()
	reprint := full
	reprint.Reprint = true
	bare := Booking{Frame: Frame{Hall: full.Hall}, Code: full.Code, Name: full.Name, Where: full.Where, From: full.From, Until: full.Until}
	return []Paper{full, reprint, bare}
}

func sampleBooking() Booking {
	frame := sampleFrame()
	day := frame.At.AddDate(0, 0, 5)
	at := func(hour, minute int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
	}
	return Booking{
		Frame: frame, Code: "LN7K3Q", Name: "不动产转移登记", Where: "路南区政务服务中心", Address: "示例路 1 号",
		From: at(9, 0), Until: at(9, 30), CheckIn: at(8, 30),
		Bring: "身份证、不动产权证书、买卖合同", Holder: "张*三", Link: "https://hall.example/b/LN7K3Q",
	}
}
