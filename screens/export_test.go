package screens

import "strings"

// Reasons are those that there are words for.
func Reasons() (out []Reason) {
	for key := range catalogueOf(Chinese).text {
		if name, ok := strings.CutPrefix(key, "reason."); ok && strings.HasSuffix(name, ".short") {
			out = append(out, Reason(strings.TrimSuffix(name, ".short")))
		}
	}
	return out
}
