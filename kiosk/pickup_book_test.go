package kiosk

import (
	"maps"
	"slices"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/journal"
)

// memBook keeps the record of what is handed out in memory, by the journal's
// own rules: what is written is there after a power cut, and no step is half.
type memBook struct {
	mutant  string
	rows    map[string]journal.Handout // by pickup and certificate
	order   []string
	over    map[string]bool
	calls   int // that the hall is to hear
	visits  map[string]int
	pickups []string
	away    map[string]bool // begun without the hall, by pickup
}

// noon is the time of everything: the model knows order, not length.
var noon = time.Date(2026, 6, 12, 12, 0, 0, 0, time.UTC)

func (b *memBook) clone() *memBook {
	c := *b
	c.rows, c.over, c.visits = maps.Clone(b.rows), maps.Clone(b.over), maps.Clone(b.visits)
	c.away = maps.Clone(b.away)
	c.order, c.pickups = slices.Clone(b.order), slices.Clone(b.pickups)
	return &c
}

func (b *memBook) Granted(id string, visit int, until time.Time, handouts []journal.Handout) error {
	b.pickups = append(b.pickups, id)
	for _, h := range handouts {
		h.Pickup, h.Visit, h.Until = id, visit, until
		b.rows[id+" "+h.Certificate] = h
		b.order = append(b.order, id+" "+h.Certificate)
	}
	return nil
}

// change writes a record as a rule has it.
func (b *memBook) change(pickup, certificate string, rule func(journal.Handout) (journal.Handout, error)) (journal.Handout, error) {
	was, ok := b.rows[pickup+" "+certificate]
	if !ok {
		return was, journal.ErrNone
	}
	h, err := rule(was)
	if err == nil {
		b.rows[pickup+" "+certificate] = h
	}
	return h, err
}

func (b *memBook) HandoutBegins(pickup, certificate string) (journal.Handout, error) {
	for key, h := range b.rows {
		if h.Busy() && key != pickup+" "+certificate && b.mutant != "settles nothing, and opens another" {
			return h, journal.ErrForbidden
		}
	}
	if b.mutant == "writes after the coil" {
		h, ok := b.rows[pickup+" "+certificate]
		if !ok {
			return h, journal.ErrNone
		}
		return h.Begin(noon)
	}
	return b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Begin(noon) })
}

func (b *memBook) HandoutEnded(pickup, certificate string, o drivers.Outcome) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) {
		if b.mutant == "writes after the coil" && h.Began.IsZero() {
			h.Began = noon
		}
		h, err := h.End(o, noon)
		if b.mutant == "takes a printed slip for a taken one" && h.Cell == 0 && o == drivers.Done {
			h.Told = journal.Collected
		}
		return h, err
	})
	return err
}

// began tells whether anything of a certificate ever moved.
func (b *memBook) began(certificate string) bool {
	for _, h := range b.rows {
		if h.Certificate == certificate && !h.Began.IsZero() {
			return true
		}
	}
	return false
}

func (b *memBook) HandoutGone(pickup, certificate string) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Gone(noon) })
	return err
}

func (b *memBook) HandoutBack(pickup, certificate string) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Back(noon) })
	return err
}

func (b *memBook) HandoutShut(pickup, certificate string) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Shut(noon) })
	return err
}

func (b *memBook) HandoutSays(pickup, certificate, says string) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Answer(says) })
	return err
}

func (b *memBook) HandoutTold(pickup, certificate, as, why, _ string) error {
	_, err := b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) { return h.Tell(as, why) })
	if err == nil {
		b.calls++
	}
	return err
}

func (b *memBook) HandoutSettled(pickup, certificate string, shut bool, _ string) (journal.Handout, error) {
	return b.change(pickup, certificate, func(h journal.Handout) (journal.Handout, error) {
		h, as, why := h.Settle(shut, noon)
		switch {
		case b.mutant == "settles a slip as taken" && h.Cell == 0 && h.Outcome == drivers.Done:
			h.Told = journal.Collected
			return h, nil
		case b.mutant == "takes an opened cell for an empty one" && !h.Opened.IsZero():
			h.Told = journal.Collected
			return h, nil
		case as == "":
			return h, nil
		}
		b.calls++
		return h.Tell(as, why)
	})
}

func (b *memBook) PickupOver(id, _, _ string) error {
	if b.over[id] {
		return journal.ErrNone
	}
	b.over[id] = true
	b.calls++
	return nil
}

func (b *memBook) OpenPickups() ([]journal.Pickup, error) {
	var open []journal.Pickup
	for _, id := range b.pickups {
		if b.over[id] {
			continue
		}
		p := journal.Pickup{ID: id}
		for _, key := range b.order {
			if h := b.rows[key]; h.Pickup == id {
				p.Handouts = append(p.Handouts, h)
			}
		}
		open = append(open, p)
	}
	return open, nil
}
