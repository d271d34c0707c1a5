package district

import (
	"testing"

	"govkiosk/kiosk/hall"
)

func TestCasesOfEveryState(t *testing.T) {
	b := start(t, Options{}, nil)
	seen := map[hall.CaseStatus]bool{}
	for _, who := range b.registry.People {
		for _, s := range must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card(who.Key))}))(t) {
			c := must(b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card(who.Key)), Number: s.Number}))(t)
			seen[c.Status.Is] = true
			now := 0
			for _, st := range c.Stations {
				if st.State.Is == hall.StationNow {
					now++
				}
			}
			over := c.Status.Is == hall.CaseFinished || c.Status.Is == hall.CaseRejected || c.Status.Is == hall.CaseWithdrawn || c.Status.Is == hall.CaseAbnormalEnd || c.Status.Is == hall.CaseNotAccepted
			if over != (now == 0) || now > 1 || len(c.Stations) < 2 {
				t.Errorf("%s is %s at %d of %d stations", c.Name.Zh, c.Status.Is, now, len(c.Stations))
			}
			if over == c.FinishedAt.IsZero() || c.CanRate != over {
				t.Errorf("%s is %s, finished %v, can be rated %v", c.Name.Zh, c.Status.Is, c.FinishedAt, c.CanRate)
			}
		}
	}
	for _, s := range []hall.CaseStatus{
		hall.CaseDraft, hall.CaseSubmitted, hall.CasePrecheckReturned, hall.CaseReceived, hall.CaseAccepted, hall.CaseSupplement,
		hall.CaseSuspended, hall.CaseApproved, hall.CaseRejected, hall.CaseNotAccepted, hall.CaseWithdrawn, hall.CaseFinished, hall.CaseAbnormalEnd,
	} {
		if !seen[s] {
			t.Errorf("no case is %s", s)
		}
	}
	if len(b.Unknown()) == 0 {
		t.Error("the client met no code that it does not know")
	}
}

// The days in which the clock stands are not counted against the promise.
func TestClockStops(t *testing.T) {
	b := start(t, Options{}, nil)
	find := func(item string) hall.Case {
		for _, s := range must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang"))}))(t) {
			if s.TaskCode == b.code(item) {
				return must(b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang")), Number: s.Number}))(t)
			}
		}
		t.Fatalf("no case of %s", item)
		return hall.Case{}
	}
	c := find("000500904001") // suspended 5 working days ago, 9 after it was handed in
	if !c.ClockStopped || len(c.ClockStops) != 1 || c.ClockStops[0].WorkingDays != 5 || c.WorkingDaysUsed != 4 {
		t.Errorf("stopped %v, %+v, %d days used", c.ClockStopped, c.ClockStops, c.WorkingDaysUsed)
	}
	if want := c.Limits.PromiseDay - c.WorkingDaysUsed; c.WorkingDaysLeft != want {
		t.Errorf("%d working days left, want %d", c.WorkingDaysLeft, want)
	}
	food := find("00010060400101")
	if len(food.Supplements) != 2 || food.Supplements[0].Until == "" || food.Holder.Name.Zh != "您本人" {
		t.Errorf("%+v held by %s", food.Supplements, food.Holder.Name.Zh)
	}
}

func TestACaseOpensOnlyForItsOwn(t *testing.T) {
	b := start(t, Options{}, nil)
	mine := must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang"))}))(t)
	whole := must(b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang")), Number: mine[0].Number}))(t)

	typed := b.card("zhang")
	typed.Kind = hall.ByNumber
	_, err := b.Cases(b.ctx(), hall.CaseSearch{Person: &typed})
	refused(t, err, hall.CodeCardRequired)
	_, err = b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card("li")), Number: whole.Number})
	refused(t, err, hall.CodeNoCase)
	_, err = b.Case(b.ctx(), hall.CaseSearch{Number: whole.Number, QueryCode: "000000"})
	refused(t, err, hall.CodeNoCase)

	byCode := must(b.Case(b.ctx(), hall.CaseSearch{Number: whole.Number, QueryCode: whole.QueryCode}))(t)
	byLink := must(b.Cases(b.ctx(), hall.CaseSearch{Link: whole.Link}))(t)
	if byCode.Number != whole.Number || len(byLink) != 1 || byLink[0].Number != whole.Number {
		t.Errorf("by code %s, by link %+v", byCode.Number, byLink)
	}
	// The guardian sees the child's.
	child := b.registry.Person("child")
	found := false
	for _, c := range mine {
		found = found || must(b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang")), Number: c.Number}))(t).Applicant == maskName(child.Name)
	}
	if !found {
		t.Error("the child's case is not among the guardian's")
	}
}
