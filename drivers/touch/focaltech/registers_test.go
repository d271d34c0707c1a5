package focaltech

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type vectorCase struct {
	Name   string
	I2C    []struct{ W, R string } `json:"i2c"`
	Expect json.RawMessage
}

// readCases reads transfers that were built by hand from public headers.
func readCases(t testing.TB) []vectorCase {
	t.Helper()
	data, err := os.ReadFile("../testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Chip struct{ Cases []vectorCase } `json:"ft5x06_ft6236"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Chip.Cases) != 4 {
		t.Fatalf("%d cases, want 4", len(v.Chip.Cases))
	}
	return v.Chip.Cases
}

func TestReportVectors(t *testing.T) {
	for _, c := range readCases(t)[:2] {
		var want []struct {
			ID    int
			Event PointEvent
			X, Y  *int
		}
		if err := json.Unmarshal(c.Expect, &want); err != nil {
			t.Fatal(err)
		}
		r := ParseReport(unhex(t, c.I2C[0].R))
		if r.Absent || r.Invalid != "" || len(r.Points) != len(want) {
			t.Errorf("%s: %+v", c.Name, r)
			continue
		}
		for i, w := range want {
			p := r.Points[i]
			if p.ID != w.ID || p.Event != w.Event || w.X != nil && (p.X != *w.X || p.Y != *w.Y) {
				t.Errorf("%s: %+v, want %+v", c.Name, p, w)
			}
		}
		if live := r.Live(); (len(live) == 1) != (want[0].Event == EventDown) {
			t.Errorf("%s: %+v is on the glass", c.Name, live)
		}
	}
	absent := readCases(t)[2]
	if r := ParseReport(unhex(t, absent.I2C[0].R)); r.Invalid != "" || r.Points != nil || r.Live() != nil {
		t.Errorf("%s: %+v", absent.Name, r)
	}
}

func TestAnswersThatSayNothing(t *testing.T) {
	for answer, want := range map[string]Report{
		strings.Repeat("FF", 15):                       {Absent: true},
		"00 00 03 80 78 01 2C 00 00 C0 00 F0 00 00 00": {Count: 3, Invalid: "3 points, 2 at most"},
		"40 00 01 80 78 01 2C 00 00 C0 00 F0 00 00 00": {Count: 1, Invalid: "device mode is 4, want 0"},
		"00 00": {Invalid: "report of 2 bytes, want 3 or more"},
	} {
		if diff := cmp.Diff(want, ParseReport(unhex(t, answer))); diff != "" {
			t.Errorf("%s: %s", answer, diff)
		}
	}
}

// A record behind those that count is left over from before.
func TestRecordsBehindTheCount(t *testing.T) {
	r := ParseReport(unhex(t, "00 00 01 40 78 01 2C 00 00 80 0A 10 14 05 30"))
	if live := r.Live(); !cmp.Equal(live, []Point{{EventContact, 1, 10, 20, 5, 3}}) {
		t.Errorf("got %+v", live)
	}
	r = ParseReport(unhex(t, "00 00 01 80 78 01 2C 00 00 80 0A 10 14 05 30"))
	if live := r.Live(); len(live) != 1 || live[0].ID != 0 {
		t.Errorf("got %+v", live)
	}
}

func TestNames(t *testing.T) {
	if ChipName(0x36) != "FT6236" || ChipName(0) != "unknown" || VendorName(0x11) != "FocalTech" || VendorName(0xFF) != "unknown" {
		t.Error(ChipName(0x36), ChipName(0), VendorName(0x11), VendorName(0xFF))
	}
	if pointsOf(0x36) != 2 || pointsOf(0x55) != 5 {
		t.Error(pointsOf(0x36), pointsOf(0x55))
	}
}

// Whatever the chip says: no panic, and no more contacts than it counts and
// than there are records.
func FuzzReport(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(unhex(f, c.I2C[0].R))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := ParseReport(b)
		live := r.Live()
		if len(live) > r.Count || len(live) > len(b)/pointSize || (r.Absent || r.Invalid != "") && live != nil {
			t.Errorf("% X: %+v", b, r)
		}
		for _, p := range live {
			if p.X < 0 || p.X > 4095 || p.Y < 0 || p.Y > 4095 || p.ID >= noID {
				t.Errorf("%+v", p)
			}
		}
	})
}
