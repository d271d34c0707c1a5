package bench

import (
	"slices"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district/registry"
)

// joinPeople puts the cards of the district's people behind those of the tray
// that are theirs already, so that everybody who has something going on can
// lay a card.
func joinPeople(tray []sim.Card, people []*registry.Person) []sim.Card {
	for _, p := range people {
		if !slices.ContainsFunc(tray, func(c sim.Card) bool { return c.Number == p.Number }) {
			tray = append(tray, cardOf(p))
		}
	}
	return tray
}

var cardKinds = map[string]sim.CardKind{"citizen": sim.Citizen, "J": sim.Permit, "Y": sim.Foreigner, "I": sim.Foreigner1}

func cardOf(p *registry.Person) sim.Card {
	c := sim.Card{
		Kind: cardKinds[p.Kind], Label: p.Note.Zh, Name: p.Name, SexCode: p.Sex, Birth: p.Birth(), Address: p.Address, Number: p.Number,
		Authority: "唐山市公安局路南分局", ValidFrom: "20220301", ValidTo: "20320301", English: p.English, Country: p.Country,
	}
	switch c.Kind {
	case sim.Citizen:
		c.Ethnic = "01"
	case sim.Permit:
		c.PassNumber, c.Issues = "H00000000", "01"
	case sim.Foreigner1:
		c.Authority, c.Issues = "1500", "01"
	}
	return c
}
