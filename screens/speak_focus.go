package screens

import "strconv"

// SpeakSpot says where the ring is: what a key does, why it cannot be had, or
// how many keys the row has.
func SpeakSpot(lang Lang, at Spot) Utterance {
	s := &speech{page: page{v: &View{Lang: lang}, words: catalogueOf(lang)}}
	words := joined(at.Label, at.Hint)
	switch {
	case at.Row > 0:
		words = joined(words, s.say("speak.row", "n", strconv.Itoa(at.Row)))
	case !at.Enabled:
		words = joined(words, s.say("speak.off"))
	}
	return Utterance{Text: s.aloud(words), Private: at.Private}
}

// Withheld says, in place of what is of a person, how to hear it.
func Withheld(lang Lang) Utterance {
	text := catalogueOf(lang).say("speak.withheld")
	return Utterance{Text: text, Keys: []string{"speak.withheld"}}
}

// SamePage reports whether two Views are one page, that may have changed while
// it stood there.
func SamePage(a, b *View) bool { return identity(a) == identity(b) && a.Lang == b.Lang }
