package escpos

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func wrapText(s string, cells Dots) []string {
	var out []string
	for _, gs := range glyphs([]Span{Plain(s)}) {
		for _, l := range wrap(gs, cells*cellLatin) {
			out = append(out, textOf(l))
		}
	}
	return out
}

func textOf(gs []glyph) string {
	var b strings.Builder
	for _, g := range gs {
		b.WriteRune(g.r)
	}
	return b.String()
}

func TestWrap(t *testing.T) {
	tests := []struct {
		cells Dots
		in    string
		want  []string
	}{
		{8, "您的号码", []string{"您的号码"}},
		{8, "一二三四，五六", []string{"一二三", "四，五六"}},
		{8, "一二三（四五）", []string{"一二三", "（四五）"}},
		{10, "等候约 30 分钟", []string{"等候约", "30 分钟"}},
		{10, "请到 C 区窗口", []string{"请到 C 区", "窗口"}},
		{8, "电话号码12345", []string{"电话号码", "12345"}},
		{6, "1234567890", []string{"123456", "7890"}},
		{10, "2026-06-12 09:36", []string{"2026-06-12", "09:36"}},
		{8, "一二三四五", []string{"一二三", "四五"}}, // no last line of one
		{10, "导办台，可以办", []string{"导办台，", "可以办"}},
		{8, "", []string{""}},
		{8, "甲\n乙", []string{"甲", "乙"}},
	}
	for _, tt := range tests {
		if got := wrapText(tt.in, tt.cells); !slices.Equal(got, tt.want) {
			t.Errorf("%q on %d cells: %q, want %q", tt.in, tt.cells, got, tt.want)
		}
	}
}

func TestCentredLinesAreEven(t *testing.T) {
	d := &Doc{}
	d.Line(Centre, Big("企业投资项目备案与不动产首次登记联办"))
	d.Line(Centre, Plain("短"))
	lines := strings.Fields(d.Text())
	if want := []string{"企业投资项目备案与", "不动产首次登记联办", "短"}; !slices.Equal(lines, want) {
		t.Errorf("%q, want %q", lines, want)
	}
}

// Whatever the text: nothing is lost but blanks at breaks, nothing is too
// wide, and no line begins with closing punctuation unless there was no
// other place to break.
func TestWrapKeepsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOfN(rapid.SampledFrom([]rune("号码，。（）1234 ABC-–:办理窗口")), 0, 60, -1).Draw(t, "text")
		cells := Dots(rapid.IntRange(4, 48).Draw(t, "cells"))
		lines := wrapText(in, cells)
		if got, want := strings.ReplaceAll(strings.Join(lines, ""), " ", ""), strings.ReplaceAll(in, " ", ""); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, l := range lines {
			if cellsOf(l) > cells {
				t.Fatalf("%q is wider than %d cells", l, cells)
			}
		}
	})
}

func TestColumnsFillThePaperExactly(t *testing.T) {
	d := &Doc{}
	d.Columns(Col(1, Left, Plain(strings.Repeat("左", 12))), Col(1, Right, Plain(strings.Repeat("右", 11))))
	d.Columns(Col(0, Left, Plain("取号地点")), Col(1, Right, Plain("一楼大厅 3 号机")))
	lines := strings.Split(strings.TrimRight(d.Text(), "\n"), "\n")
	if last := lines[len(lines)-1]; cellsOf(last) != 48 || !strings.HasSuffix(last, "号机") {
		t.Errorf("%q is %d cells, want 48", last, cellsOf(last))
	}
	for _, l := range lines {
		if cellsOf(l) > 48 {
			t.Errorf("%q is %d cells", l, cellsOf(l))
		}
	}
	for _, r := range (d.parts[0].(table)).layout(Width80, 0) {
		for _, run := range r.runs {
			if run.x < run.left || run.x+widthOf(run.glyphs) > run.right || run.right > Width80 {
				t.Errorf("%s stands at %d to %d", textOf(run.glyphs), run.x, run.x+widthOf(run.glyphs))
			}
		}
	}
}

func FuzzTextGivesNoCommands(f *testing.F) {
	f.Add("您的号码\x1b@\x10\x04\x01")
	f.Add("\x1d!\xff𬭎\u4dae")
	f.Fuzz(func(t *testing.T, s string) {
		d := &Doc{}
		d.Line(Left, Plain(strings.ReplaceAll(s, "\n", "")))
		b, _ := d.Encode(profiles[1])
		line := string(b[strings.Index(string(b), "\x1b3")+3 : len(b)-1])
		for _, part := range strings.Split(line, "\n") {
			if err := onlyText(strings.TrimPrefix(part, "\x1b$\x00\x00")); err != nil {
				t.Fatalf("%q: %v", s, err)
			}
		}
	})
}

// onlyText walks over single bytes and pairs.
func onlyText(s string) error {
	s = strings.TrimPrefix(s, "\x1d!\x00\x1bE\x00\x1dB\x00")
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x20 && c < 0x7F:
		case c >= 0x81 && c < 0xFE && i+1 < len(s) && s[i+1] >= 0x40 && s[i+1] != 0x7F:
			i++
		default:
			return fmt.Errorf("byte %02x at %d", c, i)
		}
	}
	return nil
}

// What is taken for printable without a look has a code of its own.
func TestHanBlockHasCodes(t *testing.T) {
	seen := map[uint16]rune{}
	for r := rune(0x4E00); r <= 0x9FA5; r++ {
		g := newGlyph(r, Style{})
		if !isHan(r) || g.missing || g.code == 0 || g.code == geta || seen[g.code] != 0 {
			t.Fatalf("%c: code %04x, missing %v", r, g.code, g.missing)
		}
		seen[g.code] = r
	}
}
