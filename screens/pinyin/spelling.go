package pinyin

import "strings"

// spelling is what has been typed: letters, and where the citizen parted two
// syllables with 分词.
type spelling struct {
	letters string
	cuts    []int // places in letters
}

func spell(typed string) spelling {
	var s spelling
	for _, r := range typed {
		switch {
		case r == '\'' && len(s.letters) > 0:
			s.cuts = append(s.cuts, len(s.letters))
		case r >= 'a' && r <= 'z':
			s.letters += string(r)
		}
	}
	return s
}

// allows reports whether a word's syllables end wherever the typing parts them.
func (s spelling) allows(spelt string) bool {
	for _, cut := range s.cuts {
		if !endsAt(spelt, cut) {
			return false
		}
	}
	return true
}

// endsAt reports whether a syllable ends after so many letters.
func endsAt(spelt string, letters int) bool {
	n := 0
	for _, r := range spelt {
		if r == '\'' {
			if n == letters {
				return true
			}
			continue
		}
		n++
	}
	return n <= letters
}

// first is the spelling of the first n letters.
func (s spelling) first(n int) spelling {
	out := spelling{letters: s.letters[:n]}
	for _, c := range s.cuts {
		if c < n {
			out.cuts = append(out.cuts, c)
		}
	}
	return out
}

// without drops the first n letters of what was typed, and a mark behind them.
func without(typed string, n int) string {
	for i, r := range typed {
		if n == 0 {
			return strings.TrimLeft(typed[i:], "'")
		}
		if r != '\'' {
			n--
		}
	}
	return ""
}
