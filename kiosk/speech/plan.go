package speech

// Utterance is one thing to say.
type Utterance struct {
	Text    string
	Private bool     // of a person: only to the headset
	Clips   []string // messages whose recording says just this, such as "home.title"
}

// Request is what is to be said, to whom.
type Request struct {
	Lang     string
	List     []Utterance
	Headset  bool      // there is one in the jack: all of it goes there
	Withheld Utterance // is said once in place of what is for a headset only; zero: nothing is
	Volume   int       // 1 to 10
}

// item is one sound to make: a recording, or a text for the synthesiser.
type item struct {
	clip string // file; empty: text
	text string
	lang string
	to   string // device of the player
	of   int    // place in the list; -1: it stands in for others
}

// plan works out what sounds where. What has neither a recording nor a
// synthesiser is left out, as is what nobody may hear.
func (s *Sound) plan(r Request) (out []item) {
	to, told := s.cfg.Speaker, r.Withheld.Text == "" || s.cfg.Headset == ""
	private := false
	if r.Headset && s.cfg.Headset != "" {
		to, private = s.cfg.Headset, true
	}
	for i, u := range r.List {
		if u.Private && !private {
			if told {
				continue
			}
			told, u, i = true, r.Withheld, -1
		}
		if it, ok := s.itemOf(r.Lang, u); ok {
			it.to, it.of = to, i
			out = append(out, it)
		}
	}
	return out
}

// itemOf is how one utterance is made: recorded before spoken.
func (s *Sound) itemOf(lang string, u Utterance) (item, bool) {
	for _, key := range u.Clips {
		if file, ok := s.clip(lang, key); ok {
			return item{clip: file}, true
		}
	}
	if text := aloud(lang, u.Text); text != "" && len(s.synthesiser) > 0 {
		return item{text: text, lang: lang}, true
	}
	return item{}, false
}
