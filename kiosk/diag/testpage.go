package diag

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"govkiosk/drivers/escpos"
)

// rareCharacters are of names that older fonts lack: outside GBK, and outside
// the first plane.
const rareCharacters = "㛃 䶮 㐂 𠮷 𬱖 𫍯"

// testPage is the page of a printer's test: what a worn head, a crooked roll,
// a wrong font and a blunt knife show on.
func testPage(t Terminal, p escpos.Profile, code string) *escpos.Doc {
	d := &escpos.Doc{Width: p.Width, Glyph: t.Glyph()}
	d.Line(escpos.Centre, escpos.Big("打印测试"))
	d.Line(escpos.Centre, escpos.Plain(t.Config().Terminal.ID+"  "+p.Name))
	d.Rule()
	d.Line(escpos.Left, escpos.Strong("1 浓淡"))
	d.Raster(densityBars(int(p.Width)), "浓淡条")
	d.Line(escpos.Left, escpos.Strong("2 对齐"))
	d.Raster(ruler(int(p.Width)), "刻度")
	d.Line(escpos.Left, escpos.Plain("左"))
	d.Line(escpos.Centre, escpos.Plain("中"))
	d.Line(escpos.Right, escpos.Plain("右"))
	d.Line(escpos.Left, escpos.Strong("3 汉字"))
	d.Line(escpos.Left, escpos.Plain("政务服务中心：取号、预约、查询、领证、评价。"))
	d.Line(escpos.Left, escpos.Plain("生僻字 "+rareCharacters))
	d.Line(escpos.Left, escpos.Plain("0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	d.Line(escpos.Left, escpos.Strong("4 二维码"))
	d.QR(code, 6)
	d.Line(escpos.Centre, escpos.Plain(code))
	d.Dashes()
	d.Line(escpos.Centre, escpos.Plain("以下应为整齐切口"))
	d.Cut()
	return d
}

// densityBars are eight bars from a dot in eight to full black, and a black
// line over the whole head: a dead dot is a white stripe in it.
func densityBars(width int) image.Image {
	const bar, line = 40, 24
	img := image.NewGray(image.Rect(0, 0, width, bar+8+line))
	for x := range width {
		level := 1 + 8*x/width
		for y := range img.Rect.Dy() {
			c := color.Gray{Y: 255}
			if y < bar && bayer[y%4][x%4] < 2*level || y >= bar+8 {
				c.Y = 0
			}
			img.SetGray(x, y, c)
		}
	}
	return img
}

var bayer = [4][4]int{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}

// ruler has a mark every millimetre and a long one every ten, to both edges:
// what is cut off at one of them is off the paper.
func ruler(width int) image.Image {
	img := image.NewGray(image.Rect(0, 0, width, 28))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for x := range width {
		high := 0
		switch {
		case x%80 == 0 || x == width-1:
			high = 28
		case x%8 == 0:
			high = 12
		}
		for y := range high {
			img.SetGray(x, y, color.Gray{})
			if x%80 == 0 && x+1 < width {
				img.SetGray(x+1, y, color.Gray{})
			}
		}
	}
	return img
}

// wordsOf joins figures for a measure.
func wordsOf[T any](all []T) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, " ")
}
