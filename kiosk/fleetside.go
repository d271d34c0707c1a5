package kiosk

import "govkiosk/kiosk/journey"

// Idle reports whether nobody is being served. It may be called from any
// goroutine.
func (t *Terminal) Idle() bool { return t.visitStatus().Page == journey.PageAttract }

// Failing are the parts that do not work now, by name. It may be called from
// any goroutine.
func (t *Terminal) Failing() []string {
	var out []string
	for _, c := range t.health.Table() {
		if c.Reason != "" {
			out = append(out, string(c.Device))
		}
	}
	return out
}

// MachineStart names this start of the machine; empty: nobody knows.
func MachineStart() string { return machine().boot }
