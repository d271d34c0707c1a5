package journey

import "govkiosk/drivers"

// pickupStory has two cells and a print.
func pickupStory() story {
	return story{
		says: func(call any) []said {
			switch call := call.(type) {
			case FindCertificates:
				found := CertificatesFound{Certificates: listed}
				if call.Code == "" {
					return []said{{what: "certificates", answer: found}, {what: "none", answer: CertificatesFound{}}}
				}
				found.Holder = "张*三"
				return []said{
					{what: "certificates", answer: found},
					{what: "unknown code", answer: CertificatesFound{Refused: ReasonUnknownCode}},
					{what: "too many tries", answer: CertificatesFound{Refused: ReasonTooManyTries}},
				}
			case TakeCertificates:
				return []said{{what: "leave given", answer: LeaveGiven{Pickup: "pk", Handouts: []Handout{
					{Certificate: "x11", Cell: 11}, {Certificate: "x12", Cell: 12}, {Certificate: "p1"},
				}}}, {what: "taken meanwhile", why: ReasonRefused}}
			}
			return nil
		},
		keys: func(s State) []Touch {
			if s.Page != PagePickup || len(s.Pickup.Listed) == 0 {
				return nil
			}
			return []Touch{{Do: "item", Arg: "x11"}}
		},
		also: doorMoves,
		sub: func(s State) string {
			if s.Page == PageCell {
				return string(s.Pickup.Stage)
			}
			if s.Page == PagePrintout {
				return string(s.Paper.Stage)
			}
			return ""
		},
	}
}

// doorMoves are what a hand and the contact of a door do.
func doorMoves(s State) []happening {
	h, _ := s.Handing()
	if s.Page != PageCell || h.Cell == 0 {
		return nil
	}
	shut := DoorSeen{Cell: h.Cell, Door: DoorClosed}
	return []happening{
		happens("door shut", shut),
		happens("door open", DoorSeen{Cell: h.Cell, Door: DoorOpen}),
		happens("door unseen", DoorSeen{Cell: h.Cell, Door: DoorUnknown}),
		happens("door shut, take", shut, Touch{Do: "take"}),
		happens("door shut, reopen", shut, Touch{Do: "reopen"}),
		happens("all doors shut", DoorSeen{Cell: 11, Door: DoorClosed}, DoorSeen{Cell: 12, Door: DoorClosed}),
	}
}

// doorReplies are what comes of a door that was to open.
func doorReplies(e OpenCell) []happening {
	answer := func(o drivers.Outcome, why Reason) CellOpened {
		return CellOpened{ID: e.ID, Cell: e.Cell, Outcome: o, Reason: why}
	}
	return []happening{
		happens("opened", DoorSeen{Cell: e.Cell, Door: DoorOpen}, answer(drivers.Done, "")),
		happens("stuck", DoorSeen{Cell: e.Cell, Door: DoorClosed}, answer(drivers.NotDone, ReasonDoorStuck)),
		happens("cabinet away", answer(drivers.NotDone, ReasonCabinetAway)),
		happens("nobody knows", DoorSeen{Cell: e.Cell, Door: DoorUnknown}, answer(drivers.Unknown, ReasonCabinetAway)),
	}
}
