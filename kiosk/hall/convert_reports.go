package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) reportReceipt(a api.ReportReceipt) ReportReceipt {
	return ReportReceipt{
		Number:    a.Number,
		QueryCode: a.QueryCode,
		At:        a.At,
		Answers:   words(a.Answers),
		Until:     a.Until,
		Link:      value(a.Link),
	}
}

func (s *tally) reportStatus(a api.ReportStatus) ReportStatus {
	return ReportStatus{
		Number:   a.Number,
		Status:   codedOf[ReportState](s, "ReportStatus.status", a.Status),
		At:       a.At,
		Answers:  words(a.Answers),
		Until:    a.Until,
		Answer:   longWords(value(a.Answer)),
		Answered: value(a.Answered),
		Rateable: value(a.Rateable),
	}
}
