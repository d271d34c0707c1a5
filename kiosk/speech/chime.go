package speech

import "math"

// Names of the tones.
const (
	CardLeft  = "card-left"
	PaperLeft = "paper-left"
	DoorOpen  = "door-open"
	TimeOut   = "time-out"
)

// tone is one note; hertz 0 is a rest.
type tone struct{ hertz, seconds float64 }

// chimes are tunes that differ in shape and not in pitch alone, since old ears
// hear high notes badly: all below 1.2 kHz.
var chimes = map[string][]tone{
	CardLeft:  {{880, .18}, {0, .06}, {880, .18}, {0, .06}, {1175, .4}},
	PaperLeft: {{659, .2}, {0, .08}, {880, .35}},
	DoorOpen:  {{587, .25}, {0, .1}, {587, .25}, {0, .1}, {587, .25}},
	TimeOut:   {{784, .22}, {0, .08}, {587, .4}},
}

const chimeRate = 22050 // samples a second

// tune is a tone as a sound; ok is false for a name that there is none of.
func tune(name string) (w wav, ok bool) {
	notes, ok := chimes[name]
	if !ok {
		return w, false
	}
	w = wav{rate: chimeRate, channels: 1}
	for _, n := range notes {
		w.pcm = append(w.pcm, n.samples()...)
	}
	return w, true
}

// samples is a note that begins and ends softly, so that nothing clicks, with
// an octave over it for the warmth of a bell.
func (n tone) samples() []byte {
	const soft = .012
	count := int(n.seconds * chimeRate)
	out := make([]byte, 0, count*sampleBytes)
	for i := range count {
		at := float64(i) / chimeRate
		edge := min(1, at/soft, (n.seconds-at)/soft)
		wave := .8*math.Sin(2*math.Pi*n.hertz*at) + .2*math.Sin(4*math.Pi*n.hertz*at)
		v := int16(.7 * math.MaxInt16 * max(0, edge) * math.Exp(-2*at) * wave)
		out = append(out, byte(v), byte(uint16(v)>>8))
	}
	return out
}
