package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens/pinyin"
)

// wordsMost is how many words are offered for the letters that wait.
const wordsMost = 12

// spell looks up what letters may mean. It runs beside the loop: the first
// time the dictionary is read.
func (t *Terminal) spell(e journey.Spell) {
	t.clerk.group.Go(func() {
		t.post(journey.Spelled{At: t.at(), ID: e.ID, Words: spellings(e.Letters)})
	})
}

// spellings are words for the first of the letters, and what each leaves.
func spellings(letters string) []journey.Spelling {
	var in pinyin.Input
	for _, r := range letters {
		in.Type(r)
	}
	var out []journey.Spelling
	for _, c := range in.Candidates(wordsMost) {
		left := in
		left.Choose(c)
		out = append(out, journey.Spelling{Word: c.Word, Rest: left.Composing()})
	}
	return out
}
