package kiosk

import (
	"slices"
	"testing"

	"govkiosk/kiosk/journey"
)

func TestLettersBecomeWordsAndLeaveTheRest(t *testing.T) {
	got := spellings("dengji", nil)
	if !slices.Contains(got, journey.Spelling{Word: "登记"}) {
		t.Errorf("dengji: %v", got)
	}
	if !slices.Contains(got, journey.Spelling{Word: "等", Rest: "ji"}) {
		t.Errorf("a word for the first syllable leaves the second: %v", got)
	}
	if got := spellings("v", nil); len(got) != 0 {
		t.Errorf("v begins no syllable: %v", got)
	}
}

func TestAWordThatWasChosenComesFirst(t *testing.T) {
	before := spellings("yang", nil)
	late := before[len(before)-1].Word
	chosen := []journey.Chosen{{Letters: "yang", Word: late}, {Letters: "yangyanghao", Word: "样样好"}}
	if got := spellings("yang", chosen); got[0].Word != late || before[0].Word == late {
		t.Errorf("yang: %v, want %s first", got, late)
	}
	if got := spellings("yangyanghao", chosen); got[0] != (journey.Spelling{Word: "样样好"}) {
		t.Errorf("a name that no dictionary has: %v", got)
	}
	if got := spellings("yang", nil); got[0] != before[0] {
		t.Errorf("another visit: %v", got)
	}
}
