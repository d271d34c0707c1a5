package escpos

import "math"

// Roll is what is known of the paper in a printer. Lengths are metres.
type Roll struct {
	Length      float64 // of a full roll: 80 mm paper has 80 to 150
	Used        float64 // since it was put in
	PerSlip     float64 // of one slip, with the feed before the cut
	SlipsPerDay float64 // on average
	Low         bool    // the near-end sensor sees the core
	LowLeft     float64 // what is left when it does; by its position, mostly 3 to 8
}

// Forecast is how long paper lasts. Slips is -1 and Days infinite where the
// Roll does not say enough.
type Forecast struct {
	Left  float64 // metres
	Slips int
	Days  float64
}

// Forecast reckons from the metres used and the roll's length. The sensor
// knows better: while it sees paper there is at least LowLeft, and once it
// sees the core there is no more than that.
func (r Roll) Forecast() Forecast {
	left := max(0, r.Length-r.Used)
	switch {
	case r.LowLeft > 0 && r.Low:
		left = min(left, r.LowLeft)
	case r.LowLeft > 0:
		left = max(left, r.LowLeft)
	}
	f := Forecast{Left: left, Slips: -1, Days: math.Inf(1)}
	if !(r.PerSlip > 0) || !(r.Length > 0) {
		return f
	}
	f.Slips = int(min(left/r.PerSlip+1e-9, math.MaxInt32))
	if r.SlipsPerDay > 0 {
		f.Days = float64(f.Slips) / r.SlipsPerDay
	}
	return f
}

// Metres is the length of n dots of paper.
func (n Dots) Metres() float64 { return float64(n) / 8000 }
