package district

import "strings"

// maskName hides the middle of a name: 张*样, 张*.
// name that was written with a dot stays before it.
func maskName(name string) string {
	r := []rune(name)
	switch {
	case len(r) < 2:
		return name
	case len(r) == 2:
		return string(r[:1]) + "*"
	}
	return string(r[:1]) + strings.Repeat("*", len(r)-2) + string(r[len(r)-1:])
}

// maskNumber keeps six and four characters of an ID number, three and four of
// a telephone.
func maskNumber(s string) string {
	keep := 6
	if len(s) < 15 {
		keep = 3
	}
	if len(s) < keep+4 {
		return strings.Repeat("*", len(s))
	}
	return s[:keep] + strings.Repeat("*", len(s)-keep-4) + s[len(s)-4:]
}
