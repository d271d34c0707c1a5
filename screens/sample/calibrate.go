package sample

import "govkiosk/screens"

// calibrations are what a technician sees.
func calibrations(lang screens.Lang) []Named {
	ask := func(c screens.Calibrate) screens.View {
		v := base(screens.ScreenCalibrate, lang)
		v.Seconds = -1
		c.Of, c.Wait = 5, 30
		v.Calibrate = &c
		return v
	}
	misses := []float64{2.1, 3.4, 1.2, 0.8, 4.9}
	return []Named{
		{"50-calibrate-corner", ask(screens.Calibrate{Stage: screens.CalibrateTouch, X: .1, Y: .1, Point: 1})},
		{"50-calibrate-centre", ask(screens.Calibrate{Stage: screens.CalibrateTouch, X: .5, Y: .5, Point: 5})},
		{"50-calibrate-again", ask(screens.Calibrate{Stage: screens.CalibrateAgain, X: .9, Y: .9, Point: 3, MissPX: 118})},
		{"50-calibrate-proof", ask(screens.Calibrate{Stage: screens.CalibrateProof, X: .7, Y: .3, Misses: misses})},
		{"50-calibrate-done", ask(screens.Calibrate{Stage: screens.CalibrateDone, Misses: misses})},
		{"50-calibrate-kept", ask(screens.Calibrate{Stage: screens.CalibrateKept, Reason: "silent"})},
	}
}
