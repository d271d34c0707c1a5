package scanner

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// TestTranscripts scans once and plays what the manuals say that readers say.
// The file's name begins with the family; its header says what is read, or
// the kind of the error.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.wire")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	for _, file := range files {
		family, _, _ := strings.Cut(filepath.Base(file), "-")
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, after, _ := strings.Cut(string(text), "expect: ")
			want, _, _ := strings.Cut(after, "\n")
			synctest.Test(t, func(t *testing.T) {
				d, err := New(linetest.Playback(t, file), &Opts{Family: Family(family), Trigger: true})
				if err != nil {
					t.Fatal(err)
				}
				c, err := d.Scan(t.Context(), anything)
				if got := c.Text + string(drivers.KindOf(err)); got != want {
					t.Errorf("%q, want %q (%v)", got, want, err)
				}
			})
		})
	}
}
