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
		t.post(journey.Spelled{At: t.at(), ID: e.ID, Words: spellings(e.Letters, e.Chosen)})
	})
}

// spellings are words for the first of the letters, and what each leaves; those
// that were chosen before come first.
func spellings(letters string, chosen []journey.Chosen) []journey.Spelling {
	var in pinyin.Input
	for _, c := range chosen {
		in.Learn(c.Letters, c.Word)
	}
	for _, r := range letters {
		in.Type(r)
	}
	var out []journey.Spelling
	for _, c := range in.Candidates(wordsMost) {
		out = append(out, journey.Spelling{Word: c.Word, Rest: in.Rest(c)})
	}
	return out
}
