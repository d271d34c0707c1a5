package bench

import (
	"slices"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district"
)

// State is the bench at this moment.
func (b *Bench) State() State {
	calls := b.calls()
	b.mu.Lock()
	defer b.mu.Unlock()
	s := State{
		Terminal: b.terminal.now(),
		Cards:    cards(b.tray),
		OnReader: b.onReader(),
		Slips:    slipsOf(b.devices.printer.Slips()),
		Lit:      b.lit(),
		Hanging:  b.hanging(),
		Codes:    b.codes(),
		Scanning: b.devices.scanner.Lit(),
		Cabinet:  b.devices.cabinet.state(),
		Said:     b.said(),
		Headset:  b.devices.keys.Headset(),
		Calls:    calls,
		Devices:  b.glance.devices,
	}
	s.Terminal.Screen = b.glance.screen
	for _, f := range b.faults {
		s.Faults = append(s.Faults, f.Fault)
	}
	return s
}

// lit is which guidance lights shine.
func (b *Bench) lit() map[string]bool {
	out := map[string]bool{}
	for place, l := range b.devices.lamps {
		out[place] = l.lit()
	}
	return out
}

// onReader asks the reader: a card may have been lifted too soon.
func (b *Bench) onReader() int {
	if _, lies := b.devices.reader.OnCard(); !lies {
		return 0
	}
	return b.laid
}

// hanging is what has left the knife of a slip that has not been cut: it is
// being printed, or something stopped it.
func (b *Bench) hanging() int {
	return max(0, b.devices.printer.Uncut().Rect.Dy()-headToKnife)
}

func cards(tray []sim.Card) []Card {
	out := make([]Card, len(tray))
	for i, c := range tray {
		out[i] = Card{Number: i + 1, Name: c.Name, ID: c.Number, Note: c.Label}
		if c.Name == "" { // no ID card: what it is stands for who it is
			out[i].Name, out[i].Note = c.Label, ""
		}
	}
	return out
}

// slipsOf turns slips round, the newest first. Only the newest can stand in
// the mouth: it pushes out what stood there.
func slipsOf(slips []sim.Slip) []Slip {
	out := make([]Slip, len(slips))
	for i, s := range slips {
		out[i] = Slip{Number: i + 1, At: s.At, Height: s.Image.Rect.Dy(), Complete: s.Complete,
			InMouth: i == len(slips)-1 && !s.Taken}
	}
	slices.Reverse(out)
	return out
}

func (b *Bench) calls() []Call {
	calls := b.district.Calls()
	out := make([]Call, len(calls))
	for i, c := range calls {
		out[len(calls)-1-i] = call(c)
	}
	return out
}

func call(c district.Call) Call {
	return Call{At: c.Start, Method: c.Method, Path: c.Path, Operation: c.Operation, Status: c.Status, Took: c.Duration, Key: c.Key}
}
