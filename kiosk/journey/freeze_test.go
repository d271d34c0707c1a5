package journey

import (
	"fmt"
	"slices"
)

// neverFreezes: what asks the hall for something says so at once, on a page
// that can be left with one touch, and that touch gives up the call. Whatever
// the hall does, keys and seconds go on.
func neverFreezes(step stepper, c scene) error {
	if c.Page == PageWorking && c.Call.ID != 0 && !c.Call.Keeping {
		return givesUp(step, c)
	}
	for _, h := range pressed(c.State) {
		to, effects := c.next(step, h.events...)
		if asks(effects) && to.Page != PageWorking && to.Confirm.Reserve == 0 {
			return fmt.Errorf("%q on %q asks the hall, and %q does not say so", h.what, c.Page, to.Page)
		}
	}
	return nil
}

func asks(effects []Effect) bool {
	return slices.ContainsFunc(effects, func(e Effect) bool {
		switch e.(type) {
		case Ask, Submit, Reserve:
			return true
		}
		return false
	})
}

// givesUp: the seconds of the call are counted and are not the citizen's, and
// every way out works and stops it.
func givesUp(step stepper, c scene) error {
	later, _ := c.next(step, slices.Repeat([]Event{TimerFired{ID: TimerSecond}}, 3)...)
	if later.Call.Working != c.Call.Working+3 || later.Left != c.Left || later.Warned != c.Warned {
		return fmt.Errorf("while the hall is asked for %q the seconds are the citizen's", c.Call.Doing)
	}
	for _, way := range []string{"cancel", "back", "home"} {
		to, effects := later.next(step, Touch{Do: way})
		if to.Call.Keeping {
			continue // it was said, and is being written down
		}
		if to.Page == PageWorking && to.Call.ID != 0 {
			return fmt.Errorf("%q does not give up %q", way, c.Call.Doing)
		}
		if !slices.ContainsFunc(effects, func(e Effect) bool { stop, ok := e.(StopCall); return ok && stop.ID == c.Call.ID }) {
			return fmt.Errorf("%q leaves %q, and the call goes on", way, c.Call.Doing)
		}
	}
	return nil
}
