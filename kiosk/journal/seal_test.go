package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const (
	monday  = "2026-06-15"
	tuesday = "2026-06-16"
	secret  = "11010519491231002X has something to say"
)

func TestWhatIsEntrustedCannotBeReadInTheFile(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(filepath.Join(dir, "journal.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := j.Entrust(Call{Key: "k1", Op: OpKeep, Arg: "report"}, monday, []byte(secret)); err != nil {
		t.Fatal(err)
	}
	if plain, err := j.Entrusted("k1"); err != nil || string(plain) != secret {
		t.Fatalf("%q, %v", plain, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("11010519491231002X")) {
			t.Errorf("%s holds the person's number", f.Name())
		}
	}
}

func TestKeysGoWithTheirDay(t *testing.T) {
	j := open(t, path(t))
	for _, k := range []string{"k1", "k2"} {
		if err := j.Entrust(Call{Key: k, Op: OpKeep}, monday, []byte(secret)); err != nil {
			t.Fatal(err)
		}
	}
	if days, err := j.Forget(tuesday, monday); err != nil || len(days) != 0 {
		t.Fatalf("destroyed %v with duties open: %v", days, err)
	}
	calls, err := j.Pending()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range calls {
		if err := j.Acknowledged(c.Seq, "ok"); err != nil {
			t.Fatal(err)
		}
	}
	if days, err := j.Forget(tuesday, monday); err != nil || !slices.Equal(days, []string{monday}) {
		t.Fatalf("destroyed %v: %v", days, err)
	}
	if _, err := j.Entrusted("k1"); !errors.Is(err, ErrNone) {
		t.Errorf("what was said is still there: %v", err)
	}
}

func TestADutyThatIsTooOldLosesItsKey(t *testing.T) {
	j := open(t, path(t))
	if err := j.Entrust(Call{Key: "k1", Op: OpKeep}, monday, []byte(secret)); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Forget(tuesday, tuesday); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Entrusted("k1"); !errors.Is(err, ErrForgotten) {
		t.Errorf("read with a key that was destroyed: %v", err)
	}
}

func TestAFilingIsSettledOnce(t *testing.T) {
	j := open(t, path(t))
	if err := j.Filing("f1", 3, "appoint"); err != nil {
		t.Fatal(err)
	}
	if err := j.Undo(Call{Key: "c1", Op: OpUndo, Reserve: "f1", Arg: "left"}); err != nil {
		t.Fatal(err)
	}
	if err := j.Filed("f1", FilingDone); !errors.Is(err, ErrNone) {
		t.Errorf("a filing that was given up was settled again: %v", err)
	}
	left, err := j.OpenFilings()
	if err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	if calls, err := j.Pending(); err != nil || len(calls) != 1 || calls[0].Reserve != "f1" {
		t.Errorf("%+v, %v", calls, err)
	}
}

func TestWhatWasFiledAndMayWaitIsSaidUnderTheSameKey(t *testing.T) {
	j := open(t, path(t))
	must(t, j.Filing("f1", 3, "report"), j.Entrust(Call{Key: "f1", Op: OpKeep, Arg: "report"}, monday, []byte(secret)))
	if left, err := j.OpenFilings(); err != nil || len(left) != 0 {
		t.Errorf("it would be undone after a restart: %v, %v", left, err)
	}
	if err := j.Filed("f1", FilingDone); !errors.Is(err, ErrNone) {
		t.Errorf("an answer that came late settled it: %v", err)
	}
	if calls, err := j.Pending(); err != nil || len(calls) != 1 || calls[0].Key != "f1" {
		t.Errorf("%+v, %v", calls, err)
	}
}
