package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) indicators(a api.IndicatorList) Indicators {
	return Indicators{
		About:      s.about(a.About),
		Indicators: each(a.Indicators, s.indicator),
		Platform:   a.Platform,
	}
}

func (s *tally) indicator(a api.Indicator) Indicator {
	return Indicator{
		Code:  a.Code,
		Level: a.Level,
		Text:  words(a.Text),
	}
}

func (s *tally) ratingReceipt(a api.RatingReceipt) RatingReceipt {
	return RatingReceipt{
		ID:         a.ID,
		At:         a.At,
		FollowUpBy: value(a.FollowUpBy),
		Answers:    words(value(a.Answers)),
	}
}
