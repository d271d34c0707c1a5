package kiosk

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/line"
	"govkiosk/drivers/line/ports"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

var trials = slices.Concat(readerTrials, printerTrials, touchTrials, scannerTrials, cabinetTrials, panelTrials, hallTrials, machineTrials, hubTrials, moreTrials)

// TestEveryFaultIsTold makes things go wrong on the wire, on pins, in files
// and in the district, one at a time, and reads what a technician would. The
// rows mostly wait for a device's time-outs, so many run at once.
func TestEveryFaultIsTold(t *testing.T) {
	t.Parallel()
	if len(trials) < 60 {
		t.Errorf("%d rows", len(trials))
	}
	room := make(chan struct{}, 24)
	var rows sync.WaitGroup
	var played, wired atomic.Int32
	for _, row := range trials {
		rows.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			t.Run(row.name, func(t *testing.T) {
				played.Add(1)
				if row.try(t) {
					wired.Add(1)
				}
			})
		})
	}
	rows.Wait()
	t.Logf("%d rows, %d over a line, pins or the network", played.Load(), wired.Load())
	if int(played.Load()) == len(trials) && wired.Load() < 60 {
		t.Errorf("%d rows alone go over a line, pins or the network", wired.Load())
	}
}

func readerHas(f sim.ReaderFault) func(*desks) func() {
	return func(d *desks) func() {
		r := d.reader()
		r.SetFault(f)
		return func() { r.SetFault(sim.NoReaderFault) }
	}
}

var readerTrials = []trial{
	{"reader unplugged", lost("RDR-GONE", fault.Error, journey.ReasonReaderAway, "身份证读卡器的线断开"), func(d *desks) func() {
		d.reader()
		return unplugAll(d.port)
	}},
	{"reader has another speed", readerSilent, func(d *desks) func() {
		r := sim.NewReader(d.port, sim.ReaderOpts{})
		cfg := config.Default().Reader
		cfg.Port = d.line()
		d.run(newReaderDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, quiet()).run, r.Close)
		return nil
	}},
	{"reader's port is another program's", expected{"RDR-BUSY", fault.Error, fault.Technician, journey.ReasonReaderAway, "读卡器的口被别的程序占用"}, func(d *desks) func() {
		r := sim.NewReader(d.port, sim.ReaderOpts{})
		cfg := config.Default().Reader
		cfg.Port, cfg.Baud = d.line(), lineBaud
		other, err := line.Open(line.Config{Port: cfg.Port, Baud: cfg.Baud, Flow: line.FlowNone})
		if err != nil {
			d.t.Fatal(err)
		}
		d.run(newReaderDesk(cfg, newPortFinder(ports.New(nil)), d.health, d.post, quiet()).run, r.Close)
		return func() { other.Close() }
	}},
	{"reader silent", readerSilent, readerHas(sim.ReaderSilent)},
	{"reader's replies stop half-way", readerGarbled, readerHas(sim.HalfFrame)},
	{"reader's checksums are wrong", readerGarbled, readerHas(sim.WrongChecksum)},
	{"reader's self-test fails", expected{"RDR-SELFTEST", fault.Error, fault.Technician, journey.ReasonReaderBroken, "读卡器里的安全模块自检没通过"}, readerHas(sim.SelfTestFailed)},
	{"reader is not authorised", expected{"RDR-UNAUTHORISED", fault.Error, fault.Technician, journey.ReasonReaderBroken, "读卡器里的安全模块没有授权"}, readerHas(sim.NotAuthorised)},
}

func printerHas(wrong, mend func(*sim.Printer)) func(*desks) func() {
	return func(d *desks) func() {
		p := d.printer()
		wrong(p)
		return func() { mend(p) }
	}
}

func exit(f sim.ExitFault) func(*sim.Printer) { return func(p *sim.Printer) { p.SetExit(f) } }

var printerTrials = []trial{
	{"printer unplugged", lost("PRN-GONE", fault.Error, journey.ReasonPrinterAway, "小票打印机的线断开"), func(d *desks) func() {
		d.printer()
		return unplugAll(d.port)
	}},
	{"printer silent", printerSilent, printerHas(func(p *sim.Printer) { p.SetSilent(true) }, func(p *sim.Printer) { p.SetSilent(false) })},
	{"printer has no power", printerSilent, printerHas((*sim.Printer).PowerCut, (*sim.Printer).PowerOn)},
	{"paper out", expected{"PRN-PAPER-OUT", fault.Error, fault.Site, reasonPaperOut, "打印机没有纸了"}, printerHas(
		func(p *sim.Printer) { p.SetPaper(sim.PaperOut) }, func(p *sim.Printer) { p.SetPaper(sim.PaperFull) })},
	{"paper low", expected{"PRN-PAPER-LOW", fault.Warning, fault.Site, "", "打印机的纸快用完"}, printerHas(
		func(p *sim.Printer) { p.SetPaper(sim.PaperLow) }, func(p *sim.Printer) { p.SetPaper(sim.PaperFull) })},
	{"cover open", expected{"PRN-COVER-OPEN", fault.Error, fault.Site, reasonCoverOpen, "打印机的盖子开着"}, printerHas(
		func(p *sim.Printer) { p.SetCover(true) }, func(p *sim.Printer) { p.SetCover(false) })},
	{"cover open over an empty roll", expected{"PRN-COVER-OPEN", fault.Error, fault.Site, reasonCoverOpen, "打印机的盖子开着"}, printerHas(
		func(p *sim.Printer) { p.SetPaper(sim.PaperOut); p.SetCover(true) },
		func(p *sim.Printer) { p.SetPaper(sim.PaperFull); p.SetCover(false) })},
	{"knife stuck", expected{"PRN-CUTTER", fault.Error, fault.Site, reasonCutter, "切纸刀卡住"}, printerHas(
		func(p *sim.Printer) { p.SetCutterJam(true) }, func(p *sim.Printer) { p.SetCutterJam(false) })},
	{"head hot", expected{"PRN-HEAD-HOT", fault.Error, fault.Site, reasonPrinterHot, "打印头太热"}, printerHas(
		func(p *sim.Printer) { p.SetHeadHot(true) }, func(p *sim.Printer) { p.SetHeadHot(false) })},
	{"mouth blocked", printerJam, printerHas(exit(sim.ExitBlocked), exit(sim.ExitClear))},
	{"mouth jammed", printerJam, printerHas(exit(sim.ExitJam), exit(sim.ExitClear))},
	{"a slip that nobody took", expected{"PRN-LEFT-PAPER", fault.Error, fault.Site, reasonPaperInMouth, "出票口有一张没人取"}, func(d *desks) func() {
		p := d.printer()
		d.print()
		return func() { p.TakePaper() }
	}},
	{"nobody knows whether the slip came", expected{"PRN-SLIP-UNKNOWN", fault.Warning, fault.Technician, "", "有一张小票不知道打出来没有"}, func(d *desks) func() {
		d.health.Report(slipCondition(drivers.Unknown, "escpos: print: timeout"))
		return func() { d.health.Report(slipCondition(drivers.Done, "")) }
	}},
}

var touchTrials = []trial{
	{"touch panel unplugged", lost("TCH-GONE", fault.Critical, "", "触摸屏的线断开"), func(d *desks) func() {
		d.glass()
		return unplugAll(d.port)
	}},
	{"a place that is pressed all the time", touchStuck, func(d *desks) func() {
		e := d.glass()
		e.Down(0.5, 0.5)
		return func() { e.Up(0.5, 0.5) }
	}},
	{"a lift that is lost", touchStuck, func(d *desks) func() {
		e := d.glass()
		e.SetFault(sim.EloNoUntouch)
		stop := make(chan struct{})
		d.group.Go(func() { // the stream goes on, as of a drop of water
			e.Down(0.3, 0.3)
			<-stop
		})
		return func() { e.SetFault(sim.NoEloFault); e.Up(0.3, 0.3); close(stop) }
	}},
	{"a calibration of another panel", expected{"TCH-CALIBRATION", fault.Warning, fault.Technician, "", "存的触摸校准不能用"}, func(d *desks) func() {
		e := sim.NewElo(d.port, sim.EloOpts{})
		cfg := config.Default()
		cfg.Touch.Port = d.line()
		cfg.Journal.Path = filepath.Join(d.t.TempDir(), "journal.db")
		if err := os.WriteFile(calibrationPath(&cfg), []byte("{"), 0o600); err != nil {
			d.t.Fatal(err)
		}
		d.touch(&cfg, e.Close)
		return nil
	}},
}

func scannerHas(f sim.ScannerFault) func(*desks) func() {
	return func(d *desks) func() {
		s := d.scans()
		s.SetFault(f)
		return func() { s.SetFault(sim.NoScannerFault) }
	}
}

var scannerTrials = []trial{
	{"code reader unplugged", lost("SCN-GONE", fault.Error, journey.ReasonScannerAway, "扫码器的线断开"), func(d *desks) func() {
		d.scans()
		return unplugAll(d.port)
	}},
	{"code reader silent", scannerSilent, scannerHas(sim.ScannerSilent)},
	{"code reader's replies stop half-way", scannerSilent, scannerHas(sim.ScannerHalf)},
	{"code reader's checksums are wrong", scannerSilent, scannerHas(sim.ScannerWrong)},
}

func boardsHave(f sim.LockerFault) func(*desks) func() {
	return func(d *desks) func() {
		_, b := d.lockers()
		b.SetFault(f)
		return func() { b.SetFault(sim.NoLockerFault) }
	}
}

var cabinetTrials = []trial{
	{"cabinet unplugged", lost("CAB-GONE", fault.Error, journey.ReasonCabinetAway, "证照柜的线断开"), func(d *desks) func() {
		d.lockers()
		return unplugAll(d.port)
	}},
	{"boards silent", cabinetSilent, boardsHave(sim.LockerSilent)},
	{"boards deaf", cabinetSilent, boardsHave(sim.LockerDeaf)},
	{"boards' replies stop half-way", cabinetSilent, boardsHave(sim.LockerHalf)},
	{"boards' checksums are wrong", cabinetSilent, boardsHave(sim.LockerWrong)},
	{"one board is missing", cabinetSilent, func(d *desks) func() {
		_, b := d.lockers()
		b.SetMissing(2, true)
		return func() { b.SetMissing(2, false) }
	}},
	{"a board dies under the coil", cabinetSilent, func(d *desks) func() {
		desk, b := d.lockers()
		b.SetFault(sim.LockerOffAfter)
		d.opened(desk, 1)
		return func() { b.SetFault(sim.NoLockerFault) }
	}},
	{"a door is left open", cabinetOpen, func(d *desks) func() {
		_, b := d.lockers()
		b.Pull(1, 1)
		return func() { b.Shut(1, 1) }
	}},
	{"a lock is stuck", expected{"CAB-STUCK", fault.Warning, fault.Technician, "", "有一扇柜门通电也打不开"}, func(d *desks) func() {
		desk, b := d.lockers()
		b.SetStuck(1, 1, true)
		d.opened(desk, 1)
		return func() {
			b.SetStuck(1, 1, false)
			b.Pull(1, 1)
			d.until("the door is seen open", func() bool { return d.health.Of(DeviceCabinet).Doors != "" })
			b.Shut(1, 1)
		}
	}},
	{"open and closed are the wrong way round", expected{"CAB-POLARITY", fault.Error, fault.Technician, journey.ReasonCabinetBroken, "证照柜几乎每扇门都说开着"}, func(d *desks) func() {
		d.cabinet(sim.LockerOpts{OneIsOpen: true})
		return nil
	}},
}

var panelTrials = []trial{
	{"housing opened", panelTamper, func(d *desks) func() {
		c := d.pins()
		c.Tamper.Act()
		return c.Tamper.Rest
	}},
	{"tamper switch's wire cut", panelTamper, func(d *desks) func() {
		c := d.pins()
		c.Tamper.Cut(true)
		return func() { c.Tamper.Cut(false) }
	}},
	{"terminal's door open", expected{"PNL-DOOR", fault.Warning, fault.Site, "", "机柜门开着"}, func(d *desks) func() {
		c := d.pins()
		c.Door.Act()
		return c.Door.Rest
	}},
	{"service key's contact restless", expected{"PNL-CONTACT", fault.Warning, fault.Technician, "", "一个开关的状态读不出来"}, func(d *desks) func() {
		c := d.pins()
		c.Service.Pin.SetFaults(sim.PinFaults{Chatter: true})
		return func() { c.Service.Pin.SetFaults(sim.PinFaults{}) }
	}},
	{"service key's pin gone", expected{"PNL-CONTACT", fault.Warning, fault.Technician, "", "一个开关的状态读不出来"}, func(d *desks) func() {
		c := d.pins()
		c.Service.Pin.SetFaults(sim.PinFaults{Gone: true})
		return func() { c.Service.Pin.SetFaults(sim.PinFaults{}) }
	}},
	{"service key left on maintenance", expected{"PNL-SERVICE", fault.Critical, fault.Site, "", "维护钥匙一直在“维护”位"}, func(d *desks) func() {
		c := d.pins()
		c.Service.Act()
		return c.Service.Rest
	}},
	{"call button held down", expected{"PNL-CALL-STUCK", fault.Warning, fault.Site, "", "求助按钮一直按着"}, func(d *desks) func() {
		c := d.pins()
		c.Call.Act()
		return c.Call.Rest
	}},
	{"a light cannot be lit", expected{"PNL-LIGHT", fault.Warning, fault.Technician, "", "一盏指示灯点不亮"}, func(d *desks) func() {
		c := d.pins()
		c.Mouth.SetFaults(sim.PinFaults{Gone: true})
		if err := d.fascia.dev.SetLight(panel.Mouth, panel.On); err != nil {
			d.t.Fatal(err)
		}
		return func() { c.Mouth.SetFaults(sim.PinFaults{}) }
	}},
}

// hallAt asks a hall at url every 100 ms.
func (d *desks) hallAt(url string, sys string) {
	d.t.Helper()
	d.wired = true
	client, err := hall.New(hall.Options{BaseURL: url, Terminal: "TEST-01", ReadTimeout: 300 * time.Millisecond, WriteTimeout: time.Second, Attempts: 1, BreakAfter: -1})
	if err != nil {
		d.t.Fatal(err)
	}
	w := newHallWatch(client, time.Second, d.health, nil, nil, quiet())
	w.slow, w.sys = 100*time.Millisecond, sys
	w.back = func() {}
	d.runFor(func(ctx context.Context) {
		for ctx.Err() == nil {
			begin := time.Now()
			_, err := client.Overview(ctx)
			if ctx.Err() == nil {
				w.report(err, time.Since(begin))
			}
			pause(ctx, 50*time.Millisecond)
		}
	})
}

// town is a hall that is well, until what is done to it.
func (d *desks) town() *district.District {
	d.t.Helper()
	town, err := district.New(district.Options{Dir: d.t.TempDir(), BaseURL: "http://127.0.0.1", AlwaysOpen: true})
	if err != nil {
		d.t.Fatal(err)
	}
	server := httptest.NewServer(town.Handler())
	d.t.Cleanup(func() { server.Close(); town.Close() })
	d.hallAt(server.URL, "/nowhere")
	d.until("the hall is heard", func() bool {
		return !d.health.Of(DeviceHall).Since.IsZero() && d.health.Of(DeviceHall).State == "online"
	})
	return town
}

func townHas(f district.Fault) func(*desks) func() {
	return func(d *desks) func() {
		town := d.town()
		town.SetFault(f)
		return func() { town.SetFault(district.FaultNone) }
	}
}

// answers is a hall that answers everything so.
func (d *desks) answers(status int, kind, body string) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	d.t.Cleanup(server.Close)
	d.hallAt(server.URL, "/nowhere")
}

// closedPort is an address at which nobody listens.
func closedPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

var hallTrials = []trial{
	{"hall's name is unknown", expected{"HAL-DNS", fault.Error, fault.Technician, journey.ReasonNetwork, "找不到大厅接口的地址"}, func(d *desks) func() {
		d.hallAt("http://hall.invalid", "/nowhere")
		return nil
	}},
	{"hall refuses connections", expected{"HAL-REFUSED", fault.Error, fault.Technician, journey.ReasonNetwork, "大厅接口的服务器不接电话"}, func(d *desks) func() {
		d.hallAt(closedPort(d.t), "/nowhere")
		return nil
	}},
	{"network cable out", expected{"HAL-LINK", fault.Error, fault.Site, journey.ReasonNetwork, "机器没有网络，网线"}, func(d *desks) func() {
		sys := d.t.TempDir()
		if err := errors.Join(os.MkdirAll(filepath.Join(sys, "class/net/eth0"), 0o755), os.WriteFile(filepath.Join(sys, "class/net/eth0/carrier"), []byte("0\n"), 0o600)); err != nil {
			d.t.Fatal(err)
		}
		d.hallAt(closedPort(d.t), sys)
		return nil
	}},
	{"hall's certificate is nobody's", expected{"HAL-TLS", fault.Error, fault.Technician, journey.ReasonNetwork, "大厅接口的证书不可信"}, func(d *desks) func() {
		server := httptest.NewUnstartedServer(http.NotFoundHandler())
		server.Config.ErrorLog = log.New(io.Discard, "", 0) // it is to fail
		server.StartTLS()
		d.t.Cleanup(server.Close)
		d.hallAt(server.URL, "/nowhere")
		return nil
	}},
	{"hall takes connections and breaks them", expected{"HAL-BROKEN-OFF", fault.Error, fault.Technician, journey.ReasonNetwork, "和大厅接口的连接说到一半就断"}, func(d *desks) func() {
		town := d.town()
		town.SetDown(true)
		return func() { town.SetDown(false) }
	}},
	{"hall is too slow", expected{"HAL-TIMEOUT", fault.Error, fault.Technician, journey.ReasonSlow, "大厅接口没有按时答话"}, func(d *desks) func() {
		town := d.town()
		town.SetSlow(2 * time.Second)
		return func() { town.SetSlow(0) }
	}},
	{"hall is slow", expected{"HAL-SLOW", fault.Warning, fault.Technician, "", "大厅接口答得很慢"}, func(d *desks) func() {
		town := d.town()
		town.SetSlow(150 * time.Millisecond)
		return func() { town.SetSlow(0) }
	}},
	{"hall has a fault", expected{"HAL-FAULT", fault.Error, fault.Technician, journey.ReasonUpstream, "大厅接口自己出错了"}, townHas(district.FaultServer)},
	{"a proxy answers", expected{"HAL-ANSWER", fault.Error, fault.Developer, journey.ReasonUpstream, "大厅接口的答复不是约定的样子"}, townHas(district.FaultNotJSON)},
	{"hall's answers are cut short", expected{"HAL-BROKEN-OFF", fault.Error, fault.Technician, journey.ReasonNetwork, "和大厅接口的连接说到一半就断"}, townHas(district.FaultTruncated)},
	{"hall does not take the signature", expected{"HAL-SIGNATURE", fault.Error, fault.Technician, journey.ReasonUpstream, "大厅接口不认这台机器的签名"}, func(d *desks) func() {
		d.answers(401, "application/problem+json", `{"title":"no","status":401,"code":"signature"}`)
		return nil
	}},
	{"hall does not know the terminal", expected{"HAL-NO", fault.Error, fault.Technician, journey.ReasonRefused, "大厅接口拒绝了这台机器"}, func(d *desks) func() {
		d.answers(403, "application/problem+json", `{"title":"no","status":403,"code":"unknown-terminal"}`)
		return nil
	}},
}

// clockOff lets the hall say another time than the terminal's.
func clockOff(by time.Duration) func(*desks) func() {
	return func(d *desks) func() {
		m := d.machine(nil)
		m.unsure = func() bool { return true }
		m.late.heard(time.Now().Add(by), sinceBoot())
		m.look()
		return func() { m.late.heard(time.Now(), sinceBoot()); m.look() }
	}
}

func says(want ...string) func(*desks) func() {
	return func(d *desks) func() {
		m := d.machine(nil)
		m.says(want...)
		return func() { m.says(want[0], "") }
	}
}

var machineTrials = []trial{
	{"mains gone", expected{"PWR-BATTERY", fault.Warning, fault.Site, "", "市电断了"}, says("class/power_supply/AC/online", "0", "class/power_supply/AC/type", "Mains")},
	{"battery nearly empty", expected{"PWR-LOW", fault.Critical, fault.Site, "", "备用电池快用完"}, says(
		"class/power_supply/ups/status", "Discharging", "class/power_supply/ups/type", "UPS", "class/power_supply/ups/capacity", "9")},
	{"voltage low", expected{"PWR-WEAK", fault.Warning, fault.Technician, "", "机器的供电电压偏低"}, says("class/hwmon/hwmon0/in0_lcrit_alarm", "1")},
	{"hot", expected{"TMP-HOT", fault.Warning, fault.Site, "", "机器里面很热"}, says("class/thermal/thermal_zone1/temp", "88000", "class/thermal/thermal_zone0/temp", "61000")},
	{"far too hot", expected{"TMP-CRITICAL", fault.Critical, fault.Site, "", "机器里面太热"}, says("class/thermal/thermal_zone0/temp", "99000")},
	{"flash worn", expected{"STO-WORN", fault.Warning, fault.Technician, "", "存储芯片的寿命"}, says("class/block/mmcblk0/device/life_time", "0x02 0x0A")},
	{"disk low", expected{"STO-LOW", fault.Warning, fault.Technician, "", "磁盘剩的空间不多"}, func(d *desks) func() {
		m := d.machine(func(c *config.Config) { c.Machine.LowMB = 1 << 30 })
		return func() { m.cfg.Machine.LowMB = 1; m.look() }
	}},
	{"disk nearly full", expected{"STO-FULL", fault.Error, fault.Technician, "", "磁盘快满了"}, func(d *desks) func() {
		m := d.machine(func(c *config.Config) { c.Machine.LowMB, c.Machine.FullMB = 1<<30, 1<<30 })
		return func() { m.cfg.Machine.LowMB, m.cfg.Machine.FullMB = 1, 1; m.look() }
	}},
	{"clock wrong", expected{"TIM-WRONG", fault.Error, fault.Technician, "", "机器的时间和大厅差了"}, clockOff(-3 * time.Minute)},
	{"clock not set by anybody", expected{"TIM-UNSYNC", fault.Info, fault.Technician, "", "机器没有和时间服务器对时"}, clockOff(20 * time.Second)},
	{"journal slow", expected{"JRN-SLOW", fault.Warning, fault.Technician, "", "写流水很慢"}, func(d *desks) func() {
		m := d.machine(nil)
		m.cfg.Machine.SlowWrite = time.Nanosecond
		if err := m.journal.Record("trial", 0, nil); err != nil {
			d.t.Fatal(err)
		}
		m.look()
		return m.look
	}},
	{"the hall is told nothing", expected{"JRN-BACKLOG", fault.Warning, fault.Technician, "", "有话很久没能告诉大厅"}, func(d *desks) func() {
		m := d.machine(nil)
		if err := m.journal.Settle(journal.Call{Key: "k", Op: journal.OpHelp, Arg: "home"}); err != nil {
			d.t.Fatal(err)
		}
		m.clock = func() time.Time { return time.Now().Add(time.Hour) }
		m.look()
		return func() { m.clock = time.Now; m.look() }
	}},
	{"configuration changed", expected{"CFG-CHANGED", fault.Info, fault.Technician, "", "配置文件改过了"}, rewritten(goodConfig + "[hall]\nphone = \"0315-1\"\nname = { zh = \"厅\" }\n")},
	{"configuration broken", expected{"CFG-BROKEN", fault.Error, fault.Technician, "", "磁盘上的配置有错"}, rewritten(goodConfig + "[hal]\n")},
	{"certificate missing", expected{"HAL-CERT-OVER", fault.Error, fault.Technician, "", "这台机器的客户端证书到期了"}, func(d *desks) func() {
		m := d.machine(nil)
		m.cfg.API.Gateway.ClientCert = filepath.Join(m.dir, "none.pem")
		m.look()
		return func() { m.cfg.API.Gateway.ClientCert = ""; m.look() }
	}},
	{"journal's disk full", expected{"JRN-FULL", fault.Critical, fault.Technician, journey.ReasonJournal, "磁盘满了，流水"}, journalHas(sqlite3.FULL)},
	{"journal damaged", expected{"JRN-CORRUPT", fault.Critical, fault.Technician, journey.ReasonJournal, "流水文件坏了"}, journalHas(sqlite3.CORRUPT)},
	{"journal cannot be written", expected{"JRN-FAILED", fault.Critical, fault.Technician, journey.ReasonJournal, "流水写不进去"}, journalHas(sqlite3.IOERR)},
}

const goodConfig = "[terminal]\nid = \"T-1\"\nplace = { zh = \"一楼\" }\n[api]\nurl = \"http://127.0.0.1:1\"\n"

// rewritten changes the file that the program was started with.
func rewritten(to string) func(*desks) func() {
	return func(d *desks) func() {
		m := d.machine(nil)
		file := filepath.Join(m.dir, "kioskd.toml")
		write := func(text string) {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				d.t.Fatal(err)
			}
		}
		was := goodConfig + "[hall]\nname = { zh = \"厅\" }\n"
		write(was)
		m.files, m.loaded = []string{file}, sums([]string{file})
		write(to)
		m.look()
		return func() { write(was); m.look() }
	}
}

// journalHas lets the journal end with what SQLite says.
func journalHas(err error) func(*desks) func() {
	return func(d *desks) func() {
		m := d.machine(nil)
		d.health.Report(failedJournal(err))
		m.look() // whatever else is looked at, this stays
		return nil
	}
}

var hubTrials = []trial{
	{"hub unplugged", expected{"USB-HUB", fault.Critical, fault.Site, "", "机器里一个 USB 集线器断开"}, func(d *desks) func() {
		u := newUSBTree(d.t)
		for i, node := range []string{"ttyUSB0", "ttyUSB1", "ttyUSB2"} {
			u.plug([]string{"1-4.1", "1-4.2", "1-3"}[i], node, os.DevNull)
		}
		cfg := config.Default()
		cfg.Reader.Line, cfg.Printer.Line, cfg.Scanner.Line = inSocket("4.1"), inSocket("4.2"), inSocket("3")
		w := newHubWatch(u.finder(), &cfg, d.health)
		w.look()
		if len(told(d.health)) != 0 {
			d.t.Fatalf("before anything is wrong: %+v", told(d.health))
		}
		u.unplug("1-4.1", "ttyUSB0")
		w.look()
		if got := d.codeOf("usb"); got != "" {
			d.t.Fatalf("one adapter is taken for a hub: %s", got)
		}
		u.unplug("1-4.2", "ttyUSB1")
		for _, c := range []Condition{{Device: DeviceReader, Code: "RDR-GONE"}, {Device: DevicePrinter, Code: "PRN-GONE"}} {
			d.health.Report(c) // as their desks do
		}
		w.look()
		return func() {
			u.plug("1-4.1", "ttyUSB0", os.DevNull)
			u.plug("1-4.2", "ttyUSB1", os.DevNull)
			w.look()
			d.health.Report(Condition{Device: DeviceReader, State: "online"})
			d.health.Report(Condition{Device: DevicePrinter, State: "online"})
		}
	}},
}
