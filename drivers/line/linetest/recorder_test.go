//go:build record

package linetest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

var header = Header{Unit: "Masung EP802-TU, firmware 1.03", Expect: "paper low"}

// printer answers the second question late and in two pieces.
func printer(far *Far) {
	buf := make([]byte, 64)
	for {
		n, err := far.Read(buf)
		if err != nil {
			return
		}
		switch string(buf[:n]) {
		case "\x10\x04\x01":
			far.Write([]byte{0x12})
		case "\x10\x04\x04":
			time.Sleep(120 * time.Millisecond)
			far.Write([]byte{0x1e})
			time.Sleep(30 * time.Millisecond)
			far.Write(bytes.Repeat([]byte{7}, 40))
		}
	}
}

// converse is a host; it returns all that it heard.
func converse(t *testing.T, c line.Conn) []byte {
	t.Helper()
	var heard []byte
	for _, ask := range []string{"\x10\x04\x01", "\x10\x04\x04"} {
		if _, err := c.Write(t.Context(), []byte(ask)); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		buf := make([]byte, 64)
		for {
			n, err := c.Read(ctx, buf)
			heard = append(heard, buf[:n]...)
			if err != nil {
				break
			}
		}
	}
	return heard
}

// record makes a recording and returns its file and what the host heard.
func record(t *testing.T) (file string, heard []byte) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "paper-low.wire")
	synctest.Test(t, func(t *testing.T) {
		near, far := Pipe()
		go printer(far)
		c, err := Record(near, file, header)
		if err != nil {
			t.Fatal(err)
		}
		heard = converse(t, c)
		if err := errors.Join(c.Close(), c.Close()); err != nil {
			t.Error(err)
		}
	})
	return file, heard
}

func TestRecordingReadsAsTheManualsDo(t *testing.T) {
	file, _ := record(t)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := "source: captured Masung EP802-TU, firmware 1.03\n" +
		"expect: paper low\n" +
		"> 10 04 01\n" +
		"< 12\n" +
		"> 10 04 04\n" +
		"@ 120ms\n" +
		"< 1e\n" +
		"@ 30ms\n" +
		"< " + strings.Repeat("07 ", 31) + "07\n" +
		"< " + strings.Repeat("07 ", 7) + "07\n"
	if string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others may read it", info.Mode(), err)
	}
}

func TestRecordingPlaysBack(t *testing.T) {
	file, heard := record(t)
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		again := converse(t, Playback(t, file))
		if !bytes.Equal(again, heard) || len(heard) != 42 {
			t.Errorf("heard % x, and from the recording % x", heard, again)
		}
		if d := time.Since(began); d != 2*time.Second {
			t.Errorf("it took %v", d)
		}
	})
}

func TestRecordRefuses(t *testing.T) {
	near, _ := Pipe()
	dir := t.TempDir()
	for _, h := range []Header{
		{}, {Unit: "x"}, {Expect: "x"}, {Unit: "unit #4", Expect: "x"}, {Unit: "x", Expect: "a\n< 00"},
	} {
		if _, err := Record(near, filepath.Join(dir, "new.wire"), h); err == nil {
			t.Errorf("%+v was taken", h)
		}
	}
	old := filepath.Join(dir, "old.wire")
	if err := os.WriteFile(old, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Record(near, old, header); !errors.Is(err, os.ErrExist) {
		t.Errorf("%v", err)
	}
}

// A driver learns of a lost line as without the recorder; what failed is not
// in the recording.
func TestRecordingOfALostLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lost.wire")
	near, far := Pipe()
	c, err := Record(near, file, header)
	if err != nil {
		t.Fatal(err)
	}
	far.Close()
	_, err = c.Write(t.Context(), []byte{1})
	wantKind(t, err, drivers.NoDevice)
	_, err = c.Read(t.Context(), make([]byte, 1))
	wantKind(t, err, drivers.NoDevice)
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if text, _ := os.ReadFile(file); strings.ContainsAny(string(text), "<>") {
		t.Errorf("%s", text)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
func (full) Close() error              { return nil }

func TestRecordingThatIsNotWholeIsTold(t *testing.T) {
	near, _ := Pipe()
	c := &Recorder{Conn: near, out: full{}}
	if _, err := c.Write(t.Context(), []byte{1}); err != nil {
		t.Errorf("the driver is disturbed: %v", err)
	}
	if err := c.Close(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("%v", err)
	}
}
