package scanner

// What a wedge types is read with the layout of a US keyboard: readers type
// it unless they are told otherwise.

// key is a key of Linux input-event-codes.h.
type key uint16

const (
	keyEnter      key = 28
	keyLeftCtrl   key = 29
	keyLeftShift  key = 42
	keyRightShift key = 54
	keyLeftAlt    key = 56
	keyCapsLock   key = 58
	keyNumLock    key = 69
	keyKPEnter    key = 96
	keyRightCtrl  key = 97
	keyRightAlt   key = 100
	keyLeftMeta   key = 125
	keyRightMeta  key = 126
)

// caps are the characters of a key without and with shift.
type caps struct{ plain, shifted byte }

var keyboard = layout(map[key]string{
	2:  "1!2@3#4$5%6^7&8*9(0)-_=+",
	15: "\t\t",
	16: "qQwWeErRtTyYuUiIoOpP[{]}",
	30: "aAsSdDfFgGhHjJkKlL;:'\"`~",
	43: "\\|zZxXcCvVbBnNmM,<.>/?",
	57: "  ",
	55: "**", 71: "778899--445566++11223300..", 98: "//",
})

// layout spreads runs of keys: pairs of a key's two characters, from the
// run's first key on.
func layout(runs map[key]string) map[key]caps {
	all := map[key]caps{}
	for first, run := range runs {
		for i := 0; i+1 < len(run); i += 2 {
			all[first+key(i/2)] = caps{run[i], run[i+1]}
		}
	}
	return all
}

// typist follows the keys of one keyboard.
type typist struct {
	held     map[key]bool
	capsLock bool
}

// foreign stands for a key that is no character: an arrow, a function key,
// anything with Alt or the Windows key. It is a control character, so the code
// that holds it is refused as a whole.
const foreign = 0x00

// press is the byte of a key that went down; ok is false for a key that only
// changes others.
func (t *typist) press(k key) (b byte, ok bool) {
	switch k {
	case keyLeftShift, keyRightShift, keyLeftCtrl, keyRightCtrl, keyLeftAlt, keyRightAlt, keyLeftMeta, keyRightMeta:
		t.held[k] = true
		return 0, false
	case keyCapsLock:
		t.capsLock = !t.capsLock
		return 0, false
	case keyNumLock:
		return 0, false
	}
	c, known := keyboard[k]
	switch {
	case t.any(keyLeftAlt, keyRightAlt, keyLeftMeta, keyRightMeta):
		return foreign, true
	case k == keyEnter || k == keyKPEnter:
		return '\r', true
	case !known:
		return foreign, true
	case t.any(keyLeftCtrl, keyRightCtrl):
		return c.shifted & 0x1F, true // as a terminal has it: refused too, or a field separator of GS1
	}
	letter := c.plain >= 'a' && c.plain <= 'z'
	if t.any(keyLeftShift, keyRightShift) != (letter && t.capsLock) {
		return c.shifted, true
	}
	return c.plain, true
}

func (t *typist) release(k key) { delete(t.held, k) }

func (t *typist) any(keys ...key) bool {
	for _, k := range keys {
		if t.held[k] {
			return true
		}
	}
	return false
}
