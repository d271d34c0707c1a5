package diag

import (
	"context"
	"time"
)

var audioTests = []Test{
	{ID: "audio.tone", Device: Audio, Judge: ByPerson, Steps: []string{"audio-listen", "audio-heard"}, Limit: 60 * time.Second, run: audioTone},
}

var screenTests = []Test{
	{ID: "screen.colours", Device: Screen, Judge: ByPerson, Steps: []string{"screen-look", "screen-pixels", "screen-even"}, Limit: 3 * time.Minute, run: screenColours},
}

// audioTone plays a sound and asks whether it was heard.
func audioTone(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	g.Say(Prompt{Step: "audio-listen"})
	if err := t.Sound(ctx); err != nil {
		return m.verdict(err)
	}
	return m.asked(ctx, g, Prompt{Step: "audio-heard"}, "the sound was not heard")
}

// asked is the verdict of a person.
func (m *measures) asked(ctx context.Context, g Guide, p Prompt, no string) Finding {
	answer, err := g.Ask(ctx, p)
	switch {
	case err != nil:
		return m.verdict(err)
	case answer == No:
		return m.fail(ReasonPerson, no)
	case answer == Skip:
		return m.skipped("", "passed over")
	}
	return m.pass()
}

// fieldFor is how long each field covers the glass, unless the technician
// goes on before.
const fieldFor = 4 * time.Second

// FieldNext is the choice that leads to the next field.
const FieldNext = "next"

// screenColours covers the glass with one colour after another, and asks what
// was seen.
func screenColours(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	if !t.Glass() {
		return m.skipped(ReasonNobody, "no window is open")
	}
	look := func(fields ...Field) error {
		for _, f := range fields {
			shown, cancel := context.WithTimeout(ctx, fieldFor)
			_, _ = g.Ask(shown, Prompt{Step: "screen-look", Field: f, Choices: []string{FieldNext}}) // its time leads on as well
			if cancel(); ctx.Err() != nil {
				return ctx.Err()
			}
		}
		return nil
	}
	if err := look(FieldWhite, FieldRed, FieldGreen, FieldBlue, FieldBlack); err != nil {
		return m.verdict(err)
	}
	if f := m.asked(ctx, g, Prompt{Step: "screen-pixels"}, "a colour is wrong, or pixels are stuck"); f.Verdict != Pass {
		return f
	}
	if err := look(FieldGrey, FieldGradient); err != nil {
		return m.verdict(err)
	}
	return m.asked(ctx, g, Prompt{Step: "screen-even"}, "the picture is uneven")
}
