package escpos

import "fmt"

// Density and speed, by make. Levels are those of Opts: density -3 to +3
// around the printer's own, speed 1 slow to 3 fast.

// epsonDensity is GS ( K function 49: -6 to +6.
func epsonDensity(level int) []byte { return []byte{gs, '(', 'K', 2, 0, '1', byte(int8(2 * level))} }

// epsonSpeed is GS ( K function 50: 1 to 9.
func epsonSpeed(level int) []byte { return []byte{gs, '(', 'K', 2, 0, '2', byte(3 * level)} }

// customDensity is GS |: 0 to 8, of which 4 is the middle.
func customDensity(level int) []byte { return []byte{gs, '|', byte(4 + level)} }

// customSpeed is 1D F0: 0 for quality, 1, 2 for speed.
func customSpeed(level int) []byte { return []byte{gs, 0xF0, byte(level - 1)} }

// heat is 1B 37 of Caysn-type boards: dots at a time (8 × (n+1)), heating time
// and pause in 10 µs.
func heat(level int) []byte { return []byte{esc, '7', 9, byte(80 + 20*level), 2} }

// starDensity is ESC RS d: 0 dark to 6 light.
func starDensity(level int) []byte { return []byte{esc, rs, 'd', byte(3 - level)} }

// starSpeed is ESC RS r: 0 fast to 2 slow.
func starSpeed(level int) []byte { return []byte{esc, rs, 'r', byte(3 - level)} }

// setup is what goes out behind ESC @ for the settings of o.
func (p Profile) setup(o Opts) (cmds [][]byte, err error) {
	for _, s := range []struct {
		name            string
		level, min, max int
		command         func(int) []byte
	}{
		{"density", o.Density, -3, 3, p.density},
		{"speed", o.Speed, 0, 3, p.speed},
	} {
		switch {
		case s.level == 0:
		case s.level < s.min || s.level > s.max:
			return nil, fmt.Errorf("%s %d, want %d to %d", s.name, s.level, s.min, s.max)
		case s.command == nil:
			return nil, fmt.Errorf("the %s of %s cannot be set", s.name, p.Name)
		default:
			cmds = append(cmds, s.command(s.level))
		}
	}
	return cmds, nil
}
