package decode

import (
	"encoding/json"
	"strings"
	"testing"

	"govkiosk/drivers/idcard"
)

// Legal, and seldom seen: written from the protocols' pages.
func TestUnusualStreams(t *testing.T) {
	for name, c := range map[string]struct {
		format, text string
		from         Side
		want         []string // the beginning of each line
	}{
		"goodix: name alone":         {"goodix", "w 81 40\nr 39 31 31 00", "", []string{`{"register":"0x8140","data":"39313100"}`}},
		"goodix: one register":       {"goodix", "w 80 47\nr 41", "", []string{`{"register":"0x8047","data":"41"}`}},
		"goodix: written":            {"goodix", "w 80 47 41 20 03", "", []string{`{"register":"0x8047","data":"412003"}`}},
		"goodix: byte by byte":       {"goodix", "w 81 4E\nr 81\nw 81 4F\nr 02 90 01 F0 00 1E 00 00\nw 81 4E 00", "", []string{`{"id":2,"x":400,"y":240,"size":30}`}},
		"xpt2046: burst in one":      {"xpt2046", "tx D1 00 00 B1 00 00 C1 00 00 90 00 00\nrx 00 40 00 00 09 60 00 2E E0 00 00 00", "", []string{`{"channel":"X","value":2048}`, `{"channel":"Z1","value":300}`, `{"channel":"Z2","value":1500}`, `{"ohms":800`, `{"kind":"request","command":"power down"`}},
		"xpt2046: x of a pen up":     {"xpt2046", "tx D1 00 00\nrx 00 7F F8\ntx B1 00 00\nrx 00 09 60\ntx C1 00 00\nrx 00 2E E0", "", []string{`{"channel":"X","value":4095}`, `{"channel":"Z1"`, `{"channel":"Z2"`, `{"ohms":0`}},
		"xpt2046: asleep after each": {"xpt2046", "tx D0 00 00\nrx 00 40 00\ntx 93 00 00\nrx 00 20 00\ntx D9 00\nrx 00 40", "", []string{`{"channel":"X","value":2048}`, `{"channel":"Y","value":1024}`, `{"kind":"error"`}},
		"goodix: one line each":      {"goodix", "w 81 4E r 81 00 90 01 F0 00 1E 00 00 00\nW: 81 4E 00 r:\n", "", []string{`{"id":0,"x":400,"y":240,"size":30}`}},
		"evdev: unplugged":           {"evdev", "ABS_MT_TRACKING_ID 7\nABS_MT_POSITION_X 5\nSYN_REPORT\nread: ENODEV", "", []string{`{"slot":0,"id":7,"down":true,"x":5`, `{"slot":0,"id":7,"up":true,"cancelled":true,"x":5`}},
		"microtouch: one-touch mode": {"microtouch", "01 4D 49 0D 01 43 4E 0D", Host, []string{`{"kind":"request","command":"MI","meaning":"another mode"}`, `{"kind":"request","command":"CN","meaning":"calibrate (two touches)"}`}},
		"escpos: size of a QR code":  {"escpos-status", "37 36 32 31 1F 32 31 1F 31 1F 30 00", "", []string{`{"kind":"status","offset":0,"data":"373632311F32311F311F3000","class":"size of a QR code (GS ( k 82)","meanings":["21, 21, 1, 0"]}`}},
		"egalax: large pressure":     {"egalax", "C7 7F 7F 7F 7F FF 86 00 01 00 02", "", []string{`{"touch":true,"x":16383,"y":16383,"z":255`, `{"touch":false,"x":1,"y":2`}},
		"egalax: longest answer":     {"egalax", "0A 10 44 30 31 32 33 34 35 36 37 38 39 41 42 43 44 45 0A 11 44", "", []string{`{"firmware":"0123456789ABCDE"}`, `{"kind":"error","offset":18,"reason":"length is 17, want 1 to 16"`}},
		"elo: below zero":            {"elo", "55 54 84 F0 FF 00 80 00 00 46", "", []string{`{"kind":"up","x":-16,"y":-32768,"z":0,"pressure_valid":true}`}},
		"elo: torn at the end":       {"elo", "55 54 01 55 41 30 30 30 30 00 00 00 00 55 54", "", []string{`{"kind":"error","offset":0,`, `{"ack"`, `{"kind":"error","offset":13,"reason":"cut off"`}},
		"kerong: 03 in the data":     {"kerong", "02 30 35 03 03 03 03 03 76", "", []string{`{"kind":"read-all","board":3,"hook_bits":{"1":1,"10":1,"2":1,"9":1}`}},
		"wkly: door failed":          {"wkly", "57 4B 4C 59 0B 1F 83 00 17 FF 76", "", []string{`{"kind":"read","board":31,"status":"ok","lock":23,"door":"failed"}`}},
		"lock8a: answer cut off":     {"lock8a", "8A 01 01 80 01 01 00 80", "", []string{`{"kind":"error","offset":0,`, `{"kind":"read","board":1,"lock":1,"feedback":0}`}},
		"elo: warning pending":       {"elo", "55 54 12 E8 03 E9 03 FF 00 3B", "", []string{`{"kind":"move","x":1000,"y":1001,"z":255,"warning_pending":true}`}},
		"elo: all modes":             {"elo", "55 4D 00 47 4E 00 00 00 00 E1", "", []string{`{"mode1":71,"mode2":78,"initial":true,"stream":true,"untouch":true,"range_check":true,"trim":true,"calibration":true,"scaling":true,"tracking":true}`}},
		"elo: delays":                {"elo", "55 42 0A 02 00 00 00 00 00 4D", "", []string{`{"kind":"reply","command":"B","data":"0A020000000000","untouch_delay_ms":100,"report_delay_ms":20}`}},
		"kerong: busy cleared":       {"kerong", "02 12 38 03 4F", Host, []string{`{"kind":"request","command":"unlock-time","board":1,"lock":3,"data":"38"}`}},
		"kerong48: one stretch":      {"kerong48", "02 02 02 75 02 03 FF 02", "", []string{`{"kind":"error","offset":0,"reason":"what a CU48 answers is not established","discarded_bytes":8}`}},
		"wkly: failed, no more":      {"wkly", "57 4B 4C 59 09 01 84 FF 7A 57 4B 4C 59 09 01 82 FF 7C", "", []string{`{"kind":"other","board":1,"command":"read-all","status":"failed"}`, `{"kind":"other","board":1,"command":"open","status":"failed"}`}},
		"scanner: several answers":   {"scanner", "54 52 47 4D 4F 44 30 06 2C 58 05 2C 53 55 46 15 2E 41 0D", "", []string{`{"kind":"reply","reply":"ack","setting":"TRGMOD0"}`, `{"kind":"reply","reply":"enq","setting":"X"}`, `{"kind":"reply","reply":"nak","setting":"SUF"}`, `{"text":"A"}`}},
		"scanner: Newland's words":   {"scanner", "21 40 40 40 40 21 39 39 39 30 30 30 33 30 3B 3F 39 39 39 30 30 30 33 31 3B 5E 5E 5E 5E", "", []string{`{"kind":"reply","reply":"present"}`, `{"kind":"reply","reply":"entered"}`, `{"kind":"reply","reply":"ok","setting":"99900030"}`, `{"kind":"reply","reply":"refused","setting":"99900031"}`, `{"kind":"reply","reply":"left"}`}},
		"scanner: no word":           {"scanner", "21 41 0D", "", []string{`{"text":"!A"}`}},
		"scanner: NLS":               {"scanner", "4E 4C 53 30 33 30 32 30 31 30", Host, []string{`{"kind":"request","command":"set","family":"newland","setting":"NLS0302010"}`}},
		"evdev: type before":         {"evdev", "EV_ABS ABS_MT_TRACKING_ID 0x2d\nEV_ABS ABS_MT_POSITION_X 100\nEV_SYN SYN_REPORT 0", "", []string{`{"slot":0,"id":45,"down":true,"x":100,"y":0}`}},
		"evdev: evtest":              {"evdev", "Event: time 17.123456, type 3 (EV_ABS), code 57 (ABS_MT_TRACKING_ID), value 45\nEvent: time 17.1, type 4 (EV_MSC), code 5 (MSC_TIMESTAMP), value 0\nEvent: time 17.1, -------------- SYN_REPORT ------------\nEvent: time 17.2, type 3 (EV_ABS), code 57 (ABS_MT_TRACKING_ID), value -1\nEvent: time 17.2, -------------- SYN_REPORT ------------", "", []string{`{"slot":0,"id":45,"down":true`, `{"slot":0,"id":45,"up":true`}},
		"evdev: getevent":            {"evdev", "/dev/input/event0: EV_ABS       ABS_MT_TRACKING_ID   0000002d\n[  17.1] EV_KEY BTN_TOUCH DOWN\nEV_SYN SYN_REPORT 00000000\nEV_ABS ABS_MT_TRACKING_ID ffffffff\nEV_SYN SYN_REPORT 00000000", "", []string{`{"slot":0,"id":45,"down":true`, `{"slot":0,"id":45,"up":true`}},
		"evdev: palm by name":        {"evdev", "ABS_MT_TRACKING_ID 1\nSYN_REPORT\nABS_MT_TOOL_TYPE MT_TOOL_PALM\nSYN_REPORT", "", []string{`{"slot":0,"id":1,"down":true`, `{"slot":0,"id":1,"up":true,"cancelled":true`}},
		"evdev: answers in brackets": {"evdev", "ABS_MT_TRACKING_ID 1\nSYN_REPORT\nSYN_DROPPED\nSYN_REPORT\nEVIOCGMTSLOTS ABS_MT_TRACKING_ID: [-1, 50]\nEVIOCGMTSLOTS ABS_MT_POSITION_X: [0, 700]\nEVIOCGABS ABS_MT_SLOT value: 1", "", []string{`{"slot":0,"id":1,"down":true`, `{"slot":0,"id":1,"up":true,"cancelled":true`, `{"slot":1,"id":50,"down":true,"x":700`}},
		"idcard: one AA too many":    {"idcard", "AA AA AA AA 96 69 00 04 00 00 80 84", "", []string{`{"kind":"error","offset":0,"reason":"no frame begins here","discarded_bytes":1}`, `{"kind":"reply","sw1":"00","sw2":"00","sw3":"80"`}},
		"idcard: vendor's own":       {"idcard", "AA AA AA 96 69 00 04 00 00 4E 4A", "", []string{`{"kind":"reply","sw1":"00","sw2":"00","sw3":"4E","meaning":"unknown status"`}},
		"idcard: RF length":          {"idcard", "AA AA AA 96 69 00 04 61 FF 58 C2", Host, []string{`{"kind":"request","cmd":"61","para":"FF","data":"58"`}},
		"scanner: three suffixes":    {"scanner", "41 0D 42 0A 43 0D 0A", "", []string{`{"text":"A"}`, `{"text":"B"}`, `{"text":"C"}`}},
	} {
		stream, err := Input(c.format, c.text)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if _, err := Stream(&out, c.format, stream, Opts{From: c.from}); err != nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(got) != len(c.want) {
			t.Errorf("%s: %s", name, out.String())
			continue
		}
		for i, want := range c.want {
			if !strings.HasPrefix(got[i], want) {
				t.Errorf("%s: line %d is %s, want %s", name, i+1, got[i], want)
			}
		}
	}
}

// A record at every length that a read has, over a line that cut it anywhere.
func TestReadsOfEveryLength(t *testing.T) {
	text := make([]byte, 256)
	for i := range 128 {
		text[2*i] = ' '
	}
	for _, fp := range []int{0, 512, 1024} {
		head := []byte{0, 0, 0x90, 1, 0, 4, 0, byte(fp >> 8), byte(fp)}
		body := append(append(head, text...), make([]byte, 1024+fp)...)
		frame := []byte{0xAA, 0xAA, 0xAA, 0x96, 0x69, byte((len(body) + 1) >> 8), byte(len(body) + 1)}
		frame = append(frame, body...)
		check := byte(0)
		for _, v := range frame[5:] {
			check ^= v
		}
		frame = append(frame, check)
		if want := 1297 + fp; len(frame) != want {
			t.Fatalf("%d bytes, want %d", len(frame), want)
		}
		d := idcard.NewDecoder(false)
		whole := 0
		for _, b := range frame {
			whole += len(d.Feed([]byte{b}))
		}
		var out strings.Builder
		if _, err := Stream(&out, "idcard", frame, Opts{}); err != nil {
			t.Fatal(err)
		}
		var said struct {
			Kind   string
			Record map[string]any
		}
		if err := json.Unmarshal([]byte(strings.Split(out.String(), "\n")[0]), &said); err != nil || said.Kind != "reply" || whole != 1 {
			t.Errorf("fingerprint of %d: %v, %d frames, %s", fp, err, whole, out.String())
		}
	}
}
