package diag

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/scanner"
	"govkiosk/drivers/touch"
)

// SoakID is the test that a soak is on the books.
const SoakID TestID = "computer.soak"

// SoakOrder is what is to be cycled, and for how long.
type SoakOrder struct {
	Devices []Device      `json:"devices"`
	For     time.Duration `json:"for_ns"`
	Every   time.Duration `json:"every_ns"`         // from the begin of one cycle of all devices to the next
	Cycles  int           `json:"cycles,omitempty"` // then it ends; 0: by its time
	Print   bool          `json:"print,omitempty"`  // the printer prints a short slip each time
}

// SoakMost is how long a soak may last.
const SoakMost = 14 * 24 * time.Hour

// cycles are what a soak does with each device. Nobody is there: no door is
// opened, and nothing stays lit.
var cycles = map[Device]func(context.Context, Terminal, bool) Finding{
	Reader: cycleReader, Printer: cyclePrinter, Touch: cycleTouch, Scanner: cycleScanner,
	Cabinet: func(ctx context.Context, t Terminal, _ bool) Finding { return cabinetDoors(ctx, t, Nobody{}) },
	Panel:   cyclePanel,
	Audio:   func(ctx context.Context, t Terminal, _ bool) Finding { return outcome(t.Sound(ctx)) },
	Network: func(ctx context.Context, t Terminal, _ bool) Finding { return networkWay(ctx, t, Nobody{}) },
	Storage: func(ctx context.Context, t Terminal, _ bool) Finding { return storageJournal(ctx, t, Nobody{}) },
	Computer: func(ctx context.Context, t Terminal, _ bool) Finding {
		return computerLoad(ctx, t, Nobody{})
	},
}

// SoakDevices are those that can be cycled, and those that are without being
// named: a sound every few seconds is not.
func SoakDevices() (all, usual []Device) {
	for _, d := range Devices {
		if cycles[d] == nil {
			continue
		}
		all = append(all, d)
		if d != Audio {
			usual = append(usual, d)
		}
	}
	return all, usual
}

// Check tells what is wrong with an order.
func (o SoakOrder) Check() error {
	for _, d := range o.Devices {
		if cycles[d] == nil {
			all, _ := SoakDevices()
			return fmt.Errorf("diag: %q cannot be cycled; there are %v", d, all)
		}
	}
	switch {
	case len(o.Devices) == 0:
		return fmt.Errorf("diag: no device is named")
	case o.For <= 0 || o.For > SoakMost:
		return fmt.Errorf("diag: a soak lasts up to %v, not %v", SoakMost, o.For)
	case o.Every < 0 || o.Cycles < 0:
		return fmt.Errorf("diag: neither the pause nor the cycles can be below 0")
	}
	return nil
}

// Soak is an order as a test. Its prompts carry the tally.
func Soak(o SoakOrder) Test {
	return Test{ID: SoakID, Device: Computer, Judge: Automatic, Limit: o.For + time.Minute, run: func(ctx context.Context, t Terminal, g Guide) Finding {
		return soak(ctx, t, g, o)
	}}
}

func soak(ctx context.Context, t Terminal, g Guide, o SoakOrder) Finding {
	began := hallTime(t)
	tally := &Tally{Began: began, Ends: began.Add(o.For)}
	for _, d := range o.Devices {
		tally.Devices = append(tally.Devices, TallyRow{Device: d, Kinds: map[string]int{}, Trend: []TallyBucket{}})
	}
	show := func() {
		g.Say(Prompt{Step: "soak", Fill: map[string]string{"until": tally.Ends.Format("15:04")}, Tally: tally.clone()})
	}
	show()
	for n := 0; ctx.Err() == nil && time.Since(began) < o.For && (o.Cycles == 0 || n < o.Cycles); n++ {
		begin := time.Now()
		for i := range tally.Devices {
			if ctx.Err() != nil {
				break
			}
			tally.cycle(ctx, t, &tally.Devices[i], o)
		}
		show()
		if last := o.Cycles > 0 && n+1 == o.Cycles; !last {
			rest(ctx, min(o.Every-time.Since(begin), o.For-time.Since(began)))
		}
	}
	f := tally.finding(ctx)
	f.Tally = tally
	return f
}

// hallTime is how late it is, in the hall's zone: people read it.
func hallTime(t Terminal) time.Time {
	zone, err := time.LoadLocation(t.Config().Hall.Zone)
	if err != nil {
		zone = time.Local // the configuration was checked
	}
	return time.Now().In(zone)
}

// cycleLimit is how long one device may take for one cycle.
const cycleLimit = 30 * time.Second

// cycle runs one device once. One that hangs is left alone from then on, and
// so is one that is not there.
func (t *Tally) cycle(ctx context.Context, terminal Terminal, row *TallyRow, o SoakOrder) {
	if row.Over != "" {
		return
	}
	run := cycles[row.Device]
	one := Test{ID: SoakID, Limit: cycleLimit, run: func(ctx context.Context, t Terminal, _ Guide) Finding { return run(ctx, t, o.Print) }}
	begin := time.Now()
	f := Do(ctx, one, terminal, Nobody{})
	if f.Verdict == NotFitted {
		row.Over = string(NotFitted)
		return
	}
	if ctx.Err() != nil && f.Verdict == Aborted && f.Reason != ReasonHung {
		return // it was cut short: that says nothing of the device
	}
	row.took(f, time.Since(begin), min(Buckets-1, int(Buckets*begin.Sub(t.Began)/max(1, t.Ends.Sub(t.Began)))))
	if f.Reason == ReasonHung {
		row.Over = ReasonHung
	}
}

// finding is what a soak says in the end, or when it was stopped.
func (t *Tally) finding(ctx context.Context) Finding {
	var m measures
	failed := 0
	for i := range t.Devices {
		row := &t.Devices[i]
		m.text(string(row.Device), row.words())
		if row.Failed > 0 {
			m.blame(string(row.Device), "0 failed")
			failed += row.Failed
		}
	}
	switch {
	case ctx.Err() != nil:
		return m.ended(ctx, nil)
	case failed > 0:
		return m.fail(ReasonValue, fmt.Sprintf("%d cycles failed", failed))
	}
	return m.pass()
}

func cycleReader(ctx context.Context, t Terminal, _ bool) Finding {
	return outcome(t.Reader(ctx, func(ctx context.Context, dev *idcard.Dev) error {
		if err := dev.Status(ctx); err != nil {
			return err
		}
		if _, err := dev.SAMID(ctx); err != nil {
			return err
		}
		_, err := dev.Present(ctx)
		return err
	}))
}

// cyclePrinter asks how the printer is, and has it print and cut where that is
// wanted. A slip that nobody takes is drawn in, by printers that can.
func cyclePrinter(ctx context.Context, t Terminal, slip bool) Finding {
	f := printerStatus(ctx, t, Nobody{})
	if !slip || f.Verdict != Pass {
		return f
	}
	return outcome(t.Printer(ctx, func(ctx context.Context, dev *escpos.Dev) error {
		doc := new(escpos.Doc)
		doc.Line(escpos.Left, escpos.Span{Text: "SOAK " + hallTime(t).Format("01-02 15:04:05")})
		doc.Cut()
		if _, err := dev.Print(ctx, escpos.JobID(short(4)), doc); err != nil {
			return err
		}
		if err := dev.Retract(ctx); drivers.KindOf(err) != drivers.Unsupported {
			return err
		}
		return nil
	}))
}

// listenFor is how long a panel is listened to that nobody touches.
const listenFor = time.Second

func cycleTouch(ctx context.Context, t Terminal, _ bool) Finding {
	var m measures
	var seen counter
	err := t.Touch(ctx, func(ctx context.Context, p TouchPanel) error {
		ctx, cancel := context.WithTimeout(ctx, listenFor)
		defer cancel()
		return p.Reports(ctx, func(touch.Raw) { seen.add() })
	})
	if err == nil && seen.value() > 0 {
		return m.fail("ghost-reports", fmt.Sprint(seen.value()))
	}
	return m.ended(ctx, err)
}

// cycleScanner asks for an answer, and lights the reader for a moment.
func cycleScanner(ctx context.Context, t Terminal, _ bool) Finding {
	return outcome(t.Scanner(ctx, func(ctx context.Context, dev *scanner.Dev) error {
		if err := dev.Present(ctx); err != nil && drivers.KindOf(err) != drivers.Unsupported {
			return err
		}
		defer dev.Halt()
		lit, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
		if _, err := dev.Scan(lit, scanner.Want{Pattern: "SOAK", Max: 4}); err != nil && lit.Err() == nil && drivers.KindOf(err) != drivers.UserError {
			return err
		}
		return ctx.Err()
	}))
}

// cyclePanel lights each lamp for a moment. Bay makes them dark again.
func cyclePanel(ctx context.Context, t Terminal, _ bool) Finding {
	return outcome(t.Panel(ctx, func(ctx context.Context, dev *panel.Dev) error {
		for _, slot := range slices.Sorted(maps.Keys(dev.State().Lights)) {
			err := dev.SetLight(slot, panel.On)
			rest(ctx, 100*time.Millisecond)
			if off := dev.SetLight(slot, panel.Off); err == nil {
				err = off
			}
			if err != nil || ctx.Err() != nil {
				return err
			}
		}
		for of, fault := range dev.State().Faults {
			return &drivers.Error{Device: "panel", Op: string(of), Kind: drivers.HardwareError, Err: fault}
		}
		return nil
	}))
}
