package kiosk

import (
	"testing"

	"govkiosk/drivers/panel"
	"govkiosk/kiosk/journey"
)

func TestLightsShowWhereTheHandGoes(t *testing.T) {
	ticket := func(stage journey.PaperStage) journey.State {
		return journey.State{Page: journey.PageTicket, Paper: journey.Paper{Stage: stage}}
	}
	identify := func(card journey.CardState) journey.State {
		return journey.State{Page: journey.PageIdentify, Card: journey.Card{State: card}}
	}
	for name, c := range map[string]struct {
		state         journey.State
		reader, mouth panel.Mode
	}{
		"nobody there":       {journey.State{Page: journey.PageAttract}, panel.Off, panel.Off},
		"card wanted":        {identify(journey.CardWaiting), panel.Medium, panel.Off},
		"card being read":    {identify(journey.CardReading), panel.On, panel.Off},
		"reader away":        {identify(journey.CardFault), panel.Off, panel.Off},
		"slip being printed": {ticket(journey.PaperPrinting), panel.Off, panel.On},
		"slip to be taken":   {ticket(journey.PaperTake), panel.Off, panel.Medium},
		"slip taken":         {ticket(journey.PaperTaken), panel.Off, panel.Off},
		"no slip came":       {ticket(journey.PaperNone), panel.Off, panel.Off},
		"card left behind": {journey.State{Page: journey.PageLeaving, Leaving: journey.Leaving{Card: true}},
			panel.Quick, panel.Off},
		"paper left behind": {journey.State{Page: journey.PageLeaving, Leaving: journey.Leaving{Paper: true}},
			panel.Off, panel.Quick},
	} {
		got := guidance(c.state)
		if got[panel.Reader] != c.reader || got[panel.Mouth] != c.mouth {
			t.Errorf("%s: reader %s, mouth %s; want %s, %s", name, got[panel.Reader], got[panel.Mouth], c.reader, c.mouth)
		}
	}
}
