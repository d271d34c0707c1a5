package pinyin

import (
	"slices"
	"unicode/utf8"
)

// maxTyped bounds the letters that wait for a choice.
const maxTyped = 40

// Candidate is a word for the letters at the beginning of what is typed.
type Candidate struct {
	Word    string
	letters int // that it stands for
}

// Input is one field of one visit: words that are chosen and letters that wait
// for a choice. The zero value is an empty field. One goroutine uses it.
type Input struct {
	text    string
	typed   string
	learned map[string]int      // by word: when it was last chosen
	own     map[string][]string // by letters: words chosen for them, the newest first
	clock   int
}

// Text is what has been chosen.
func (in *Input) Text() string { return in.text }

// Composing is what is typed and waits for a choice.
func (in *Input) Composing() string { return in.typed }

// Type adds a letter, or the mark ' between two syllables. Anything else
// becomes text as it is, behind the letters that wait.
func (in *Input) Type(r rune) {
	switch {
	case r >= 'A' && r <= 'Z':
		r += 'a' - 'A'
	case r == '\'' && in.typed == "":
		return // nothing to part yet
	case r >= 'a' && r <= 'z', r == '\'':
	default:
		in.text, in.typed = in.text+in.typed+string(r), ""
		return
	}
	if len(in.typed) < maxTyped {
		in.typed += string(r)
	}
}

// Delete takes back the last letter that waits, else the last character.
func (in *Input) Delete() {
	if in.typed != "" {
		in.typed = in.typed[:len(in.typed)-1]
		return
	}
	_, n := utf8.DecodeLastRuneInString(in.text)
	in.text = in.text[:len(in.text)-n]
}

// Clear empties the field and keeps what was learned.
func (in *Input) Clear() { in.text, in.typed = "", "" }

// Choose takes a candidate: its letters become text, and it comes first the
// next time in this visit.
func (in *Input) Choose(c Candidate) {
	rest := in.Rest(c)
	in.Learn(in.typed[:len(in.typed)-len(rest)], c.Word)
	in.text, in.typed = in.text+c.Word, rest
}

// Rest is what choosing a candidate leaves of the letters that wait.
func (in *Input) Rest(c Candidate) string { return without(in.typed, c.letters) }

// Learn remembers that a word was chosen for letters: it comes first from now
// on, also where the dictionary has no such word.
func (in *Input) Learn(letters, word string) {
	s := spell(letters)
	if s.letters == "" || word == "" {
		return
	}
	if in.learned == nil {
		in.learned, in.own = map[string]int{}, map[string][]string{}
	}
	in.clock++
	in.learned[word] = in.clock
	others := slices.DeleteFunc(in.own[s.letters], func(o string) bool { return o == word })
	in.own[s.letters] = slices.Insert(others, 0, word)
}

// Candidates returns up to n words, the likeliest first: what was chosen for
// these letters before, words for all the letters, for their initials, words that go on, then words for the first of
// them.
func (in *Input) Candidates(n int) []Candidate {
	s := spell(in.typed)
	if s.letters == "" {
		return nil
	}
	d := load()
	all := &collector{in: in, n: n, seen: map[string]bool{}}
	for _, word := range in.own[s.letters] {
		all.take(word, len(s.letters))
	}
	all.add(d.exact(s), len(s.letters))
	all.add(d.short(s), len(s.letters))
	if len(all.out) == 0 {
		all.add(d.begun(s), len(s.letters))
	}
	for i := len(s.letters) - 1; i > 0 && len(all.out) < n; i-- {
		all.add(d.exact(s.first(i)), i)
	}
	if len(all.out) < n {
		all.add(d.begun(s), len(s.letters))
	}
	return all.out
}

// collector keeps each word once, up to n.
type collector struct {
	in   *Input
	n    int
	seen map[string]bool
	out  []Candidate
}

// add appends words, what was chosen in this visit first, then by weight.
func (c *collector) add(list []entry, letters int) {
	slices.SortStableFunc(list, func(a, b entry) int {
		if d := c.in.learned[b.word] - c.in.learned[a.word]; d != 0 {
			return d
		}
		return b.weight - a.weight
	})
	for _, e := range list {
		if len(c.out) >= c.n {
			return
		}
		c.take(e.word, letters)
	}
}

func (c *collector) take(word string, letters int) {
	if !c.seen[word] && len(c.out) < c.n {
		c.seen[word] = true
		c.out = append(c.out, Candidate{word, letters})
	}
}

// Words are the words of candidates, to show.
func Words(list []Candidate) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Word
	}
	return out
}

// Wipe forgets the text and everything learned: the visit is over.
func (in *Input) Wipe() { *in = Input{} }
