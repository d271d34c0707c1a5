package hall

import "govkiosk/kiosk/hall/api"

func (s *tally) certificates(a api.CertificateList) Certificates {
	return Certificates{
		At:           a.At,
		Holder:       a.Holder,
		Certificates: each(a.Certificates, s.certificate),
		Agent:        value(a.Agent),
	}
}

func (s *tally) certificate(a api.Certificate) Certificate {
	return Certificate{
		ID:            a.ID,
		Name:          words(a.Name),
		Readiness:     s.ready(a.Readiness),
		Copies:        a.Copies,
		CaseNumber:    value(a.CaseNumber),
		CaseName:      words(value(a.CaseName)),
		LicenceNumber: value(a.LicenceNumber),
		LicenceState:  codedOf[LicenceState](s, "Certificate.licenceState", value(a.LicenceState)),
		Holder:        value(a.Holder),
		KeptUntil:     value(a.KeptUntil),
		Needs:         notice(value(a.Needs)),
		AgentAllowed:  value(a.AgentAllowed),
	}
}

func (s *tally) ready(a api.Readiness) Ready {
	return Ready{
		State:       codedOf[Readiness](s, "Readiness.code", api.Coded{Code: a.Code, Raw: a.Raw, Name: a.Name}),
		Location:    maybe(a.Location, s.cellLocation),
		Window:      value(a.Window),
		Area:        words(value(a.Area)),
		Pages:       value(a.Pages),
		Expected:    value(a.Expected),
		Post:        maybe(a.Post, s.postState),
		CollectedAt: value(a.CollectedAt),
		CollectedBy: value(a.CollectedBy),
	}
}

func (s *tally) cellLocation(a api.CellLocation) CellLocation {
	return CellLocation{
		Cabinet:   a.Cabinet,
		Cell:      a.Cell,
		Place:     value(a.Place),
		PlaceName: words(value(a.PlaceName)),
	}
}

func (s *tally) postState(a api.PostState) PostState {
	return PostState{
		Carrier:    words(a.Carrier),
		SentAt:     a.SentAt,
		NumberTail: value(a.NumberTail),
	}
}

func (s *tally) pickup(a api.Pickup) Pickup {
	return Pickup{
		ID:        a.ID,
		At:        a.At,
		ExpiresAt: a.ExpiresAt,
		Items:     each(a.Items, s.pickupItem),
		Serial:    value(a.Serial),
		Desk:      maybe(a.Desk, s.desk),
	}
}

func (s *tally) desk(a api.Desk) Desk {
	return Desk{Window: a.Window, Area: words(a.Area)}
}

func (s *tally) pickupItem(a api.PickupItem) PickupItem {
	return PickupItem{
		Certificate: a.Certificate,
		Name:        words(a.Name),
		Way:         codeOf[PickupWay](s, "PickupItem.way", a.Way),
		State:       codeOf[PickupState](s, "PickupItem.state", a.State),
		Location:    maybe(a.Location, s.cellLocation),
		Reason:      value(a.Reason),
		Reference:   value(a.Reference),
		Document:    value(a.Document),
	}
}

func (s *tally) pickupReceipt(a api.PickupReceipt) PickupReceipt {
	return PickupReceipt{
		Serial:    a.Serial,
		At:        a.At,
		Collected: each(a.Collected, s.pickupItem),
		Left:      each(a.Left, s.pickupItem),
		Link:      value(a.Link),
	}
}

func (s *tally) cellList(a api.CellList) CellList {
	return CellList{
		Cabinet: a.Cabinet,
		At:      a.At,
		Salt:    a.Salt,
		Rounds:  a.Rounds,
		Cells:   each(a.Cells, s.cell),
		Desk:    maybe(a.Desk, s.desk),
		Link:    value(a.Link),
	}
}

func (s *tally) cell(a api.Cell) Cell {
	return Cell{
		Cell:        a.Cell,
		State:       codeOf[CellState](s, "Cell.state", a.State),
		Certificate: value(a.Certificate),
		Name:        words(value(a.Name)),
		Holder:      value(a.Holder),
		Agent:       value(a.Agent),
		KeptUntil:   value(a.KeptUntil),
	}
}

func (s *tally) cellReconciliation(a api.CellReconciliation) CellReconciliation {
	return CellReconciliation{
		Accepted:  a.Accepted,
		Conflicts: each(a.Conflicts, s.cellConflict),
	}
}

func (s *tally) cellConflict(a api.CellConflict) CellConflict {
	return CellConflict{
		Key:       a.Key,
		Cell:      a.Cell,
		Code:      codeOf[ConflictKind](s, "CellConflict.code", a.Code),
		Reference: a.Reference,
		Hall:      maybe(a.Hall, s.certificate),
	}
}
