package sim

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// noTail has no blank paper before the first line.
var noTail = PaperOpts{HeadToCutter: -1}

func gbk(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func paper(t *testing.T, stream string) *image.Paletted {
	t.Helper()
	img, err := Render([]byte(stream), noTail)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// ink counts black dots in x0..x1, y0..y1.
func ink(img *image.Paletted, x0, y0, x1, y1 int) int {
	n := 0
	for y := y0; y < min(y1, img.Rect.Dy()); y++ {
		for x := x0; x < x1; x++ {
			n += int(img.ColorIndexAt(x, y))
		}
	}
	return n
}

// extent is the smallest rectangle that holds all ink.
func extent(img *image.Paletted) image.Rectangle {
	r := image.Rectangle{}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.ColorIndexAt(x, y) != 0 {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

func same(a, b *image.Paletted) bool { return a.Rect == b.Rect && bytes.Equal(a.Pix, b.Pix) }

func TestEveryCharacterFillsItsCell(t *testing.T) {
	img := paper(t, gbk(t, "中")+"A"+gbk(t, "区")+"\n")
	if img.Rect.Dy() != 30 {
		t.Errorf("a line feeds %d dots, want 30", img.Rect.Dy())
	}
	for _, c := range []struct {
		x, w int
	}{{0, 24}, {24, 12}, {36, 24}} {
		if ink(img, c.x, 0, c.x+c.w, 24) < c.w*24/10 {
			t.Errorf("cell at %d is nearly blank", c.x)
		}
	}
	if ink(img, 60, 0, 576, 30) != 0 || ink(img, 0, 24, 576, 30) != 0 {
		t.Error("ink outside the cells")
	}
	moved := paper(t, " "+gbk(t, "区")+"\n")
	for y := range 24 {
		for x := range 24 {
			if img.ColorIndexAt(36+x, y) != moved.ColorIndexAt(12+x, y) {
				t.Fatalf("the same character differs at %d, %d in another place", x, y)
			}
		}
	}
}

func TestALineHolds24HanOr48Latin(t *testing.T) {
	for text, lines := range map[string]int{
		strings.Repeat("中", 24): 1, strings.Repeat("中", 25): 2,
		strings.Repeat("A", 48): 1, strings.Repeat("A", 49): 2,
		"A" + strings.Repeat("中", 24): 2,
	} {
		if got := paper(t, gbk(t, text)+"\n").Rect.Dy() / 30; got != lines {
			t.Errorf("%.9s... of %d bytes takes %d lines, want %d", text, len(text), got, lines)
		}
	}
}

func TestSizesScaleTheCell(t *testing.T) {
	one := paper(t, gbk(t, "国")+"A\n")
	for k := 2; k <= 8; k++ {
		img := paper(t, "\x1d!"+string([]byte{byte((k-1)<<4 | (k - 1))})+gbk(t, "国")+"A\n")
		if img.Rect.Dy() != max(30, 24*k) {
			t.Errorf("x%d feeds %d dots, want %d", k, img.Rect.Dy(), 24*k)
		}
		got, want := extent(img), extent(one)
		if abs(got.Dx()-k*want.Dx()) > 2*k || got.Max.X > 36*k {
			t.Errorf("x%d is %v, want %d times %v", k, got, k, want)
		}
	}
	tall := paper(t, "\x1d!\x01"+gbk(t, "国")+"\n")
	if e := extent(tall); e.Max.X > 24 || e.Dy() < 40 {
		t.Errorf("double height alone is %v", e)
	}
	fs := paper(t, "\x1c!\x0c"+gbk(t, "国")+"A\n")
	if ink(fs, 48, 24, 60, 48) == 0 || ink(fs, 60, 0, 576, 48) != 0 {
		t.Error("FS ! does not widen Han alone, with Latin on the same lower edge")
	}
}

func TestStyles(t *testing.T) {
	plain := ink(paper(t, gbk(t, "国")+"\n"), 0, 0, 24, 24)
	if bold := ink(paper(t, "\x1bE\x01"+gbk(t, "国")+"\n"), 0, 0, 24, 24); bold <= plain*11/10 {
		t.Errorf("bold has %d dots, plain %d", bold, plain)
	}
	if inverse := ink(paper(t, "\x1dB\x01"+gbk(t, "国")+"\n"), 0, 0, 24, 24); inverse != 576-plain {
		t.Errorf("inverse has %d dots, want %d", inverse, 576-plain)
	}
	if n := ink(paper(t, "\x1b-\x02  \x1b-\x00 \n"), 0, 0, 576, 24); n != 2*24 {
		t.Errorf("two dots under two blanks are %d dots, want 48", n)
	}
	if n := ink(paper(t, "\x1c-\x01"+gbk(t, "　")+" \n"), 0, 0, 576, 24); n != 24 {
		t.Errorf("one dot under a Han blank is %d dots, want 24", n)
	}
}

func TestAlignmentAndColumns(t *testing.T) {
	for n, x := range map[string]int{"\x00": 0, "\x01": 276, "\x02": 552, "2": 552} {
		img := paper(t, "\x1ba"+n+"\x1dB\x01"+gbk(t, "　")+"\n")
		if e := extent(img); e.Min.X != x || e.Max.X != x+24 {
			t.Errorf("ESC a %q puts the cell at %v, want %d", n, e, x)
		}
	}
	if e := extent(paper(t, "\x1dB\x01\x1b$\x2c\x01 \n")); e.Min.X != 300 {
		t.Errorf("ESC $ 300 puts the cell at %v", e)
	}
	if e := extent(paper(t, "\x1dL\x10\x00\x1dW\x40\x00\x1dB\x01\x1ba\x02 \n")); e.Min.X != 16+64-12 {
		t.Errorf("margin 16 and width 64 put the right cell at %v", e)
	}
}

func TestFourByteCodeIsGarbage(t *testing.T) {
	// 81 30 84 36 is U+00A5 in GB18030; "0 6" was seen on paper.
	if !same(paper(t, "\x81\x30\x84\x36\n"), paper(t, " 0 6\n")) {
		t.Error("81 30 84 36 does not come out as blank, 0, blank, 6")
	}
	if !same(paper(t, "\x99\n"+"A\n"), paper(t, " \nA\n")) {
		t.Error("a lead byte before a line feed swallows more than its own cell")
	}
	if same(paper(t, "\x1c.\xd6\xd0\n"), paper(t, gbk(t, "中")+"\n")) {
		t.Error("a pair prints as Han with Chinese mode off")
	}
}

func TestFeeds(t *testing.T) {
	for stream, rows := range map[string]int{
		"\n": 30, "\x1bJ\x07": 7, "A\x1bJ\x07": 24, "\x1bd\x03": 90, "\x1b3\x40\n": 64,
		"\x1b3\x40\x1b2\n": 30, "\x1b3\x00A\n": 24, "A\r\n": 30, "A": 24,
	} {
		if got := paper(t, stream).Rect.Dy(); got != rows {
			t.Errorf("%q feeds %d dots, want %d", stream, got, rows)
		}
	}
}

func TestQRReadsBack(t *testing.T) {
	for _, text := range []string{"https://fw.example.cn/t/9F3K2A", "路南区取号 A037 㑇"} {
		for size := 3; size <= 8; size++ {
			n := len(text) + 3
			img := paper(t, "\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C"+string(rune(size))+
				"\x1d(k\x03\x001E1\x1d(k"+string([]byte{byte(n), byte(n >> 8)})+"1P0"+text+"\x1d(k\x03\x001Q0\n")
			if got := decode(t, img, qrcode.NewQRCodeReader()); got != text {
				t.Errorf("QR of %d-dot modules reads %q, want %q", size, got, text)
			}
			if e := extent(img); e.Dx()%size != 0 || e.Dx() != e.Dy() {
				t.Errorf("QR covers %v, not whole modules of %d dots", e, size)
			}
		}
	}
}

func TestCode128ReadsBack(t *testing.T) {
	for data, want := range map[string]string{"{BA037-2026": "A037-2026", "{C\x01\x02\x63": "010299", "{B{{x": "{x"} {
		stream := "\x1ba\x01\x1dh\x50\x1dw\x02\x1dH\x02\x1dkI" + string(rune(len(data))) + data + "\n"
		img := paper(t, stream)
		if got := decode(t, img, oned.NewCode128Reader()); got != want {
			t.Errorf("code 128 reads %q, want %q", got, want)
		}
		if img.Rect.Dy() != 80+24+30 {
			t.Errorf("code with text below takes %d dots, want 134", img.Rect.Dy())
		}
	}
}

func decode(t *testing.T, img image.Image, r gozxing.Reader) string {
	t.Helper()
	b, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	res, err := r.Decode(b, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"})
	if err != nil {
		t.Fatalf("cannot read the code: %v", err)
	}
	return res.GetText()
}

func TestPicturesKeepEveryDot(t *testing.T) {
	dots := "\x80\x40\xff\x80\x00\x40" // 10 x 3: a corner, a full row's end, a corner
	want := []image.Point{{0, 0}, {9, 0}, {9, 2}}
	for name, stream := range map[string]string{
		"GS v 0": "\x1dv0\x00\x02\x00\x03\x00" + dots,
		"GS ( L": "\x1d(L\x10\x000p0\x01\x011\x0a\x00\x03\x00" + dots + "\x1d(L\x02\x0002",
		"GS 8 L": "\x1d8L\x10\x00\x00\x000p0\x01\x011\x0a\x00\x03\x00" + dots + "\x1d(L\x02\x0002",
	} {
		img := paper(t, stream)
		if img.Rect.Dy() != 3 {
			t.Fatalf("%s feeds %d dots, want 3", name, img.Rect.Dy())
		}
		for _, p := range want {
			if img.ColorIndexAt(p.X, p.Y) == 0 {
				t.Errorf("%s: dot %v is missing", name, p)
			}
		}
		if n := ink(img, 0, 0, 576, 3); n != 2+9+1 {
			t.Errorf("%s: %d dots, want 12", name, n)
		}
	}
}

func TestColumnPictureStandsOnTheLine(t *testing.T) {
	img := paper(t, "A\x1b*\x21\x02\x00\xff\xff\xff\x80\x00\x01B\n")
	if n := ink(img, 12, 0, 14, 24); n != 24+2 {
		t.Errorf("two columns have %d dots, want 26", n)
	}
	if ink(img, 14, 0, 26, 24) == 0 {
		t.Error("nothing stands behind the picture")
	}
}

func TestCutWithoutFeedGoesThroughTheText(t *testing.T) {
	o := PaperOpts{}
	r := &renderer{strip: newStrip(576, 96)}
	in := newInterp(r, o.withDefaults())
	defer in.glyphs.close()
	for _, b := range []byte("A\n\x1dV\x00") {
		if err := in.add(b); err != nil {
			t.Fatal(err)
		}
	}
	if got := picture(r.done, 576); got.Rect.Dy() != 30 || extent(got) != (image.Rectangle{}) {
		t.Errorf("the slip is %v with ink at %v, want 30 blank rows", got.Rect, extent(got))
	}
}

func TestRenderSaysWhichFontIsMissing(t *testing.T) {
	_, err := Render([]byte("A\n"), PaperOpts{FontRegular: "/no/such.ttc"})
	if err == nil || !strings.Contains(err.Error(), "/no/such.ttc") || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		t.Errorf("error is %v, want the path and the package", err)
	}
}

func FuzzRender(f *testing.F) {
	f.Add([]byte("\x1b@A\xd6\xd0\n\x1dV\x42\x00"))
	f.Add([]byte("\x1dL\xff\x00\x1b$\xff\x01\x1b*\x00\x01\x00\xff\n"))
	f.Add([]byte("\x1d(k\x03\x001Q0\x1d(L\x00\x00\x1dkI\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 200 {
			return // 200 bytes can already feed a metre per five of them
		}
		img, err := Render(b, PaperOpts{})
		if err != nil {
			t.Fatal(err)
		}
		if img.Rect.Dx() != 576 || len(img.Pix) != 576*img.Rect.Dy() {
			t.Fatalf("paper of %v with %d dots", img.Rect, len(img.Pix))
		}
	})
}
