package slip

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/sim"
)

func maker(t testing.TB) *Maker {
	t.Helper()
	return makerFor(t, 576)
}

// makerFor is a Maker for paper of that many dots.
func makerFor(t testing.TB, width int) *Maker {
	t.Helper()
	m, err := New(printerOf(width))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func printerOf(width int) config.Config {
	c := config.Default()
	c.Printer.WidthDots = width
	return c
}

func TestTicketVariants(t *testing.T) {
	tests := []struct {
		name   string
		change func(t *Ticket)
		has    []string
		hasNot []string
	}{
		{"reprint", func(t *Ticket) { t.Reprint = true }, []string{"补打", "老年人优先"}, nil},
		{"plain", func(t *Ticket) { t.Priority = "" }, nil, []string{"补打", "老年人优先"}},
		{"nobody waits", func(t *Ticket) { t.Ahead, t.WaitMin, t.WaitMax = 0, 0, 0 }, []string{"0 人", "很快"}, []string{" 0 分"}},
		{"one figure", func(t *Ticket) { t.WaitMin, t.WaitMax = 5, 5 }, []string{"5 分"}, []string{"5-5"}},
		{"no windows", func(t *Ticket) { t.Windows = "" }, nil, []string{"窗口"}},
		{"no link", func(t *Ticket) { t.Link = "" }, nil, []string{"扫码"}},
		{"no name, no place", func(t *Ticket) { t.Name, t.Place = "", "" }, nil, []string{"姓名", "取号地点"}},
		{"no phone", func(t *Ticket) { t.Phone = "" }, []string{"LN-F1-03 0381"}, []string{"咨询电话"}},
		{"long business", func(t *Ticket) { t.Business = "企业投资项目备案与不动产首次登记联办" }, []string{"企业投资项目备案"}, nil},
	}
	m := maker(t)
	for _, tt := range tests {
		k := sampleTicket()
		tt.change(&k)
		d := m.Make(k)
		if d.Err() != nil {
			t.Errorf("%s: %v", tt.name, d.Err())
		}
		got := d.Text()
		for _, w := range tt.has {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not on\n%s", tt.name, w, got)
			}
		}
		for _, w := range tt.hasNot {
			if strings.Contains(got, w) {
				t.Errorf("%s: %q is on\n%s", tt.name, w, got)
			}
		}
	}
}

// paper renders the sample as a printer of that profile would.
func paper(t *testing.T, profile string, k Ticket) *image.Paletted {
	t.Helper()
	p, _ := escpos.ProfileOf(profile)
	b, _ := maker(t).Make(k).Encode(p)
	img, err := sim.Render(b, sim.PaperOpts{})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Drawn by the printer or by us, a phone reads the code from the paper.
func TestTicketCodeIsRead(t *testing.T) {
	for _, profile := range []string{"generic", "masung"} {
		img := paper(t, profile, sampleTicket())
		bmp, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		r, err := qrcode.NewQRCodeReader().Decode(bmp, nil)
		if err != nil {
			t.Errorf("%s: %v", profile, err)
		} else if r.GetText() != sampleTicket().Link {
			t.Errorf("%s: the code says %q", profile, r.GetText())
		}
	}
}

func TestNumberSize(t *testing.T) {
	m := maker(t)
	for _, tt := range []struct {
		number string
		high   int
	}{{"A037", 158}, {"B8", 158}, {"A0371234", 0}} {
		r := m.bold.number(tt.number, numberCap, 552).Bounds()
		if tt.high > 0 && (r.Dy() < tt.high-1 || r.Dy() > tt.high+1) {
			t.Errorf("%s is %d dots high, want %d", tt.number, r.Dy(), tt.high)
		}
		if r.Dx() > 552 {
			t.Errorf("%s is %d dots wide", tt.number, r.Dx())
		}
	}
}

// A name with a character that no printer has is drawn, and reported.
func TestRareName(t *testing.T) {
	k := sampleTicket()
	k.Name = "𬭎*样"
	p, _ := escpos.ProfileOf("generic")
	d := maker(t).Make(k)
	b, missing := d.Encode(p)
	if string(missing) != "𬭎" {
		t.Errorf("missing %q, want 𬭎", string(missing))
	}
	plain, _ := maker(t).Make(sampleTicket()).Encode(p)
	if len(b) < len(plain)+24*60 {
		t.Errorf("%d bytes against %d: the name is not drawn", len(b), len(plain))
	}
	if bytes.Contains(b, []byte{0xA1, 0xFE}) {
		t.Error("the name has a 〓 in it")
	}
}

// On 58 mm paper nothing is wider than the head.
func TestNarrowPaper(t *testing.T) {
	m := makerFor(t, 384)
	d := m.Make(sampleTicket())
	p, _ := escpos.ProfileOf("generic")
	p.Width = escpos.Width58
	b, _ := d.Encode(p)
	for i := 0; ; {
		k := bytes.Index(b[i:], []byte("\x1dv0\x00"))
		if k < 0 {
			break
		}
		i += k + 4
		if w := int(b[i]) * 8; w > 384 {
			t.Errorf("a picture of %d dots", w)
		}
	}
	if text := d.Text(); !strings.Contains(text, "5-10 分") {
		t.Errorf("no waiting time on\n%s", text)
	}
}

// The two lozenges are linked: turned by half a circle the crest is the same,
// mirrored it is not.
func TestCrest(t *testing.T) {
	const n = 88
	img := drawCrest(n).(*image.Gray)
	turned, mirrored := 0, 0
	for y := range n {
		for x := range n {
			dark := img.GrayAt(x, y).Y < 128
			if dark != (img.GrayAt(n-1-x, n-1-y).Y < 128) {
				turned++
			}
			if dark != (img.GrayAt(n-1-x, y).Y < 128) {
				mirrored++
			}
		}
	}
	if turned > 20 || mirrored < 60 {
		t.Errorf("%d dots differ when turned, %d when mirrored", turned, mirrored)
	}
}

func TestFontErrors(t *testing.T) {
	c := config.Default()
	c.Screen.FontBold = "/nowhere.ttc"
	if _, err := New(c); err == nil ||
		!strings.Contains(err.Error(), "/nowhere.ttc") || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		t.Errorf("%v, want the path and the package", err)
	}
	c = config.Default()
	c.Screen.FontFamily = "No Such Face"
	if _, err := New(c); err == nil || !strings.Contains(err.Error(), "No Such Face") {
		t.Errorf("%v, want the face", err)
	}
}
