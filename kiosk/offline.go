package kiosk

import (
	"encoding/json"
	"fmt"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// catalogueCopy names the hall's list among the journal's copies.
const catalogueCopy = "catalogue"

func keepCatalogue(j *journal.Journal, c hall.Catalogue) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("kiosk: the hall's list: %w", err)
	}
	return j.KeepCopy(catalogueCopy, data)
}

// keptCatalogue is the list as the hall last gave it; none where it never did.
func keptCatalogue(j *journal.Journal) (journey.Catalogue, error) {
	data, err := j.Copy(catalogueCopy)
	if err != nil || data == nil {
		return journey.Catalogue{}, err
	}
	var c hall.Catalogue
	if err := json.Unmarshal(data, &c); err != nil {
		return journey.Catalogue{}, fmt.Errorf("kiosk: the hall's list as it was kept: %w", err)
	}
	return catalogue(c), nil
}

// offline is what can be done while the hall cannot be asked. It is away since
// its last word: a terminal that was started anew has not noticed more.
func (t *Terminal) offline() journey.Offline {
	out := journey.Offline{Since: t.health.Of(DeviceHall).Since, Left: t.blocks.inHand(), Full: t.blocks.fullNow(), Cells: t.cells.made()}
	out.Guide, out.Proofs = t.lists.guide.Load(), t.lists.proofs.Load()
	if last := t.blocks.clock.lastContact(); !last.IsZero() && last.Before(out.Since) {
		out.Since = last
	}
	return out
}
