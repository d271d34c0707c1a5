package kiosk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// kept asks the hall, or takes what is kept of its last answer where it cannot
// be reached. The time is that of the kept one; zero: the hall has just said so.
func kept[T any](ctx context.Context, away bool, ask func(context.Context) (T, error), old func() (T, time.Time, bool)) (T, time.Time, error) {
	if away {
		if v, at, ok := old(); ok {
			return v, at, nil
		}
	}
	v, err := ask(ctx)
	if err == nil {
		return v, time.Time{}, nil
	}
	if reason := hallReason(err); reason == journey.ReasonNetwork || reason == journey.ReasonSlow {
		if v, at, ok := old(); ok {
			return v, at, nil
		}
	}
	return v, time.Time{}, err
}

// guide is the catalogue.
func (c *clerk) guide(ctx context.Context, away bool) (journey.Answer, error) {
	g, at, err := kept(ctx, away, c.hall.Guide, c.hall.KeptGuide)
	if err != nil {
		return nil, err
	}
	out := journey.GuideFound{Items: matters(g, func(hall.ItemSummary) bool { return true }), Kept: at}
	for _, e := range g.LifeEvents {
		out.Events = append(out.Events, journey.LifeEvent{Code: e.Code, Name: journey.Words(e.Name), Explain: journey.Words(e.Explain), Items: e.Items})
	}
	return out, nil
}

// matters are the items of the guide as a list to look through, sorted by
// reading; those that want is false for are left out.
func matters(g hall.Guide, want func(hall.ItemSummary) bool) journey.Catalogue {
	var out journey.Catalogue
	for _, d := range g.Departments {
		short := journey.Words(d.Short)
		if short.Zh == "" {
			short = journey.Words(d.Name)
		}
		out.Departments = append(out.Departments, journey.Department{Code: d.Code, Name: journey.Words(d.Name), Short: short})
	}
	for _, i := range g.Items {
		if want(i) {
			out.Businesses = append(out.Businesses, described(matter(i.Code, i.Department, i.Name, i.Aliases), sortOf(i.ProjectType)))
		}
	}
	sortByReading(out.Businesses)
	return out
}

// described is a matter with a word at the end of its row.
func described(b journey.Business, detail journey.Words) journey.Business {
	b.Detail = detail
	return b
}

func sortByReading(list []journey.Business) {
	slices.SortStableFunc(list, func(a, b journey.Business) int {
		return strings.Compare(first(a.Readings), first(b.Readings))
	})
}

// codeWords are the words of a code: the hall's own, else ours, else 其他 with what
// came.
func codeWords[T ~string](c hall.Code[T], known map[T]string) journey.Words {
	if key, ok := known[c.Is]; ok {
		return journey.Words(screens.Matter(key))
	}
	if c.Name.Zh != "" {
		return journey.Words(c.Name)
	}
	if c.Raw == "" {
		return journey.Words{}
	}
	return journey.Words(screens.Matter("other", "raw", c.Raw))
}

var sorts = map[hall.ProjectType]string{
	hall.Immediate: "sort-immediate", hall.Promised: "sort-promised",
	hall.Joint: "sort-joint", hall.Forwarded: "sort-forwarded",
}

func sortOf(c hall.Code[hall.ProjectType]) journey.Words { return codeWords(c, sorts) }

// item is one matter of the guide.
func (c *clerk) item(ctx context.Context, q journey.FindItem) (journey.Answer, error) {
	i, at, err := kept(ctx, q.Away,
		func(ctx context.Context) (hall.Item, error) { return c.hall.Item(ctx, q.Code) },
		func() (hall.Item, time.Time, bool) { return c.hall.KeptItem(q.Code) })
	if err != nil {
		return nil, err
	}
	return journey.ItemFound{Item: itemOf(i, at)}, nil
}

func itemOf(i hall.Item, at time.Time) journey.Item {
	out := journey.Item{
		Code: i.Summary.Code, Name: journey.Words(i.Summary.Name), Department: journey.Words(i.DeptName), Sort: sortOf(i.Summary.ProjectType),
		Promised: limit(i.Limits.PromiseDay, i.Limits.PromiseType, i.Limits.PromiseExplain),
		Legal:    limit(i.Limits.AnticipateDay, i.Limits.AnticipateType, i.Limits.AnticipateExplain),
		Trips:    i.LimitSceneNum, Conditions: list(i.Conditions), Steps: list(i.Steps), Results: list(i.Results),
		Law: journey.Words(i.ByLaw), Phone: i.LinkWay, Complaints: i.SuperviseWay, Hours: journey.Words(i.TransactTime),
		Link: i.OnlineLink, Declarable: i.Summary.Declarable, Kept: at,
	}
	for _, m := range i.Materials {
		out.Materials = append(out.Materials, guideMaterial(m))
	}
	for _, f := range i.Fees {
		out.Fees = append(out.Fees, joinedWords(journey.Words(f.Standard), journey.Words(f.Reduced)))
	}
	for _, w := range i.Windows {
		g := journey.GuideWindow{Place: journey.Words(w.Name), Area: journey.Words(w.Area), Windows: w.Windows, Hours: journey.Words(w.Hours), Phone: w.Phone}
		if w.Map != nil {
			g.Floor = journey.Words(w.Map.Floor)
		}
		out.Windows = append(out.Windows, g)
	}
	for _, q := range i.FAQ {
		out.Questions = append(out.Questions, journey.FrequentAnswer{Question: journey.Words(q.Question), Answer: journey.Words(q.Answer)})
	}
	return out
}

func list(all []hall.Words) []journey.Words {
	out := make([]journey.Words, 0, len(all))
	for _, w := range all {
		out = append(out, journey.Words(w))
	}
	return out
}

func limit(n int, unit hall.Code[hall.Unit], note hall.Words) journey.Limit {
	return journey.Limit{Count: n, Unit: codeText(unit), Note: journey.Words(note)}
}

// guideMaterial says first that nothing need be brought, where that is so.
func guideMaterial(m hall.GuideMaterial) journey.GuideMaterial {
	has := func(f hall.Form) bool {
		return slices.ContainsFunc(m.Forms, func(c hall.Code[hall.Form]) bool { return c.Is == f })
	}
	out := journey.GuideMaterial{Name: journey.Words(m.Name), State: journey.NeedBring, Explain: materialExplain(m)}
	switch {
	case m.Shared || has(hall.LicenceReuse) && !has(hall.OnPaper):
		out.State = journey.NeedShared
	case has(hall.ByCommitment):
		out.State = journey.NeedPromise
	case has(hall.Deferred):
		out.State = journey.NeedDeferred
	}
	return out
}

func materialExplain(m hall.GuideMaterial) journey.Words {
	out := joinedWords(journey.Words(m.PageFormat), journey.Words(m.AcceptStand))
	if m.Copies > 0 && !m.Shared {
		out = joinedWords(journey.Words(screens.Matter("copies", "n", strconv.Itoa(m.Copies))), out)
	}
	out = joinedWords(out, journey.Words(m.SourceExplain))
	if len(m.OnlyIf) > 0 || !m.IsNeed {
		out = joinedWords(journey.Words(screens.Matter("not-all")), out)
	}
	return out
}

// joinedWords puts two texts behind one another, in each language that both have.
func joinedWords(a, b journey.Words) journey.Words {
	join := func(a, b, comma string) string {
		if a == "" || b == "" {
			return a + b
		}
		return a + comma + b
	}
	return journey.Words{Zh: join(a.Zh, b.Zh, "，"), En: join(a.En, b.En, ", ")}
}
