package kiosk

import (
	"context"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// away tells whether the hall was not to be reached a moment ago: what is kept
// of it is shown at once then.
func (c *clerk) away() bool { return c.health.Of(DeviceHall).State != drivers.Online }

// findIndicators always answers: a rating needs no reason.
func (c *clerk) findIndicators(ctx context.Context) journey.Indicators {
	kept, _, ok := c.hall.KeptIndicators()
	if !ok || !c.away() {
		if fresh, err := c.hall.Indicators(ctx); err == nil {
			kept = fresh
		} else {
			c.log.Warn("indicators", "err", err)
		}
	}
	var out journey.Indicators
	for _, i := range kept.Indicators {
		out.List = append(out.List, journey.Indicator{Code: i.Code, Grade: i.Level, Name: journey.Words(i.Text)})
	}
	return out
}

// findReportForm always answers: what cannot be got done can be told without
// knowing what the hall calls it.
func (c *clerk) findReportForm(ctx context.Context) journey.ReportForm {
	rules, _, haveRules := c.hall.KeptPolicy()
	places, _, havePlaces := c.hall.KeptPlaces()
	if !c.away() || !haveRules || !havePlaces {
		if fresh, err := c.hall.Policy(ctx); err == nil {
			rules = fresh
		} else {
			c.log.Warn("policy", "err", err)
		}
		if fresh, err := c.hall.Places(ctx); err == nil {
			places = fresh
		} else {
			c.log.Warn("places", "err", err)
		}
	}
	return reportForm(rules.ReportKinds, places)
}

// reportForm has the departments of the first place that is a hall, and the
// other places by name.
func reportForm(kinds []hall.ReportKind, places []hall.Place) journey.ReportForm {
	var out journey.ReportForm
	for _, k := range kinds {
		out.Kinds = append(out.Kinds, journey.Named{Code: k.Code, Name: journey.Words(k.Name)})
	}
	for _, p := range places {
		if p.Kind.Is == hall.PlaceHall && out.Departments == nil {
			for _, d := range p.Departments {
				out.Departments = append(out.Departments, journey.Named{Code: d.Code, Name: journey.Words(d.Name)})
			}
			continue
		}
		out.Places = append(out.Places, journey.Named{Code: p.Code, Name: journey.Words(p.Name)})
	}
	return out
}

func rate(ctx context.Context, h *hall.Client, key string, o journey.RateOrder) (journey.Answer, error) {
	r, err := h.Rate(ctx, key, hall.Rating{
		Satisfaction: o.Grade, Reasons: o.Reasons, Text: o.Text, At: o.At, Case: o.Case, Visit: o.Visit, TaskCode: o.Task, Ticket: o.Ticket,
	})
	return journey.RatingReceipt{FollowUp: r.FollowUpBy, Answers: journey.Words(r.Answers)}, err
}

func report(ctx context.Context, h *hall.Client, key string, o journey.ReportOrder) (journey.Answer, error) {
	out := hall.Report{
		Kind: o.Kind, Text: o.Text, At: o.At, Place: o.Place, Department: o.Department, Item: o.Item,
		Case: o.Case, Screen: o.Screen, Phone: o.Phone,
	}
	if o.Person != nil {
		out.Person = whom(*o.Person)
	}
	r, err := h.Report(ctx, key, out)
	return journey.ReportReceipt{
		Number: r.Number, Code: r.QueryCode, Answers: journey.Words(r.Answers), Until: r.Until, Link: r.Link,
	}, err
}

func (c *clerk) readReport(ctx context.Context, q journey.ReadReport) (journey.Answer, error) {
	r, err := c.hall.ReportStatus(ctx, hall.ReportQuestion{Number: q.Number, QueryCode: q.Code})
	if err != nil {
		return nil, err
	}
	return reportStatus(r), nil
}

func reportStatus(r hall.ReportStatus) journey.ReportStatus {
	return journey.ReportStatus{
		Number: r.Number, State: coded(r.Status), At: r.At, Answers: journey.Words(r.Answers), Until: r.Until,
		Answer: journey.Words(r.Answer), Answered: r.Answered,
	}
}
