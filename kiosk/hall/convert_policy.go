package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) about(a api.Version) About {
	return About{
		Version: a.Version,
		At:      a.At,
		Source:  words(a.Source),
	}
}

func (s *tally) policy(a api.Policy) Policy {
	return Policy{
		About:       s.about(a.About),
		Classes:     each(a.Classes, s.priorityClass),
		Queue:       s.queueRules(a.Queue),
		CheckIn:     s.checkInRules(a.CheckIn),
		Missed:      s.missedRules(a.Missed),
		Acting:      each(a.Acting, s.actingRule),
		Hours:       s.hoursRules(a.Hours),
		Pickup:      s.pickupRules(a.Pickup),
		Blocks:      s.blockRules(a.Blocks),
		Retention:   s.retentionRules(a.Retention),
		Masking:     s.maskingRules(a.Masking),
		ReportKinds: each(a.ReportKinds, s.reportKind),
		Askers:      each(value(a.Askers), s.askerKind),
	}
}

func (s *tally) priorityClass(a api.PriorityClass) PriorityClass {
	return PriorityClass{
		Code:    a.Code,
		Name:    words(a.Name),
		AgeFrom: a.AgeFrom,
		Proof:   notice(a.Proof),
		Rank:    value(a.Rank),
	}
}

func (s *tally) queueRules(a api.QueueRules) QueueRules {
	return QueueRules{
		SlotMinutes:   a.SlotMinutes,
		CutOffMinutes: a.CutOffMinutes,
		PriorityRun:   a.PriorityRun,
		LeaveMinutes:  a.LeaveMinutes,
		Leaves:        a.Leaves,
		Caps:          each(value(a.Caps), s.slotCap),
	}
}

func (s *tally) slotCap(a api.SlotCap) SlotCap {
	return SlotCap{
		Business: a.Business,
		Cap:      a.Cap,
	}
}

func (s *tally) checkInRules(a api.CheckInRules) CheckInRules {
	return CheckInRules{
		EarlyMinutes: a.EarlyMinutes,
		LateMinutes:  a.LateMinutes,
		Late:         codeOf[LateRule](s, "CheckInRules.late", a.Late),
	}
}

func (s *tally) missedRules(a api.MissedRules) MissedRules {
	return MissedRules{
		Calls:   a.Calls,
		Seconds: a.Seconds,
		Then:    codeOf[MissedRule](s, "MissedRules.then", a.Then),
		Behind:  a.Behind,
		Times:   a.Times,
	}
}

func (s *tally) actingRule(a api.ActingRule) ActingRule {
	return ActingRule{
		Service: codeOf[ActingService](s, "ActingRule.service", a.Service),
		Who:     codedOf[Relation](s, "ActingRule.who", a.Who),
		Needs:   notice(a.Needs),
		Allowed: a.Allowed,
	}
}

func (s *tally) hoursRules(a api.HoursRules) HoursRules {
	return HoursRules{
		Week:  each(a.Week, s.dayHours),
		Dates: each(a.Dates, s.dateHours),

		Outside: value(a.Outside), Said: a.Outside != nil,
	}
}

func (s *tally) dayHours(a api.DayHours) DayHours {
	return DayHours{
		Spans: each(a.Spans, s.span),
	}
}

func (s *tally) dateHours(a api.DateHours) DateHours {
	return DateHours{
		Date:    a.Date,
		Spans:   each(a.Spans, s.span),
		Name:    notice(a.Name),
		Workday: value(a.Workday),
	}
}

func (s *tally) span(a api.Span) Span {
	return Span{
		From: a.From,
		To:   a.To,
	}
}

func (s *tally) pickupRules(a api.PickupRules) PickupRules {
	return PickupRules{
		OfflineAllowed: a.OfflineAllowed,
		CellListHours:  a.CellListHours,
		OpenSeconds:    a.OpenSeconds,
		KeepDays:       a.KeepDays,
	}
}

func (s *tally) blockRules(a api.BlockRules) BlockRules {
	return BlockRules{
		OfflineAllowed: a.OfflineAllowed,
		Numbers:        a.Numbers,
		Hours:          a.Hours,
	}
}

func (s *tally) retentionRules(a api.RetentionRules) RetentionRules {
	return RetentionRules{
		VisitSeconds: a.VisitSeconds,
		JournalDays:  a.JournalDays,
		SealedDays:   a.SealedDays,
		LogDays:      a.LogDays,
	}
}

func (s *tally) maskingRules(a api.MaskingRules) MaskingRules {
	return MaskingRules{
		Name:          codeOf[Mask](s, "MaskingRules.name", a.Name),
		IDNumber:      codeOf[Mask](s, "MaskingRules.idNumber", a.IDNumber),
		Phone:         codeOf[Mask](s, "MaskingRules.phone", a.Phone),
		ShowOnRequest: a.ShowOnRequest,
	}
}

func (s *tally) askerKind(a api.AskerKind) AskerKind {
	return AskerKind{Code: a.Code, Name: words(a.Name), Purpose: words(a.Purpose)}
}

func (s *tally) reportKind(a api.ReportKind) ReportKind {
	return ReportKind{
		Code: a.Code,
		Name: words(a.Name),
	}
}
