package decode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// object is a line of the output.
type object = map[string]any

// explain runs Stream on hexadecimal text.
func explain(t *testing.T, format, text string, o Opts) (lines []object, whole bool) {
	t.Helper()
	stream, err := ParseHex(text)
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

func readJSON(t testing.TB, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

type cardVector struct {
	ID       string         `json:"id"`
	Request  string         `json:"request_hex"`
	Reply    string         `json:"response_hex"`
	RequestK *bool          `json:"request_checksum_verified"`
	ReplyOK  *bool          `json:"response_checksum_verified"`
	Expect   map[string]any `json:"expect"`
}

func cardVectors(t testing.TB) []cardVector {
	t.Helper()
	var v struct{ Vectors []cardVector }
	readJSON(t, "../../drivers/idcard/testdata/vectors.json", &v)
	if len(v.Vectors) < 40 {
		t.Fatalf("%d vectors", len(v.Vectors))
	}
	return v.Vectors
}

// TestCardRequests reads every request that was published.
func TestCardRequests(t *testing.T) {
	for _, v := range cardVectors(t) {
		if v.Request == "" {
			continue
		}
		b, err := ParseHex(v.Request)
		if err != nil {
			t.Fatal(err)
		}
		lines, whole := explain(t, "idcard", v.Request, Opts{From: Host})
		if whole != *v.RequestK {
			t.Errorf("%s: whole is %v", v.ID, whole)
		}
		if want := hexOf(b[7:8]); whole && (lines[0]["kind"] != "request" || lines[0]["cmd"] != want || lines[0]["para"] != hexOf(b[8:9]) || lines[0]["data"] != hexOf(b[9:len(b)-1])) {
			t.Errorf("%s: %v", v.ID, lines[0])
		}
	}
}

// TestCardReplies reads every reply and finds in it what the vector expects.
func TestCardReplies(t *testing.T) {
	for _, v := range cardVectors(t) {
		if v.Reply == "" {
			continue
		}
		lines, whole := explain(t, "idcard", v.Reply, Opts{Reveal: true})
		if v.ReplyOK != nil && whole != *v.ReplyOK {
			t.Errorf("%s: whole is %v", v.ID, whole)
		}
		if frames, ok := v.Expect["frames"]; ok {
			if got := count(lines, "reply"); float64(got) != frames {
				t.Errorf("%s: %d frames, want %v", v.ID, got, frames)
			}
			continue
		}
		if whole {
			checkReply(t, v, lines[0])
		}
	}
}

func count(lines []object, kind string) (n int) {
	for _, l := range lines {
		if l["kind"] == kind {
			n++
		}
	}
	return n
}

// checkReply compares with what the vector expects of the reply or of the
// record in it. Some expectations say a word more after the value.
func checkReply(t *testing.T, v cardVector, got object) {
	b, err := ParseHex(v.Reply)
	if err != nil {
		t.Fatal(err)
	}
	if got["sw3"] != hexOf(b[9:10]) || got["data"] != hexOf(b[10:len(b)-1]) {
		t.Errorf("%s: %v", v.ID, got)
	}
	if record, ok := got["record"].(object); ok {
		got = record
	}
	for key, want := range v.Expect {
		switch want := want.(type) {
		case string:
			value, _, _ := strings.Cut(want, " (")
			if key != "address_note" && got[key] != value {
				t.Errorf("%s: %s is %v, want %s", v.ID, key, got[key], value)
			}
		case []any:
			if a, ok := got[key].([]any); !ok || len(a) != len(want) || a[0] != want[0] || a[1] != want[1] {
				t.Errorf("%s: %s is %v, want %v", v.ID, key, got[key], want)
			}
		}
	}
	if strings.HasPrefix(v.ID, "synthetic-fp-") && (got["type"] != "citizen" || got["fingerprint_bytes"] == nil) {
		t.Errorf("%s: no record with a fingerprint: %v", v.ID, got)
	}
}

// What the vectors' people are called and numbered must not be in the output
// in any form, hexadecimal among them, unless it is asked for.
func TestNobodyIsShownUnasked(t *testing.T) {
	secrets := []string{
		"张三", "李四", "陈样例", "样例", "TEST, SAMPLE", "H12345678", "SAU320085010115", "路１２号", "甲路", "乙路",
		"440524188001010014", "110104200002290017", "810000199408230021", "932682198501010017", "1994-08-23",
		"205F094E", "4E67DB56", // two names as UTF-16
	}
	for _, v := range cardVectors(t) {
		if v.Reply == "" {
			continue
		}
		stream, err := ParseHex(v.Reply)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := Stream(&out, "idcard", stream, Opts{}); err != nil {
			t.Fatal(err)
		}
		for _, secret := range secrets {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%s shows %q: %s", v.ID, secret, out.String())
			}
		}
	}
}

func TestRecordAlone(t *testing.T) {
	for _, v := range cardVectors(t) {
		if v.ID != "synthetic-hmt-J" {
			continue
		}
		b, err := ParseHex(v.Reply)
		if err != nil {
			t.Fatal(err)
		}
		record := hexOf(b[14 : 14+256])
		lines, whole := explain(t, "idcard-record", record, Opts{Reveal: true})
		if !whole || lines[0]["kind"] != "record" || lines[0]["type"] != "J" || lines[0]["id"] != "810000199408230021" {
			t.Errorf("got %v", lines)
		}
		masked, _ := explain(t, "idcard-record", record, Opts{})
		if masked[0]["id"] != "810000********0021" || masked[0]["name"] != "陈*例" {
			t.Errorf("got %v", masked)
		}
	}
	lines, whole := explain(t, "idcard-record", "20 00", Opts{})
	if whole || lines[0]["kind"] != "error" || !strings.Contains(lines[0]["reason"].(string), "256 bytes, not 2") {
		t.Errorf("two bytes: %v", lines)
	}
}

// A reply whose data fits nothing is shown and reported; it may be somebody's
// record all the same.
func TestDataThatFitsNothing(t *testing.T) {
	const text = "AA AA AA 96 69 00 07 00 00 90 20 5F 09 E1" // 3 bytes of data
	lines, whole := explain(t, "idcard", text, Opts{})
	if whole || count(lines, "reply") != 1 || count(lines, "error") != 1 || lines[0]["data"] != "3 bytes, masked" {
		t.Errorf("whole %v: %v", whole, lines)
	}
}

// A card whose appended records are all blank has none: an empty list, not no
// word of it.
func TestBlankAddresses(t *testing.T) {
	lines, whole := explain(t, "idcard", "AA AA AA 96 69 00 4A 00 00 90"+strings.Repeat(" 20 00", 35)+" FA", Opts{})
	if a, ok := lines[0]["addresses"].([]any); !whole || !ok || len(a) != 0 {
		t.Errorf("whole %v: %v", whole, lines)
	}
}

// How each finger was taken is in byte 5 of its template.
func TestFingersTellHowTheyWereTaken(t *testing.T) {
	var text string
	for _, v := range cardVectors(t) {
		if v.ID == "synthetic-fp-1024" {
			text = v.Reply
		}
	}
	b, err := ParseHex(text)
	if err != nil {
		t.Fatal(err)
	}
	const first = 10 + 6 + 256 + 1024
	for _, c := range []struct {
		codes [2]byte
		want  string
	}{{[2]byte{1, 2}, "[ok failed]"}, {[2]byte{3, 9}, "[not enrolled unknown]"}, {[2]byte{0, 7}, "[unknown unknown]"}} {
		b[first+4], b[first+512+4] = c.codes[0], c.codes[1]
		b[len(b)-1] = 0
		for _, v := range b[5 : len(b)-1] {
			b[len(b)-1] ^= v
		}
		lines, whole := explain(t, "idcard", hexOf(b), Opts{})
		if got := fmt.Sprint(lines[0]["record"].(object)["enrolment"]); !whole || got != c.want {
			t.Errorf("%v: %s, want %s", c.codes, got, c.want)
		}
	}
}

func TestManagementNumber(t *testing.T) {
	const text = "AA AA AA 96 69 00 20 00 00 90 01 02 03 04 11 11 11 11 11 11 11 11 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 B4"
	lines, whole := explain(t, "idcard", text, Opts{Reveal: true})
	if !whole {
		t.Fatalf("got %v", lines)
	}
	m := lines[0]["management"].(object)
	if m["iin"] != "01020304" || m["serial"] != strings.Repeat("11", 8) || m["number"] != strings.Repeat("22", 16) {
		t.Errorf("got %v", m)
	}
	masked, _ := explain(t, "idcard", text, Opts{})
	if m := masked[0]["management"].(object); m["number"] != hidden || strings.Contains(masked[0]["data"].(string), "22") {
		t.Errorf("got %v", masked)
	}
}

// TestEloVectors reads every case and answer of the touch vectors.
func TestEloVectors(t *testing.T) {
	var v struct {
		SmartSet struct {
			Cases []struct {
				Name, Device string
				Expect       []object
			}
			Commands []struct {
				Name, Device string
				Expect       any
			}
		} `json:"elo_smartset"`
	}
	readJSON(t, "../../drivers/touch/testdata/vectors.json", &v)
	for _, c := range v.SmartSet.Cases {
		lines, _ := explain(t, "elo", c.Device, Opts{})
		last := lines[len(lines)-1]
		for key, want := range c.Expect[0] {
			if last[key] != want {
				t.Errorf("%s: %s is %v, want %v", c.Name, key, last[key], want)
			}
		}
	}
	for _, c := range v.SmartSet.Commands {
		lines, whole := explain(t, "elo", c.Device, Opts{})
		want, ok := c.Expect.(object)
		if !ok {
			want = object{"ack": "ok"}
		}
		for key, w := range want {
			if errs, ok := w.([]any); ok {
				w = errs[0]
				lines[0][key] = lines[0][key].([]any)[0]
			}
			if !whole || lines[0][key] != w {
				t.Errorf("%s: %s is %v, want %v", c.Name, key, lines[0][key], w)
			}
		}
	}
}

func TestWrongUse(t *testing.T) {
	for _, c := range []struct {
		format string
		o      Opts
		want   string
	}{
		{"morse", Opts{}, "unknown format"},
		{"elo", Opts{From: "moon"}, "not from"},
		{"escpos-status", Opts{From: Host}, "device only"},
		{"elo", Opts{Protocol: "x"}, "unknown protocol"},
	} {
		if _, err := Stream(new(bytes.Buffer), c.format, nil, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// FuzzStream wants an answer for whatever bytes: no panic, valid lines, and a
// line of error exactly where something could not be read.
func FuzzStream(f *testing.F) {
	f.Add([]byte{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x90, 0x94}, uint8(0), false)
	f.Add(make([]byte, 256), uint8(3), true)
	for _, v := range cardVectors(f) {
		for text, host := range map[string]bool{v.Reply: false, v.Request: true} {
			b, err := ParseHex(text)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b, uint8(slices.Index(Formats(), "idcard")), host)
		}
	}
	for format, text := range map[string]string{
		"lock8a": "80 01 00 02 FF 33 4F", "kerong": "02 10 35 05 80 00 00 03 CF", "kerong48": "02 00 04 51 03 5A",
		"wkly": "57 4B 4C 59 0B 01 82 FF 04 01 7B", "elo": "55 54 92 00 08 00 08 2F 00 24", "elo6": "EA BC 4F 28 00 0F", "elo4": "C1 A0 7E 20",
		"microtouch": "C0 00 40 00 20 01 30 0D", "egalax": "C7 40 00 20 00 33 0A 05 44 30 2E 39 39",
		"scanner":       "54 06 2C 58 05 2E 40 40 40 40 21 39 39 39 30 3B 0D 02 00 00 01 00 33 31",
		"escpos-status": "37 22 30 30 30 31 00 14 00 00 0F 10 0F 24 00 40 01 12", "star-status": "23 06 0A 00 00 08 02 00 00",
	} {
		b, err := ParseHex(text)
		if err != nil {
			f.Fatal(err)
		}
		for _, host := range []bool{false, true} {
			f.Add(b, uint8(slices.Index(Formats(), format)), host)
		}
	}
	f.Fuzz(func(t *testing.T, stream []byte, which uint8, host bool) {
		o := Opts{Reveal: which&16 != 0}
		if host {
			o.From = Host
		}
		format := Formats()[int(which)%len(formats)]
		if host && !formats[format].host {
			return
		}
		lines, whole := explain(t, format, hexOf(stream), o)
		if whole != (count(lines, "error") == 0) {
			t.Errorf("whole is %v with %v", whole, lines)
		}
	})
}
