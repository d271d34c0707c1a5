package kiosk

import (
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// HallNow is what the hall last said of itself, as the pages show it.
type HallNow struct {
	Queues    []screens.Queue // by department
	UpdatedAt time.Time       // zero: never heard of
	Open      bool
	OpenUntil string // "17:00"
	OpensAt   string // when closed
	Notice    screens.Text
}

// attract is the page for passers-by; it shifts a little every minute.
func attract(hall HallNow, now time.Time) *screens.Attract {
	return &screens.Attract{
		Queues: hall.Queues, UpdatedAt: hall.UpdatedAt,
		OpenUntil: hall.OpenUntil, OpensAt: hall.OpensAt, Notice: hall.Notice,
		Shift: now.Hour()*60 + now.Minute(),
	}
}

func (v Viewer) home(s journey.State, hall HallNow) *screens.Home {
	out := &screens.Home{Queues: hall.Queues, UpdatedAt: hall.UpdatedAt}
	if s.World.Network == journey.ReasonNetwork {
		out.Offline = &screens.Offline{Since: s.World.Offline.Since.In(v.Zone)}
	}
	for _, id := range config.ServiceIDs {
		out.Services = append(out.Services, v.service(id, s))
	}
	return out
}

// service says whether a tile can be had, and where else if it cannot.
func (v Viewer) service(id string, s journey.State) screens.Service {
	reason := s.Offered(journey.Service(id))
	out := screens.Service{ID: id, Reason: screens.Reason(reason), Where: v.elsewhere(id)}
	switch reason {
	case "":
		out.Apart = apart(journey.Service(id), s.World)
	case journey.ReasonNetwork, journey.ReasonUpstream, journey.ReasonSlow:
		out.Since = s.World.Offline.Since.In(v.Zone)
	case journey.ReasonJournal:
		out.Since = v.since(DeviceJournal)
	case journey.ReasonCabinetAway, journey.ReasonCabinetBroken:
		out.Since = v.since(DeviceCabinet)
	}
	return out
}

// apart tells whether a service that is offered has words of its own for the
// time without the network.
func apart(id journey.Service, w journey.World) bool {
	switch id {
	case journey.ServiceQueue:
		return w.Issuing()
	case journey.ServicePickup, journey.ServiceGuide, journey.ServiceProof, journey.ServiceRating, journey.ServiceReport:
		return w.Network == journey.ReasonNetwork
	}
	return false
}

// elsewhere is where people go for a service that is not here.
func (v Viewer) elsewhere(id string) screens.Text {
	if w := v.Config.Services[id].Else; w.Zh != "" {
		return text(w)
	}
	return text(v.Config.Hall.Else)
}

var cardStates = map[journey.CardState]screens.CardState{
	journey.CardWaiting: screens.CardWaiting,
	journey.CardReading: screens.CardReading,
	journey.CardPresent: screens.CardLift, // it lay there before the page: it is read anew once it is put back
	journey.CardLift:    screens.CardLift,
	journey.CardForeign: screens.CardNotResident,
	journey.CardInvalid: screens.CardInvalid,
	journey.CardFault:   screens.CardFault,
}

func (v Viewer) identify(s journey.State) *screens.Identify {
	ways := s.Ways()
	out := &screens.Identify{
		State: cardStates[s.Card.State], Attempt: s.Card.Attempt, Attempts: s.Policy.Attempts,
		Phone: ways.Phone, Number: ways.Number, None: ways.None, Code: ways.For,
		Scan: s.Scan.Watch != 0, Strange: s.Scan.Strange,
	}
	if s.Card.State == journey.CardFault {
		out.Reason, out.Since = screens.Reason(s.World.Reader), v.since(DeviceReader)
	}
	return out
}

func pad(s journey.State) *screens.Pad {
	out := &screens.Pad{
		Kind: screens.PadKind(s.Pad.Kind), Value: s.Pad.Value, Reveal: s.Pad.Reveal,
		Covered: s.World.Rules.Covered,
		Key:     s.Pad.Key, Title: words(s.Pad.Title), Lead: words(s.Pad.Lead), Optional: s.Pad.Empty,
		Length: s.Pad.Length(), Ready: s.Pad.Ready, Problem: s.Pad.Problem,
	}
	switch {
	case s.Pad.Key != "": // it says nothing of who is there: no other number will do
	case s.Pad.Kind == journey.PadIDNumber && s.Ways().Phone:
		out.Switch = screens.PadPhone
	case s.Pad.Kind == journey.PadPhone && s.Ways().Number:
		out.Switch = screens.PadIDNumber
	}
	return out
}
