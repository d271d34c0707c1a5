package kiosk

import (
	"regexp"

	"govkiosk/kiosk/journey"
)

// codeForm is what codes of a kind look like.
type codeForm struct {
	pattern string // of the whole code
	max     int    // characters
	whole   *regexp.Regexp
}

func formOf(pattern string, max int) codeForm {
	return codeForm{pattern, max, regexp.MustCompile(`\A(?:` + pattern + `)\z`)}
}

// codeForms are the codes that a visit can ask for.
var codeForms = map[journey.CodeKind]codeForm{
	journey.CodeBooking: formOf(`[0-9A-Z]{4,20}`, 20),
	journey.CodePickup:  formOf(`[0-9A-Za-z]{4,16}`, 16),
	journey.CodeSlip:    formOf(`https?://[A-Za-z0-9.:-]{1,80}/[A-Za-z0-9/_.~?=&-]{1,200}`, 300),
}

// kindOfCode says what a code is, of the kinds that are wanted.
func kindOfCode(text string, kinds []journey.CodeKind) journey.CodeKind {
	for _, k := range kinds {
		if f, known := codeForms[k]; known && f.whole.MatchString(text) {
			return k
		}
	}
	return ""
}
