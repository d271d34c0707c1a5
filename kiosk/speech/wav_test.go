package speech

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// What parses is written as it was; half the gain is half the samples.
func TestWAV(t *testing.T) {
	w := wav{rate: 22050, channels: 2, pcm: []byte{0, 64, 0, 192, 1, 0, 255, 127}}
	got, err := parseWAV(w.bytes(1))
	if err != nil || got.rate != w.rate || got.channels != w.channels || !bytes.Equal(got.pcm, w.pcm) {
		t.Fatalf("%+v %v", got, err)
	}
	quiet, _ := parseWAV(w.bytes(.5))
	if v := int16(binary.LittleEndian.Uint16(quiet.pcm[2:])); v != -8192 {
		t.Errorf("half of -16384 is %d", v)
	}
	loud, _ := parseWAV(w.bytes(100))
	if v := int16(binary.LittleEndian.Uint16(loud.pcm)); v != 32767 {
		t.Errorf("too loud is %d", v)
	}
	if d := (wav{rate: 8000, channels: 1, pcm: make([]byte, 16000)}).long(); d != time.Second {
		t.Errorf("8000 samples last %v", d)
	}
	if gainOf(10) != 1 || gainOf(0) != gainOf(1) || gainOf(3) >= gainOf(4) {
		t.Error("the steps of the volume are not in order")
	}
}

// A pipe's writer does not know how long it will be, and there may be chunks
// beside the samples.
func TestWAVOfAPipe(t *testing.T) {
	b := wav{rate: 8000, channels: 1, pcm: []byte{1, 2, 3, 4}}.bytes(1)
	binary.LittleEndian.PutUint32(b[4:], 0x7FFFF024)
	binary.LittleEndian.PutUint32(b[40:], 0x7FFFF000)
	if w, err := parseWAV(b); err != nil || len(w.pcm) != 4 {
		t.Errorf("%+v %v", w, err)
	}
	list := append([]byte("LIST\x03\x00\x00\x00abc\x00"), b[36:]...)
	if w, err := parseWAV(append(b[:36:36], list...)); err != nil || len(w.pcm) != 4 {
		t.Errorf("%+v %v", w, err)
	}
}

func TestWAVThatIsNone(t *testing.T) {
	good := wav{rate: 8000, channels: 1, pcm: []byte{1, 2}}.bytes(1)
	change := func(at int, v byte) []byte { b := bytes.Clone(good); b[at] = v; return b }
	for want, b := range map[string][]byte{
		"no WAV": []byte("MP3"), "no sound": good[:36], "format 3": change(20, 3), "of 8 bits": change(34, 8),
		"0 channels": change(22, 0), "cut off": append(bytes.Clone(good[:16]), 4, 0, 0, 0, 1, 0, 1, 0),
		"before their format": append(bytes.Clone(good[:12]), good[36:]...),
	} {
		if _, err := parseWAV(b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzParseWAV(f *testing.F) {
	f.Add(wav{rate: 8000, channels: 1, pcm: []byte{1, 2, 3, 4}}.bytes(1))
	f.Add([]byte("RIFF\x00\x00\x00\x00WAVEfmt \xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		w, err := parseWAV(b)
		if err != nil {
			return
		}
		if again, err := parseWAV(w.bytes(1)); err != nil || !bytes.Equal(again.pcm, w.pcm) {
			t.Fatalf("%v", err)
		}
	})
}
