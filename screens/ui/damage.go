package ui

// maxDamage bounds the areas that are painted apart; more become one.
const maxDamage = 8

// damage lists the areas in which two pages differ.
func damage(old, now *List, whole Rect) []Rect {
	if old == nil || old.Theme != now.Theme {
		return []Rect{whole}
	}
	a, b := old.Items, now.Items
	if len(a) != len(b) {
		return []Rect{whole.Intersect(middle(a, b))}
	}
	var out []Rect
	for i := range a {
		if a[i] != b[i] {
			out = addDamage(out, whole.Intersect(changed(a[i], b[i])))
		}
	}
	return out
}

// middle is what lies between the equal beginning and the equal end of two lists.
func middle(a, b []Item) Rect {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var r Rect
	for _, items := range [][]Item{a, b} {
		for _, it := range items {
			r = r.Union(it.bounds())
		}
	}
	return r
}

// changed is the area of one op that became another. Of a moving drawing only
// the shapes that moved count.
func changed(a, b Item) Rect {
	pa, oka := a.Op.(Picture)
	pb, okb := b.Op.(Picture)
	if oka && okb && samePlace(pa, pb) {
		return movedShapes(pa, pb)
	}
	return a.bounds().Union(b.bounds())
}

func samePlace(a, b Picture) bool {
	a.Frame = b.Frame
	return a == b
}

// addDamage joins areas that touch: painting the overlap twice costs more.
func addDamage(list []Rect, r Rect) []Rect {
	if r.Empty() {
		return list
	}
	for i, o := range list {
		if !o.Inset(-1).Intersect(r).Empty() || len(list) >= maxDamage {
			joined := o.Union(r)
			return addDamage(append(list[:i:i], list[i+1:]...), joined)
		}
	}
	return append(list, r)
}
