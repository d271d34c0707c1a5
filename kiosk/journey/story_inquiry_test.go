package journey

func inquiryStory() story {
	moved := house
	moved.Status = "approved"
	return story{
		says: func(call any) []said {
			switch q := call.(type) {
			case FindCases:
				return []said{
					{what: "cases", answer: Cases{[]CaseSummary{house, food}}},
					{what: "one case", answer: Cases{[]CaseSummary{house}}},
					{what: "no cases", answer: Cases{}},
					{what: "unknown", why: ReasonNoCase},
					{what: "too many tries", why: ReasonTooMany},
				}
			case FindLink:
				return []said{
					{what: "a case", answer: LinkFound{Case: &house}},
					{what: "a report", answer: LinkFound{Report: &ReportStatus{Number: "R-7"}}},
					{what: "a booking", answer: LinkFound{Booking: &theirs}},
					{what: "a number", answer: LinkFound{Ticket: &Ticket{ID: "t7", Number: "A012", Business: bdc}}},
					{what: "a number that is over", answer: LinkFound{Ticket: &Ticket{ID: "t7", Number: "A012", Business: bdc}, Over: true}},
					{what: "unknown", why: ReasonNoCase},
				}
			case ReadReport:
				return []said{
					{what: "the report", answer: ReportStatus{Number: q.Number}},
					{what: "unknown", why: ReasonNoCase},
				}
			case ReadCase:
				is := house
				if q.Number == food.Number {
					is = food
				}
				return []said{
					{what: "the case", answer: whole(is)},
					{what: "the case, moved on", answer: whole(moved)},
					{what: "unknown", why: ReasonNoCase},
					{what: "card required", why: ReasonCardRequired},
				}
			}
			return nil
		},
		keys: func(s State) []Touch {
			if s.Page != PageCases {
				return nil
			}
			var out []Touch
			for _, c := range s.Inquiry.List {
				out = append(out, Touch{Do: "choose", Arg: c.Number})
			}
			return out
		},
	}
}
