package slip

import (
	"bytes"
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/drivers/escpos"
	"govkiosk/drivers/sim"
)

const (
	boldFile    = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
	regularFile = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
	family      = "Noto Sans CJK SC"
)

func maker(t testing.TB) *Maker {
	t.Helper()
	m, err := New(boldFile, regularFile, family)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// ticketText is what a person reads on the sample, line by line.
const ticketText = `
               路南区政务服务中心
                    排队小票
------------------------------------------------
                    您的号码
                      A037

                   老年人优先

                 不动产转移登记
------------------------------------------------
      前面         预计等候        C 区窗口
      2 人          5-10 分         5-8 号
------------------------------------------------

      [https://hall.example/q/A037-7F3K9]

                   扫码看排队
              快到您时手机会提醒。
          要离开一会儿，也在这里登记。
- - - - - - - - - - - - - - - - - - - - - - - -
 姓名                                     张*三
 取号时间                      2026-06-12 09:36
 取号地点                       一楼大厅 3 号机
- - - - - - - - - - - - - - - - - - - - - - - -
 叫到三次没来算过号。30 分钟内到 C 区导办台，
 可以接着办，不用重新取号。
 请带好：身份证、不动产权证书、买卖合同。缺材料
 也可以先来问。
 咨询电话 12345                   LN-F1-03 0381

`

func TestTicketText(t *testing.T) {
	got := maker(t).Ticket(Sample()).Text()
	if want := strings.TrimPrefix(ticketText, "\n"); got != want {
		t.Errorf("ticket reads\n%s\nwant\n%s", got, want)
	}
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
		k := Sample()
		tt.change(&k)
		d := m.Ticket(k)
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

// The ticket must be on the wire in 2.5 s at 115200 baud, whatever the make.
func TestTicketWireTime(t *testing.T) {
	m := maker(t)
	for _, name := range escpos.ProfileNames() {
		p, _ := escpos.ProfileOf(name)
		b, missing := m.Ticket(Sample()).Encode(p)
		if len(missing) > 0 {
			t.Errorf("%s: missing %q", name, string(missing))
		}
		if len(b) > 115200/10*5/2 {
			t.Errorf("%s: %d bytes", name, len(b))
		}
		if !bytes.HasPrefix(b, []byte("\x1b@")) {
			t.Errorf("%s: does not begin with ESC @", name)
		}
	}
}

// paper renders the sample as a printer of that profile would.
func paper(t *testing.T, profile string, k Ticket) *image.Paletted {
	t.Helper()
	p, _ := escpos.ProfileOf(profile)
	b, _ := maker(t).Ticket(k).Encode(p)
	img, err := sim.Render(b, sim.PaperOpts{})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Drawn by the printer or by us, a phone reads the code from the paper.
func TestTicketCodeIsRead(t *testing.T) {
	for _, profile := range []string{"generic", "masung"} {
		img := paper(t, profile, Sample())
		bmp, err := gozxing.NewBinaryBitmapFromImage(img)
		if err != nil {
			t.Fatal(err)
		}
		r, err := qrcode.NewQRCodeReader().Decode(bmp, nil)
		if err != nil {
			t.Errorf("%s: %v", profile, err)
		} else if r.GetText() != Sample().Link {
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
	k := Sample()
	k.Name = "𬭎*样"
	p, _ := escpos.ProfileOf("generic")
	d := maker(t).Ticket(k)
	b, missing := d.Encode(p)
	if string(missing) != "𬭎" {
		t.Errorf("missing %q, want 𬭎", string(missing))
	}
	plain, _ := maker(t).Ticket(Sample()).Encode(p)
	if len(b) < len(plain)+24*60 {
		t.Errorf("%d bytes against %d: the name is not drawn", len(b), len(plain))
	}
	if bytes.Contains(b, []byte{0xA1, 0xFE}) {
		t.Error("the name has a 〓 in it")
	}
}

// On 58 mm paper nothing is wider than the head.
func TestNarrowPaper(t *testing.T) {
	m := maker(t)
	m.Width = escpos.Width58
	d := m.Ticket(Sample())
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
	if _, err := New("/nowhere.ttc", regularFile, family); err == nil ||
		!strings.Contains(err.Error(), "/nowhere.ttc") || !strings.Contains(err.Error(), "fonts-noto-cjk") {
		t.Errorf("%v, want the path and the package", err)
	}
	if _, err := New(boldFile, regularFile, "No Such Face"); err == nil || !strings.Contains(err.Error(), "No Such Face") {
		t.Errorf("%v, want the face", err)
	}
}
