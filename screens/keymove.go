package screens

import "govkiosk/screens/ui"

// move brings the ring to another target. Left and right follow the reading
// order; up and down go to the nearest key that way, and push what is read.
func (s *stage) move(k Key) {
	r, list := s.ring, s.page.Targets
	switch s.asRead(k) {
	case KeyNext:
		s.nextSwitch()
	case KeyRight:
		s.along(r.to)
	case KeyLeft:
		s.along(r.from - 1)
	case KeyDown, KeyUp:
		way := 1.0
		if k == KeyUp {
			way = -1
		}
		if s.pushes(way) {
			return
		}
		to, ok := toward(list, list[r.from], way)
		switch {
		case ok && !s.hidden(to, way):
			s.ringOn(to, to+1)
		case k == KeyDown:
			s.along(r.to)
		default:
			s.along(r.from - 1)
		}
	}
}

// asRead is what left and right mean in a language from the left: on a page
// from the right the reading order goes the other way.
func (s *stage) asRead(k Key) Key {
	if !s.page.FromRight || s.page.Targets[s.ring.from].InOrder {
		return k
	}
	switch k {
	case KeyLeft:
		return KeyRight
	case KeyRight:
		return KeyLeft
	}
	return k
}

// along rings one target of the reading order, round from the last to the
// first. A list gives the rows that are out of sight first.
func (s *stage) along(to int) {
	r, way := s.ring, 1.0
	if to < r.from {
		way = -1
	}
	if s.hidden(to, way) {
		s.push(way * s.page.Targets[r.from].R.H)
		to += s.ring.from - r.from
	}
	n := len(s.page.Targets)
	to = (to%n + n) % n
	s.ring.inRow = false
	s.ringOn(to, to+1)
}

// hidden reports whether a list has more rows out of sight between the ring
// and the target that comes next on the page.
func (s *stage) hidden(to int, way float64) bool {
	list, r := s.page.Targets, s.ring
	if list[r.from].Clip.Empty() || s.page.ScrollMax <= 0 {
		return false
	}
	if way > 0 {
		return s.scroll < s.page.ScrollMax-.01 && (to >= len(list) || list[to].Clip.Empty())
	}
	return s.scroll > .01 && (to < 0 || list[to].Clip.Empty())
}

// pushes moves what is only read by most of its window, and reports whether
// there was more of it that way.
func (s *stage) pushes(way float64) bool {
	if s.page.ScrollMax <= 0 || s.scroll+way <= 0 || s.scroll+way >= s.page.ScrollMax {
		return false
	}
	for _, t := range s.page.Targets {
		if !t.Clip.Empty() {
			return false // it has keys, which bring it with them
		}
	}
	s.push(way * s.page.Scroller.H * .8)
	return true
}

// toward finds the nearest target below, or above with a negative way, that
// is not beside the one left.
func toward(list []ui.Target, from ui.Target, way float64) (int, bool) {
	at, best := -1, 0.0
	a := from.Visible()
	for i, t := range list {
		b := t.Visible()
		gap := b.Y - a.Bottom()
		if way < 0 {
			gap = a.Y - b.Bottom()
		}
		if gap < -.4*min(a.H, b.H) {
			continue
		}
		aside := max(0, b.X-a.Right(), a.X-b.Right())
		middle := abs(b.X + b.W/2 - a.X - a.W/2)
		if d := max(0, gap) + 2*aside + .01*middle; at < 0 || d < best {
			at, best = i, d
		}
	}
	return at, at >= 0
}

// fewTargets is how many keys two switches go through one by one.
const fewTargets = 9

// nextSwitch goes to the next row, or to the next key of the row that was
// entered; after its last key comes the row below.
func (s *stage) nextSwitch() {
	r, list := s.ring, s.page.Targets
	switch {
	case len(list) <= fewTargets:
		s.along(r.to)
	case r.inRow && r.to < r.next && r.to < len(list):
		s.ringOn(r.to, r.to+1)
	case s.hidden(r.to, 1):
		s.along(r.to)
	default:
		s.ring.inRow = false
		s.ringOn(rowOf(list, r.to%len(list)))
	}
}

// rowOf is the row that a target stands in: those next to it in the reading
// order that are as high on the glass.
func rowOf(list []ui.Target, at int) (from, to int) {
	from, to = at, at+1
	for from > 0 && level(list[from-1], list[at]) {
		from--
	}
	for to < len(list) && level(list[to], list[at]) {
		to++
	}
	return from, to
}

func level(a, b ui.Target) bool {
	r, q := a.Visible(), b.Visible()
	both := min(r.Bottom(), q.Bottom()) - max(r.Y, q.Y)
	return both > .6*max(r.H, q.H)
}
