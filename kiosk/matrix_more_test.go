package kiosk

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"maps"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/ports"
	"govkiosk/drivers/locker"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/sim"
	"govkiosk/drivers/touch"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/speech"
)

// moreTrials are what no simulated wire can bring about as it is: another
// program that has a line, a driver's own word, files, and tests.
var moreTrials = []trial{
	{"printer's port is another program's", expected{"PRN-BUSY", fault.Error, fault.Technician, journey.ReasonPrinterAway, "打印机的口被别的程序占用"}, taken(func(d *desks) {
		cfg := config.Default().Printer
		cfg.Port, cfg.Baud = d.line(), lineBaud
		desk := newPrinterDesk(cfg, newPortFinder(ports.New(nil)), d.health, func() bool { return false }, newRoll(cfg, memory{}, time.Now, quiet()), d.post, quiet())
		desk.async = d.group.Go
		d.run(desk.run, sim.NewPrinter(d.port, sim.PrinterOpts{}).Close)
	})},
	{"panel's port is another program's", expected{"TCH-BUSY", fault.Critical, fault.Technician, "", "触摸屏的口被别的程序占用"}, taken(func(d *desks) { d.panelOf(sim.EloOpts{}) })},
	{"code reader's port is another program's", expected{"SCN-BUSY", fault.Error, fault.Technician, journey.ReasonScannerAway, "扫码器的口被别的程序占用"}, taken(func(d *desks) {
		cfg := config.Default().Scanner
		cfg.Port = d.line()
		d.run(newScannerDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, quiet()).run, sim.NewScanner(d.port, sim.ScannerOpts{}).Close)
	})},
	{"cabinet's port is another program's", expected{"CAB-BUSY", fault.Error, fault.Technician, journey.ReasonCabinetAway, "证照柜的口被别的程序占用"}, taken(func(d *desks) { d.cabinet(sim.LockerOpts{}) })},
	{"panel silent", expected{"TCH-SILENT", fault.Critical, fault.Reset, "", "触摸屏接着，但不答话"}, kindIs(DeviceTouch, touchCode, drivers.Timeout)},
	{"panel unreadable", expected{"TCH-GARBLED", fault.Critical, fault.Technician, "", "触摸屏送来的数据读不懂"}, kindIs(DeviceTouch, touchCode, drivers.Protocol)},
	{"panel of another kind", expected{"TCH-BROKEN", fault.Critical, fault.Technician, "", "触摸屏控制器出了故障"}, kindIs(DeviceTouch, touchCode, drivers.Unsupported)},
	{"water on the glass", expected{"TCH-CROWDED", fault.Warning, fault.Site, "", "屏幕上同时有太多触点"}, condition(DeviceTouch, func() fault.Code { return touchCode(touch.ErrCrowded) })},
	{"a dead part of the glass", expected{"TCH-DEAD", fault.Error, fault.Technician, "", "屏幕有一块点不动"}, func(d *desks) func() {
		d.health.Report(Condition{Device: DeviceTouch, State: drivers.Online})
		d.health.Doubt(DeviceTouch, doubtCodes["touch.cells"], "touch.cells dead 3/4")
		return func() { d.health.Doubt(DeviceTouch, "", "") }
	}},
	{"reader knows no such command", expected{"RDR-UNSUPPORTED", fault.Error, fault.Developer, journey.ReasonReaderBroken, "读卡器不认得我们发的命令"}, kindIs(DeviceReader, readerCode, drivers.Unsupported)},
	{"reader broken", expected{"RDR-BROKEN", fault.Error, fault.Technician, journey.ReasonReaderBroken, "读卡器出了故障"}, kindIs(DeviceReader, readerCode, drivers.HardwareError)},
	{"printer unreadable", expected{"PRN-GARBLED", fault.Error, fault.Technician, journey.ReasonPrinterAway, "打印机的答话读不懂"}, kindIs(DevicePrinter, printerAwayCode, drivers.Protocol)},
	{"printer cannot", expected{"PRN-UNSUPPORTED", fault.Error, fault.Developer, reasonPrinterBroken, "打印机做不了配置里要它做的事"}, kindIs(DevicePrinter, printerAwayCode, drivers.Unsupported)},
	{"printer says that it is broken", expected{"PRN-BROKEN", fault.Error, fault.Technician, reasonPrinterBroken, "打印机报告自己坏了"}, answering(map[byte]byte{3: 0x32})},
	{"printer is off its line and says not why", expected{"PRN-OFFLINE", fault.Error, fault.Reset, journey.ReasonPrinterAway, "打印机说它不能打"}, answering(map[byte]byte{1: 0x1A})},
	{"slips that the printer took back", expected{"PRN-RETRACTED", fault.Info, fault.Site, "", "没人取的小票被打印机收回去"}, printerSays(escpos.Status{Mouth: drivers.MediaRetracted})},
	{"code reader unreadable", expected{"SCN-GARBLED", fault.Error, fault.Technician, journey.ReasonScannerAway, "扫码器送来的数据读不懂"}, kindIs(DeviceScanner, scannerCode, drivers.Protocol)},
	{"code reader broken", expected{"SCN-BROKEN", fault.Error, fault.Technician, journey.ReasonScannerAway, "扫码器出了故障"}, kindIs(DeviceScanner, scannerCode, drivers.HardwareError)},
	{"cabinet unreadable", expected{"CAB-GARBLED", fault.Error, fault.Technician, journey.ReasonCabinetAway, "证照柜的答话读不懂"}, kindIs(DeviceCabinet, cabinetCode, drivers.Protocol)},
	{"board of another kind", expected{"CAB-SETUP", fault.Error, fault.Developer, journey.ReasonCabinetBroken, "这种锁控板不能按现在的配置用"}, kindIs(DeviceCabinet, cabinetCode, drivers.Unsupported)},
	{"a contact that tells nothing", expected{"CAB-CONTACT", fault.Error, fault.Technician, journey.ReasonCabinetBroken, "有柜门的门磁不说开关"}, func(d *desks) func() {
		desk := d.doors() // nobody but this test speaks to it
		for number, cell := range desk.wiring {
			kind := locker.DoorIsClosed
			if number == 1 {
				kind = locker.DoorUntold
			}
			desk.heard(locker.Event{Kind: kind, Cell: cell, Board: 1})
		}
		return nil
	}},
	{"not enrolled with the hub", expected{"FLT-NOT-ENROLLED", fault.Warning, fault.Technician, "", "这台机器还没有登记到管理平台"}, uplinkSays("FLT-NOT-ENROLLED")},
	{"hub away", expected{"FLT-AWAY", fault.Info, fault.Technician, "", "管理平台超过一刻钟没有答复"}, uplinkSays("FLT-AWAY")},
	{"a stranger for a hub", expected{"FLT-STRANGER", fault.Warning, fault.Technician, "", "自称管理平台的那一头出示的证书不可信"}, uplinkSays("FLT-STRANGER")},
	{"put out by the hub", expected{"FLT-REVOKED", fault.Warning, fault.Technician, "", "管理平台不认这台机器的证书了"}, uplinkSays("FLT-REVOKED")},
	{"certificate for the hub ends soon", expected{"FLT-CERT-ENDS", fault.Warning, fault.Technician, "", "这台机器在管理平台的证书快到期了"}, uplinkSays("FLT-CERT-ENDS")},
	{"certificate for the hub has ended", expected{"FLT-CERT-OVER", fault.Warning, fault.Technician, "", "这台机器在管理平台的证书到期了"}, uplinkSays("FLT-CERT-OVER")},
	{"panel's pins taken", expected{"PNL-BROKEN", fault.Warning, fault.Technician, "", "面板灯和开关都用不了"}, func(d *desks) func() {
		d.pins()
		dev := d.fascia.dev
		d.until("somebody has them", func() bool {
			readings := dev.State().Readings
			return len(readings) == 4 && !slices.Contains(slices.Collect(maps.Values(readings)), panel.Unknown)
		})
		(&fascia{dev: dev, health: d.health, log: quiet()}).run(context.Background())
		return nil
	}},
	{"keypad unplugged", expected{"KEY-GONE", fault.Warning, fault.Site, "", "屏幕旁边的按键断开了"}, func(d *desks) func() {
		cfg := config.Default().Keys
		cfg.Port, cfg.Baud = d.line(), lineBaud
		desk := &keysDesk{cfg: cfg, ports: newPortFinder(ports.New(nil)), health: d.health, jack: func(bool) {}, log: quiet()}
		d.run(desk.run, sim.NewKeypad(d.port).Close)
		d.until("the pad is there", func() bool { return d.health.Of(DeviceKeys).State == drivers.Online })
		return unplugAll(d.port)
	}},
	{"player fails", expected{"SPK-AWAY", fault.Warning, fault.Technician, "", "机器不能出声朗读"}, func(d *desks) func() {
		desk := d.speaks("cat") // plays nothing, and is there
		desk.report(errors.New("aplay: device busy"))
		return func() { desk.report(nil) }
	}},
	{"certificate ends soon", expected{"HAL-CERT-ENDS", fault.Warning, fault.Technician, "", "这台机器的客户端证书不到 30 天就到期"}, func(d *desks) func() {
		m := d.machine(nil)
		m.cfg.API.Gateway.ClientCert = certificateFor(d.t, 10*24*time.Hour)
		m.look()
		return func() { m.cfg.API.Gateway.ClientCert = certificateFor(d.t, 90*24*time.Hour); m.look() }
	}},
	{"disk read-only", expected{"STO-READONLY", fault.Critical, fault.Technician, "", "磁盘变成只读了"}, func(d *desks) func() {
		m := d.machine(nil)
		m.statfs = func(path string, s *unix.Statfs_t) error {
			err := unix.Statfs(path, s)
			s.Flags |= unix.ST_RDONLY
			return err
		}
		m.look()
		return func() { m.statfs = unix.Statfs; m.look() }
	}},
	{"nobody knows how late it is", expected{"NUM-CLOCK", fault.Warning, fault.Technician, "", "不知道大厅现在几点"}, func(d *desks) func() {
		k := d.numbers()
		d.noteFailed(k.report())
		return func() { k.clock.heard(time.Now(), sinceBoot()); d.noteFailed(k.report()) }
	}},
	{"numbers that the hall knows otherwise", expected{"NUM-CONFLICT", fault.Warning, fault.Site, "", "断网时发出的号"}, func(d *desks) func() {
		d.health.Report(numbersCondition(true, []journal.Issue{{Number: "A901", Result: "over-cap"}}, nil))
		return func() { d.health.Report(numbersCondition(true, nil, nil)) }
	}},
	{"the last run did not end in order", expected{"SYS-CRASHED", fault.Info, fault.Developer, "", "程序上次不是正常结束"}, condition(DeviceProgram, func() fault.Code { return codeCrashed })},
	{"the self-test found what nothing else tells", expected{"TST-FAILED", fault.Warning, fault.Site, "", "今早开门前的自检有一项没过"}, func(d *desks) func() {
		failed := []hall.SelfTestResult{{Test: "configuration.ages", Verdict: "fail", Reason: "broken"}}
		d.health.Report(failedSelfTest(failed, d.health))
		return func() { d.health.Report(failedSelfTest(nil, d.health)) }
	}},
}

// taken runs a desk whose line another program has.
func taken(run func(*desks)) func(*desks) func() {
	return func(d *desks) func() {
		other, err := line.Open(line.Config{Port: d.line(), Baud: lineBaud, Flow: line.FlowNone})
		if err != nil {
			d.t.Fatal(err)
		}
		run(d)
		return func() { other.Close() }
	}
}

// condition is a row of the health table as its owner reports it.
func condition(of Device, code func() fault.Code) func(*desks) func() {
	return func(d *desks) func() {
		d.health.Report(Condition{Device: of, State: drivers.HardwareFault, Code: code()})
		return func() { d.health.Report(Condition{Device: of, State: drivers.Online}) }
	}
}

// uplinkSays is what the uplink tells the terminal, until all is well.
func uplinkSays(code fault.Code) func(*desks) func() {
	return func(d *desks) func() {
		terminal := &Terminal{health: d.health}
		terminal.Trouble(code, "trial")
		return func() { terminal.Trouble("", "") }
	}
}

// kindIs is a driver's error as its desk turns it into a code.
func kindIs(of Device, code func(error) fault.Code, k drivers.Kind) func(*desks) func() {
	return condition(of, func() fault.Code { return code(&drivers.Error{Device: string(of), Op: "trial", Kind: k}) })
}

func scannerCode(err error) fault.Code { return lineCode("SCN", err) }

func printerSays(s escpos.Status) func(*desks) func() {
	return condition(DevicePrinter, func() fault.Code { return printerCode(s) })
}

// answering is a printer on the network that answers DLE EOT n otherwise than
// one that is well, until it is mended.
func answering(wrong map[byte]byte) func(*desks) func() {
	return func(d *desks) func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			d.t.Fatal(err)
		}
		var well atomic.Bool
		serve := func(c net.Conn) {
			defer c.Close()
			for in := bufio.NewReader(c); ; {
				if b, err := in.ReadByte(); err != nil {
					return
				} else if b != 0x10 {
					continue
				}
				ask := make([]byte, 2)
				if _, err := io.ReadFull(in, ask); err != nil {
					return
				}
				says, odd := wrong[ask[1]]
				switch {
				case ask[1] == 5: // the mouth, which is free
					says = 0
				case !odd || well.Load():
					says = 0x12
				}
				if _, err := c.Write([]byte{says}); err != nil {
					return
				}
			}
		}
		d.group.Go(func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				d.group.Go(func() { serve(c) })
			}
		})
		d.wired = true
		cfg := config.Default().Printer
		cfg.Port, cfg.Profile = "tcp://"+l.Addr().String(), "epson" // others say other things with these bits
		desk := newPrinterDesk(cfg, newPortFinder(ports.New(nil)), d.health, func() bool { return false }, newRoll(cfg, memory{}, time.Now, quiet()), d.post, quiet())
		desk.async = d.group.Go
		d.run(desk.run, func() {})
		d.t.Cleanup(func() { l.Close() })
		return func() { well.Store(true) }
	}
}

// speaks is a desk with a player of its own.
func (d *desks) speaks(player string) *speechDesk {
	cfg := config.Default().Speech
	cfg.Synthesiser, cfg.Player = []string{"cat"}, []string{player}
	return &speechDesk{cfg: cfg, sound: speech.New(cfg), health: d.health, log: quiet()}
}

// numbers keeps no number in hand, of a machine that was never told the time.
func (d *desks) numbers() *blockKeeper {
	records, err := journal.Open(filepath.Join(d.t.TempDir(), "journal.db"), time.Now)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { records.Close() })
	cfg := config.Default().Offline
	cfg.Businesses = []string{"*"}
	late := newHallClock(time.Now, uptime{"here", sinceBoot}, false, journal.Heard{})
	return &blockKeeper{cfg: cfg, journal: records, clock: late, zone: time.UTC, health: d.health, log: quiet()}
}

func (d *desks) noteFailed(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Error(err)
	}
}

// certificateFor makes a certificate that is good for so long.
func certificateFor(t *testing.T, left time.Duration) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(left)},
		&x509.Certificate{SerialNumber: big.NewInt(1)}, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "client.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every code of the table is reached by something that goes wrong.
func TestNoCodeIsOutOfReach(t *testing.T) {
	reached := map[fault.Code]bool{}
	for _, row := range trials {
		reached[row.want.code] = true
	}
	for _, f := range fault.All() {
		if !reached[f.Code] {
			t.Errorf("nothing that goes wrong is told as %s", f.Code)
		}
	}
}

// A machine that can speak and has no sound card has no speaker: that is no
// fault.
func TestNoSoundCardIsNoFault(t *testing.T) {
	cards := filepath.Join(t.TempDir(), "cards")
	health := NewHealth(time.Now, func() {})
	cfg := config.Default().Speech
	desk := &speechDesk{cfg: cfg, sound: speech.New(cfg), health: health, log: quiet(), cards: cards}
	desk.report(errors.New("aplay: no such device"))
	if c := health.Of(DeviceSpeech); c.Code != "" || c.State != drivers.DeviceMissing {
		t.Errorf("without cards: %+v", c)
	}
	if err := os.WriteFile(cards, []byte("--- no soundcards ---\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if desk.soundCard() {
		t.Error("none is taken for one")
	}
	if err := os.WriteFile(cards, []byte(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !desk.soundCard() {
		t.Error("a card is taken for none")
	}
}
