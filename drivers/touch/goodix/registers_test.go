package goodix

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// transfer is one on the bus, in hexadecimal.
type transfer struct{ W, R string }

type vectorCase struct {
	Name   string
	I2C    []transfer `json:"i2c"`
	Expect json.RawMessage
}

// readCases reads what the kernel's driver and the guide make of transfers,
// built by hand.
func readCases(t testing.TB) map[string]vectorCase {
	t.Helper()
	data, err := os.ReadFile("../testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Chip struct{ Cases []vectorCase } `json:"gt911"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Chip.Cases) != 7 {
		t.Fatalf("%d cases, want 7", len(v.Chip.Cases))
	}
	cases := make(map[string]vectorCase)
	for _, c := range v.Chip.Cases {
		name, _, _ := strings.Cut(c.Name, ",")
		cases[name] = c
	}
	return cases
}

func TestIdentityVector(t *testing.T) {
	id, err := ParseID(unhex(t, readCases(t)["identify"].I2C[0].R))
	if err != nil || id != (ID{"911", 0x1060}) || id.MaxTouch() != 5 {
		t.Errorf("got %+v %v", id, err)
	}
	for _, bad := range []string{"FF FF FF FF FF FF", "00 00 00 00 00 00", "39 31 31"} {
		if id, err := ParseID(unhex(t, bad)); err == nil {
			t.Errorf("%s: %+v", bad, id)
		}
	}
	if id, err := ParseID(unhex(t, "31 31 35 31 00 10")); err != nil || id.MaxTouch() != 0 {
		t.Errorf("a GT1151 is %+v %v of the family", id, err)
	}
}

// joined is what the reads of a case brought from 0x814E on.
func joined(t *testing.T, c vectorCase) (b []byte) {
	for _, x := range c.I2C {
		b = append(b, unhex(t, x.R)...)
	}
	return b
}

func TestReportVectors(t *testing.T) {
	cases := readCases(t)
	for _, name := range []string{"one point", "two points", "all released"} {
		var want []Point
		if err := json.Unmarshal(cases[name].Expect, &want); err != nil {
			t.Fatal(err)
		}
		r, err := ParseReport(joined(t, cases[name]), 5)
		if err != nil || !r.Ready || len(r.Points) != len(want) {
			t.Errorf("%s: %+v %v", name, r, err)
			continue
		}
		for i, p := range want {
			if r.Points[i] != p {
				t.Errorf("%s: %+v, want %+v", name, r.Points[i], p)
			}
		}
	}
	if r, err := ParseReport(joined(t, cases["large-detect bit 6 (palm)"]), 5); err != nil || !r.Large {
		t.Errorf("palm: %+v %v", r, err)
	}
	if _, err := ParseReport(joined(t, cases["too many points"]), 5); drivers.KindOf(err) != drivers.Protocol {
		t.Errorf("too many points: %v", err)
	}
}

func TestKeysAndProximity(t *testing.T) {
	key := unhex(t, "91 00 90 01 F0 00 1E 00 00 02") // one point, and key 2
	if r, err := ParseReport(key, 5); err != nil || !r.HasKey || r.Key != 2 || len(r.Points) != 1 {
		t.Errorf("got %+v %v", r, err)
	}
	alone := unhex(t, "90 04 00 00 00 00 00 00 00 00") // the key byte follows no point
	if r, err := ParseReport(alone, 5); err != nil || r.Key != 4 || r.Points != nil {
		t.Errorf("got %+v %v", r, err)
	}
	near := unhex(t, "A1 20 00 00 00 00 00 00 00  03 0A 00 14 00 05 00 00") // record 32, then the point
	if r, err := ParseReport(near, 5); err != nil || !cmp.Equal(r.Points, []Point{{3, 10, 20, 5}}) {
		t.Errorf("got %+v %v", r, err)
	}
	if got := ReportSize(0xA1); got != 18 {
		t.Errorf("with a proximity record %d bytes, want 18", got)
	}
}

func TestConfig(t *testing.T) {
	b := make([]byte, configSize)
	copy(b, []byte{0x41, 0x38, 0x04, 0x80, 0x07, 0x35, 0x0D})
	sum := byte(0)
	for _, v := range b {
		sum += v
	}
	b[configSize-1] = -sum
	want := Config{Version: 0x41, XMax: 1080, YMax: 1920, MaxTouch: 5, Trigger: 1}
	if got, err := ParseConfig(b); err != nil || got != want {
		t.Errorf("got %+v %v, want %+v", got, err, want)
	}
	b[100] = 1
	if _, err := ParseConfig(b); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a damaged configuration: %v", err)
	}
	if _, err := ParseConfig(b[:20]); err == nil {
		t.Error("20 bytes were enough")
	}
}

// Whatever the chip says: no panic, no more points than there can be, and what
// is read fits into the bytes that were asked for.
func FuzzReport(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(unhex(f, c.I2C[0].R), uint8(5))
	}
	f.Fuzz(func(t *testing.T, b []byte, most uint8) {
		r, err := ParseReport(b, int(most%11))
		if err == nil && len(r.Points) > int(most%11) {
			t.Errorf("%d points", len(r.Points))
		}
		if err == nil && r.Ready && len(b) < ReportSize(b[0])-1 {
			t.Errorf("a report of %d bytes out of %d", ReportSize(b[0]), len(b))
		}
		if id, err := ParseID(b); err == nil && (len(id.Product) == 0 || len(id.Product) > 4) {
			t.Errorf("product %q", id.Product)
		}
		if c, err := ParseConfig(b); err == nil && c.MaxTouch > 15 {
			t.Errorf("%+v", c)
		}
	})
}
