package escpos

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"govkiosk/drivers"
	"govkiosk/drivers/line/linetest"
)

// TestTranscripts plays what the manuals say that printers say. The file's
// name begins with the profile; its header says what is to be understood.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.wire")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d transcripts, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".wire")
		t.Run(name, func(t *testing.T) {
			want := expectation(t, file)
			synctest.Test(t, func(t *testing.T) {
				i := strings.LastIndex(name, "-")
				d, err := New(linetest.Playback(t, file), &Opts{Profile: name[:i]})
				if err != nil {
					t.Fatal(err)
				}
				understand := statusText
				if name[i:] == "-print" {
					understand = printText
				}
				if got := understand(t, d); got != want {
					t.Errorf("understood as %q, want %q", got, want)
				}
			})
		})
	}
}

func expectation(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "expect: ")
	want, _, _ := strings.Cut(after, "\n")
	return want
}

func statusText(t *testing.T, d *Dev) string {
	s, err := d.Status(t.Context())
	known := func(v string) string {
		if v == "" {
			return "unknown"
		}
		return v
	}
	out := []string{known(string(s.State))}
	if s.CoverOpen {
		out = append(out, "cover open")
	}
	out = append(out, "paper "+known(string(s.Paper)), "mouth "+known(string(s.Mouth)))
	if err != nil {
		out = append([]string{string(drivers.KindOf(err))}, out...)
	}
	return strings.Join(out, ", ")
}

func printText(t *testing.T, d *Dev) string {
	doc := &Doc{}
	doc.Line(Centre, Big("排队"))
	doc.Cut()
	r, err := d.Print(context.Background(), "J001", doc)
	if err != nil {
		t.Error(err)
	}
	return fmt.Sprintf("%s by %s", r.Outcome, r.Proof)
}
