package escpos

import (
	"strings"
	"unicode"
)

// Line-break prohibitions (GB/T 15834): what may not begin a line, and what
// may not end one.
const (
	noStart = "，。、；：？！）》〉」』】〕〗”’…—～·％‰℃°,.;:?!)]}%"
	noEnd   = "（《〈「『【〔〖“‘([{￥$№"
	pauses  = "，。、；：？！"
)

// wrap breaks one paragraph into lines of at most width dots. Blanks at a
// break are dropped. A unit wider than the line is cut where the line ends.
func wrap(gs []glyph, width Dots) [][]glyph {
	if len(gs) == 0 {
		return [][]glyph{nil}
	}
	var lines [][]glyph
	for len(gs) > 0 {
		n := fit(gs, width)
		lines = append(lines, trimRight(gs[:n]))
		gs = trimLeft(gs[n:])
	}
	return noOrphan(lines, width)
}

// balance wraps into as many lines as wrap and makes them as even as that
// allows: centred titles read badly with a short last line.
func balance(gs []glyph, width Dots) [][]glyph {
	lines := wrap(gs, width)
	least := longestUnit(gs)
	for w := width - cellLatin; len(lines) > 1 && w >= least; w -= cellLatin {
		narrower := wrap(gs, w)
		if len(narrower) > len(lines) {
			break
		}
		lines = narrower
	}
	return lines
}

// longestUnit is the width of the widest run without a permitted break.
func longestUnit(gs []glyph) (longest Dots) {
	var x Dots
	for i, g := range gs {
		x += g.width()
		longest = max(longest, x)
		if i+1 < len(gs) && mayBreak(gs, i) {
			x = 0
		}
	}
	return longest
}

// fit returns how many glyphs go on the next line: up to the last permitted
// break within width, at least one.
func fit(gs []glyph, width Dots) int {
	var x Dots
	last, full := 0, 0
	for i, g := range gs {
		x += g.width()
		if x > width && g.r != ' ' {
			break
		}
		full = i + 1
		if i+1 == len(gs) || mayBreak(gs, i) {
			last = i + 1
		}
	}
	if full == 0 {
		return 1
	}
	if last == 0 {
		return full
	}
	return beforeLoneCharacter(gs, last)
}

// beforeLoneCharacter moves a break at n back by one where it would part a
// character from its clause, just after a pause: "…台，可|以" reads badly.
func beforeLoneCharacter(gs []glyph, n int) int {
	if n < len(gs) && n > 2 && strings.ContainsRune(pauses, gs[n-2].r) && mayBreak(gs, n-2) {
		return n - 1
	}
	return n
}

// mayBreak says whether a line may end after gs[i].
func mayBreak(gs []glyph, i int) bool {
	a, b := gs[i].r, gs[i+1].r
	switch {
	case isHan(a) && isHan(b):
		return true
	case gs[i+1].cells == 0: // a mark stays with its letter
		return false
	case strings.ContainsRune(noEnd, a), strings.ContainsRune(noStart, b):
		return false
	case b == ' ':
		return false // the break comes after the blank, where it is dropped
	case a == ' ':
		return !gluedBlank(gs, i)
	case isWord(a) && isWord(b):
		return false
	case isWord(a): // a number and its unit
		return false
	}
	return true
}

// gluedBlank says whether the blank gs[i] joins a number or letter to what
// follows it: "30 分钟", "C 区".
func gluedBlank(gs []glyph, i int) bool {
	return i > 0 && isWord(gs[i-1].r) && !isWord(gs[i+1].r)
}

// isWord reports what a number, a date or a Latin word is made of.
func isWord(r rune) bool {
	if r < 0x80 {
		return r > ' ' && !strings.ContainsRune("()[]{};!?", r)
	}
	return r == '–' || (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r)) || unicode.IsDigit(r)
}

// noOrphan pulls characters down so that no paragraph ends with a line of one.
func noOrphan(lines [][]glyph, width Dots) [][]glyph {
	n := len(lines)
	if n < 2 || visible(lines[n-1]) != 1 {
		return lines
	}
	prev := lines[n-2]
	for i := len(prev) - 2; i > 0; i-- {
		if !mayBreak(prev, i) {
			continue
		}
		joined := append(append([]glyph(nil), prev[i+1:]...), lines[n-1]...)
		if widthOf(joined) <= width {
			lines[n-2], lines[n-1] = trimRight(prev[:i+1]), joined
		}
		return lines
	}
	return lines
}

// visible counts characters that are neither punctuation nor blank.
func visible(gs []glyph) (n int) {
	for _, g := range gs {
		if g.r != ' ' && g.cells > 0 && !strings.ContainsRune(noStart, g.r) {
			n++
		}
	}
	return n
}

func trimRight(gs []glyph) []glyph {
	for len(gs) > 0 && gs[len(gs)-1].r == ' ' && !gs[len(gs)-1].style.Invert {
		gs = gs[:len(gs)-1]
	}
	return gs
}

func trimLeft(gs []glyph) []glyph {
	for len(gs) > 0 && gs[0].r == ' ' && !gs[0].style.Invert {
		gs = gs[1:]
	}
	return gs
}
