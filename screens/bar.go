package screens

import (
	"fmt"
	"strconv"

	"govkiosk/screens/ui"
)

// barKey is one of the six that never change place.
type barKey struct {
	icon, word string
	do         Act
	off, here  bool
}

func (p *page) barKeys() []barKey {
	text := "dazi"
	if p.v.Lang == English {
		text = "a-large-small"
	}
	keys := []barKey{
		{icon: "arrow-left", word: "bar.back", do: ActBack},
		{icon: "house", word: "bar.home", do: ActHome},
		{icon: text, word: "bar.text", do: ActText},
		{icon: "languages", word: "bar.language", do: ActLang},
		{icon: "volume-2", word: "bar.speech", do: ActSpeech},
		{icon: "bell-ring", word: "bar.help", do: ActHelp},
	}
	if p.small || p.scale.Elder {
		keys[2].word, keys[4].word = "bar.textShort", "bar.speechShort"
	}
	keys[1].here = p.v.Screen == ScreenHome
	nowhere := p.v.Screen == ScreenOutOfUse || p.v.Screen == ScreenCardLeft
	keys[0].off, keys[1].off = nowhere, nowhere
	switch {
	case p.v.Speaking:
		keys[4].icon, keys[4].word = "square", "bar.speechStop"
	case p.v.Spoken:
		keys[4].word = "bar.speechAgain"
	}
	if p.v.Screen == ScreenService {
		keys[2].off, keys[4].off, keys[5].off = true, true, true
	}
	if !p.v.Speech {
		keys[4].icon, keys[4].off = "volume-x", true
		if !p.small {
			keys[4].word = "bar.noSpeech"
		}
	}
	if p.v.Help {
		keys[5] = barKey{icon: "check", word: "bar.called", do: ActHelp}
	}
	return keys
}

// drawBar draws the bar that is the same on every page.
func (p *page) drawBar() {
	top := p.m.Height - p.bar
	p.Add(ui.Box{R: ui.Rect{Y: top, W: p.m.Width, H: p.bar}, Fill: ui.Surface})
	p.rule(0, top, p.m.Width, ui.Hairline)
	keys := p.barKeys()
	row := ui.Rect{X: p.margin, Y: top + (p.bar-p.barKey)/2 - .2, W: p.m.Width - 2*p.margin, H: p.barKey}
	gap := 3.0
	if p.small || p.big() {
		gap = 2.6
	}
	w := p.barKeyWidth(row.W, gap, len(keys))
	cells := make([]ui.Rect, len(keys))
	for i := range keys {
		cells[i] = ui.Rect{X: row.X + float64(i)*(w+gap), Y: row.Y, W: w, H: row.H}
	}
	st := p.barStyle(keys, cells[0])
	for i, k := range keys {
		p.drawBarKey(cells[i], k, st)
	}
	if !p.small {
		x := cells[len(cells)-1].Right() + gap
		p.drawLeft(ui.Rect{X: x, Y: row.Y, W: row.Right() - x, H: row.H})
	}
}

func (p *page) barKeyWidth(row, gap float64, n int) float64 {
	switch {
	case p.small:
		return (row - float64(n-1)*gap) / float64(n)
	case p.wide:
		return 52
	case p.large:
		return 50
	case p.big():
		return 30
	}
	return 32.5
}

// beside puts a key's word to the right of its pictogram, where there is width.
func (p *page) wordBeside() bool { return p.wide || p.large }

func (p *page) barIcon() float64 {
	switch {
	case p.small:
		return 7.5
	case p.big() && !p.wordBeside():
		return 13
	}
	return 9
}

// barStyle is one size for all six words.
func (p *page) barStyle(keys []barKey, r ui.Rect) ui.Style {
	st := p.style("body")
	if p.v.Lang == English || p.small || p.big() {
		st = p.style("caption")
	}
	st.Line, st.Bold = 1.15, true
	if p.small {
		st.Floor = 4.8
	}
	room, high := r.W-2, r.H-p.barIcon()-2.5
	if p.wordBeside() {
		room, high = r.W-p.barIcon()-8, r.H-4
	}
	for st.Em > st.Floor && st.Em*st.Line > high {
		st.Em *= .97
	}
	for _, k := range keys {
		if f, _ := p.fit(p.say(k.word), st, room, 1); f.Em < st.Em {
			st = f
		}
	}
	return st
}

func (p *page) drawBarKey(r ui.Rect, k barKey, st ui.Style) {
	word := p.say(k.word)
	pressed := p.glass.Pressed == Intent{Do: k.do} && !k.off && !k.here
	ink := p.barBox(r, k, pressed)
	mm, gap := p.barIcon(), 1.0
	if p.small {
		gap = .4
	}
	if p.wordBeside() {
		gap = 4
		w := mm + gap + p.width(word, st)
		x := r.X + (r.W-w)/2
		p.icon(k.icon, x, r.Y+(r.H-mm)/2, mm, ink)
		p.write(ui.Rect{X: x + mm + gap, Y: r.Y + (r.H-height(1, st))/2}, st, []string{word}, ink, left)
	} else {
		h := mm + gap + height(1, st)
		y := r.Y + (r.H-h)/2
		p.icon(k.icon, r.X+(r.W-mm)/2, y, mm, ink)
		p.write(ui.Rect{X: r.X, Y: y + mm + gap, W: r.W}, st, []string{word}, ink, centre)
	}
	p.Target(ui.Target{Role: "bar", Label: word, Do: string(k.do), R: r, Enabled: !k.off && !k.here})
}

// underInset is how much shorter than its key the line is that marks the page
// one is on.
func (p *page) underInset() float64 {
	switch {
	case p.small:
		return 3
	case p.big() && !p.wordBeside():
		return 4
	}
	return 8
}

// barBox draws the key's ground and returns the colour on it.
func (p *page) barBox(r ui.Rect, k barKey, pressed bool) ui.Role {
	switch {
	case k.here:
		inset := p.underInset()
		p.Add(ui.Box{R: ui.Rect{X: r.X + inset, Y: r.Bottom() - 1, W: r.W - 2*inset, H: 1}, Fill: ui.Ink})
		return ui.Ink
	case k.off:
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.Unavailable, Line: ui.UnavailableLine, Width: .5, Dash: dashes})
		return ui.UnavailableInk
	case pressed:
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.TouchPressed, Line: ui.Touch, Width: .5})
		return ui.OnTouchPressed
	case p.contrast():
		p.Add(ui.Box{R: r, Radius: 3, Fill: ui.TouchTint, Line: ui.Touch, Width: 1})
		return ui.Touch
	}
	p.Add(ui.Box{R: r, Radius: 3, Fill: ui.TouchTint})
	return ui.Touch
}

// secondsLeft is what the countdown shows; the page that asks has its own.
func (p *page) secondsLeft() int {
	if p.v.Screen == ScreenTimeOut && p.v.TimeOut != nil {
		return p.v.TimeOut.Seconds
	}
	return p.v.Seconds
}

// drawLeft writes the seconds at the right end of the bar.
func (p *page) drawLeft(r ui.Rect) {
	s := p.secondsLeft()
	if s < 0 {
		return
	}
	word, unit := p.style("caption"), p.style("caption")
	number := ui.Style{Em: 12.6, Line: 1, Bold: true, Floor: 6.6}
	if p.big() && !p.wordBeside() {
		number.Em = 17
	}
	label := p.say("bar.left")
	if p.width(label, word) > r.W || p.big() && !p.wordBeside() {
		label = p.say("bar.leftShort")
	}
	count, u := strconv.Itoa(s), p.say("bar.seconds")
	if p.v.Screen == ScreenService {
		label, count, u = p.say("technician.lock"), fmt.Sprintf("%d:%02d", s/60, s%60), ""
	}
	word, _ = p.fit(label, word, r.W, 1)
	word.Line = 1.2
	for p.width(count, number)+1+p.width(u, unit) > r.W && number.Em > number.Floor {
		number.Em *= .96
		unit.Em = max(unit.Floor, unit.Em*.96)
	}
	y := r.Y + (r.H-height(1, word)-.8-number.Em)/2
	p.write(ui.Rect{X: r.X, Y: y, W: r.W}, word, []string{label}, ui.Ink2, right)
	base := y + height(1, word) + .8 + drop(number)
	p.at(r.X, r.W, base, unit, u, ui.Ink, right)
	p.at(r.X, r.W-1-p.width(u, unit), base, number, count, ui.Ink, right)
}
