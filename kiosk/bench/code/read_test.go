package code

import (
	"fmt"
	"testing"

	"govkiosk/drivers/sim"
)

// Every code of a printer is read, whatever it says: the reader alone misses
// some in a hundred.
func TestEveryCodeIsRead(t *testing.T) {
	for i := range 200 {
		text := fmt.Sprintf("http://hall.example/t/%x%x", i*7919, i*104729+1)
		n := len(text) + 3
		paper, err := sim.Render([]byte("\x1b@\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x08\x1d(k\x03\x001E1"+
			fmt.Sprintf("\x1d(k%c%c1P0", n&255, n>>8)+text+"\x1d(k\x03\x001Q0\n\x1dVB\x00"), sim.PaperOpts{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Read(paper); err != nil || got != text {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
