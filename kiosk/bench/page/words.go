package page

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/bench/control"
)

// words are what the templates need to say things for people.
var words = template.FuncMap{
	"clock":    func(t time.Time) string { return t.Format("15:04:05") },
	"ms":       func(d time.Duration) int64 { return d.Milliseconds() },
	"masked":   masked,
	"tone":     tone,
	"inMouth":  inMouth,
	"onReader": onReader,
	"percent":  func(rate float64) string { return fmt.Sprintf("%.0f%%", rate*100) },
	"lying":    func(state bench.State, number int) bool { return state.OnReader == number },
	"recent":   recent,
	"device":   func(name string) string { return or(deviceNames, name) },
	"state":    func(state string) string { return or(stateWords, state) },
	"said":     said,
	"busy":     busy,
}

// masked keeps the area and the check digit of an ID number.
func masked(id string) string {
	if len(id) < 10 {
		return id
	}
	return id[:6] + strings.Repeat("*", len(id)-10) + id[len(id)-4:]
}

// tone says how a status is coloured.
func tone(status int) string {
	switch {
	case status == 0 || status >= 500:
		return "bad"
	case status >= 400:
		return "odd"
	}
	return "good"
}

// inMouth returns the slip that stands in the printer's mouth, or nil.
func inMouth(state bench.State) *bench.Slip {
	for i := range state.Slips {
		if state.Slips[i].InMouth {
			return &state.Slips[i]
		}
	}
	return nil
}

func onReader(state bench.State) *bench.Card {
	for i := range state.Cards {
		if state.Cards[i].Number == state.OnReader {
			return &state.Cards[i]
		}
	}
	return nil
}

// recent are the calls that the page has room for.
func recent(calls []bench.Call) []bench.Call {
	const room = 60
	return calls[:min(room, len(calls))]
}

var deviceNames = map[string]string{
	"reader": "读卡器 reader", "printer": "打印机 printer", "touch": "触摸屏 touch", "panel": "面板灯 panel",
	"screen": "屏幕 screen", "scanner": "扫码器 scanner", "cabinet": "证照柜 cabinet", "keys": "按键 keypad", "speech": "语音 speech",
	"hall": "大厅接口 hall API", "journal": "流水 journal", "numbers": "备用号 numbers in hand",
	"slips": "小票 slips", "usb": "USB", "outbox": "待发 outbox", "time": "时间 time", "storage": "磁盘 storage",
	"temperature": "温度 temperature", "power": "供电 power", "certificate": "证书 certificate", "configuration": "配置 configuration",
	"program": "程序 program", "selftest": "自检 self-test", "fleet": "管理平台 fleet",
}

// stateWords are XFS4IoT's words for a device, in both languages.
var stateWords = map[string]string{
	"": "未知 unknown", "online": "正常 online", "offline": "离线 offline", "powerOff": "断电 powerOff",
	"noDevice": "未连接 noDevice", "hardwareError": "故障 hardwareError",
	"userError": "待处理 userError", "deviceBusy": "忙 deviceBusy", "starting": "启动 starting",
}

// or keeps a word that is not in the table: the terminal may know more.
func or(table map[string]string, word string) string {
	if text, ok := table[word]; ok {
		return text
	}
	return word
}

// said is what else the terminal tells of a device, in its own words.
func said(d control.Device) string {
	var parts []string
	for _, part := range []struct{ name, value string }{{"", d.Code}, {"", d.Reason}, {"paper ", d.Paper}, {"mouth ", d.Mouth}, {"open ", d.Doors}, {"", d.Cause}} {
		if part.value != "" {
			parts = append(parts, part.name+part.value)
		}
	}
	return strings.Join(parts, " · ")
}

// busy are the cells at which a hand can do something, those with an open door
// first.
func busy(c bench.Cabinet) []bench.Cell {
	var open, others []bench.Cell
	for _, cell := range c.Cells {
		switch {
		case cell.Open:
			open = append(open, cell)
		case cell.Content != "" || cell.Taken != "" || cell.Stuck:
			others = append(others, cell)
		}
	}
	return append(open, others...)
}
