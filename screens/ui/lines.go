package ui

import (
	"strings"
	"unicode"
)

// Measure gives the width of a line in em.
type Measure func(s string) float64

// closers must not begin a line, openers must not end one (GB/T 15834, 附录 A).
const (
	closers = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%℃"
	openers = "（《〈「『【〔“‘([{"
)

// Break cuts text into lines of at most width em, by the rules of Chinese
// typesetting: no closing mark at the start of a line, no opening one at its
// end, no number parted from its unit, no last line of a single character, and
// no line that ends within a common word. A word that is longer than a line gets one for itself and sticks out: the
// caller sees that by measuring and chooses smaller type.
func Break(text string, width float64, measure Measure) []string {
	var out []string
	for _, para := range strings.Split(text, "\n") {
		out = append(out, breakPara(para, width, measure)...)
	}
	return out
}

func breakPara(text string, width float64, measure Measure) []string {
	var lines [][]string
	var line []string
	for _, part := range parts(text) {
		if len(line) > 0 && measure(trimmed(append(line, part))) > width {
			lines = append(lines, line)
			line = nil
		}
		line = append(line, part)
	}
	lines = append(lines, line)
	fixOrphan(lines, width, measure)
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = trimmed(l)
	}
	return out
}

func trimmed(parts []string) string { return strings.TrimSpace(strings.Join(parts, "")) }

// Balance is Break with lines of about the same length. Of two lines the first
// rather ends after a mark, where a reader would pause, and best of all at a
// bar between two facts, which goes then.
func Balance(text string, width float64, measure Measure) []string {
	greedy := Break(text, width, measure)
	if len(greedy) != 2 || strings.Contains(text, "\n") {
		return greedy
	}
	list := parts(text)
	best, cost := greedy, width*2
	for i := 1; i < len(list); i++ {
		a, b := trimmed(list[:i]), trimmed(list[i:])
		before, bar := strings.CutSuffix(a, " |")
		if bar {
			a = before
		}
		wa, wb := measure(a), measure(b)
		if wa > width || wb > width || letters(b) < 2 {
			continue
		}
		c := max(wa, wb) - min(wa, wb)
		if last := []rune(a); !bar && !strings.ContainsRune(closers, last[len(last)-1]) {
			c += width
		}
		if c < cost {
			best, cost = []string{a, b}, c
		}
	}
	return best
}

// fixOrphan moves parts down to a last line that has a single character, or a
// single short word of Latin letters.
func fixOrphan(lines [][]string, width float64, measure Measure) {
	n := len(lines)
	if n < 2 || !orphan(trimmed(lines[n-1])) {
		return
	}
	up := lines[n-2]
	if len(up) < 2 {
		return
	}
	down := append([]string{up[len(up)-1]}, lines[n-1]...)
	if measure(trimmed(down)) <= width {
		lines[n-2], lines[n-1] = up[:len(up)-1], down
	}
}

func orphan(s string) bool {
	n := letters(s)
	return n < 2 || n < 6 && len(s) < 8 && !strings.Contains(s, " ") && s[0] < 0x80
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// parts cuts text where a line may end: between words, where the words are known.
func parts(text string) []string {
	var out []string
	runes := []rune(text)
	start := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes, i) && (i-start >= longestWord || !inWord(runes[i-1], runes[i])) {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return append(out, string(runes[start:]))
}

// mayBreak reports whether a line may end before runes[i].
func mayBreak(runes []rune, i int) bool {
	before, after := runes[i-1], runes[i]
	switch {
	case after == ' ' || strings.ContainsRune(closers, after) || strings.ContainsRune(openers, before):
		return false
	case before == ' ':
		return breakAtSpace(runes, i)
	case before == tsheg:
		return after != shad
	case shaped(before) && shaped(after):
		return false // the letters of a word
	case unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after):
		return true
	case isFigure(before) && unicode.Is(unicode.Han, after), unicode.Is(unicode.Han, before) && isFigure(after):
		return !isDate(runes, i)
	}
	return strings.ContainsRune(closers, before) && !latin(before) || unicode.Is(unicode.Han, after) != unicode.Is(unicode.Han, before)
}

// tsheg parts the syllables of Tibetan, shad ends its sentences.
const tsheg, shad = '\u0F0B', '\u0F0D'

// breakAtSpace keeps "12 号" and "60 minutes" and "window 12" in one piece.
func breakAtSpace(runes []rune, i int) bool {
	if i < 2 {
		return false
	}
	before, after := runes[i-2], runes[i]
	switch {
	case isFigure(before) && unicode.IsLetter(after):
		return false
	case unicode.Is(unicode.Han, before) && isFigure(after):
		return !ordinal(before)
	case isFigure(after):
		return !strings.HasSuffix(strings.ToLower(string(runes[:i-1])), "window") &&
			!strings.HasSuffix(strings.ToLower(string(runes[:i-1])), "windows")
	}
	return true
}

// ordinal characters belong to the number behind them: 第 1 次, 约 2 秒.
func ordinal(r rune) bool { return strings.ContainsRune("第约近满差共", r) }

func isFigure(r rune) bool { return unicode.IsDigit(r) || r == '–' || r == '*' }

func latin(r rune) bool { return r < 0x2000 }

// isDate keeps 6月12日 together, and a figure with the unit that touches it.
func isDate(runes []rune, i int) bool {
	if isFigure(runes[i-1]) {
		return true // 12日, 5楼
	}
	return strings.ContainsRune("年月第", runes[i-1])
}
