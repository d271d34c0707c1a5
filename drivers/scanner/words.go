package scanner

import "regexp"

// words are what Newland readers say without a suffix (section 9), and what it
// means.
var words = []struct {
	pattern *regexp.Regexp // its group is the setting or the data
	Reply
}{
	{regexp.MustCompile(`^!([0-9A-Za-z]{4,32});`), Reply{Answer: "ok", OK: true}},
	{regexp.MustCompile(`^\?([0-9A-Za-z]{4,32});`), Reply{Answer: "refused"}},
	{regexp.MustCompile(`^&(\{[^{}]*\|[0-9A-Fa-f]{8}\})`), Reply{Answer: "data", OK: true}},
	{regexp.MustCompile(`^!()`), Reply{Answer: "present", OK: true}},
	{regexp.MustCompile(`^@@@@()`), Reply{Answer: "entered", OK: true}},
	{regexp.MustCompile(`^\^\^\^\^()`), Reply{Answer: "left", OK: true}},
}

// ParseWords takes apart what is nothing but words of Newland readers, for
// people who read a recorded line; nil where it is something else. A code may
// be the same: a Dev takes none of them for a reply that it does not wait for.
func ParseWords(text string) (all []Reply) {
	for text != "" {
		r, n := wordAt(text)
		if n == 0 {
			return nil
		}
		all, text = append(all, r), text[n:]
	}
	return all
}

// wordAt is the word that text begins with; 0 bytes for none.
func wordAt(text string) (Reply, int) {
	for _, w := range words {
		if m := w.pattern.FindStringSubmatch(text); m != nil {
			r := w.Reply
			r.Setting = m[1]
			return r, len(m[0])
		}
	}
	return Reply{}, 0
}
