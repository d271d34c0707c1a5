package bench

import (
	"os"
	"path/filepath"
	"testing"

	"govkiosk/drivers/panel"
)

// The terminal's own driver takes the bench's lamps for the kernel's.
func TestLampsShineAsTheTerminalSays(t *testing.T) {
	dir, err := makeRundir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.remove()
	lamps, err := dir.makeLamps()
	if err != nil {
		t.Fatal(err)
	}
	lamp, err := panel.LED(dir.file("light-mouth"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []bool{true, false} {
		if err := lamp.Set(want); err != nil {
			t.Fatal(err)
		}
		if got := lamps["mouth"].lit(); got != want || lamps["reader"].lit() {
			t.Errorf("mouth lit %v, want %v; reader lit %v", got, want, lamps["reader"].lit())
		}
	}
	if err := os.Remove(filepath.Join(dir.file("light-mouth"), "brightness")); err != nil {
		t.Fatal(err)
	}
	if lamps["mouth"].lit() {
		t.Error("a lamp that is gone shines")
	}
}
