package journey

func ratingStory() story {
	return story{
		says: func(call any) []said {
			switch call.(type) {
			case FindIndicators:
				return []said{{what: "reasons", answer: whyNot}, {what: "no reasons", answer: Indicators{}}}
			case RateOrder:
				return []said{{what: "rated", answer: RatingReceipt{}}, {what: "rated before", why: ReasonRated}}
			}
			return nil
		},
		keys: func(s State) []Touch {
			if s.Page != PageRating {
				return nil
			}
			return []Touch{{Do: "rate", Arg: "5"}, {Do: "rate", Arg: "2"}}
		},
	}
}
