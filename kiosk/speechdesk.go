package kiosk

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"regexp"
	"sync/atomic"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/speech"
	"govkiosk/screens"
)

// speechDesk reads pages aloud and plays the tones.
type speechDesk struct {
	cfg    config.Speech
	sound  *speech.Sound
	health *Health
	tell   func(func(*Terminal)) // runs on the loop; not to be called there
	touch  func(do string)       // a key for the ear
	spoke  func()                // talking has changed
	log    *slog.Logger
	cards  string      // file that lists the sound cards
	well   atomic.Bool // pages can be spoken
	in     atomic.Bool // a headset is in the jack

	// The loop's own.
	view    screens.View
	again   int
	on      bool                // pages are read
	list    []screens.Utterance // of the page, as it was last looked at
	saying  []screens.Utterance
	tail    []screens.Utterance // to be said when that is over
	talking bool
	heard   map[string]bool // of the page, by what they say
	turn    int             // counts what was begun: a late word of another is dropped
	volume  int
	touched bool // what comes now follows from a touch
}

// speechRetry is between two looks for a voice that is missing.
const speechRetry = 30 * time.Second

func newSpeechDesk(c config.Speech, h *Health, t *Terminal, log *slog.Logger) *speechDesk {
	d := &speechDesk{
		cfg: c, sound: speech.New(c), health: h, log: log, heard: map[string]bool{}, volume: c.Volume, cards: "/proc/asound/cards",
		tell: t.tell, spoke: t.poke, touch: func(do string) { t.post(journey.Touch{At: t.at(), Do: do}) },
	}
	d.in.Store(c.Jack == config.JackAlways)
	return d
}

// run finds out whether there is a voice, again while there is none, and ends
// all that sounds when ctx ends.
func (d *speechDesk) run(ctx context.Context) {
	defer d.sound.Close()
	for ctx.Err() == nil {
		d.report(d.sound.Probe(ctx))
		for d.well.Load() && ctx.Err() == nil {
			pause(ctx, speechRetry)
		}
		pause(ctx, speechRetry)
	}
}

// report takes what the programs said. A voice that is missing withdraws
// nothing: what is spoken stands on the glass as well.
func (d *speechDesk) report(err error) {
	c := Condition{Device: DeviceSpeech, State: drivers.Online}
	switch {
	case err == nil:
	case d.sound.Ready() != nil, !d.soundCard():
		c.State, c.Cause = drivers.DeviceMissing, err.Error()
	default:
		c.State, c.Code, c.Cause = drivers.HardwareFault, "SPK-AWAY", err.Error()
	}
	d.well.Store(err == nil)
	d.health.Report(c)
}

// soundCard reports whether there is something to play on. A player that the
// configuration names may play elsewhere.
func (d *speechDesk) soundCard() bool {
	if len(d.cfg.Player) > 0 {
		return true
	}
	text, err := os.ReadFile(d.cards)
	return err == nil && len(text) > 0 && !bytes.HasPrefix(text, []byte("---"))
}

// jack is told that a headset went in or came out. It may be called from any
// goroutine.
func (d *speechDesk) jack(in bool) {
	if d.cfg.Headset == "" || d.in.Swap(in) == in {
		return
	}
	if !in {
		d.sound.Hush() // what was for one pair of ears ends with them
	}
	do := "headset-out"
	if in {
		do = "headset-in"
	}
	d.touch(do)
}

// chime plays a tone.
func (d *speechDesk) chime(why string) {
	d.sound.Chime(why, func(err error) {
		if err != nil {
			d.log.Warn("tone", "err", err)
		}
	})
}

// follow reads the page that stands there now, where somebody listens. It is
// called on the loop for every page and every change of one.
func (d *speechDesk) follow(v screens.View, s journey.Voice) {
	louder := d.cfg.Volume + s.Volume
	changed := louder != d.volume
	touched := d.touched
	d.volume, d.touched = louder, false
	if !s.On || !d.well.Load() {
		d.quiet(s)
		return
	}
	list := screens.Speak(v)
	fresh := !d.on || s.Again != d.again || !screens.SamePage(&v, &d.view)
	before := d.list
	d.on, d.again, d.view, d.list = true, s.Again, v, list
	if fresh {
		clear(d.heard)
		d.say(list)
		return
	}
	news := newsOf(&v, before, list)
	if len(news) == 0 {
		if changed && d.talking {
			d.say(d.unheard(d.saying, nil))
		}
		return
	}
	if d.talking && !touched { // what the ring is on is not on the page's list
		news = append(append(news, d.unheard(d.saying, news)...), d.tail...)
	}
	if !touched {
		news = append(news, d.unheard(list, news)...)
	}
	d.say(news)
}

// quiet ends what is being said and forgets it: it may be of a person.
func (d *speechDesk) quiet(s journey.Voice) {
	if d.on {
		d.sound.Hush()
	}
	d.turn++
	d.setTalking(false)
	d.on, d.list, d.saying, d.tail, d.view, d.again = false, nil, nil, nil, screens.View{}, s.Again
	clear(d.heard)
}

// say says a list now, in place of what is being said.
func (d *speechDesk) say(list []screens.Utterance) {
	d.turn++
	turn := d.turn
	d.saying, d.tail = list, nil
	d.setTalking(true)
	r := speech.Request{
		Lang: string(d.view.Lang), List: spoken(list), Headset: d.in.Load(), Volume: d.volume,
		Withheld: spoken([]screens.Utterance{screens.Withheld(d.view.Lang)})[0],
	}
	d.sound.Say(r, func(n int) {
		d.tell(func(*Terminal) {
			if turn == d.turn {
				d.heard[list[n].Text] = true
			}
		})
	}, func(err error) {
		if err != nil {
			d.log.Warn("speech", "err", err)
			d.report(err)
		}
		d.tell(func(*Terminal) { d.ended(turn) })
	})
}

// ended is the end of what was begun last.
func (d *speechDesk) ended(turn int) {
	switch {
	case turn != d.turn:
	case len(d.tail) > 0:
		d.say(d.tail)
	default:
		d.setTalking(false)
	}
}

func (d *speechDesk) setTalking(on bool) {
	if d.talking != on {
		d.talking = on
		d.spoke()
	}
}

// focused says where the keys beside the glass have brought the ring; on a page
// that has just come, after the page.
func (d *speechDesk) focused(at screens.Spot) {
	if !d.on {
		return
	}
	u := screens.SpeakSpot(d.view.Lang, at)
	if at.New && d.talking {
		d.tail = []screens.Utterance{u}
		return
	}
	d.say([]screens.Utterance{u})
}

// unheard is what of a list has not been said to its end, but for others.
func (d *speechDesk) unheard(list, others []screens.Utterance) (out []screens.Utterance) {
	for _, u := range list {
		if !d.heard[u.Text] && !holds(others, u) {
			out = append(out, u)
		}
	}
	return out
}

func holds(list []screens.Utterance, u screens.Utterance) bool {
	for _, o := range list {
		if o.Text == u.Text {
			return true
		}
	}
	return false
}

// figures are what changes by the second and is not worth a word each time.
var figures = regexp.MustCompile(`[0-9]+`)

// newsOf is what a page says now and did not say before. That a figure has
// changed is no news, but on the pages where a person types it.
func newsOf(v *screens.View, before, now []screens.Utterance) (out []screens.Utterance) {
	plain := func(text string) string { return figures.ReplaceAllString(text, "0") }
	if v.Screen == screens.ScreenPad {
		plain = func(text string) string { return text }
	}
	said := map[string]bool{}
	for _, u := range before {
		said[plain(u.Text)] = true
	}
	countdown := len(now) - 1 // it is no news of any page
	for i, u := range now {
		if !said[plain(u.Text)] && !(v.Screen == screens.ScreenPad && i == countdown) {
			out = append(out, u)
		}
	}
	return out
}

func spoken(list []screens.Utterance) []speech.Utterance {
	out := make([]speech.Utterance, len(list))
	for i, u := range list {
		out[i] = speech.Utterance{Text: u.Text, Private: u.Private, Clips: u.Keys}
	}
	return out
}
