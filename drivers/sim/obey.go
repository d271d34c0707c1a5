package sim

import "fmt"

// action carries one command out; args follow the command's head.
type action func(in *interp, args []byte) error

// actions are the simulated commands (escpos §2, §3). The real-time commands
// have been obeyed on arrival; in the stream they are passed over.
var actions = map[string]action{
	"ESC @":  func(in *interp, _ []byte) error { in.reset(); return nil },
	"ESC !":  set(func(in *interp, n byte) { in.printMode(n) }),
	"GS !":   set(func(in *interp, n byte) { in.size(int(n>>4)+1, int(n&15)+1) }),
	"ESC E":  set(func(in *interp, n byte) { in.style.bold = n&1 == 1 }),
	"ESC G":  set(func(in *interp, n byte) { in.style.bold = n&1 == 1 }),
	"ESC -":  set(func(in *interp, n byte) { in.style.underline = lines(n) }),
	"FS -":   set(func(in *interp, n byte) { in.style.hanUnderline = lines(n) }),
	"GS B":   set(func(in *interp, n byte) { in.style.invert = n&1 == 1 }),
	"ESC SP": set(func(in *interp, n byte) { in.style.space = int(n) }),
	"ESC 2":  func(in *interp, _ []byte) error { in.pitch = defaultLine; return nil },
	"ESC 3":  set(func(in *interp, n byte) { in.pitch = int(n) }),
	"ESC R":  set(func(*interp, byte) {}), // national sets differ in a few signs; the terminal uses none
	"ESC t":  (*interp).codePage,
	"ESC a":  (*interp).alignment,
	"ESC $":  func(in *interp, a []byte) error { in.x = min(le16(a), in.area); return nil },
	"ESC \\": func(in *interp, a []byte) error { return in.move(int(int16(le16(a)))) },
	"GS L":   func(in *interp, a []byte) error { return in.bounds("GS L", le16(a), in.width) },
	"GS W":   func(in *interp, a []byte) error { return in.bounds("GS W", in.margin, le16(a)) },
	"ESC J":  func(in *interp, a []byte) error { return in.flush(int(a[0])) },
	"ESC d":  func(in *interp, a []byte) error { return in.flush(int(a[0]) * in.pitch) },
	"FS &":   func(in *interp, _ []byte) error { in.han = true; return nil },
	"FS .":   func(in *interp, _ []byte) error { in.han = false; return nil },
	"FS !":   set(func(in *interp, n byte) { in.hanMode(n) }),
	"FS W":   set(func(in *interp, n byte) { in.style.hanWide, in.style.hanHigh = int(n&1)+1, int(n&1)+1 }),
	"FS S": func(in *interp, a []byte) error {
		in.style.hanLeft, in.style.hanRight = int(a[0]), int(a[1])
		return nil
	},
	"GS P":    (*interp).motionUnits,
	"FS q":    (*interp).storeLogos,
	"FS p":    (*interp).printLogo,
	"GS v 0":  (*interp).rasterImage,
	"GS ( L":  func(in *interp, a []byte) error { return in.graphics(a[2:]) },
	"GS 8 L":  func(in *interp, a []byte) error { return in.graphics(a[4:]) },
	"ESC *":   (*interp).columnImage,
	"GS ( k":  func(in *interp, a []byte) error { return in.symbolStep(a[2:]) },
	"GS h":    set(func(in *interp, n byte) { in.code.height = max(1, int(n)) }),
	"GS w":    set(func(in *interp, n byte) { in.code.barModule = min(6, max(1, int(n))) }),
	"GS H":    set(func(in *interp, n byte) { in.code.text = int(n) % '0' & 3 }),
	"GS f":    set(func(in *interp, n byte) { in.code.textFontB = n&1 == 1 }),
	"GS k":    (*interp).barcode,
	"GS V":    (*interp).cutMode,
	"ESC i":   func(in *interp, _ []byte) error { return in.cutHere("ESC i") },
	"ESC m":   func(in *interp, _ []byte) error { return in.cutHere("ESC m") },
	"GS ( H":  func(in *interp, a []byte) error { return in.processID(a[2:]) },
	"GS ( D":  func(*interp, []byte) error { return nil }, // no pulse and no power-off to forbid
	"GS r":    (*interp).transmitStatus,
	"GS a":    set(func(in *interp, n byte) { in.mech.autoStatus(n) }),
	"GS I":    (*interp).identity,
	"GS g 2":  (*interp).maintenance,
	"FS P":    toPresenter("FS P"),
	"GS e":    toPresenter("GS e"),
	"GS E2":   toPresenter("GS E2"),
	"GS E4":   toPresenter("GS E4"),
	"DLE EOT": func(*interp, []byte) error { return nil },
	"DLE ENQ": func(*interp, []byte) error { return nil },
	"DLE DC4": func(*interp, []byte) error { return nil },
}

// set makes an action of a command with one parameter that only changes a
// setting.
func set(f func(in *interp, n byte)) action {
	return func(in *interp, args []byte) error { f(in, args[0]); return nil }
}

func (in *interp) obey(c command) error {
	do, ok := actions[c.name]
	if !ok {
		in.mech.violation(fmt.Sprintf("%s: % X", c.name, c.raw[:min(8, len(c.raw))]))
		return nil
	}
	in.warnOfRealTime(c)
	return do(in, c.args)
}

// warnOfRealTime notes a real-time command inside another command's data: it
// was obeyed on arrival, and is in the picture as well (escpos §10).
func (in *interp) warnOfRealTime(c command) {
	if c.raw[0] == 0x10 {
		return
	}
	for i := 0; i+2 < len(c.args); i++ {
		if c.args[i] == 0x10 && realTimeSize(c.args[i:]) > 0 {
			in.mech.violation(fmt.Sprintf("real-time command % X inside %s", c.args[i:i+3], c.name))
		}
	}
}

// lines is the parameter of an underline command: 0..2, or the digits.
func lines(n byte) int { return min(2, int(n%'0')) }

// size sets both kinds of characters, as Chinese firmware does (GS !).
func (in *interp) size(wide, high int) {
	in.style.wide, in.style.high = min(8, wide), min(8, high)
	in.style.hanWide, in.style.hanHigh = in.style.wide, in.style.high
}

// printMode is ESC !.
func (in *interp) printMode(n byte) {
	in.style.fontB = n&1 != 0
	in.style.bold = n&0x08 != 0
	in.size(int(n>>5&1)+1, int(n>>4&1)+1)
	in.style.underline = int(n >> 7)
}

// hanMode is FS !.
func (in *interp) hanMode(n byte) {
	in.style.hanB = n&1 != 0
	in.style.hanWide, in.style.hanHigh = int(n>>2&1)+1, int(n>>3&1)+1
	in.style.hanUnderline = int(n >> 7)
}

func (in *interp) codePage(args []byte) error {
	if pages[args[0]] == nil {
		in.mech.violation(fmt.Sprintf("ESC t: no code page %d", args[0]))
		return nil
	}
	in.page = args[0]
	return nil
}

// atLineStart reports whether the line buffer is empty; a command that needs
// that is ignored otherwise.
func (in *interp) atLineStart(name string) bool {
	if len(in.line) > 0 {
		in.mech.violation(name + " not at the start of a line: ignored")
	}
	return len(in.line) == 0
}

func (in *interp) alignment(args []byte) error {
	n := args[0] % '0'
	if n > 2 {
		in.mech.violation(fmt.Sprintf("ESC a: no alignment %d", args[0]))
	} else if in.atLineStart("ESC a") {
		in.align = int(n)
	}
	return nil
}

func (in *interp) move(by int) error {
	in.x = min(in.area, max(0, in.x+by))
	return nil
}

// bounds is GS L and GS W: left margin and width of the print area in dots.
func (in *interp) bounds(name string, margin, area int) error {
	if in.atLineStart(name) {
		in.margin = min(margin, in.width-hanWidth)
		in.area = max(hanWidth, min(area, in.width-in.margin))
	}
	return nil
}

// cutMode is GS V: 0 and 1 cut where the paper stands, 65 and 66 feed what is
// printed past the knife and n dots more. Full and partial look the same here.
func (in *interp) cutMode(args []byte) error {
	switch args[0] {
	case 0, 1, '0', '1':
		return in.cutHere("GS V")
	case 65, 66:
		if err := in.flush(0); err != nil {
			return err
		}
		if err := in.mech.print(nil, in.quirk.HeadToCutter+int(args[1])); err != nil {
			return err
		}
		return in.mech.cut()
	}
	in.mech.violation(fmt.Sprintf("GS V: no mode %d", args[0]))
	return nil
}

func (in *interp) cutHere(name string) error {
	if !in.atLineStart(name) {
		return nil
	}
	return in.mech.cut()
}
