package ui

import (
	"slices"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// shaper is HarfBuzz and UAX #9 with their buffers.
type shaper struct {
	engine shaping.HarfbuzzShaper
	para   bidi.Paragraph
}

// walkShaped visits the glyphs of a line from left to right, as they are seen,
// and returns its width. f.mu is held.
func (f *Fonts) walkShaped(s string, bold bool, visit func(g glyph, x, adv float64)) {
	runes := []rune(s)
	pen := 0.0
	for _, c := range f.shaper.chunks(runes) {
		part := runes[c.start:c.end]
		if !c.shaped {
			pen = f.walkPlain(c.asSeen(part), bold, pen, visit)
			continue
		}
		letter := firstShaped(part)
		face, twice := f.scriptFace(letter, bold)
		if face == nil { // empty boxes, which are counted
			pen = f.walkPlain(c.asSeen(part), bold, pen, visit)
			continue
		}
		out := f.shaper.engine.Shape(shaping.Input{
			Text: runes, RunStart: c.start, RunEnd: c.end, Direction: c.direction(), Face: face,
			Size: fixed.I(unit), Script: language.LookupScript(letter), Language: "und",
		})
		for _, g := range out.Glyphs {
			shape := glyph{r: letter, shape: face, gid: g.GlyphID, spare: twice, rise: inEm(g.YOffset)}
			visit(shape, pen+inEm(g.XOffset), inEm(g.Advance))
			pen += inEm(g.Advance)
		}
	}
}

func inEm(v fixed.Int26_6) float64 { return float64(v) / 64 / unit }

// firstShaped is the letter that decides on face and script.
func firstShaped(part []rune) rune {
	for _, r := range part {
		if shaped(r) && !joins(r) && language.LookupScript(r).Strong() {
			return r
		}
	}
	return part[0]
}

// joins are marks without a script: joiners, and the space before the endings
// of Mongolian.
func joins(r rune) bool { return r == 0x200C || r == 0x200D || r == 0x202F }

// chunk is a part of a line that is written in one direction in one manner.
type chunk struct {
	start, end int
	level      bidi.Level
	shaped     bool
}

func (c chunk) direction() di.Direction {
	if c.level%2 == 1 {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// asSeen is a part without letters of its own direction, as marks between
// words from the right: turned round, and brackets with it.
func (c chunk) asSeen(part []rune) string {
	if c.level%2 == 0 {
		return string(part)
	}
	out := slices.Clone(part)
	slices.Reverse(out)
	for i, r := range out {
		if m, ok := mirrors[r]; ok {
			out[i] = m
		}
	}
	return string(out)
}

var mirrors = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '<': '>', '>': '<', '«': '»', '»': '«',
	'（': '）', '）': '（', '《': '》', '》': '《'}

// chunks cuts a line by direction and manner, in the order in which they are
// seen. The line runs as its first letter does.
func (s *shaper) chunks(runes []rune) []chunk {
	manner := manners(runes)
	var out []chunk
	runs := s.para.Segment(runes, bidi.Neutral)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for at := run.Start; at < run.End; at++ {
			if at == run.Start || manner[at] != manner[at-1] {
				out = append(out, chunk{start: at, level: run.Level, shaped: manner[at]})
			}
			out[len(out)-1].end = at + 1
		}
	}
	visualOrder(out)
	return out
}

// manners says of each character whether it is shaped. A space goes with the
// letters before it.
func manners(runes []rune) []bool {
	out := make([]bool, len(runes))
	for i, r := range runes {
		out[i] = shaped(r) || r == ' ' && i > 0 && out[i-1]
	}
	return out
}

// visualOrder is rule L2 of UAX #9: from the highest level down to the lowest
// odd one, what is at that level or above is turned round.
func visualOrder(list []chunk) {
	var top bidi.Level
	for _, c := range list {
		top = max(top, c.level)
	}
	for level := top; level >= 1; level-- {
		for i := 0; i < len(list); i++ {
			j := i
			for j < len(list) && list[j].level >= level {
				j++
			}
			slices.Reverse(list[i:j])
			i = max(i, j-1)
		}
	}
}
