package journey

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Checks say what must hold of a moment of a visit; nil: it holds. Step is
// handed to them, so that they can be tried on one that breaks the rule.

// leadsToRest: who walks away leaves a terminal at which nobody has stood.
func leadsToRest(step stepper, c scene) error {
	c = quiet(step, c)
	for range 20 * rules.Visit {
		if c.Page == PageAttract || c.Page == PageLeaving {
			if left := personal(c.State); len(left) > 0 {
				return fmt.Errorf("on %q and not forgotten: %s", c.Page, strings.Join(left, ", "))
			}
		}
		if c.Page == PageAttract {
			if rest := atRest(c.State); !reflect.DeepEqual(c.State, rest) {
				return errors.New("left of the visit: " + differs(c.State, rest))
			}
			return nil
		}
		var effects []Effect
		if c, effects = c.next(step, TimerFired{ID: TimerSecond}); len(effects) > 1 || c.Page == PageLeaving {
			c = quiet(step, c) // something else than the next second
		}
	}
	return fmt.Errorf("still on %q", c.Page)
}

// quiet lets everything that is under way come to an end for which nobody is
// needed.
func quiet(step stepper, c scene) scene {
	for range 4 {
		for _, e := range c.waiting() {
			if _, code := e.(WatchCode); !code && c.Page != PageAttract {
				c, _ = c.next(step, replies(e)[0].events...)
			}
		}
		for _, cell := range c.World.OpenDoors() {
			c, _ = c.next(step, DoorSeen{Cell: cell, Door: DoorClosed})
		}
	}
	return c
}

// personal are the places at which something of a test person lies.
func personal(s State) []string {
	var found []string
	secrets := []string{
		old.Name, old.Number, young.Name, young.Number, testPhone, testText, slipLink, bookingCode, pickupSecret,
		house.Number, food.Number, "3F2A91BC",
	}
	visitOf(s, func(path string, v reflect.Value) {
		if v.Kind() == reflect.String && slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(v.String(), s) }) {
			found = append(found, path)
		}
	})
	return found
}

// busyNow tells that a command decides what comes next, and no key does.
func busyNow(s State) bool {
	held := chapterOf(s.Service).held
	return s.Paper.Command != 0 || s.Call.Keeping || held != nil && held(s)
}

// atEase tells that nobody is being served.
func atEase(s State) bool { return s.Page == PageAttract || s.Page == PageLeaving }

// leadsBack: back changes something, and pressed often enough it leads out;
// home does at once.
func leadsBack(step stepper, c scene) error {
	if atEase(c.State) || busyNow(c.State) {
		return nil
	}
	if c.Page != PageHome {
		if to, _ := c.next(step, Touch{Do: "home"}); to.Page != PageHome {
			return fmt.Errorf("home leads from %q to %q", c.Page, to.Page)
		}
	}
	to, _ := c.next(step, Touch{Do: "back"})
	was, is := c.State, to.State
	was.Left, is.Left = 0, 0
	if reflect.DeepEqual(was, is) {
		return fmt.Errorf("back does nothing on %q", c.Page)
	}
	from := c.Page
	for range 30 {
		if c.Page == PageHome || atEase(c.State) {
			return nil
		}
		if busyNow(c.State) {
			c = quiet(step, c)
		}
		c, _ = c.next(step, Touch{Do: "back"})
	}
	return fmt.Errorf("back leads from %q round in circles, by %q", from, c.Page)
}

// warnsInTime: on every page that ends by itself somebody is asked for, long
// enough before, and can put it off with one touch, ten times at least.
func warnsInTime(step stepper, c scene) error {
	c = quiet(step, c)
	if atEase(c.State) || c.Paper.endsByItself() {
		return nil
	}
	for put := 0; ; put++ {
		for i := 0; !c.Warned; i++ {
			if atEase(c.State) {
				return fmt.Errorf("ends without a warning, put off %d times", put)
			}
			if c.Paper.endsByItself() {
				return nil // the slip counts as taken meanwhile
			}
			if i > 4*rules.Visit+2*rules.Reading {
				return fmt.Errorf("%q never ends", c.Page)
			}
			c, _ = c.next(step, TimerFired{ID: TimerSecond})
		}
		if c.Left < 20 {
			return fmt.Errorf("warned %d s before the end", c.Left)
		}
		if put == 10 {
			return nil
		}
		c, _ = c.next(step, Touch{Do: "extend"})
		if c.Warned {
			return fmt.Errorf("cannot be put off more than %d times", put)
		}
	}
}

// elderHasTwice: the largest type gives twice the time.
func elderHasTwice(step stepper, c scene) error {
	if atEase(c.State) || c.Warned || c.Paper.Shown > 0 {
		return nil
	}
	c, _ = c.next(step, Touch{Do: "text-size"}, Touch{Do: "look-text", Arg: "smaller"})
	plain := c.Left
	for !c.Elder() {
		c, _ = c.next(step, Touch{Do: "look-text", Arg: "larger"})
	}
	elder := c.Left
	if elder != 2*plain {
		return fmt.Errorf("%d s on %q, and %d s in the largest type", plain, c.Page, elder)
	}
	return nil
}

// helpWorks: the key calls a person, and leaves everything as it is.
func helpWorks(step stepper, c scene) error {
	if c.Help || c.Calling != 0 || c.Page == PageAttract {
		return nil
	}
	to, effects := c.next(step, Touch{Do: "help"})
	if to.Page != c.Page {
		return fmt.Errorf("help leads from %q to %q", c.Page, to.Page)
	}
	if !slices.ContainsFunc(effects, func(e Effect) bool {
		call, ok := e.(CallHelp)
		return ok && call.Page == c.Page && call.Step == c.step()
	}) {
		return fmt.Errorf("help calls nobody on %q", c.Page)
	}
	if c.Page == PageLeaving {
		return nil
	}
	if !to.Look.Calls || to.Helping() == HelpNone {
		return fmt.Errorf("%q does not say that somebody is called", c.Page)
	}
	back, _ := to.next(step, Touch{Do: "choose", Arg: "ok"})
	was, is := c.State, back.State
	was.Left, was.Calling, was.lastID = is.Left, is.Calling, is.lastID
	if !reflect.DeepEqual(was, is) {
		return fmt.Errorf("help changes %q: %s", c.Page, differs(is, was))
	}
	return nil
}

// lateIsDropped: the answer to something that was left changes nothing, and is
// counted.
func lateIsDropped(step stepper, c scene) error {
	gone, _ := c.next(step, Touch{Do: "home"})
	still := waitedFor(gone.State)
	for _, e := range c.owed {
		if still[idOf(e)] {
			continue
		}
		late := replies(e)[0]
		to, effects := gone.next(step, late.events...)
		is := to.State
		is.Dropped--
		is.World, is.Now = gone.World, gone.Now
		if !reflect.DeepEqual(is, gone.State) || len(effects) > 0 {
			return fmt.Errorf("%q came late for %q, and was taken: %s, %+v", late.what, c.Page, differs(is, gone.State), effects)
		}
	}
	return nil
}

// isSettled: what the hall was asked to do is answered, kept or undone, by
// whichever way the citizen goes; a number alike.
func isSettled(step stepper, c scene) error {
	pending := c.Call.Order != nil && !c.Call.Keeping && (c.Call.ID != 0 || c.Call.Key != "")
	asked := c.Confirm.Reserve != 0 || c.Confirm.Key != ""
	if !pending && !asked {
		return nil
	}
	for _, way := range []string{"home", "back", "walk away"} {
		events := []Event{Touch{Do: way}}
		if way == "walk away" {
			events = slices.Repeat([]Event{TimerFired{ID: TimerSecond}}, 2*rules.Visit)
		}
		from := c
		var all []Effect
		if way == "walk away" && (c.Call.ID != 0 || c.Confirm.Reserve != 0) {
			from, all = answered(step, c)
		}
		_, effects := from.next(step, events...)
		if all = append(all, effects...); !slices.ContainsFunc(all, settles(pending)) {
			return fmt.Errorf("%q: %q, and nobody will ever say what became of it", c.Page, way)
		}
	}
	return nil
}

// answered lets the answer to the call of a page get lost.
func answered(step stepper, c scene) (scene, []Effect) {
	for _, e := range c.waiting() {
		if id := idOf(e); id == c.Call.ID || id == c.Confirm.Reserve {
			return c.next(step, replies(e)[0].events...)
		}
	}
	return c, nil
}

// settles finds the effect that says what becomes of an order or of a number.
func settles(order bool) func(Effect) bool {
	return func(e Effect) bool {
		switch e := e.(type) {
		case Undo:
			return order && (e.Submit != 0 || e.Key != "")
		case Keep:
			return order && (e.Submit != 0 || e.Key != "")
		case Settle:
			return !order && (e.Reserve != 0 || e.Key != "")
		}
		return false
	}
}

// isPure: the same event has the same result, and neither the state that it
// came to nor any state before is changed by it.
func isPure(step stepper, c scene) error {
	before := deepCopy(c.State)
	type result struct {
		what       string
		state, was State
	}
	var results []result
	for _, h := range whatever(c) {
		first, effects := c.next(step, h.events...)
		kept := deepCopy(first.State)
		again, more := c.next(step, h.events...)
		if !reflect.DeepEqual(again.State, kept) || !reflect.DeepEqual(effects, more) {
			return fmt.Errorf("%q on %q: twice the same, and %s", h.what, c.Page, differs(again.State, kept))
		}
		if !reflect.DeepEqual(c.State, before) {
			return fmt.Errorf("%q on %q writes to the state before it: %s", h.what, c.Page, differs(c.State, before))
		}
		results = append(results, result{h.what, first.State, kept})
	}
	for _, r := range results {
		if !reflect.DeepEqual(r.state, r.was) {
			return fmt.Errorf("%q on %q shares with what followed: %s", r.what, c.Page, differs(r.state, r.was))
		}
	}
	return nil
}
