package kiosk

import (
	"slices"
	"testing"

	"govkiosk/kiosk/journey"
)

func TestLettersBecomeWordsAndLeaveTheRest(t *testing.T) {
	got := spellings("dengji")
	if !slices.Contains(got, journey.Spelling{Word: "登记"}) {
		t.Errorf("dengji: %v", got)
	}
	if !slices.Contains(got, journey.Spelling{Word: "等", Rest: "ji"}) {
		t.Errorf("a word for the first syllable leaves the second: %v", got)
	}
	if got := spellings("v"); len(got) != 0 {
		t.Errorf("v begins no syllable: %v", got)
	}
}
