package art

// ParsePath reads SVG path data with the whole grammar of SVG 1.1 (8.3.9):
// absolute and relative commands, shorthand, compact numbers, arc flags
// without spaces. The result is absolute; quadratics and arcs have become
// cubics, an arc at most 0.03 % of its radius off. Data that break the
// grammar, or numbers beyond ±1e7, are an error with the byte where it is.
func ParsePath(d string) (Path, error) {
	sc := &scanner{text: d}
	pn := &pen{}
	for {
		cmd, err := sc.letter()
		if err != nil {
			return nil, err
		}
		if cmd == 0 {
			return pn.path, nil
		}
		if len(pn.path) == 0 && cmd|0x20 != 'm' {
			return nil, sc.fail(errMove)
		}
		if err := pn.command(sc, cmd); err != nil {
			return nil, err
		}
	}
}

// mustPath is for path data that stand in this package.
func mustPath(d string) Path {
	p, err := ParsePath(d)
	if err != nil {
		panic(err)
	}
	return p
}

// arity is how many numbers a command takes, by its small letter.
var arity = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7}

// command reads one letter's sets of numbers. More sets after a move are
// lines.
func (p *pen) command(sc *scanner, cmd byte) error {
	if cmd|0x20 == 'z' {
		p.close()
		return nil
	}
	sc.space()
	for first := true; first || sc.more(); first = false {
		args, err := sc.args(cmd | 0x20)
		if err != nil {
			return err
		}
		if !first && cmd|0x20 == 'm' {
			cmd = 'L' | cmd&0x20
		}
		p.do(cmd, args)
	}
	return nil
}

func (s *scanner) args(kind byte) (v [7]float64, err error) {
	for i := range arity[kind] {
		if i > 0 {
			s.separator()
		}
		if kind == 'a' && (i == 3 || i == 4) {
			v[i], err = s.flag()
		} else {
			v[i], err = s.number()
		}
		if err != nil {
			return v, err
		}
	}
	return v, nil
}
