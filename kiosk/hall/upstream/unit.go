package upstream

import "strings"

// unitAlphabet is that of GB 32100: no I, O, S, V, Z.
const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ValidUnit reports whether a code is, or like 实施编码 and 业务办理项编码
// begins with, the 18 characters of a unit (GB 32100-2015) whose check
// character is right: the weights are 3 to the place, modulo 31.
func ValidUnit(code string) bool {
	if len(code) < 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(unitAlphabet, code[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	check := strings.IndexByte(unitAlphabet, code[17])
	return check >= 0 && (sum+check)%31 == 0
}
