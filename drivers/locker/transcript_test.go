package locker

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers/line/linetest"
)

// TestTranscripts opens lock 1 of board 1 and plays what the sources say that
// boards say. The file's name begins with the protocol; its header says what
// is to come of it.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.wire")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".wire")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, after, _ := strings.Cut(string(text), "expect: ")
			want, _, _ := strings.Cut(after, "\n")
			synctest.Test(t, func(t *testing.T) {
				o := Opts{Protocol: Protocol(name[:strings.LastIndex(name, "-")]), Tries: 1, Settle: 1300 * time.Millisecond,
					Boards: []Board{{Number: 1, Locks: 8, Polarity: OneIsClosed}}}
				d, err := New(linetest.Playback(t, file), &o)
				if err != nil {
					t.Fatal(err)
				}
				r, _ := d.Open(t.Context(), cell(t, 1, 1))
				if got := fmt.Sprintf("%v, %d coils, door %s", r.Outcome, r.Coils, r.Door); got != want {
					t.Errorf("ends as %q, want %q", got, want)
				}
			})
		})
	}
}
