package journey

import "strings"

func (t *turn) toPad(kind PadKind) {
	t.stopCardUnlessPresent()
	t.Page = PagePad
	t.Pad = Pad{Kind: kind}
}

func (t *turn) touchPad(e Touch) {
	switch e.Do {
	case "key":
		t.typed(e.Arg)
	case "delete":
		if n := len(t.Pad.Value); n > 0 {
			t.setPad(t.Pad.Value[:n-1])
		}
	case "clear":
		t.setPad("")
	case "reveal":
		t.Pad.Reveal = !t.Pad.Reveal
	case "by-phone":
		if t.Ways().Phone {
			t.toPad(PadPhone)
		}
	case "by-number":
		if t.Ways().Number {
			t.toPad(PadIDNumber)
		}
	case "next":
		t.padDone()
	}
}

// typed adds one character where the number has room for it. X ends an ID
// number and is nothing anywhere else.
func (t *turn) typed(key string) {
	at := len(t.Pad.Value)
	if len(key) != 1 || at >= t.Pad.Kind.Length() {
		return
	}
	isX := key == "X" && t.Pad.Kind == PadIDNumber && at == t.Pad.Kind.Length()-1
	if !isX && !strings.Contains("0123456789", key) {
		return
	}
	t.setPad(t.Pad.Value + key)
}

// setPad keeps what was typed and asks for a check once it is whole.
func (t *turn) setPad(value string) {
	t.Pad = Pad{Kind: t.Pad.Kind, Reveal: t.Pad.Reveal, Value: value}
	if len(value) == t.Pad.Kind.Length() {
		t.Pad.Check = t.nextID()
		t.do(CheckNumber{ID: t.Pad.Check, Kind: t.Pad.Kind, Value: value})
	}
}

func (t *turn) numberChecked(e NumberChecked) {
	if !t.awaited(e.ID, t.Pad.Check) {
		return
	}
	t.Pad.Check = 0
	t.Pad.Problem, t.Pad.Ready, t.Pad.Birth = e.Problem, e.Problem == "", e.Birth
}

func (t *turn) padDone() {
	if !t.Pad.Ready {
		return
	}
	if pad := t.Pad; pad.Kind != PadIDNumber && pad.Kind != PadPhone {
		if typed := chapterOf(t.Service).typed; typed != nil {
			typed(t, pad)
		}
		return
	}
	p := Person{Number: t.Pad.Value, Birth: t.Pad.Birth, Source: SourceTyped}
	if t.Pad.Kind == PadPhone {
		p.Source = SourcePhone
	}
	t.Pad = Pad{}
	t.identified(p)
}
