package decode

import (
	"fmt"
	"slices"
	"testing"
)

// The same bytes are other things in other languages.
func TestPrinterLanguages(t *testing.T) {
	const frame = "23 06 0a 00 00 08 02 00 00"
	lines, whole := explain(t, "star-status", frame, Opts{})
	if len(lines) != 1 || !whole {
		t.Fatalf("%v, whole %v", lines, whole)
	}
	if got := lines[0]["meanings"].([]any)[0].(string); got != "offline, ETB executed, paper end, paper at the presenter" {
		t.Errorf("%q", got)
	}
	if lines, _ = explain(t, "escpos-status", frame, Opts{}); len(lines) < 5 {
		t.Errorf("%v: a frame of Star's is none of Epson's", lines)
	}
	lines, whole = explain(t, "star-status", frame+" 23", Opts{})
	if whole || len(lines) != 2 || lines[1]["reason"] != "no whole status frame" {
		t.Errorf("%v, whole %v: the piece at the end is not reported", lines, whole)
	}
}

func TestFullStatusIsExplained(t *testing.T) {
	lines, whole := explain(t, "escpos-status", "10 0f 24 00 40 01", Opts{})
	if !whole || len(lines) != 1 || lines[0]["class"] != "FULL status (Custom, DLE EOT 20)" {
		t.Fatalf("%v", lines)
	}
	if got := lines[0]["meanings"].([]any)[0].(string); got != "paper near end, ticket in output, paper jam, cutter error" {
		t.Errorf("%q", got)
	}
}

// Every bit that the manuals name is told, and a level that is no fault
// stands beside "nothing wrong".
func TestBitsOfEveryStatus(t *testing.T) {
	for text, want := range map[string]string{
		"16":                "n=1 nothing wrong, drawer pin 3 high",
		"36":                "Citizen n=5 cover open, low voltage",
		"5A":                "Citizen n=6 checksum error, processor error",
		"52":                "Citizen n=4 paper at the presenter",
		"32":                "Masung n=3 black-mark error",
		"92":                "Cashino n=1 ticket not torn off",
		"10 02 00 00":       "nothing wrong, button pressed",
		"14 00 00 0F":       "nothing wrong, drawer pin 3 high",
		"01":                "GS r 2 nothing wrong, drawer pin 3 high",
		"10 0F 80 64 80 00": "nothing wrong, notch bit set, spooling, LF key, FF key, looking for the black mark",
		"10 0F 00 00 20 82": "not acknowledged, cutter cover, of a TG flash, presenter's emitter",
	} {
		lines, whole := explain(t, "escpos-status", text, Opts{})
		if !whole || len(lines) != 1 || !slices.Contains(lines[0]["meanings"].([]any), any(want)) {
			t.Errorf("%s: %v, want %s", text, lines, want)
		}
	}
}

// What is no frame of Star's is told once, wherever a frame might have begun.
func TestStarNoiseIsOneError(t *testing.T) {
	lines, whole := explain(t, "star-status", "FF 0F 06 80 00 0F 06 00 00 00 00 00 13 0F", Opts{})
	if got := fmt.Sprint(lines); whole || got != "[map[discarded_bytes:5 kind:error offset:0 reason:no whole status frame] "+
		"map[class:automatic status (Star) data:0F060000000000 kind:status meanings:[nothing wrong] offset:5] "+
		"map[class:flow control data:13 kind:status meanings:[XOFF, stop sending] offset:12] "+
		"map[discarded_bytes:1 kind:error offset:13 reason:no whole status frame]]" {
		t.Error(got)
	}
}
