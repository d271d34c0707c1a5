package escpos

import (
	"image"
	"testing"
)

// citizenTicket is 12 Chinese lines, a QR code and the cut.
func citizenTicket() *Doc {
	d := &Doc{Margin: 12}
	d.Line(Centre, Big("路南区政务服务中心"))
	d.Rule()
	d.Line(Centre, Big("A037"))
	d.Columns(Col(1, Centre, Plain("前面")), Col(1, Centre, Plain("预计等候")), Col(1, Centre, Plain("C 区窗口")))
	d.Columns(Col(1, Centre, Big("2"), Plain(" 人")), Col(1, Centre, Big("5-10"), Plain(" 分")), Col(1, Centre, Big("5-8"), Plain(" 号")))
	d.QR("https://hall.example/q/A037-7F3K9", 8)
	d.Columns(Col(0, Left, Plain("姓名")), Col(1, Right, Plain("张*三")))
	d.Columns(Col(0, Left, Plain("取号时间")), Col(1, Right, Plain("2026-06-12 09:36")))
	d.Line(Left, Plain("叫到三次没来算过号。30 分钟内到 C 区导办台，可以接着办，不用重新取号。"))
	d.Line(Left, Plain("请带好：身份证、不动产权证书、买卖合同。缺材料也可以先来问。"))
	d.Feed(30)
	d.Cut()
	return d
}

// BenchmarkTicket builds and encodes a ticket whose code the printer draws.
func BenchmarkTicket(b *testing.B) {
	p, _ := ProfileOf("generic")
	b.ReportAllocs()
	for b.Loop() {
		if buf, _ := citizenTicket().Encode(p); len(buf) < 500 {
			b.Fatalf("%d bytes", len(buf))
		}
	}
}

// BenchmarkDiffusion makes dots of a photograph of 72 by 100 mm.
func BenchmarkDiffusion(b *testing.B) {
	img := ramp(576, 800)
	b.ReportAllocs()
	for b.Loop() {
		diffuse(img)
	}
}

// BenchmarkRaster encodes it, bands and scrubbing included.
func BenchmarkRaster(b *testing.B) {
	p, _ := ProfileOf("generic")
	d := &Doc{}
	d.Picture(ramp(576, 800), "", DitherDiffusion)
	b.ReportAllocs()
	for b.Loop() {
		d.Encode(p)
	}
}

// ramp goes from black at the left to white at the right.
func ramp(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = byte(i % w * 255 / (w - 1))
	}
	return img
}
