package bench

import (
	"fmt"
	"unicode/utf8"

	"govkiosk/kiosk/bench/code"
)

// Code is a code that can be held under the scanner.
type Code struct {
	Number int // from 1, the place in the tray
	Name   string
	Note   string
	text   string
}

// longestCode is the longest text that is shown to the scanner, in bytes.
const longestCode = 1024

// strange are codes that no step of a visit wants.
var strange = []Code{
	{Name: "付款码", Note: "别家的码 somebody else's", text: "6934572198012345678901234567"},
	{Name: "带控制字符的码", Note: "键盘注入 keyboard injection", text: "739204\x1b[24~\x07"},
}

// codes lists what can be shown: what the hall has sent out, and what is
// strange to it.
func (b *Bench) codes() []Code {
	var all []Code
	all = append(all, b.known()...)
	all = append(all, strange...)
	for i := range all {
		all[i].Number = i + 1
	}
	return all
}

// known are the codes that the district has sent to people.
func (b *Bench) known() []Code { return b.sent }

// ShowCode holds a code of the tray under the scanner, by its number from 1.
func (b *Bench) ShowCode(number int) error {
	all := b.codes()
	if number < 1 || number > len(all) {
		return fmt.Errorf("bench: there is no code %d in the tray", number)
	}
	return b.ShowText(all[number-1].text)
}

// ShowText holds a code that says text under the scanner.
func (b *Bench) ShowText(text string) error {
	if text == "" || len(text) > longestCode || !utf8.ValidString(text) {
		return fmt.Errorf("bench: a code holds 1 to %d bytes of text", longestCode)
	}
	b.devices.scanner.Show("]Q1", []byte(text))
	return nil
}

// ShowSlip holds the code of a slip under the scanner, by the slip's number.
func (b *Bench) ShowSlip(number int) error {
	slip, ok := b.slip(number)
	if !ok {
		return fmt.Errorf("bench: there is no slip %d", number)
	}
	text, err := code.Read(slip.Image)
	if err != nil {
		return fmt.Errorf("bench: slip %d has no code that can be read: %w", number, err)
	}
	return b.ShowText(text)
}
