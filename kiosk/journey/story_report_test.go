package journey

func reportStory() story {
	return story{
		says: func(call any) []said {
			switch call.(type) {
			case FindReportForm:
				return []said{{what: "form", answer: form}, {what: "no form", answer: ReportForm{}}}
			case ReportOrder:
				return []said{{what: "reported", answer: ReportReceipt{Number: "R-7", Code: "5521"}}}
			}
			return nil
		},
	}
}
