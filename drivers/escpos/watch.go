package escpos

import (
	"context"
	"errors"

	"govkiosk/drivers"
)

// watch asks for faults. One is believed when it shows twice. Silence is
// none: some printers do not answer while paper moves. Nothing is asked while
// the answer could not be told from that to GS r.
func (d *Dev) watch(ctx context.Context, j *job) error {
	if d.p.loose() && j.awaits() {
		return nil
	}
	first, err := d.look(ctx)
	if err != nil || first == drivers.KindUnknown {
		return err
	}
	again, err := d.look(ctx)
	if err == nil && again == first && !j.proven() {
		return fault{first}
	}
	return err
}

// look asks DLE EOT 2 to 4 and tells the fault.
func (d *Dev) look(ctx context.Context) (drivers.Kind, error) {
	answers := map[byte]byte{}
	if d.p.star {
		a, err := d.ask(ctx, d.p.mouth.question())
		if errors.Is(err, errSilent) {
			return drivers.KindUnknown, nil
		}
		d.p.mouth.keep(answers, a)
		return d.p.statusOf(answers).fault(), err
	}
	for _, n := range d.p.ask {
		if n == 1 {
			continue
		}
		a, err := d.ask(ctx, d.p.question(n))
		if err != nil && !errors.Is(err, errSilent) {
			return drivers.KindUnknown, err
		}
		if len(a) > 0 {
			answers[n] = a[0]
		}
	}
	return d.p.statusOf(answers).fault(), nil
}
