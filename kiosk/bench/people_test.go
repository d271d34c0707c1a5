package bench

import (
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district/registry"
)

// Whoever has something going on can lay a card, and the cards that were there
// keep their numbers.
func TestEverybodyHasACard(t *testing.T) {
	r, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	own := sim.Tray()
	tray := joinPeople(sim.Tray(), r.People)
	for i, c := range own {
		if tray[i].Number != c.Number || tray[i].Label != c.Label {
			t.Errorf("card %d is another one", i+1)
		}
	}
	cards := map[string]sim.Card{}
	for _, c := range tray {
		if _, twice := cards[c.Number]; twice && c.Number != "" {
			t.Errorf("%s has two cards", c.Number)
		}
		cards[c.Number] = c
	}
	for _, p := range r.People {
		c, has := cards[p.Number]
		if !has || c.Name != p.Name || c.SexCode != p.Sex || c.Birth != p.Birth() {
			t.Errorf("%s: card %+v", p.Key, c)
		}
	}
	if len(tray) <= len(own) {
		t.Error("nobody came")
	}
}
