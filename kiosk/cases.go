package kiosk

import (
	"context"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// caseSearch is by what a case is found.
func caseSearch(q journey.FindCases) hall.CaseSearch {
	out := hall.CaseSearch{Number: q.Number, QueryCode: q.Code, Link: q.Link}
	if q.Person != nil {
		out.Person = whom(*q.Person)
	}
	return out
}

func (c *clerk) findCases(ctx context.Context, q journey.FindCases) (journey.Answer, error) {
	list, err := c.hall.Cases(ctx, caseSearch(q))
	var out journey.Cases
	for _, s := range list {
		out.List = append(out.List, caseSummary(s))
	}
	return out, err
}

func (c *clerk) readCase(ctx context.Context, q journey.ReadCase) (journey.Answer, error) {
	by := caseSearch(q.By)
	by.Number = q.Number
	whole, err := c.hall.Case(ctx, by)
	if err != nil {
		return nil, err
	}
	return wholeCase(whole), nil
}

func caseSummary(s hall.CaseSummary) journey.CaseSummary {
	return journey.CaseSummary{
		Number: s.Number, Name: journey.Words(s.Name),
		Status: journey.CaseStatus(s.Status.Is), Raw: coded(s.Status),
		Sort: codeText(s.ProjectType), Applied: s.AppliedAt, Holder: holder(s.Holder),
		Due: s.PromiseDate, Left: s.WorkingDaysLeft, Missing: s.Missing, Ready: s.Ready,
	}
}

func coded[T ~string](c hall.Code[T]) journey.Coded {
	return journey.Coded{Code: string(c.Is), Raw: c.Raw, Name: journey.Words(c.Name)}
}

func holder(h hall.Holder) journey.Holder {
	return journey.Holder{Name: journey.Words(h.Name), Department: h.DeptCode, Since: h.Since, Window: h.Window, Phone: h.Phone}
}

func wholeCase(c hall.Case) journey.Case {
	out := journey.Case{
		CaseSummary: journey.CaseSummary{
			Number: c.Number, Name: journey.Words(c.Name),
			Status: journey.CaseStatus(c.Status.Is), Raw: coded(c.Status),
			Sort: codeText(c.ProjectType), Applied: c.AppliedAt, Holder: holder(c.Holder),
			Due: c.PromiseDate, Left: c.WorkingDaysLeft, Missing: len(c.Supplements),
		},
		Applicant: c.Applicant, Source: coded(c.Source), Finished: c.FinishedAt,
		Promise:  journey.Limit{Count: c.Limits.PromiseDay, Unit: codeText(c.Limits.PromiseType), Note: journey.Words(c.Limits.PromiseExplain)},
		Legal:    journey.Limit{Count: c.Limits.AnticipateDay, Unit: codeText(c.Limits.AnticipateType), Note: journey.Words(c.Limits.AnticipateExplain)},
		LegalDue: c.AnticipateDate, Used: c.WorkingDaysUsed, Stopped: c.ClockStopped,
		Opinion: journey.Words(c.Opinion), CanRate: c.CanRate, TaskCode: c.TaskCode, QueryCode: c.QueryCode, Link: c.Link,
	}
	for _, s := range c.Certificates {
		if can := s.Readiness.State.Is; can == hall.InCell || can == hall.AtWindow || can == hall.PrintsHere {
			out.Ready++
		}
	}
	for _, s := range c.Stations {
		out.Stations = append(out.Stations, journey.Station{
			Name: journey.Words(s.Name), State: string(s.State.Is), Holder: holder(s.Holder),
			From: s.From, Until: s.Until, Expected: s.Expected, Opinion: journey.Words(s.Opinion),
		})
	}
	for _, s := range c.ClockStops {
		out.Stops = append(out.Stops, journey.ClockStop{
			Type: coded(s.Type), Reason: journey.Words(s.Reason), From: s.From, Until: s.Until, Days: s.WorkingDays,
		})
	}
	for _, s := range c.Supplements {
		lacks := journey.Supplement{Name: journey.Words(s.Name), Explain: journey.Words(s.Explain), Until: s.Until}
		for _, f := range s.Forms {
			lacks.Forms = append(lacks.Forms, codeText(f))
		}
		out.Supplements = append(out.Supplements, lacks)
	}
	return out
}
