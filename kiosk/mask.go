package kiosk

import "strings"

// MaskName hides all but the first and the last character of a name: 张*三.
// A name of two characters shows the first alone.
func MaskName(name string) string {
	r := []rune(strings.TrimSpace(name))
	switch len(r) {
	case 0:
		return ""
	case 1:
		return "*"
	case 2:
		return string(r[0]) + "*"
	}
	return string(r[0]) + strings.Repeat("*", len(r)-2) + string(r[len(r)-1])
}

// MaskNumber hides the birth date of a citizen number, the middle of a phone
// number, and all but the last four characters of anything else.
func MaskNumber(number string) string {
	switch n := len(number); {
	case n == 18:
		return number[:6] + "********" + number[14:]
	case n == 11:
		return number[:3] + "****" + number[7:]
	case n > 4:
		return strings.Repeat("*", n-4) + number[n-4:]
	default:
		return strings.Repeat("*", n)
	}
}
