package technician

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A fictional card.
const card = "13020219900101007X"

var day = time.Date(2026, 6, 12, 9, 0, 0, 0, time.UTC)

func TestAFileKnowsItsPeopleAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "technicians.toml")
	l, err := Load(path)
	if err != nil || len(l.Technicians) != 0 {
		t.Fatalf("a fresh terminal knows %v, %v", l, err)
	}
	if err := l.Add("wang", "480913", card, day); err != nil {
		t.Fatal(err)
	}
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	if l, err = Load(path); err != nil {
		t.Fatal(err)
	}
	if id, ok := l.ByPIN("480913"); !ok || id != "wang" {
		t.Errorf("the PIN is %q's", id)
	}
	if id, ok := l.ByCard(card); !ok || id != "wang" {
		t.Errorf("the card is %q's", id)
	}
	for _, wrong := range []string{"480914", "", card} {
		if id, ok := l.ByPIN(wrong); ok {
			t.Errorf("%s is %q's PIN", wrong, id)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), "480913") || strings.Contains(string(text), card) {
		t.Errorf("%v, the file tells a secret:\n%s", err, text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestAFileThatOthersReadCountsForNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "technicians.toml")
	var l List
	if err := l.Add("wang", "480913", "", day); err != nil {
		t.Fatal(err)
	}
	if err := l.Save(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if l, err := Load(path); !errors.Is(err, ErrLoose) || len(l.Technicians) > 0 {
		t.Errorf("%v, %v", l, err)
	}
}

func TestWhoIsNotTakenIn(t *testing.T) {
	var l List
	if err := l.Add("wang", "480913", "", day); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, pin, card string
		want          error
	}{
		{"Wang", "480914", "", ErrName}, {"", "480914", "", ErrName}, {"wang", "480914", "", ErrTaken},
		{"li", "", "", ErrNobody}, {"li", "12345", "", ErrPIN}, {"li", "000000", "", ErrPIN}, {"li", "123456", "", ErrPIN},
		{"li", "987654", "", ErrPIN}, {"li", "48091x", "", ErrPIN}, {"li", "480913", "", ErrSame},
		{"li", "", "130202199001010071", ErrCard},
	} {
		if err := l.Add(c.id, c.pin, c.card, day); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := l.Remove("li"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	if err := l.Remove("wang"); err != nil || len(l.Technicians) != 0 {
		t.Errorf("%v, %v", l, err)
	}
}

func TestWrongTriesLockOutForLonger(t *testing.T) {
	var l Lockout
	var waits []time.Duration
	for range 11 {
		l = l.Failed(day)
		waits = append(waits, l.Left(day))
	}
	want := []time.Duration{0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60}
	for i := range want {
		if waits[i] != want[i]*time.Minute {
			t.Fatalf("waits %v", waits)
		}
	}
	if left := l.Left(day.Add(-90 * 24 * time.Hour)); left != time.Hour {
		t.Errorf("a clock set back locks for %v", left)
	}
	if left := l.Left(day.Add(time.Hour)); left != 0 {
		t.Errorf("after the hour %v are left", left)
	}
}

func TestAHashThatIsNoneIsNobodys(t *testing.T) {
	for _, h := range []string{"", "x", "$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=19456,t=0,p=0$AAAA$AAAAAAAAAAAAAAAAAAAAAA"} {
		if Matches("480913", h) {
			t.Errorf("%s matches", h)
		}
	}
}

// Who is not there takes as long as who is.
func TestNobodyCostsWhatAnybodyDoes(t *testing.T) {
	cost := func(hash string) string { return hash[:strings.Index(hash, "p=1$")] }
	a, b := Nobody(), Hash("480913")
	if cost(a) != cost(b) || len(a) != len(b) || a == Nobody() {
		t.Errorf("%s beside %s", a, b)
	}
}
