package config

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// allKeys lists the dotted key of every setting, those of the queue for the
// services.
func allKeys(c Config) []string {
	var keys []string
	var walk func(at string, t reflect.Type)
	walk = func(at string, t reflect.Type) {
		switch t.Kind() {
		case reflect.Struct:
			for _, f := range reflect.VisibleFields(t) {
				if !f.Anonymous {
					walk(join(at, f.Tag.Get("toml")), f.Type)
				}
			}
		case reflect.Map:
			if t.Elem() != reflect.TypeFor[Service]() {
				keys = append(keys, at) // there is none by default
				return
			}
			// Where else to go is empty by default for the queue.
			keys = append(keys, at+".queue.offered", at+".checkin.else.zh")
		default:
			keys = append(keys, at)
		}
	}
	walk("", reflect.TypeOf(c))
	return keys
}

// Each row is one bad line in an otherwise valid file, and the beginning of
// what is said about it.
func TestBadValues(t *testing.T) {
	for _, row := range []struct{ table, line, want string }{
		{"terminal", `id = ""`, "terminal.id: missing"},
		{"terminal", `id = "` + strings.Repeat("a", 33) + `"`, "terminal.id: want 1 to 32"},
		{"terminal", `id = "厅1"`, "terminal.id: want"},
		{"terminal", `place = { zh = " " }`, "terminal.place.zh: missing"},
		{"terminal", `place = "一楼"`, "terminal.place: want a table, got the text"},
		{"hall", `name = { zh = "厅", fr = "salle" }`, "hall.name.fr: unknown key; here there are zh, en"},
		{"hall", `zone = "Asia/Atlantis"`, "hall.zone: want a time zone"},
		{"hall", `zone = ""`, "hall.zone: want a time zone"},
		{"hall", `zone = "Local"`, "hall.zone: want a time zone"},
		{"hall", `phone = "ask inside"`, "hall.phone: want digits"},
		{"printer", `port = "tcp://"`, "printer.port: want tcp://HOST"},
		{"printer", `port = "tcp://192.0.2.7:0"`, "printer.port: want tcp://HOST"},
		{"printer", `port = "tcp://192.0.2.7:66000"`, "printer.port: want tcp://HOST"},
		{"printer", `port = "tcp://a b"`, "printer.port: want tcp://HOST"},
		{"reader", `port = "tcp://192.0.2.7:9100"`, "reader.port: want a path"},
		{"offline", `businesses = ["bdc"]`, "offline.businesses[0]: want a code of 31 or 33"},
		{"offline", `businesses = ["*", "12130202000001062N4000700402001"]`, `offline.businesses[0]: "*" stands for all`},
		{"offline", `businesses = ["12130202000001062N4000700402001", "12130202000001062N4000700402001"]`, "offline.businesses[1]: 12130202000001062N4000700402001 stands there twice"},
		{"offline", `block = 101`, "offline.block: want 1 to 100"},
		{"offline", `low_water = 11`, "offline.low_water: want at most offline.block 10"},
		{"offline", `pickup = 1`, "offline.pickup: want true or false"},
		{"offline", `clock_keeps = "yes"`, "offline.clock_keeps: want true or false"},
		{"offline", `ahead = "1m"`, "offline.ahead: want 10m0s"},
		{"service", `wait = "11m"`, "service.wait: want 0s to 10m0s, got 11m0s"},
		{"service", `idle = "10s"`, "service.idle: want 1m0s to 1h0m0s, got 10s"},
		{"screen", `night_from = "19:00"`, "screen.night_to: a night has two ends"},
		{"screen", "night_from = \"7pm\"\nnight_to = \"6:30\"", "screen.night_from: want a time of day"},
		{"policy", `veil = "3s"`, "policy.veil: want 0s or 10s"},
		{"keys", `form = "usb"`, "keys.form: want one of serial, evdev"},
		{"keys", `rebound = "5s"`, "keys.rebound: want 1ms to 2s"},
		{"keys", "form = \"evdev\"\nport = \"usb:1a86:7523\"", "keys.port: evdev is no serial line"},
		{"keys.codes", `up = "up"`, "keys.codes.up: want a code"},
		{"keys.codes", `183 = "upwards"`, "keys.codes.183: want one of up"},
		{"speech", `rate = 10`, "speech.rate: want 80 to 450"},
		{"speech", `volume = 11`, "speech.volume: want 1 to 10"},
		{"speech", `speaker = ""`, "speech.speaker: missing"},
		{"speech", `clips = "voice"`, "speech.clips: want a path"},
		{"speech", "jack = \"usb\"\nheadset = \"ear\"", "speech.jack: want none, always"},
		{"speech", "jack = \"panel\"\nheadset = \"ear\"", "speech.jack: panel: there is no"},
		{"speech", `jack = "keys"`, "speech.headset: missing"},
		{"speech.voices", `fr = "fr"`, "speech.voices.fr: want one of zh-Hans"},
		{"screen", `width_px = 0`, "screen.width_px: want 320 to 7680, got 0"},
		{"screen", `height_px = 1.5`, "screen.height_px: want a whole number, got 1.5"},
		{"screen", `diagonal_in = 1`, "screen.diagonal_in: want 5 to 100"},
		{"screen", `diagonal_in = 10.1` + "\nwidth_px = 1280\nheight_px = 800", "screen.diagonal_in: pages do not fit on 218 × 136 mm; a glass that lies is 470 × 264 or larger"},
		{"screen", `diagonal_in = 17` + "\nwidth_px = 1024\nheight_px = 1280", "screen.diagonal_in: pages do not fit on 270 × 337 mm"},
		{"screen", `diagonal_in = nan`, "screen.diagonal_in: want a number, got NaN"},
		{"screen", `lower_edge_mm = -1`, "screen.lower_edge_mm: want"},
		{"screen", `fullscreen = "yes"`, "screen.fullscreen: want true or false"},
		{"screen", `window_scale = 2`, "screen.window_scale: want 0.1 to 1, got 2"},
		{"screen", `font_bold = "Noto"`, "screen.font_bold: want a path"},
		{"screen", `font_family = ""`, "screen.font_family: missing"},
		{"screen", `lang = "de"`, `screen.lang: want one of zh-Hans, en, got "de"`},
		{"screen", `text_step = 5`, "screen.text_step: want 1 to 4"},
		{"screen", `text_step = 2000-01-01`, "screen.text_step: want a whole number, got the date"},
		{"reader", `port = "ttyS0"`, "reader.port: want a path"},
		{"reader", `port = "usb:"`, "reader.port: want usb:VID:PID"},
		{"reader", `port = "usb:1a86"`, "reader.port: want usb:VID:PID"},
		{"reader", `port = "usb:1a86:75234"`, "reader.port: want usb:VID:PID"},
		{"reader", `port = "usb:1a86:752g@pci-0000:00:14.0-usb-0:2:1.0"`, "reader.port: want usb:VID:PID"},
		{"reader", `port = "usb:@"`, "reader.port: want after @ a name in /dev/serial/by-path such as pci-"},
		{"reader", `port = "usb:1a86:7523@1-2:1.0"`, "reader.port: want after @"},
		{"reader", `port = "usb:@/dev/ttyUSB0"`, "reader.port: want after @"},
		{"reader", `port = "USB:1a86:7523"`, "reader.port: want a path"},
		{"touch", "driver = \"evdev\"\nport = \"usb:1a86:7523\"", "touch.port: evdev is no serial line"},
		{"reader", `baud = 14400`, "reader.baud: want one of 1200, 2400"},
		{"reader", `flow = "dtr"`, "reader.flow: want one of none, rts-cts, xon-xoff"},
		{"reader", `poll_every = "299ms"`, "reader.poll_every: want 300ms"},
		{"reader", `poll_every = "soon"`, `reader.poll_every: want a duration in quotes such as "90s" or "300ms", got "soon"`},
		{"reader", `attempts = 0`, "reader.attempts: want 1 to 10"},
		{"reader", `attempts = 9223372036854775807`, "reader.attempts: want 1 to 10"},
		{"reader", `fingerprint = "yes"`, "reader.fingerprint: want true or false"},
		{"reader", `addresses = 1`, "reader.addresses: want true or false"},
		{"reader", `rf_length = 256`, "reader.rf_length: want 0 to 255, got 256"},
		{"reader", `rf_length = -1`, "reader.rf_length: want 0 to 255"},
		{"printer", `profile = "hp"`, "printer.profile: want one of epson, generic, masung"},
		{"panel", `lights = { roof = "led:/sys/class/leds/x" }`, "panel.lights.roof: want one of reader, mouth, cabinet, card"},
		{"panel", `lights = { mouth = "GPIO17" }`, "panel.lights.mouth: want led:/sys/class/leds/NAME"},
		{"panel", `contacts = { door = { active = "low" } }`, "panel.contacts.door.pin: missing"},
		{"hall", `notes = "bring the card"`, "hall.notes: want a list of texts in quotes, got the text \"bring the card\""},
		{"hall", `notes = ["a", 2]`, "hall.notes: want a list of texts in quotes, got a list of 2"},
		{"printer", `confirm = "hope"`, `printer.confirm: masung takes profile, process-id, gs-r, none, not "hope"`},
		{"printer", "profile = \"custom\"\nconfirm = \"process-id\"", `printer.confirm: custom takes profile, gs-r, none, not "process-id"`},
		{"printer", "profile = \"star\"\nconfirm = \"gs-r\"\nencoding = \"none\"", `printer.confirm: star takes profile, none, not "gs-r"`},
		{"printer", `profile = "star"`, `printer.encoding: star takes none, not "gb18030"`},
		{"printer", `encoding = "utf-8"`, `printer.encoding: masung takes gb18030, gbk, none, not "utf-8"`},
		{"printer", "profile = \"epson\"\ndensity = 4", "printer.density: want -3 to 3"},
		{"printer", "profile = \"epson\"\nspeed = -1", "printer.speed: want 0 to 3"},
		{"printer", `roll_m = 0`, "printer.roll_m: want 5 to 1000"},
		{"printer", `low_left_m = -1`, "printer.low_left_m: want 0 to 50"},
		{"printer", `density = 1`, "printer.density: of masung it cannot be set"},
		{"printer", "profile = \"caysn\"\nspeed = 1", "printer.speed: of caysn it cannot be set"},
		{"printer", "profile = \"custom\"\n[printer.present]\nthen = \"burn\"", "printer.present.then: want one of hold, eject, retract"},
		{"printer.present", `out_mm = 40`, "printer.present: masung has no presenter"},
		{"printer", "profile = \"custom-vkp\"\n[printer.present]\nthen = \"retract\"", "printer.present.after: want whole seconds"},
		{"printer", "profile = \"custom-vkp\"\n[printer.present]\nafter = \"500ms\"", "printer.present.after: want whole seconds"},
		{"printer", "profile = \"citizen\"\n[printer.present]\nthen = \"eject\"\nafter = \"5s\"", `printer.present.then: citizen takes retract, not "eject"`},
		{"printer", "profile = \"citizen\"\n[printer.present]\nthen = \"retract\"\nafter = \"10s\"", "printer.present.after: citizen waits 9s at most"},
		{"printer", `width_dots = 600`, "printer.width_dots: want one of 384, 576"},
		{"printer", `reply_timeout = "0s"`, "printer.reply_timeout: want"},
		{"printer", `print_timeout = "-5s"`, "printer.print_timeout: want"},
		{"touch", `driver = "ps2"`, "touch.driver: want one of elo, microtouch, egalax, evdev, goodix, focaltech, xpt2046, none"},
		{"touch", "driver = \"goodix\"\nport = \"/dev/ttyS0\"", "touch.port: goodix is on a bus"},
		{"touch", `bus = "I2C1"`, "touch.bus: elo is on no bus"},
		{"touch", "driver = \"xpt2046\"\nbus = \"SPI0.0\"", "touch.interrupt_pin: missing"},
		{"touch", `protocol = "usb"`, "touch.protocol: want one of smartset"},
		{"touch", `calibration = [1, 0, 0, 2, 0, 0]`, "touch.calibration: a·e - b·d is 0"},
		{"touch", `edge_band_px = -1`, "touch.edge_band_px: want 0 to 100, got -1"},
		{"touch", `palm_size = -1`, "touch.palm_size: want 0 to 65535, got -1"},
		{"touch", `rotation = 45`, "touch.rotation: want one of 0, 90, 180, 270, got 45"},
		{"touch", `calibration = [1, 0, 0]`, "touch.calibration: want a list of 6 numbers, got a list of 3"},
		{"touch", `calibration = [1, 0, 0, 0, "1", 0]`, "touch.calibration: want a list of 6 numbers, got the text"},
		{"touch", `min_tap = "1s"`, "touch.min_tap: want"},
		{"touch", `rebound = "1s"`, "touch.rebound: want"},
		{"touch", `dead_zone_px = -1`, "touch.dead_zone_px: want"},
		{"touch", `stuck_after = "1s"`, "touch.stuck_after: want"},
		{"api", `url = ""`, "api.url: missing"},
		{"api", `url = "ftp://h"`, "api.url: want http"},
		{"api", `url = "http:///x"`, "api.url: want http"},
		{"api", `url = "https://h/api/"`, "api.url: want an address without the slash"},
		{"api", `url = "https://h/?a=1"`, "api.url: want an address without ? and #"},
		{"api", `url = "https://user:word@h"`, "api.url: want an address without user and password"},
		{"api", `url = "http://a b"`, "api.url: want http"},
		{"api", `read_timeout = "1h"`, "api.read_timeout: want"},
		{"api", `write_timeout = "0s"`, "api.write_timeout: want"},
		{"api", `attempts = 0`, "api.attempts: want"},
		{"api", `break_after = 0`, "api.break_after: want"},
		{"api", `break_for = "1h"`, "api.break_for: want"},
		{"fleet", "hub = \"http://hub.example\"\nauthority = \"/etc/hub.pem\"", "fleet.hub: want https://"},
		{"fleet", `labels = { hall = "a" }`, "fleet.labels.hall: it stands where fleet.hall says"},
		{"fleet", `labels = { roof = "a b" }`, "fleet.labels.roof: want a name and a value"},
		{"fleet", `hub = "https://hub.example"`, "fleet.authority: want a path"},
		{"fleet", `status = "1s"`, "fleet.status: want"},
		{"api", `lists_every = "1s"`, "api.lists_every: want"},
		{"api.timeouts", `fly = "5s"`, "api.timeouts.fly: unknown operation; there are overview"},
		{"api.timeouts", `submit = "1h"`, "api.timeouts.submit: want"},
		{"api", `refresh_every = "1ms"`, "api.refresh_every: want"},
		{"api.gateway", `scheme = "md5"`, "api.gateway.scheme: want one of district, gjgxjhpt"},
		{"api.gateway", `scheme = "x-tif"`, "api.gateway.id: missing"},
		{"api.gateway", "scheme = \"x-tif\"\nid = \"k\"", "api.gateway.secret_file: missing"},
		{"api.gateway", "scheme = \"district\"\nalgorithm = \"md5\"", `api.gateway.algorithm: district has hmac-sha256, hmac-sm3, not "md5"`},
		{"api.gateway", `secret_file = "/run/secret"`, "api.gateway.scheme: calls are not signed, yet there is a secret"},
		{"api.gateway", "scheme = \"district\"\nsecret_file = \"../secret\"", "api.gateway.secret_file: want a path from the root"},
		{"api.gateway", `secret = "word"`, "api.gateway.secret: unknown key"},
		{"api.gateway", "scheme = \"sorted-kv\"\nid = \"a\"\nsecret_file = \"s\"\nalgorithm = \"sm2\"", "api.gateway.key_file: missing"},
		{"api.gateway", "scheme = \"district\"\nkey_file = \"/k\"", "api.gateway.key_file: only sorted-kv"},
		{"api.gateway", "scheme = \"district\"\nrefresh_url = \"http://h\"", "api.gateway.refresh_url: only gjgxjhpt and gjzwfwpt"},
		{"api.gateway", "scheme = \"gjzwfwpt\"\nid = \"a\"\nsecret_file = \"s\"\nrefresh_url = \"h/x\"", "api.gateway.refresh_url: want http"},
		{"api.gateway", `refresh_early = "1s"`, "api.gateway.refresh_early: want"},
		{"api.gateway", "scheme = \"district\"\nsigned_headers = [\"A\"]", "api.gateway.signed_headers: only x-hmac"},
		{"api.gateway", "scheme = \"x-hmac\"\nid = \"a\"\nsecret_file = \"s\"\nsigned_headers = [\"a b\"]", `api.gateway.signed_headers: "a b" is no name`},
		{"api.gateway", `ca_file = "ca.pem"`, "api.gateway.ca_file: want a path"},
		{"api.gateway", `ca_file = "/ca.pem"`, "api.gateway.ca_file: api.url is http"},
		{"api.gateway", `client_cert = "/c.pem"`, "api.gateway.client_key_file: missing"},
		{"api.gateway", `client_key_file = "/k.pem"`, "api.gateway.client_cert: missing"},
		{"api.gateway", `success_codes = ["0", " "]`, "api.gateway.success_codes: number 2 is empty"},
		{"api.gateway", `success_codes = [0]`, "api.gateway.success_codes: want a list of texts"},
		{"api.gateway.codes", `4091 = "open-ticket"`, "api.gateway.success_codes: missing"},
		{"api.gateway", "success_codes = [\"0\"]\n[api.gateway.codes]\n4091 = \"full house\"", "api.gateway.codes.4091: want one of closed, cut-off"},
		{"api.gateway", "success_codes = [\"0\"]\n[api.gateway.codes]\n0 = \"full\"", "api.gateway.codes.0: is in success_codes too"},
		{"api.gateway.services", `fly = "s1"`, "api.gateway.services.fly: unknown operation; there are overview"},
		{"api.gateway.services", `help = 3`, "api.gateway.services.help: want text in quotes, got 3"},
		{"slips", `ticket = "own.slip"`, "slips.ticket: want a path from the root"},
		{"slips", `ticket = 3`, "slips.ticket: want text in quotes, got 3"},
		{"journal", `path = "journal.db"`, "journal.path: want a path"},
		{"control", `socket = "sock"`, "control.socket: want a path"},
		{"control", `socket = "/` + strings.Repeat("s", 107) + `"`, "control.socket: want at most 107"},
		{"policy", `visit = "19s"`, "policy.visit: want"},
		{"policy", `reading = "1s"`, "policy.reading: want"},
		{"policy", `warn_before = "19s"`, "policy.warn_before: want 20s"},
		{"policy", `warn_before = "90s"`, "policy.visit: want more than policy.warn_before"},
		{"policy", `extend = "1s"`, "policy.extend: want"},
		{"policy", `extensions = 9`, "policy.extensions: want 10"},
		{"policy", `thanks = "0s"`, "policy.thanks: want"},
		{"policy", `take = "1h"`, "policy.take: want"},
		{"services.queue", `else = { en = "window 1" }`, "services.queue.else.zh: missing"},
		{"services", `queue = true`, "services.queue: want a table, got true"},
		{"services.shop", `offered = true`, "services.shop: unknown service"},
		{"printers", `port = "/dev/ttyS0"`, "printers: unknown key; here there are terminal, hall"},
		{"policy", `visit = "90s`, "toml: "},
		{"policy", "visit = \"90s\"\nvisit = \"80s\"", "toml: "},
	} {
		t.Run(row.table+" "+row.line, func(t *testing.T) {
			text := "[" + row.table + "]\n" + row.line + "\n"
			got := problems(t, write(t, "least.toml", least), write(t, "bad.toml", text))
			if len(got) == 0 {
				t.Fatal("accepted")
			}
			_, said, _ := strings.Cut(got[0], ": ")
			if !strings.HasPrefix(said, row.want) || !strings.HasPrefix(got[0], "bad.toml:") {
				t.Errorf("got  %q\nwant %q", got, row.want)
			}
		})
	}
}

func TestOnePortForTwoDevices(t *testing.T) {
	const socket = "pci-0000:00:14.0-usb-0:2:1.0-port0"
	for _, row := range []struct{ reader, touch, want string }{
		{"/dev/ttyS0", "/dev/ttyS0", "/dev/ttyS0 is the port of reader already"},
		{"usb:1a86:7523", "usb:1a86:7523", "usb:1a86:7523 is the port of reader already"},
		{"usb:1a86:7523", "usb:1A86:7523", "usb:1A86:7523 fits the port of reader too, usb:1a86:7523; say both paths"},
		{"usb:1a86:7523@" + socket, "usb:1a86:7523", "usb:1a86:7523 fits the port of reader too, usb:1a86:7523@" + socket + "; say both paths"},
		{"usb:@" + socket, "usb:1a86:7523@" + byPathDir + socket, "usb:1a86:7523@" + byPathDir + socket + " fits the port of reader too, usb:@" + socket + "; say both paths"},
		{"usb:1a86:7523@" + socket, "usb:1a86:7523@pci-0000:00:14.0-usb-0:3:1.0-port0", ""},
		{"usb:1a86:7523", "usb:067b:2303", ""},
		{"usb:1a86:7523", "usb:@" + socket, ""},
	} {
		text := least + "[reader]\nport = \"" + row.reader + "\"\n[touch]\nport = \"" + row.touch + "\"\n"
		var want []string
		if row.want != "" {
			want = []string{"a.toml:11: touch.port: " + row.want}
		}
		if got := problems(t, write(t, "a.toml", text)); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestCalibrationThatIsNoNumber(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		if badCalibration([6]float64{1, 0, bad, 0, 1, 0}) == "" {
			t.Errorf("%v accepted", bad)
		}
	}
}

func TestValidateWithoutAFile(t *testing.T) {
	err := Default().Validate()
	for _, key := range []string{"terminal.id: missing", "terminal.place.zh: missing", "hall.name.zh: missing", "api.url: missing"} {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%q is not in %q", key, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(least))
	f.Add([]byte("[touch]\ncalibration = [nan, 1, [2], {}, 1979-05-27T07:32:00Z, inf]\n"))
	f.Add([]byte("a.b.\"c.d\" = 1\n[[x]]\n[x.y]\nz = { w = { v = 1 } }\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := loadFrom([]file{{name: "f", data: data}}, nil)
		if err == nil && c.Validate() != nil {
			t.Error("loaded without a word, and is not valid")
		}
		if ps, ok := err.(Problems); ok {
			for _, p := range ps {
				if p.File != "f" || p.Reason == "" {
					t.Errorf("a problem without place or reason: %+v", p)
				}
			}
		}
	})
}
