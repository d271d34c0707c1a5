package screens_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// written is all that stands on a page; characters in cells of their own, as a
// pad has them, run together.
func written(p screens.Page) string {
	var out strings.Builder
	for _, it := range p.Items {
		if text, ok := it.Op.(ui.Text); ok {
			if len([]rune(text.S)) > 1 {
				out.WriteString("\n")
			}
			out.WriteString(text.S)
		}
	}
	return out.String()
}

// A number by which a person is known, and one by which they are called: all of
// it stands on no page but those on which the citizen asks to see it.
func TestNumbersOfPeopleAreCovered(t *testing.T) {
	whole := regexp.MustCompile(`\d{17}[\dX]|1[3-9]\d{9}`)
	fonts := loadFonts(t)
	asked := 0
	for _, lang := range languages {
		for _, n := range sample.Views(lang) {
			number := whole.FindString(written(screens.Layout(n.View, column, fonts, screens.Glass{Since: 10 * time.Second})))
			switch pad := n.View.Pad; {
			case number == "":
			case pad != nil && (pad.Reveal || pad.Kind == screens.PadCase || pad.Kind == screens.PadCode):
				asked++ // compared with a slip, or looked at
			default:
				t.Errorf("%s %s: shows %s", n.Name, lang, number)
			}
		}
	}
	if asked == 0 {
		t.Error("not even who asks sees a number")
	}
}

// Whatever has been typed so far, what identifies stays covered on the glass,
// and is said to the headset alone.
func TestTypedNumbersAreCovered(t *testing.T) {
	fonts := loadFonts(t)
	for _, c := range []struct {
		kind   screens.PadKind
		number string
		length int
		secret string // the part that may not stand there
	}{
		{screens.PadIDNumber, "130202194903121234", 18, "19490312"},
		{screens.PadPhone, "13890712266", 11, "9071"},
		{screens.PadNumber, "6228199001112223334", 19, "1990"},
	} {
		for typed := range c.length + 1 {
			v := named(t, "15-pad-id", screens.Chinese)
			v.Pad = &screens.Pad{Kind: c.kind, Value: c.number[:typed], Length: c.length}
			page := written(screens.Layout(v, column, fonts, screens.Glass{}))
			if strings.Contains(strings.ReplaceAll(page, "\n", ""), c.secret) {
				t.Errorf("%s, %d typed: %s stands there", c.kind, typed, c.secret)
			}
			for _, u := range screens.Speak(v) {
				if heard := strings.ReplaceAll(u.Text, " ", ""); typed > 6 && strings.Contains(heard, c.number[:typed]) && !u.Private {
					t.Errorf("%s, %d typed: the hall hears %q", c.kind, typed, fmt.Sprint(u.Text))
				}
			}
		}
	}
}
