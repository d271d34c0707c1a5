package blackbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, path string, clock func() time.Time) (*Box, bool) {
	t.Helper()
	b, crashed, err := Open(path, clock)
	if err != nil {
		t.Fatal(err)
	}
	return b, crashed
}

// settle waits until n records are in the file.
func settle(t *testing.T, path string, n int) []Record {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		all, err := Read(path)
		if err == nil && len(all) >= n {
			return all
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d records, %v", len(all), n, err)
		}
	}
}

func TestRunAfterRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	b, crashed := open(t, path, nil)
	b.Note("page", map[string]any{"to": "home"})
	if err := b.Close(); err != nil || crashed {
		t.Fatal(err, crashed)
	}
	b.Note("late", nil) // nothing comes of it
	if b, crashed = open(t, path, nil); crashed {
		t.Error("a run that ended in order is taken for a crash")
	}
	all := settle(t, path, 4)
	if all[1].Kind != "page" || string(all[1].Data) != `{"to":"home"}` || all[2].Kind != Stopped || all[3].Seq != 4 {
		t.Errorf("%+v", all)
	}
	// This run goes on; the next begins beside it, as after a kill.
	c, crashed := open(t, path, nil)
	if !crashed {
		t.Error("a run without an end is not taken for a crash")
	}
	c.Close()
	b.Close()
}

func TestTornSlotIsLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	b, _ := open(t, path, nil)
	for i := range 5 {
		b.Note("n", i)
	}
	b.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[3*slotSize+headSize+20] ^= 0x40
	data = data[:len(data)-100] // and the file ends in the middle of the newest
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := Read(path)
	if err != nil || len(all) != 5 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	for _, r := range all {
		if r.Seq == 3 || r.Kind == Stopped {
			t.Errorf("torn: %+v", r)
		}
	}
}

func TestRingDoesNotGrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	b, _ := open(t, path, func() time.Time { now = now.Add(time.Second); return now })
	const notes = slots + 500
	for i := range notes {
		for len(b.queue) == waiting {
			time.Sleep(time.Millisecond)
		}
		b.Note("n", i)
	}
	b.Close()
	info, err := os.Stat(path)
	if err != nil || info.Size() != slots*slotSize || b.Lost() != 0 {
		t.Fatalf("%d bytes, %d lost, %v", info.Size(), b.Lost(), err)
	}
	all, err := Read(path)
	if err != nil || len(all) != slots || all[0].Seq != notes+2-slots+1 {
		t.Fatalf("%d records from %d, %v", len(all), all[0].Seq, err)
	}
	if kept := Newest(all, Kept); len(kept) != int(Kept/time.Second)+1 {
		t.Errorf("%d of the last half hour", len(kept))
	}
}

func TestNumbersAreStruckOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box")
	b, _ := open(t, path, nil)
	b.Note("err", map[string]any{"cause": "of 13020219900101123X and 13812342266", "ms": 1200})
	b.Note("long", strings.Repeat("长", 400))
	b.Close()
	all, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(all[1].Data)
	if strings.Contains(text, "1302") || strings.Contains(text, "1381") || !strings.Contains(text, "1200") {
		t.Error(text)
	}
	if string(all[2].Data) != `"too long"` {
		t.Errorf("%s", all[2].Data)
	}
}
