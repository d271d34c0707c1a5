package bench

// Touch is one report of a finger on the glass.
type Touch struct {
	Phase string  `json:"phase"` // "down", "move" or "up"
	X     float64 `json:"x"`     // 0 at the left edge, 1 at the right
	Y     float64 `json:"y"`     // 0 at the upper edge, 1 at the lower
}

// Sound reports whether t can be sent to a panel.
func (t Touch) Sound() bool {
	inside := t.X >= 0 && t.X <= 1 && t.Y >= 0 && t.Y <= 1
	return inside && (t.Phase == "down" || t.Phase == "move" || t.Phase == "up")
}
