package decode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// touchVectors are the published bytes and transfers of the touch controllers.
type touchVectors struct {
	Six        struct{ Cases []touchCase }           `json:"elo_e281a_4002_6byte"`
	Four       struct{ Cases []touchCase }           `json:"elo_e271_140_4byte"`
	MicroTouch struct{ Cases, Commands []touchCase } `json:"microtouch_format_tablet"`
	EGalax     struct{ Cases, Commands []touchCase } `json:"egalax_serial"`
	Goodix     struct{ Cases []touchCase }           `json:"gt911"`
	FocalTech  struct{ Cases []touchCase }           `json:"ft5x06_ft6236"`
	XPT2046    struct{ Cases []touchCase }           `json:"xpt2046_ads7846"`
	Evdev      struct{ Cases []touchCase }           `json:"evdev_type_b"`
}

type touchCase struct {
	Name         string
	Device, Host string
	Tx, Rx       string
	I2C          []struct{ W, R string } `json:"i2c"`
	Events       []string
	After        string
	State        map[string]json.RawMessage `json:"state_query"`
	Precondition struct {
		Contacts []struct{ Slot, ID, X, Y int }
		Current  int `json:"current_slot"`
	}
	Expect any
}

func readTouch(t testing.TB) (v touchVectors) {
	t.Helper()
	readJSON(t, "../../drivers/touch/testdata/vectors.json", &v)
	return v
}

// explainInput runs Stream on what a person writes.
func explainInput(t *testing.T, format, text string, o Opts) (lines []object, whole bool) {
	t.Helper()
	stream, err := Input(format, text)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if whole, err = Stream(&out, format, stream, o); err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(&out); d.More(); {
		var l object
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines, whole
}

// covers wants every field of every expected object in the line in its place.
func covers(t *testing.T, name string, lines []object, expect []any) {
	t.Helper()
	if len(lines) != len(expect) {
		t.Errorf("%s: %d lines, want %d: %v", name, len(lines), len(expect), lines)
		return
	}
	for i, e := range expect {
		for key, want := range e.(object) {
			if fmt.Sprint(lines[i][key]) != fmt.Sprint(want) && (want != false || lines[i][key] != nil) {
				t.Errorf("%s: %s is %v, want %v", name, key, lines[i][key], want)
			}
		}
	}
}

// without leaves lines of error out.
func without(lines []object) []object {
	return slices.DeleteFunc(lines, func(l object) bool { return l["kind"] == "error" })
}

func TestSerialTouchVectors(t *testing.T) {
	v := readTouch(t)
	for format, cases := range map[string][]touchCase{
		"elo6": v.Six.Cases, "elo4": v.Four.Cases, "microtouch": v.MicroTouch.Cases, "egalax": v.EGalax.Cases,
	} {
		if len(cases) == 0 {
			t.Errorf("no cases of %s", format)
		}
		for _, c := range cases {
			lines, whole := explainInput(t, format, c.Device, Opts{})
			if torn := strings.Contains(c.Name, "mid-packet"); whole == torn {
				t.Errorf("%s %s: whole is %v", format, c.Name, whole)
			}
			covers(t, format+" "+c.Name, without(lines), c.Expect.([]any))
		}
	}
}

func TestCommandsAndReplies(t *testing.T) {
	v := readTouch(t)
	for _, c := range v.MicroTouch.Commands {
		if c.Host != "" {
			lines, whole := explainInput(t, "microtouch", c.Host, Opts{From: Host})
			if !whole || len(lines) != 1 || lines[0]["meaning"] != c.Name {
				t.Errorf("%s: %v", c.Name, lines)
			}
		}
		lines, whole := explainInput(t, "microtouch", c.Device, Opts{})
		if want, ok := c.Expect.(string); ok && (!whole || lines[0]["meaning"] != want) {
			t.Errorf("%s: %v, want %s", c.Name, lines, want)
		}
	}
	for _, c := range v.EGalax.Commands {
		lines, whole := explainInput(t, "egalax", c.Host, Opts{From: Host})
		if !whole || lines[0]["meaning"] != c.Name {
			t.Errorf("%s: %v", c.Name, lines)
		}
	}
	if lines, _ := explainInput(t, "egalax", "0A 01 41 0A 03 45 41 42 0A 02 47 01", Opts{}); lines[0]["active"] != true || lines[1]["controller"] != "AB" || lines[2]["data"] != "01" {
		t.Errorf("got %v", lines)
	}
}

// transcript writes a case's transfers as people do.
func transcript(c touchCase) string {
	var text strings.Builder
	for _, x := range c.I2C {
		fmt.Fprintf(&text, "w %s\n", x.W)
		if x.R != "" {
			fmt.Fprintf(&text, "r %s  # of %s\n", x.R, c.Name)
		}
	}
	return text.String()
}

func TestGoodixVectors(t *testing.T) {
	for _, c := range readTouch(t).Goodix.Cases {
		lines, whole := explainInput(t, "goodix", transcript(c), Opts{})
		switch want := c.Expect.(type) {
		case []any:
			covers(t, c.Name, lines, want)
		case object:
			covers(t, c.Name, lines, []any{want})
		case string: // an error
			if whole || count(lines, "error") != 1 || !strings.Contains(fmt.Sprint(lines[0]["reason"]), "15 points, 5 at most") {
				t.Errorf("%s: %v", c.Name, lines)
			}
		case nil:
			covers(t, c.Name, lines, []any{object{"command": "screen off"}})
		}
	}
}

func TestGoodixBesidePoints(t *testing.T) {
	for text, want := range map[string]object{
		"w 81 4E\nr 90 04 00 00 00 00 00 00 00 00": {"key": 4},
		"w 81 4E\nr C0":    {"large": true},
		"w 81 4E\nr 00":    {"ready": false},
		"w 80 50\nr 01 02": {"register": "0x8050", "data": "0102"},
	} {
		lines, whole := explainInput(t, "goodix", text, Opts{})
		if !whole {
			t.Errorf("%q: %v", text, lines)
		}
		for key, w := range want {
			if len(lines) != 1 || fmt.Sprint(lines[0][key]) != fmt.Sprint(w) {
				t.Errorf("%q: %v, want %v", text, lines, want)
			}
		}
	}
	config := "w 80 47\nr 41 38 04 80 07 05 01" + strings.Repeat(" 00", 177)
	sum := 0
	for _, b := range []int{0x41, 0x38, 0x04, 0x80, 0x07, 0x05, 0x01} {
		sum += b
	}
	lines, whole := explainInput(t, "goodix", fmt.Sprintf("%s %02X", config, byte(-sum)), Opts{})
	if !whole || lines[0]["x_max"] != 1080.0 || lines[0]["y_max"] != 1920.0 || lines[0]["config_version"] != 65.0 {
		t.Errorf("got %v", lines)
	}
}

func TestFocalTechVectors(t *testing.T) {
	v := readTouch(t).FocalTech.Cases
	for _, c := range v {
		lines, whole := explainInput(t, "focaltech", transcript(c), Opts{})
		if !whole {
			t.Errorf("%s: %v", c.Name, lines)
		}
		switch want := c.Expect.(type) {
		case []any:
			covers(t, c.Name, lines, want)
		case object:
			covers(t, c.Name, lines, []any{want})
		}
	}
	lines, whole := explainInput(t, "focaltech", transcript(v[0])+transcript(v[2]), Opts{})
	if !whole || len(lines) != 2 || lines[1]["event"] != "up" || lines[1]["absent"] != true {
		t.Errorf("release by absence: %v", lines)
	}
	if lines, whole := explainInput(t, "focaltech", "w 00\nr FF FF FF", Opts{}); whole || count(lines, "error") != 1 {
		t.Errorf("asleep: %v", lines)
	}
}

func TestXPT2046Vectors(t *testing.T) {
	var burst strings.Builder
	for _, c := range readTouch(t).XPT2046.Cases {
		if c.Tx == "" {
			continue
		}
		fmt.Fprintf(&burst, "tx %s\nrx %s\n", c.Tx, c.Rx)
		lines, whole := explainInput(t, "xpt2046", fmt.Sprintf("w %s\nr %s", c.Tx, c.Rx), Opts{})
		if !whole || lines[0]["channel"] != c.Name || lines[0]["value"] != c.Expect {
			t.Errorf("%s: %v, want %v", c.Name, lines, c.Expect)
		}
	}
	lines, whole := explainInput(t, "xpt2046", burst.String()+"tx 90 00 00\nrx 00 00 00", Opts{})
	if !whole || len(lines) != 5 || lines[3]["ohms"] != 800.0 || lines[4]["command"] != "power down" {
		t.Errorf("a burst: %v", lines)
	}
}

// events writes a case's events as people do, with what was before.
func events(v []touchCase, c touchCase) (text string, skip int) {
	var b strings.Builder
	for _, before := range v {
		if before.Name == c.After {
			b.WriteString(strings.Join(before.Events, "\n") + "\n")
			skip = 2
		}
	}
	if p := c.Precondition; p.Contacts != nil {
		for _, q := range []struct {
			name  string
			value func(i int) int
		}{
			{"TRACKING_ID", func(i int) int { return p.Contacts[i].ID }},
			{"POSITION_X", func(i int) int { return p.Contacts[i].X }}, {"POSITION_Y", func(i int) int { return p.Contacts[i].Y }},
		} {
			fmt.Fprintf(&b, "EVIOCGMTSLOTS ABS_MT_%s %d %d\n", q.name, q.value(0), q.value(1))
		}
		fmt.Fprintf(&b, "EVIOCGABS ABS_MT_SLOT %d\n", p.Current)
		skip = 2
	}
	b.WriteString(strings.Join(c.Events, "\n") + "\n")
	for query, value := range c.State {
		query = strings.TrimSuffix(query, " value")
		numbers := strings.Fields(strings.NewReplacer("[", " ", "]", " ", ",", " ").Replace(string(value)))
		fmt.Fprintf(&b, "%s %s\n", query, strings.Join(numbers, " "))
	}
	return b.String(), skip
}

func TestEvdevVectors(t *testing.T) {
	v := readTouch(t).Evdev.Cases
	for _, c := range v {
		if c.Events == nil {
			continue
		}
		text, skip := events(v, c)
		lines, whole := explainInput(t, "evdev", text, Opts{})
		if !whole || len(lines) < skip {
			t.Errorf("%s: %v", c.Name, lines)
			continue
		}
		var want []any
		for _, frame := range c.Expect.([]any) {
			want = append(want, frame.([]any)...)
		}
		covers(t, c.Name, lines[skip:], want)
		if c.Name == "SYN_DROPPED" && (lines[2]["cancelled"] != true || lines[4]["cancelled"] != nil) {
			t.Errorf("%s: %v", c.Name, lines)
		}
	}
}

// A single-touch recording as bytes, and what cannot be read in one.
func TestEvdevBytes(t *testing.T) {
	event := func(typ, code, value string) string {
		return strings.Repeat("00", 16) + typ + "00" + code + value + "000000"
	}
	text := event("03", "0000", "0A") + event("03", "0100", "14") + event("01", "4A01", "01") + event("00", "0000", "00") +
		event("01", "4A01", "00") + event("00", "0000", "00")
	want := []any{object{"slot": 0.0, "down": true, "x": 10.0, "y": 20.0}, object{"slot": 0.0, "up": true, "x": 10.0, "y": 20.0}}
	lines, whole := explainInput(t, "evdev", text, Opts{})
	if !whole {
		t.Errorf("got %v", lines)
	}
	covers(t, "bytes", lines, want)
	lines, whole = explainInput(t, "evdev", text+"00", Opts{})
	if whole || lines[2]["reason"] != "cut off" || lines[2]["offset"] != 144.0 {
		t.Errorf("got %v", lines)
	}
	lines, whole = explainInput(t, "evdev", "ABS_MT_TRACKING_ID 1\nSYN_REPORT\nSYN_DROPPED\nSYN_REPORT\n", Opts{})
	if whole || lines[1]["cancelled"] != true || count(lines, "error") != 1 {
		t.Errorf("a gap without answers: %v", lines)
	}
}

func TestTranscriptsThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"r 00":                   "line 1: want w or r",
		"w 81 4E\nr 80\nr 80":    "line 3: want w or r",
		"# nothing\nw 81 4X":     "line 2: \"81 4X\" is not hexadecimal",
		"x 81":                   "want w or r",
		"81 4E w 00":             "line 1: want w or r",
		"w 81":                   "a register has 16 bits",
		"w 81 4E\nr 82 00 01":    "report of 18 bytes, 3 were read",
		"w 81 4E\nr FF FF FF FF": "15 points",
	} {
		lines, whole := explainInput(t, "goodix", text, Opts{})
		if whole || count(lines, "error") == 0 || !strings.Contains(fmt.Sprint(lines), want) {
			t.Errorf("%q: %v, want %q", text, lines, want)
		}
	}
	for _, bad := range []string{"KEY_A 1", "ABS_MT_SLOT", "EVIOCGABS", "EVIOCGABS ABS_MT_SLOT", "EVIOCGABS ABS_Z 1", "EVIOCGABS ABS_X y", "EVIOCG_"} {
		if lines, whole := explainInput(t, "evdev", bad, Opts{}); whole || count(lines, "error") != 1 {
			t.Errorf("%q: %v", bad, lines)
		}
	}
}

// FuzzText wants an answer for whatever text, as FuzzStream does for bytes.
func FuzzText(f *testing.F) {
	f.Add("w 81 4E\nr 82 00 0A 00 14 00 05 00 00 03\nw 81 58\nr 16 03 D6 01 09 00 00 00\nw 81 4E 00", uint8(0))
	f.Add("w 00\nr 00 00 01 00 78 01 2C 00 00 C0 00 F0 00 00 00\nw A3\nr 36", uint8(1))
	f.Add("tx D1 00 00\nrx 00 40 00", uint8(2))
	f.Add("ABS_MT_TRACKING_ID 1\nSYN_DROPPED\nSYN_REPORT\nEVIOCGABS ABS_MT_SLOT 1", uint8(3))
	f.Add("Event: time 1.5, type 3 (EV_ABS), code 57 (ABS_MT_TRACKING_ID), value 45\nEvent: time 1.5, ---- SYN_REPORT ----", uint8(3))
	f.Add("/dev/input/event0: EV_ABS ABS_MT_TRACKING_ID 0000002d\nEV_SYN SYN_REPORT 0\nEVIOCGMTSLOTS ABS_MT_TRACKING_ID: [0x1, ffffffff]", uint8(3))
	v := readTouch(f)
	for _, c := range v.Goodix.Cases {
		f.Add(transcript(c), uint8(0))
	}
	for _, c := range v.FocalTech.Cases {
		f.Add(transcript(c), uint8(1))
	}
	for _, c := range v.Evdev.Cases {
		text, _ := events(v.Evdev.Cases, c)
		f.Add(text, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		format := []string{"goodix", "focaltech", "xpt2046", "evdev"}[which%4]
		lines, whole := explainInput(t, format, text, Opts{})
		if whole != (count(lines, "error") == 0) {
			t.Errorf("whole is %v with %v", whole, lines)
		}
	})
}
