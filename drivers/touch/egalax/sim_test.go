package egalax_test

import (
	"testing"

	"go.uber.org/goleak"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch/egalax"
	"govkiosk/drivers/touch/touchtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newBench(t *testing.T, o sim.EGalaxOpts) *touchtest.Bench {
	t.Helper()
	return touchtest.Serial(t, 1<<14,
		func(p *sim.Port) touchtest.Panel { return sim.NewEGalax(p, o) },
		func(c line.Conn) (touchtest.Runner, error) { return egalax.New(c, nil) })
}

func TestTapLandsWhereTheFingerIs(t *testing.T) {
	for name, o := range map[string]sim.EGalaxOpts{
		"answers": {}, "answers nothing": {ListenOnly: true}, "other format": {Emulates: true}, "11 bits": {Bits: 11}, "pressure": {Bits: 12, Pressure: 51},
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
	newBench(t, sim.EGalaxOpts{Fault: sim.PanelNoRelease}).LostReleaseIsNoClick(t)
}

func TestUnpluggedPanelComesBack(t *testing.T) {
	newBench(t, sim.EGalaxOpts{}).UnpluggedComesBack(t)
}
