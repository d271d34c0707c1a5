package demo

import (
	"context"
)

// inquiry is 办件查询: where a case is and who holds it, on paper.
var inquiry = Scenario{
	Name: "inquiry", Title: "办件查询",
	steps: []step{
		{"attract", attract},
		{"home", service("inquiry")},
		{"identify", identify(1)},
		{"cases", press("cases", "cases", "choose", "")},
		{"case", press("case", "case", "print", "")},
		{"printed", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "searchCases", "readCase") },
}

// rating is 服务评价: one touch.
var rating = Scenario{
	Name: "rating", Title: "服务评价",
	steps: []step{
		{"attract", attract},
		{"home", service("rating")},
		{"what", question("what", "matter to rate", "visit")},
		{"grade", press("rating", "grades", "rate", "5")},
		{"thanks", func(ctx context.Context, p *Player) error {
			return p.show(ctx, "thanks", "thanks for the grade", on("done"))
		}},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "rate") },
}

// report is 办不成事: what, where, and who answers by when, on paper.
var report = Scenario{
	Name: "report", Title: "办不成事",
	steps: []step{
		{"attract", attract},
		{"home", service("report")},
		{"kind", question("kind", "kind of report", "")},
		{"where", question("where", "place", "unsure")},
		{"words", press("write", "words", "skip", "")},
		{"contact", question("contact", "answer", "none")},
		{"reported", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error { return once(p.calls(), "report") },
}
