package sim

import (
	"testing"
	"time"
)

func startScanner(t *testing.T, o ScannerOpts) (*Scanner, *host) {
	t.Helper()
	p := openTestPort(t, 115200)
	s := NewScanner(p, o)
	t.Cleanup(s.Close)
	return s, openHost(t, p)
}

func TestScannerInPresentationMode(t *testing.T) {
	s, h := startScanner(t, ScannerOpts{AIM: true})
	s.Show("]Q1", []byte("AB"))
	h.want("5D 51 31 41 42 0D 0A")
	h.quiet(50 * time.Millisecond) // once
	s.SetFault(ScannerHalf)
	s.Show("]Q1", []byte("ABC"))
	h.want("5D 51 31 41")
	s.SetFault(ScannerSlow)
	s.Show("]Q1", []byte("A"))
	h.want("5D 51 31 41 0D 0A")
	s.SetFault(ScannerSilent)
	s.Show("]Q1", []byte("A"))
	h.quiet(50 * time.Millisecond)
}

func TestGM65OfTheManual(t *testing.T) {
	s, h := startScanner(t, ScannerOpts{Family: ScannerGM65, Manual: true, Suffix: "\r"})
	s.Show("", []byte("ABC123"))
	h.quiet(30 * time.Millisecond)
	h.send(unhex(t, "7E 00 08 01 00 02 01 AB CD"))
	h.want("02 00 00 01 00 33 31 41 42 43 31 32 33 0D")
	if s.Lit() {
		t.Error("a code puts the light out")
	}
	h.send(unhex(t, "7E 00 08 01 00 02 01 AB CD"))
	h.want("02 00 00 01 00 33 31")
	if !s.Lit() {
		t.Error("no light")
	}
	h.send(unhex(t, "7E 00 08 01 00 02 00 AB CD"))
	h.want("02 00 00 01 00 33 31")
	h.send(unhex(t, "7E 00 07 01 00 2A 02 D8 0F"))
	h.want("02 00 00 02 39 01 C1 4C")
	h.send(unhex(t, "7E 00 08 02 00 2A 39 01 A7 EA"))
	h.want("02 00 00 01 00 33 31")
	h.send(unhex(t, "7E 00 05 01 00 2A 02 AB CD"))
	h.want("02 00 03 01 00 6A 61")
	h.send(unhex(t, "7E 00 07 01 00 2A 02 D8 0E"))
	h.want("02 00 01 01 00 04 01")
	if s.Lit() || s.Register(0x2A) != 0x39 {
		t.Error("the light is on")
	}
}

func TestHoneywellAndNewland(t *testing.T) {
	s, h := startScanner(t, ScannerOpts{Family: ScannerHoneywell, Manual: true, Suffix: "none"})
	h.send([]byte("x\x16M\rTRGMOD0.\x16M\rNOSUCH!\x16T\r"))
	h.want("54 52 47 4D 4F 44 30 06 2E 4E 4F 53 55 43 48 05 21")
	s.Show("", []byte("A"))
	h.want("41")
	h.send([]byte("\x16T\r\x16U\r\x16M\rTRGMOD0."))
	h.want("54 52 47 4D 4F 44 30 06 2E") // it has heard all
	s.Show("", []byte("B"))
	h.quiet(50 * time.Millisecond)
	n, h := startScanner(t, ScannerOpts{Family: ScannerNewland})
	h.send([]byte("?"))
	h.want("21")
	h.send([]byte("nls0302010"))
	h.want("06")
	h.send([]byte("nls03"))
	h.want("15")
	if got := n.Settings(); len(got) != 1 || got[0] != "nls0302010" {
		t.Errorf("%q", got)
	}
}
