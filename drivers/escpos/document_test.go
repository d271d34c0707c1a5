package escpos

import (
	"bytes"
	"image"
	"image/color"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func generic(t testing.TB) Profile {
	t.Helper()
	p, ok := ProfileOf("generic")
	if !ok {
		t.Fatal("no generic profile")
	}
	return p
}

// text returns the GBK bytes of s, from the tables and not from our encoder.
func gbk(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodeBytes(t *testing.T) {
	han := gbk(t, "您")
	start := "\x1b@\x1c&\x1cS\x00\x00\x1b \x00"
	plain := "\x1d!\x00\x1bE\x00\x1dB\x00"
	tests := []struct {
		name string
		make func(d *Doc)
		want string
	}{
		{"initialise first", func(d *Doc) {}, start},
		{"zero style is 1D 21 00", func(d *Doc) { d.Line(Left, Plain("A")) },
			start + "\x1ba\x00\x1b3\x22" + "\x1b$\x00\x00" + plain + "A\n"},
		{"double, bold, inverse", func(d *Doc) { d.Line(Centre, Span{"您", Style{Double, true, true}}) },
			start + "\x1ba\x01\x1b3\x3e\x1d!\x11\x1bE\x01\x1dB\x01" + string(han) + "\n"},
		{"style only where it changes", func(d *Doc) { d.Line(Centre, Big("2"), Plain("A")) },
			start + "\x1ba\x01\x1b3\x3e\x1d!\x11\x1bE\x01\x1dB\x00" + "2\x1d!\x00\x1bE\x00A\n"},
		{"columns by dots", func(d *Doc) { d.Columns(Col(0, Left, Plain("ab")), Col(1, Right, Plain("c"))) },
			start + "\x1ba\x00\x1b3\x22\x1b$\x00\x00" + plain + "ab\x1b$\x34\x02c\n"},
		{"parameters from 80 stay one byte", func(d *Doc) { d.Margin = 0x1B8; d.Line(Left, Plain("A")) },
			start + "\x1ba\x00\x1b3\x22\x1b$\xb8\x01" + plain + "A\n"},
		{"QR level and module apart, no stray byte", func(d *Doc) { d.QR("http://x/张", 8) },
			start + "\x1ba\x01" + "\x1d(k\x04\x001A2\x00" + "\x1d(k\x03\x001C\x08" + "\x1d(k\x03\x001E1" +
				"\x1d(k\x0f\x001P0http://x/张" + "\x1d(k\x03\x001Q0"},
		{"feed is by dots", func(d *Doc) { d.Feed(130) }, start + "\x1bJ\x78\x1bJ\x0a"},
		{"cut", func(d *Doc) { d.Cut() }, start + "\x1dVB\x00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &Doc{}
			tt.make(d)
			got, _ := d.Encode(generic(t))
			if string(got) != tt.want {
				t.Errorf("bytes\n% x, want\n% x", got, tt.want)
			}
		})
	}
}

func TestCharacters(t *testing.T) {
	tests := []struct {
		in      string
		want    string
		missing string
	}{
		{"\u00A5", "\xA3\xA4", ""},                // the yen sign never becomes four bytes
		{"€", "\xA2\xE3", ""},                     // in GBK it would be the single byte 80
		{"·", "\xA1\xA4", ""},                     //
		{"㎡", "\xA9\x4F", ""},                     //
		{"镕", "\xE9\x46", ""},                     // a name: in GBK, not in GB2312
		{"\u4DAE", "\xA1\xFE", "\u4DAE"},          // FE9F was private use in old fonts
		{"\u3402", "\xA1\xFE", "\u3402"},          // 8139EF31
		{"𬭎", "\xA1\xFE", "𬭎"},                    // 9933A932
		{"a\x1b@b", "a\xA1\xFE@b", "\x1b"},        // text cannot give commands
		{"\xff", "\xA1\xFE", "\uFFFD"},            //
		{"葛\U000E0100", "\xB8\xF0", "\U000E0100"}, // a variant mark has no width
		{"a\u00A0b\u2011c", "a b-c", ""},
	}
	for _, tt := range tests {
		d := &Doc{}
		d.Line(Centre, Plain(tt.in))
		got, missing := d.Encode(generic(t))
		if !bytes.HasSuffix(got, []byte("\x1dB\x00"+tt.want+"\n")) {
			t.Errorf("%q became % x, want % x at its end", tt.in, got, tt.want)
		}
		if string(missing) != tt.missing {
			t.Errorf("%q: missing %q, want %q", tt.in, string(missing), tt.missing)
		}
	}
}

// rasterOf reads all GS v 0 of a stream back into one picture.
func rasterOf(t *testing.T, b []byte) (rowBytes int, bits []byte) {
	t.Helper()
	for {
		i := bytes.Index(b, []byte("\x1dv0\x00"))
		if i < 0 {
			return rowBytes, bits
		}
		b = b[i+4:]
		rowBytes = int(b[0]) | int(b[1])<<8
		n := rowBytes * (int(b[2]) | int(b[3])<<8)
		bits, b = append(bits, b[4:4+n]...), b[4+n:]
	}
}

func TestRasterKeepsOddSizes(t *testing.T) {
	img := image.NewGray(image.Rect(5, 7, 5+13, 7+27))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	img.SetGray(5, 7, color.Gray{})       // first
	img.SetGray(5+12, 7+26, color.Gray{}) // last
	d := &Doc{}
	d.Raster(img, "")
	got, _ := d.Encode(generic(t))
	rb, bits := rasterOf(t, got)
	if rb != 2 || len(bits) != 2*27 {
		t.Fatalf("%d bytes a row, %d in all, want 2 and 54", rb, len(bits))
	}
	want := make([]byte, 54)
	want[0], want[53] = 0x80, 0x08
	if !bytes.Equal(bits, want) {
		t.Errorf("bits % x, want % x", bits, want)
	}
}

func TestRasterHoldsNoRealTimeCommand(t *testing.T) {
	data := []byte{0x10, 0x04, 0x01, 0x10, 0x14, 0x10, 0x10, 0x05, 0xFF, 0x10, 0x06, 0x10}
	scrub(data)
	want := []byte{0x18, 0x04, 0x01, 0x18, 0x14, 0x10, 0x18, 0x05, 0xFF, 0x10, 0x06, 0x10}
	if !bytes.Equal(data, want) {
		t.Errorf("scrubbed % x, want % x", data, want)
	}
}

func TestMissingIsDrawn(t *testing.T) {
	d := &Doc{Glyph: func(r rune, cell image.Point, bold bool) *image.Alpha {
		if r == '姓' {
			return nil
		}
		m := image.NewAlpha(image.Rectangle{Max: cell})
		for i := range m.Pix {
			m.Pix[i] = 0xFF
		}
		return m
	}}
	d.Line(Left, Plain("姓𬭎"))
	got, missing := d.Encode(generic(t))
	if string(missing) != "𬭎" {
		t.Errorf("missing %q, want 𬭎", string(missing))
	}
	rb, bits := rasterOf(t, got)
	if rb != 6 || len(bits) != 6*24 {
		t.Fatalf("drawn as %d bytes a row, %d in all; want 6 and 144", rb, len(bits))
	}
	for y := range 24 {
		if !bytes.Equal(bits[y*6+3:y*6+6], []byte{0xFF, 0xFF, 0xFF}) {
			t.Fatalf("row %d of 𬭎 is % x, want full", y, bits[y*6+3:y*6+6])
		}
	}
	if bits[6*6+1] == 0 {
		t.Error("a character that nobody can draw left a hole")
	}
}

func TestZeroProfileIsGeneric(t *testing.T) {
	d := &Doc{Margin: 12}
	d.Line(Left, Plain("您的号码"))
	d.Rule()
	got, _ := d.Encode(Profile{})
	if want, _ := d.Encode(generic(t)); !bytes.Equal(got, want) {
		t.Errorf("% x, want % x", got, want)
	}
}

func TestBadParameters(t *testing.T) {
	tests := map[string]func(d *Doc){
		"module 0":         func(d *Doc) { d.QR("x", 0) },
		"empty QR":         func(d *Doc) { d.QR("", 8) },
		"QR too long":      func(d *Doc) { d.QR(strings.Repeat("x", 4000), 1) },
		"empty image":      func(d *Doc) { d.Raster(image.NewGray(image.Rectangle{}), "") },
		"no image":         func(d *Doc) { d.Raster(nil, "") },
		"negative feed":    func(d *Doc) { d.Feed(-1) },
		"wide image":       func(d *Doc) { d.Raster(image.NewGray(image.Rect(0, 0, 577, 1)), "") },
		"text after a cut": func(d *Doc) { d.Cut(); d.Line(Left, Plain("x")) },
		"negative share":   func(d *Doc) { d.Columns(Column{Share: -1}) },
	}
	for name, f := range tests {
		d := &Doc{}
		f(d)
		if d.check(Width80) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// However small its share, no column is pushed off the paper.
func TestSmallSharesStayOnThePaper(t *testing.T) {
	for _, cols := range [][]Column{
		{Col(1, Left, Plain("1")), Col(11, Left, Plain("不动产权证书")), Col(0, Right, Plain("1 本"))},
		{Col(1, Left, Plain("1")), Col(1, Left, Plain("2")), Col(30, Left, Plain("不动产"))},
		{Col(30, Left, Plain("不动产")), Col(1, Left, Plain("1")), Col(1, Left, Plain("2"))},
	} {
		sum := gap * Dots(len(cols)-1)
		for _, w := range (table{cols}).widths(552) {
			if sum += w; w < 24 {
				t.Errorf("a column of %d dots", w)
			}
		}
		if sum > 552 {
			t.Errorf("%d columns take %d dots of 552", len(cols), sum)
		}
	}
}
