package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) caseSummary(a api.CaseSummary) CaseSummary {
	return CaseSummary{
		Number:          a.Number,
		Name:            words(a.Name),
		Status:          codedOf[CaseStatus](s, "CaseSummary.status", api.Coded(a.Status)),
		ProjectType:     codeOf[ProjectType](s, "CaseSummary.projectType", a.ProjectType),
		AppliedAt:       a.AppliedAt,
		Holder:          s.holder(a.Holder),
		TaskCode:        value(a.TaskCode),
		PromiseDate:     value(a.PromiseDate),
		WorkingDaysLeft: value(a.WorkingDaysLeft),
		Missing:         value(a.Missing),
		Ready:           value(a.Ready),
	}
}

func (s *tally) wholeCase(a api.Case) Case {
	return Case{
		Number:          a.Number,
		Name:            words(a.Name),
		Applicant:       a.Applicant,
		Status:          codedOf[CaseStatus](s, "Case.status", api.Coded(a.Status)),
		ProjectType:     codeOf[ProjectType](s, "Case.projectType", a.ProjectType),
		Source:          codedOf[Channel](s, "Case.source", a.Source),
		AppliedAt:       a.AppliedAt,
		Holder:          s.holder(a.Holder),
		Limits:          s.limits(a.Limits),
		Stations:        each(a.Stations, s.station),
		ClockStops:      each(a.ClockStops, s.clockStop),
		Supplements:     each(a.Supplements, s.supplement),
		Certificates:    each(a.Certificates, s.certificate),
		Link:            a.Link,
		TaskCode:        value(a.TaskCode),
		AcceptedAt:      value(a.AcceptedAt),
		FinishedAt:      value(a.FinishedAt),
		AnticipateDate:  value(a.AnticipateDate),
		PromiseDate:     value(a.PromiseDate),
		WorkingDaysUsed: value(a.WorkingDaysUsed),
		WorkingDaysLeft: value(a.WorkingDaysLeft),
		ClockStopped:    value(a.ClockStopped),
		Opinion:         notice(value(a.Opinion)),
		CanRate:         value(a.CanRate),
		QueryCode:       value(a.QueryCode),
	}
}

func (s *tally) limits(a api.Limits) Limits {
	return Limits{
		AnticipateDay:     a.AnticipateDay,
		AnticipateType:    codeOf[Unit](s, "Limits.anticipateType", a.AnticipateType),
		PromiseDay:        a.PromiseDay,
		PromiseType:       codeOf[Unit](s, "Limits.promiseType", a.PromiseType),
		AnticipateExplain: notice(value(a.AnticipateExplain)),
		PromiseExplain:    notice(value(a.PromiseExplain)),
	}
}

func (s *tally) holder(a api.Holder) Holder {
	return Holder{
		Name:     words(a.Name),
		DeptCode: value(a.DeptCode),
		Since:    value(a.Since),
		Window:   value(a.Window),
		Phone:    value(a.Phone),
	}
}

func (s *tally) station(a api.Station) Station {
	return Station{
		Event:    codedOf[string](s, "Station.event", a.Event),
		Name:     words(a.Name),
		State:    codeOf[StationState](s, "Station.state", a.State),
		Holder:   s.holder(a.Holder),
		From:     value(a.From),
		Until:    value(a.Until),
		Expected: value(a.Expected),
		Opinion:  notice(value(a.Opinion)),
	}
}

func (s *tally) clockStop(a api.ClockStop) ClockStop {
	return ClockStop{
		Type:        codedOf[StopKind](s, "ClockStop.type", a.Type),
		Reason:      words(a.Reason),
		From:        a.From,
		Until:       value(a.Until),
		WorkingDays: value(a.WorkingDays),
	}
}

func (s *tally) supplement(a api.Supplement) Supplement {
	return Supplement{
		Code:       a.Code,
		Name:       words(a.Name),
		Explain:    notice(a.Explain),
		Forms:      codesOf[Form](s, "Supplement.forms", a.Forms),
		Until:      value(a.Until),
		SampleLink: value(a.SampleLink),
	}
}
