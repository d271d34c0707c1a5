package idcard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// finger is a template of 512 bytes with that enrolment.
func finger(enrolment byte) []byte {
	t := bytes.Repeat([]byte("F"), 512)
	t[4] = enrolment
	return t
}

func TestFingerprintComesWithTheRecord(t *testing.T) {
	watchingWith(t, &Opts{Fingerprint: true}, func(b *bench) {
		b.set(func() { b.finger = append(finger(1), finger(3)...) })
		b.sees(time.Second, StateAbsent)
		b.lay()
		r := b.sees(time.Second, StateReading, StatePresent)[1].Record
		got, err := r.Templates()
		if err != nil || len(got) != 2 || got[0].Enrolment != EnrolOK || got[1].Enrolment != EnrolNone {
			t.Errorf("%v, %v", got, err)
		}
		if !bytes.Equal(got[0].Raw, b.finger[:512]) || r.Number != "440524188001010014" || string(r.Photo) != "WL" {
			t.Error("the parts of the read are mixed up")
		}
		if b.reads() != 0 || b.dev.Info().NoFingerprint {
			t.Error("the card was read without as well")
		}
	})
}

func TestModuleWithoutFingerprintIsAskedOnce(t *testing.T) {
	watchingWith(t, &Opts{Fingerprint: true}, func(b *bench) {
		b.set(func() { b.oldOne = true })
		b.sees(time.Second, StateAbsent)
		for range 3 {
			b.lay()
			r := b.sees(time.Second, StateReading, StatePresent)[1].Record
			if r.Fingerprint != nil || r.Number != "440524188001010014" {
				t.Errorf("read %s, %d bytes of fingerprint", r, len(r.Fingerprint))
			}
			b.lift()
			b.sees(time.Second, StateAbsent)
		}
		if with, without := b.count(0x30, 0x10), b.reads(); with != 1 || without != 3 || !b.dev.Info().NoFingerprint {
			t.Errorf("asked %d times with and %d without, %+v", with, without, b.dev.Info())
		}
	})
}

// A card that fails is lifted; only a module that does not know the command is
// asked for less.
func TestFailedFingerprintReadIsNoOldModule(t *testing.T) {
	watchingWith(t, &Opts{Fingerprint: true}, func(b *bench) {
		b.sees(time.Second, StateAbsent)
		b.lay()
		b.set(func() { b.failing = 1 })
		b.sees(2*time.Second, StateReading, StatePresent)
		if b.reads() != 0 || b.count(0x30, 0x10) != 2 || b.dev.Info().NoFingerprint {
			t.Errorf("read %d times without, %d with", b.reads(), b.count(0x30, 0x10))
		}
	})
}

func TestParseFingerprint(t *testing.T) {
	for code, want := range map[byte]Enrolment{1: EnrolOK, 2: EnrolFailed, 3: EnrolNone, 9: EnrolUnknown, 0: EnrolUnknown, 'F': EnrolUnknown} {
		if got, err := ParseFingerprint(finger(code)); err != nil || len(got) != 1 || got[0].Enrolment != want {
			t.Errorf("byte 5 is %d: %v, %v; want %s", code, got, err, want)
		}
	}
	for _, data := range [][]byte{nil, {}} {
		if got, err := ParseFingerprint(data); got != nil || err != nil {
			t.Errorf("nothing is %v, %v", got, err)
		}
	}
	for _, size := range []int{1, 511, 513, 1023, 1536} {
		if _, err := ParseFingerprint(make([]byte, size)); err == nil {
			t.Errorf("%d bytes are templates", size)
		}
	}
	if got, err := recordIn(t, "synthetic-fp-1024").Templates(); err != nil || len(got) != 2 {
		t.Errorf("the vector holds %v, %v", got, err)
	}
}

func TestFingerNames(t *testing.T) {
	for code, want := range map[byte]string{11: "右手拇指", 15: "右手小指", 16: "左手拇指", 20: "左手小指", 97: "右手不确定指位", 99: "其他不确定指位", 10: "unknown", 21: "unknown", 0: "unknown"} {
		if got := FingerName(code); got != want {
			t.Errorf("%d is %s, want %s", code, got, want)
		}
	}
}

// However templates, records and numbers of chips are printed, they do not show.
func TestFingerprintAndChipPrintNothing(t *testing.T) {
	tpl := Template{EnrolOK, finger(1)}
	m, err := ParseManagement(bytes.Repeat([]byte{0xAB, 0xCD}, 14))
	if err != nil {
		t.Fatal(err)
	}
	r := recordIn(t, "synthetic-cit-dated")
	r.Fingerprint, r.Addresses = finger(1), []string{"新测试路９号"}
	var log strings.Builder
	for _, h := range []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)} {
		slog.New(h).Info("read", "template", tpl, "all", []Template{tpl}, "chip", m, "record", r)
	}
	js, err := json.Marshal([]any{tpl, []Template{tpl}, &tpl, m, &m, r})
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{log.String(), string(js), fmt.Sprintf("%v %+v %#v %s %x %q", tpl, &tpl, []Template{tpl}, tpl, tpl, tpl),
		fmt.Sprintf("%v %+v %#v %s %x %d", m, &m, m, m, m, m), fmt.Sprintf("%v %+v %x", r, *r, r), fmt.Sprint(r.Fields(false))} {
		for _, secret := range []string{"FFFF", "RkZGRkZG", "46464646", "70 70 70", "ABCDABCDABCD", "测试路９号"} {
			if strings.Contains(shown, secret) {
				t.Errorf("%q shows %q", shown, secret)
			}
		}
	}
	if got := fmt.Sprint(tpl, Template{}, m); got != "ok unknown ABC***CD ABC***********CD ABC***************************CD" {
		t.Errorf("%q", got)
	}
}
