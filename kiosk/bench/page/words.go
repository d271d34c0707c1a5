package page

import (
	"html/template"
	"strings"
	"time"

	"govkiosk/kiosk/bench"
)

// words are what the templates need to say things for people.
var words = template.FuncMap{
	"clock":    func(t time.Time) string { return t.Format("15:04:05") },
	"ms":       func(d time.Duration) int64 { return d.Milliseconds() },
	"masked":   masked,
	"tone":     tone,
	"inMouth":  inMouth,
	"onReader": onReader,
	"lying":    func(state bench.State, number int) bool { return state.OnReader == number },
	"device":   device,
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

// deviceWords are XFS4IoT's words for a device, in both languages.
var deviceWords = map[string]string{
	"online": "正常 online", "offline": "离线 offline", "powerOff": "断电 powerOff",
	"noDevice": "未连接 noDevice", "hardwareError": "故障 hardwareError",
	"userError": "待处理 userError", "deviceBusy": "忙 deviceBusy", "starting": "启动 starting",
}

func device(state string) string {
	if text, ok := deviceWords[state]; ok {
		return text
	}
	return "未知 " + state
}
