package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) guide(a api.Guide) Guide {
	return Guide{
		About:       s.about(a.About),
		Departments: each(a.Departments, s.guideDepartment),
		LifeEvents:  each(a.LifeEvents, s.lifeEvent),
		Items:       each(a.Items, s.itemSummary),
	}
}

func (s *tally) guideDepartment(a api.GuideDepartment) GuideDepartment {
	return GuideDepartment{
		Code:     a.Code,
		Name:     words(a.Name),
		Short:    words(a.Short),
		Initials: a.Initials,
	}
}

func (s *tally) lifeEvent(a api.LifeEvent) LifeEvent {
	return LifeEvent{
		Code:     a.Code,
		Name:     words(a.Name),
		Explain:  notice(a.Explain),
		Items:    a.Items,
		Initials: a.Initials,
		Link:     value(a.Link),
	}
}

func (s *tally) itemSummary(a api.ItemSummary) ItemSummary {
	return ItemSummary{
		Code:        a.Code,
		Name:        words(a.Name),
		Department:  a.Department,
		ProjectType: codeOf[ProjectType](s, "ItemSummary.projectType", a.ProjectType),
		Initials:    a.Initials,
		Aliases:     a.Aliases,
		Here:        a.Here,
		Declarable:  a.Declarable,
		Bookable:    a.Bookable,
		Queueable:   a.Queueable,
		Area:        s.handleArea(a.Area),
		TaskType:    codedOf[string](s, "ItemSummary.taskType", value(a.TaskType)),
		ServerType:  codedOf[string](s, "ItemSummary.serverType", value(a.ServerType)),
	}
}

func (s *tally) handleArea(a api.HandleArea) HandleArea {
	return HandleArea{
		Code:      codeOf[AreaScope](s, "HandleArea.code", a.Code),
		Name:      notice(a.Name),
		TownCodes: value(a.TownCodes),
	}
}

func (s *tally) item(a api.Item) Item {
	return Item{
		About:         s.about(a.About),
		Summary:       s.itemSummary(a.Summary),
		DeptName:      words(a.DeptName),
		Limits:        s.limits(a.Limits),
		LimitSceneNum: a.LimitSceneNum,
		Conditions:    each(a.Conditions, longWords),
		Materials:     each(a.Materials, s.guideMaterial),
		IsFee:         a.IsFee,
		Fees:          each(a.Fees, s.fee),
		Steps:         each(a.Steps, words),
		Windows:       each(a.Windows, s.guideWindow),
		FAQ:           each(a.Faq, s.frequentQuestion),
		Proofs:        a.Proofs,
		CatalogCode:   value(a.CatalogCode),
		ByLaw:         longWords(value(a.ByLaw)),
		Results:       each(value(a.Results), words),
		LinkWay:       value(a.LinkWay),
		SuperviseWay:  value(a.SuperviseWay),
		TransactTime:  notice(value(a.TransactTime)),
		OnlineLink:    value(a.OnlineLink),
		IsExpress:     value(a.IsExpress),
	}
}

func (s *tally) guideMaterial(a api.GuideMaterial) GuideMaterial {
	return GuideMaterial{
		Code:          a.Code,
		Name:          words(a.Name),
		IsNeed:        a.IsNeed,
		Forms:         codesOf[Form](s, "GuideMaterial.forms", a.Forms),
		SourceType:    codedOf[string](s, "GuideMaterial.sourceType", a.SourceType),
		SourceExplain: notice(a.SourceExplain),
		Copies:        value(a.Copies),
		PageFormat:    notice(value(a.PageFormat)),
		AcceptStand:   notice(value(a.AcceptStand)),
		ByLaw:         notice(value(a.ByLaw)),
		OnlyIf:        each(value(a.OnlyIf), s.answerGiven),
		Shared:        value(a.Shared),
	}
}

func (s *tally) fee(a api.Fee) Fee {
	return Fee{
		Name:     words(a.Name),
		Standard: words(a.Standard),
		ByLaw:    notice(value(a.ByLaw)),
		Reduced:  notice(value(a.Reduced)),
	}
}

func (s *tally) guideWindow(a api.GuideWindow) GuideWindow {
	return GuideWindow{
		Place:   a.Place,
		Name:    words(a.Name),
		Area:    words(a.Area),
		Windows: a.Windows,
		Hours:   notice(a.Hours),
		Address: words(a.Address),
		Phone:   value(a.Phone),
		Map:     maybe(a.Map, s.windowMap),
	}
}

func (s *tally) windowMap(a api.WindowMap) WindowMap {
	return WindowMap{
		Floor: words(a.Floor),
		X:     a.X,
		Y:     a.Y,
	}
}

func (s *tally) frequentQuestion(a api.FrequentQuestion) FrequentQuestion {
	return FrequentQuestion{
		Question: words(a.Question),
		Answer:   longWords(a.Answer),
	}
}
