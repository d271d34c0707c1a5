package speech

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	spelt    = regexp.MustCompile(`(?:[0-9A-Z] )+[0-9A-Z]\b`)
	ticket   = regexp.MustCompile(`\b[A-Z]{1,3}-?[0-9]{2,}\b`)
	longRun  = regexp.MustCompile(`[0-9]{5,}X?|[0-9]{3,4}-[0-9]{7,8}`)
	year     = regexp.MustCompile(`([0-9]{4})年`)
	timeOf   = regexp.MustCompile(`\b([0-9]{1,2}):([0-9]{2})\b`)
	spaces   = regexp.MustCompile(`\s+`)
	numerals = strings.NewReplacer("0", "零", "1", "一", "2", "二", "3", "三", "4", "四",
		"5", "五", "6", "六", "7", "七", "8", "八", "9", "九")
)

// aloud writes a text as a synthesiser should read it: numbers by which people
// are known or called digit by digit, and times of day as they are said.
func aloud(lang, text string) string {
	digits := spaced
	if lang == "zh-Hans" {
		digits = func(s string) string { return numerals.Replace(spaced(s)) }
		text = timeOf.ReplaceAllStringFunc(text, chineseTime)
		text = year.ReplaceAllStringFunc(text, func(s string) string { return numerals.Replace(s) })
	}
	for _, number := range []*regexp.Regexp{spelt, ticket, longRun} {
		text = number.ReplaceAllStringFunc(text, digits)
	}
	return strings.TrimSpace(spaces.ReplaceAllString(text, " "))
}

// spaced parts the characters of a number.
func spaced(s string) string {
	s = strings.NewReplacer(" ", "", "-", "").Replace(s)
	return strings.Join(strings.Split(s, ""), " ")
}

// chineseTime is 9:05 as 9点05分, and 9:00 as 9点.
func chineseTime(s string) string {
	m := timeOf.FindStringSubmatch(s)
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	switch {
	case hour > 24 || minute > 59:
		return s
	case minute == 0:
		return m[1] + "点"
	case minute < 10:
		return m[1] + "点零" + strconv.Itoa(minute) + "分"
	}
	return m[1] + "点" + m[2] + "分"
}
