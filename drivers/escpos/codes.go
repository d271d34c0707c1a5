package escpos

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/pdf417"
	"github.com/boombuler/barcode/qr"
)

// A code is drawn only where the printer cannot draw it: the choice of a QR
// mask alone takes longer than all the rest of a ticket.
type (
	qrCode struct {
		payload string
		module  Dots
	}
	bars struct {
		text string
		high Dots
	}
	stacked struct {
		payload string
		module  Dots
		img     image.Image // one pixel a module wide, rows of 2 pixels
	}
)

// qrBytes is how many bytes a QR code of version i+1 holds at level M
// (ISO/IEC 18004 table 7).
var qrBytes = []int{
	14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
	711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331,
}

// QR puts a QR code (model 2, level M) in the middle; module is the side of
// one of its squares, 1 to 16 dots. The payload is UTF-8 and says so nowhere:
// readers guess it right more often than they read an ECI header.
func (d *Doc) QR(payload string, module Dots) {
	switch most := qrBytes[len(qrBytes)-1]; {
	case module < 1 || module > 16:
		d.fail(fmt.Errorf("QR module of %d dots, want 1 to 16", module))
	case payload == "" || len(payload) > most:
		d.fail(fmt.Errorf("QR payload of %d bytes, want 1 to %d", len(payload), most))
	case strings.ContainsFunc(payload, unicode.IsControl):
		d.fail(errControl)
	default:
		d.add(qrCode{payload, module})
	}
}

// errControl keeps commands out of what a printer draws itself: it obeys some,
// such as DLE DC4, wherever they stand.
var errControl = errors.New("a code with control characters in it")

// Barcode puts a Code 128 in the middle, high dots high (8 to 255). text is 1
// to 40 characters 20–7E; it is not written below the bars.
func (d *Doc) Barcode(text string, high Dots) {
	outside := func(r rune) bool { return r < 0x20 || r > 0x7E }
	switch {
	case high < 8 || high > 255:
		d.fail(fmt.Errorf("barcode %d dots high, want 8 to 255", high))
	case len(text) < 1 || len(text) > 40 || slices.ContainsFunc([]rune(text), outside):
		d.fail(fmt.Errorf("barcode of %q, want 1 to 40 characters 20 to 7E", text))
	default:
		d.add(bars{text, high})
	}
}

// pdfSecurity is the level of error correction: 16 code words, for up to 160.
const pdfSecurity = 3

// PDF417 puts a PDF417 in the middle; module is the width of its narrowest
// bar, 1 to 8 dots, and its rows are four times as high.
func (d *Doc) PDF417(payload string, module Dots) {
	if module < 1 || module > 8 {
		d.fail(fmt.Errorf("PDF417 module of %d dots, want 1 to 8", module))
		return
	}
	if strings.ContainsFunc(payload, unicode.IsControl) {
		d.fail(errControl)
		return
	}
	img, err := pdf417.Encode(payload, pdfSecurity)
	if err != nil || payload == "" {
		d.fail(fmt.Errorf("PDF417 payload of %d bytes: %v", len(payload), err))
		return
	}
	d.add(stacked{payload, module, img})
}

// modules is the side of the code in modules.
func (c qrCode) modules() Dots {
	version, _ := slices.BinarySearch(qrBytes, len(c.payload))
	return Dots(21 + 4*version)
}

// modules counts start, characters, check and stop. Where every character is a
// digit two of them go into one symbol.
func (c bars) modules() Dots {
	symbols := len(c.text)
	if c.digits() {
		symbols /= 2
	}
	return Dots(11*(symbols+3) + 2)
}

func (c bars) digits() bool {
	other := func(r rune) bool { return r < '0' || r > '9' }
	return len(c.text)%2 == 0 && !slices.ContainsFunc([]rune(c.text), other)
}

func (c stacked) modules() Dots { return Dots(c.img.Bounds().Dx()) }

// The modules that codes are printed with on paper of the given width, 0
// when they cannot be.
func (c qrCode) fit(width Dots) Dots  { return min(c.module, width/c.modules()) }
func (c bars) fit(width Dots) Dots    { return min(3, width/c.modules()) }
func (c stacked) fit(width Dots) Dots { return min(c.module, width/c.modules()) }

func tooWide(what string, modules, width Dots) error {
	return fmt.Errorf("escpos: document: %s of %d modules on paper of %d dots", what, modules, width)
}

func (c qrCode) check(width Dots) error {
	if c.fit(width) == 0 {
		return tooWide("QR", c.modules(), width)
	}
	return nil
}

func (c bars) check(width Dots) error {
	if c.fit(width) < 2 { // narrower bars run into each other
		return tooWide("barcode", c.modules(), width)
	}
	return nil
}

func (c stacked) check(width Dots) error {
	if c.fit(width) == 0 {
		return tooWide("PDF417", c.modules(), width)
	}
	return nil
}

func (c qrCode) encode(e *encoder) {
	if e.p.NativeQR {
		e.setAlign(Centre)
		e.cmd(qrCommands(c.payload, c.fit(e.p.Width)))
		e.high += c.modules() * c.fit(e.p.Width)
		return
	}
	img, err := qr.Encode(c.payload, qr.M, qr.Unicode)
	e.drawn(img, err, int(c.fit(e.p.Width)), int(c.fit(e.p.Width)))
}

func (c bars) encode(e *encoder) {
	m := c.fit(e.p.Width)
	if e.p.NativeBarcode {
		e.setAlign(Centre)
		e.cmd(barcodeCommands(c.text, c.digits(), m, c.high)...)
		e.high += c.high
		return
	}
	img, err := code128.Encode(c.text)
	e.drawn(img, err, int(m), int(c.high))
}

func (c stacked) encode(e *encoder) {
	m := int(c.fit(e.p.Width))
	if e.p.NativePDF417 {
		e.setAlign(Centre)
		e.cmd(pdf417Commands(c.payload, Dots(m)))
		e.high += Dots(2 * m * c.img.Bounds().Dy())
		return
	}
	e.drawn(c.img, nil, m, 2*m)
}

// drawn sends a code as a picture, each pixel kx by ky dots. The libraries
// have no error for what the Doc let in.
func (e *encoder) drawn(img image.Image, err error, kx, ky int) {
	if err != nil {
		e.err = errors.Join(e.err, fmt.Errorf("escpos: document: %w", err))
		return
	}
	e.image(scale(img, kx, ky), Centre)
}

func (c qrCode) plain(t *plainText)  { t.middle("[" + c.payload + "]") }
func (c bars) plain(t *plainText)    { t.middle("|" + c.text + "|") }
func (c stacked) plain(t *plainText) { t.middle("[" + c.payload + "]") }
