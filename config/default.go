package config

import "time"

// Fonts of Debian's fonts-noto-cjk.
const (
	notoRegular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
	notoBold    = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
)

// Default is what holds where a file says nothing. It lacks what only the
// installation knows: the terminal's id and place, the hall's name, the API's
// URL. No device is present until its port is named.
func Default() Config {
	return Config{
		Hall: Hall{
			Zone: "Asia/Shanghai",
			Else: Words{Zh: "请到综合窗口", En: "Please go to the general service window"},
		},
		Screen:   defaultScreen(),
		Reader:   Reader{Line: Line{Baud: 115200, Flow: FlowNone}, PollEvery: 300 * time.Millisecond, Attempts: 3},
		Printer:  defaultPrinter(),
		Touch:    defaultTouch(),
		Scanner:  defaultScanner(),
		Keys:     defaultKeys(),
		Speech:   defaultSpeech(),
		Cabinet:  defaultCabinet(),
		API:      defaultAPI(),
		Journal:  Journal{Path: "/var/lib/kioskd/journal.db"},
		Machine:  defaultMachine(),
		Control:  Control{Socket: "/run/kioskd/control.sock"},
		Fleet:    defaultFleet(),
		Offline:  defaultOffline(),
		Service:  defaultServiceMode(),
		SelfTest: defaultSelfTest(),
		Policy:   defaultPolicy(),
		Services: defaultServices(),
	}
}

// defaultScreen is the column of the halls. How large its panel is no default
// can know.
func defaultScreen() Screen {
	return Screen{
		WidthPx: 1080, HeightPx: 1920, LowerEdgeMM: 800,
		Fullscreen: true, WindowScale: 0.5,
		FontRegular: notoRegular, FontBold: notoBold, FontFamily: "Noto Sans CJK SC",
		Lang: "zh-Hans", Langs: []string{"zh-Hans", "en"}, TextStep: 2,
	}
}

// defaultPrinter is an 80 mm Masung kiosk printer. The print time-out holds a
// slip of 30 cm at 60 mm/s and the cut, with as much again to spare.
func defaultPrinter() Printer {
	return Printer{
		Line:    Line{Baud: 115200, Flow: FlowNone},
		Profile: "masung", Confirm: ConfirmProfile, Encoding: EncodingGB18030, WidthDots: 576,
		ReplyTimeout: 500 * time.Millisecond, PrintTimeout: 10 * time.Second,
		RollM: 80, LowLeftM: 4, Present: Present{Then: ThenHold},
	}
}

// defaultTouch is an Elo panel whose 12-bit axes cover the default screen.
func defaultTouch() Touch {
	return Touch{
		Line:        Line{Baud: 9600, Flow: FlowNone},
		Driver:      TouchElo,
		Protocol:    ProtocolSmartSet,
		Calibration: [6]float64{1080.0 / 4096, 0, 0, 0, 1920.0 / 4096, 0},
		MinTap:      15 * time.Millisecond,
		Rebound:     60 * time.Millisecond,
		DeadZonePx:  6,
		StuckAfter:  20 * time.Second,
	}
}

func defaultAPI() API {
	return API{
		ReadTimeout: 5 * time.Second, WriteTimeout: 8 * time.Second, Attempts: 3,
		RefreshEvery: 20 * time.Second, BreakAfter: 6, BreakFor: 2500 * time.Millisecond, ListsEvery: 30 * time.Minute,
		Timeouts: map[string]time.Duration{},
		Gateway: Gateway{
			Scheme: SchemeNone, RefreshEarly: 3 * time.Minute,
			Services: map[string]string{}, Codes: map[string]string{},
		},
	}
}

// defaultPolicy lets everybody queue who can say who they are in any way.
func defaultPolicy() Policy {
	return leftToTheHall(Policy{
		Visit: 90 * time.Second, Reading: 120 * time.Second, Veil: 45 * time.Second, WarnBefore: 20 * time.Second,
		Extend: 60 * time.Second, Extensions: 10,
		Thanks: 8 * time.Second, Take: 30 * time.Second,
		Phone: true, Number: true, Anonymous: true, ETicket: true, AskWhy: 2,
	})
}

// defaultServices knows every service and offers the queue.
func defaultServices() map[string]Service {
	all := make(map[string]Service, len(ServiceIDs))
	for _, id := range ServiceIDs {
		all[id] = Service{Offered: id == "queue"}
	}
	return all
}
