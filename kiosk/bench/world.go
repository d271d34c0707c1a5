package bench

import (
	"errors"
	"fmt"

	"govkiosk/kiosk/bench/district"
)

// Scene is what the district's people have going on.
func (b *Bench) Scene() (district.Scene, error) { return b.district.Scene() }

// Rules are those by which the district's answers go wrong, call by call.
func (b *Bench) Rules() []district.Rule { return b.district.Rules() }

// SetRules replaces the rules; none ends them.
func (b *Bench) SetRules(rules []district.Rule) error { return b.district.SetRules(rules) }

// Miss lets the call of a window go by: nobody came.
func (b *Bench) Miss(ticket string) error {
	missed, err := b.district.Miss(ticket)
	if err == nil && !missed {
		err = errors.New("bench: no window has called this number")
	}
	return err
}

// playPeople brings what the district knows onto the bench: a card for
// everybody, certificates behind the doors, and the codes that were sent out.
func (b *Bench) playPeople() error {
	b.tray = append(joinPeople(b.tray, b.district.People()), technicianCard())
	loaded, err := b.district.Loaded(CabinetID)
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	for _, l := range loaded {
		b.devices.cabinet.load(l.Cell, l.Words+"，"+l.Holder)
	}
	sent, err := b.district.Entrusted()
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	for _, e := range sent {
		b.sent = append(b.sent, Code{Name: "取件码 " + e.Code, Note: e.Agent + " 替 for " + e.Holder, text: e.Code})
	}
	return nil
}
