package escpos

import (
	"bytes"
	"testing"

	"govkiosk/drivers"
)

func TestDensityAndSpeed(t *testing.T) {
	for _, tt := range []struct {
		o    Opts
		want string // behind ESC @; "": refused
	}{
		{Opts{Profile: "epson", Density: -3, Speed: 3}, "1d284b0200 31 fa 1d284b0200 32 09"},
		{Opts{Profile: "custom", Density: 2}, "1d7c 06"},
		{Opts{Profile: "custom-vkp", Speed: 1}, "1df0 00"},
		{Opts{Profile: "caysn", Density: 3}, "1b37 09 8c 02"},
		{Opts{Profile: "star", Density: 3, Speed: 1}, "1b1e64 00 1b1e72 02"},
		{Opts{Profile: "epson", Density: 4}, ""},
		{Opts{Profile: "epson", Speed: -1}, ""},
		{Opts{Profile: "masung", Density: 1}, ""},
		{Opts{Profile: "caysn", Speed: 1}, ""},
	} {
		d, err := New(&fakePrinter{}, &tt.o)
		if tt.want == "" {
			if drivers.KindOf(err) != drivers.BadRequest {
				t.Errorf("%+v: %v, want a bad request", tt.o, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := ticket().Encode(d.Profile()); !bytes.HasPrefix(b, append([]byte("\x1b@"), hex(tt.want)...)) {
			t.Errorf("%s: begins % x, want %s", tt.o.Profile, b[:16], tt.want)
		}
	}
}
