package registry

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Bounds of the contract.
const (
	initialsMost = 16 // readings of one name
	lettersMost  = 40 // of one reading
)

var everyReading = func() pinyin.Args {
	a := pinyin.NewArgs()
	a.Heteronym = true
	return a
}()

// Initials are the first letters of a name, once for each of its readings: 重庆
// is cq and zq.
func Initials(name string) []string { return initials(name) }

func initials(name string) []string {
	out := []string{""}
	length := 0
	for _, r := range name {
		letters := lettersOf(r)
		if len(letters) == 0 || length == lettersMost {
			continue
		}
		length++
		if len(out)*len(letters) > initialsMost {
			letters = letters[:1]
		}
		var longer []string
		for _, letter := range letters {
			for _, begin := range out {
				longer = append(longer, begin+letter)
			}
		}
		out = longer
	}
	return out
}

// lettersOf are the letters that a character can begin with; none for a mark.
func lettersOf(r rune) []string {
	if r < unicode.MaxASCII {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return []string{strings.ToLower(string(r))}
		}
		return nil
	}
	var out []string
	for _, s := range pinyin.SinglePinyin(r, everyReading) {
		if s != "" && !slices.Contains(out, s[:1]) {
			out = append(out, s[:1])
		}
	}
	return out
}
