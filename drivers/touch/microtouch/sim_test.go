package microtouch_test

import (
	"testing"

	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch/microtouch"
	"govkiosk/drivers/touch/touchtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newBench(t *testing.T, o sim.MicroTouchOpts) *touchtest.Bench {
	t.Helper()
	return touchtest.Serial(t, 1<<14,
		func(p *sim.Port) touchtest.Panel { return sim.NewMicroTouch(p, o) },
		func(c line.Conn) (touchtest.Runner, error) { return microtouch.New(c, nil) })
}

func TestTapLandsWhereTheFingerIs(t *testing.T) {
	for name, o := range map[string]sim.MicroTouchOpts{
		"answers": {}, "answers nothing": {ListenOnly: true}, "other format": {OtherFormat: true},
		"noise": {Fault: sim.PanelGarbage}, "torn packets": {Fault: sim.PanelTruncated}, "slow line": {Fault: sim.PanelSlow},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, o)
			b.Becomes(t, drivers.Online)
			b.Tapped(t)
		})
	}
}

func TestLostReleaseIsNoClick(t *testing.T) {
	newBench(t, sim.MicroTouchOpts{Fault: sim.PanelNoRelease}).LostReleaseIsNoClick(t)
}

func TestUnpluggedPanelComesBack(t *testing.T) {
	newBench(t, sim.MicroTouchOpts{}).UnpluggedComesBack(t)
}
