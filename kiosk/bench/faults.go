package bench

import (
	"fmt"
	"slices"
	"time"

	"govkiosk/drivers/sim"
)

// slowAnswer is how long the district takes for an answer when it is slow:
// longer than a citizen likes, shorter than the terminal's time-outs.
const slowAnswer = 4 * time.Second

// fault is a switch and what it does.
type fault struct {
	Fault
	set func(on bool) error
}

// makeFaults lists the switches in the order of the page.
func (b *Bench) makeFaults() []*fault {
	d := b.devices
	return []*fault{
		{Fault{ID: "card-lifted", Zh: "卡拿早了", En: "lifted too soon"}, sure(d.liftTooSoon)},
		{Fault{ID: paperLow, Zh: "纸快没了", En: "paper low"}, sure(b.supplyPaper)},
		{Fault{ID: paperOut, Zh: "缺纸", En: "paper out"}, sure(b.supplyPaper)},
		{Fault{ID: paperEnds, Zh: "打到一半缺纸", En: "out mid-ticket"}, sure(b.supplyPaper)},
		{Fault{ID: "cover-open", Zh: "上盖打开", En: "cover open"}, sure(d.printer.SetCover)},
		{Fault{ID: "cutter-jam", Zh: "切刀卡住", En: "cutter jam"}, sure(d.printer.SetCutterJam)},
		{Fault{ID: "head-hot", Zh: "打印头过热", En: "head hot"}, sure(d.printer.SetHeadHot)},
		{Fault{ID: "mouth-jam", Zh: "出票口卡纸", En: "mouth jammed"}, sure(d.jamMouth)},
		{Fault{ID: "printer-off", Zh: "打印机没电", En: "printer off"}, sure(d.printerOff)},
		{Fault{ID: "printer-silent", Zh: "打印机不答", En: "printer silent"}, sure(d.printer.SetSilent)},
		{Fault{ID: "reader-silent", Zh: "读卡器不答", En: "reader silent"}, sure(d.readerFault(sim.ReaderSilent))},
		{Fault{ID: "reader-self-test", Zh: "读卡器自检失败", En: "reader self-test"}, sure(d.readerFault(sim.SelfTestFailed))},
		{Fault{ID: "hub-unplugged", Zh: "集线器断线", En: "USB hub"}, d.unplugHub},
		{Fault{ID: "hot", Zh: "机器过热", En: "too hot"}, d.machine.heat},
		{Fault{ID: "mains-gone", Zh: "市电断了", En: "mains gone"}, d.machine.mains},
		{Fault{ID: "battery-low", Zh: "电池快空", En: "battery low"}, d.machine.battery},
		{Fault{ID: "reader-unplugged", Zh: "读卡器断线", En: "reader line"}, unplug(d.readerPort)},
		{Fault{ID: "printer-unplugged", Zh: "打印机断线", En: "printer line"}, unplug(d.printerPort)},
		{Fault{ID: "touch-unplugged", Zh: "触摸屏断线", En: "touch line"}, unplug(d.touchPort)},
		{Fault{ID: "scanner-unplugged", Zh: "扫码器断线", En: "scanner line"}, unplug(d.scannerPort)},
		{Fault{ID: "keys-unplugged", Zh: "按键断线", En: "keypad line"}, unplug(d.keysPort)},
		{Fault{ID: "cabinet-unplugged", Zh: "证照柜断线", En: "cabinet line"}, unplug(d.cabinetPort)},
		{Fault{ID: "cabinet-silent", Zh: "锁板不答", En: "boards silent"}, sure(d.cabinet.fault(sim.LockerSilent))},
		{Fault{ID: "cabinet-dies", Zh: "开锁时断电", En: "dies under coil"}, sure(d.cabinet.fault(sim.LockerOffAfter))},
		{Fault{ID: "doors-stuck", Zh: "柜门打不开", En: "doors stuck"}, sure(d.cabinet.jam)},
		{Fault{ID: "service-switch", Zh: "维护钥匙", En: "service key"}, b.dir.turnSwitch},
		{Fault{ID: "api-down", Zh: "接口断了", En: "API down"}, sure(b.district.SetDown)},
		{Fault{ID: "api-slow", Zh: "接口很慢", En: "API slow"}, sure(b.slowDown)},
	}
}

// Switches that share the paper supply.
const (
	paperLow  = "paper-low"
	paperOut  = "paper-out"
	paperEnds = "paper-ends"
)

// sure is a switch that cannot fail.
func sure(set func(on bool)) func(bool) error {
	return func(on bool) error { set(on); return nil }
}

func unplug(port *sim.Port) func(bool) error {
	return func(on bool) error {
		if !on {
			return port.Plug()
		}
		port.Unplug()
		return nil
	}
}

// liftTooSoon makes every card be lifted half-way through its reading.
func (d *devices) liftTooSoon(on bool) {
	f := sim.NoReaderFault
	if on {
		f = sim.LiftedTooSoon
	}
	d.reader.SetFault(f)
}

// supplyPaper gives the printer the paper that the switches say together. A
// paper end in the middle of a slip comes a hand's breadth after its start;
// turning that switch off puts in new paper.
func (b *Bench) supplyPaper(bool) {
	const handsBreadth = 80 * 8 // dots; 8 a millimetre
	level := sim.PaperFull
	switch {
	case b.isOn(paperOut):
		level = sim.PaperOut
	case b.isOn(paperLow):
		level = sim.PaperLow
	}
	b.devices.printer.SetPaper(level)
	if level != sim.PaperOut && b.isOn(paperEnds) {
		b.devices.printer.RunOut(handsBreadth)
	}
}

func (b *Bench) slowDown(on bool) {
	var delay time.Duration
	if on {
		delay = slowAnswer
	}
	b.district.SetSlow(delay)
}

// isOn is asked with b.mu held.
func (b *Bench) isOn(id string) bool {
	i := slices.IndexFunc(b.faults, func(f *fault) bool { return f.ID == id })
	return b.faults[i].On
}

// SetFault turns a switch. One that is so already stays.
func (b *Bench) SetFault(id string, on bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.faults, func(f *fault) bool { return f.ID == id })
	if i < 0 {
		return fmt.Errorf("bench: there is no fault %q", id)
	}
	f := b.faults[i]
	if f.On == on {
		return nil
	}
	f.On = on
	if err := f.set(on); err != nil {
		f.On = !on
		return fmt.Errorf("bench: %s: %w", id, err)
	}
	return nil
}
