package escpos

import (
	"context"
	"strconv"
	"strings"
)

// Counter names a count that a printer keeps for life.
type Counter string

const (
	CounterLines    Counter = "lines"     // fed
	CounterHead     Counter = "head"      // times that the head was energised
	CounterCuts     Counter = "cuts"      //
	CounterHours    Counter = "hours"     // of operation
	CounterLeft     Counter = "left-cm"   // paper on the roll, by the printer's own reckoning
	CounterPrinted  Counter = "printed"   // paper, in the printer's own unit
	CounterRetracts Counter = "retracts"  // slips taken back
	CounterPowerUps Counter = "power-ups" //
)

// Counters are what a model tells; the others are missing. Values depend on
// when power failed or an error came (Epson says so): they are a hint.
type Counters map[Counter]int64

type countQuestion struct {
	name Counter
	q    question
}

// maintenanceCounters is GS g 2, the lifetime ones (+128).
var maintenanceCounters = []countQuestion{
	{CounterLines, gsG2(148)}, {CounterHead, gsG2(149)}, {CounterCuts, gsG2(178)}, {CounterHours, gsG2(198)},
}

// textCounters is 1D E1 to E5 of Custom, answered as text: "510cm".
var textCounters = []countQuestion{
	{CounterLeft, gsE(0xE1)}, {CounterCuts, gsE(0xE2)}, {CounterPrinted, gsE(0xE3)},
	{CounterRetracts, gsE(0xE4)}, {CounterPowerUps, gsE(0xE5)},
}

func gsG2(n byte) question {
	return question{ask: []byte{gs, 'g', '2', 0, n, 0}, header: 0x5F}
}

func gsE(n byte) question { return question{ask: []byte{gs, n}, text: true} }

// Counters asks for all counts that the make has, one at a time. A count that
// stays silent is left out, and not asked for a third time. Questions are
// answered in order: a printer that is offline answers none of them.
//
// It blocks for at most Opts.ReplyTimeout per count.
func (d *Dev) Counters(ctx context.Context) (Counters, error) {
	out := Counters{}
	if err := d.drain(ctx); err != nil {
		return out, during("counters", err)
	}
	for i, c := range d.p.counters {
		a, err := d.askOptional(ctx, quietCounters+i, c.q)
		if err != nil {
			return out, during("counters", err)
		}
		if n, ok := count(a); ok {
			out[c.name] = n
		}
	}
	return out, nil
}

// count reads the number at the beginning of an answer, behind its header. A
// unit may follow.
func count(answer []byte) (int64, bool) {
	text := strings.TrimLeft(string(answer), "_ ")
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		text = text[:end]
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}
