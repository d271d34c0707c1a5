package decode

import (
	"strings"
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
	if whole || len(lines) != 2 || !strings.Contains(lines[1]["reason"].(string), "23") {
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
