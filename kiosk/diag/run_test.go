package diag

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/journal"
)

// A test that does not end when it has to is told of, and nobody waits for it.
func TestAHungTestIsToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		hung := Test{ID: "reader.module", Limit: time.Minute, run: func(context.Context, Terminal, Guide) Finding {
			<-release
			return Finding{Verdict: Pass}
		}}
		began := time.Now()
		f := Do(t.Context(), hung, nil, Nobody{})
		if took := time.Since(began); f.Verdict != Aborted || f.Reason != ReasonHung || took != time.Minute+Grace {
			t.Errorf("%+v after %v", f, took)
		}
		close(release)
	})
}

func TestHowATestEnds(t *testing.T) {
	waits := func(ctx context.Context, _ Terminal, g Guide) Finding {
		<-ctx.Done()
		var m measures
		return m.ended(ctx, nil)
	}
	for name, c := range map[string]struct {
		run     func(context.Context, Terminal, Guide) Finding
		stopped bool
		verdict Verdict
		reason  string
	}{
		"time is up":    {waits, false, Aborted, ReasonTime},
		"stopped":       {waits, true, Aborted, ReasonStopped},
		"panic":         {func(context.Context, Terminal, Guide) Finding { panic("x") }, false, Aborted, ReasonDefect},
		"line lost":     {failing(&drivers.Error{Kind: drivers.NoDevice}), false, Fail, ReasonGone},
		"no paper":      {failing(&drivers.Error{Kind: drivers.PaperOut}), false, Fail, "paper-out"},
		"broken":        {failing(&drivers.Error{Kind: drivers.HardwareError}), false, Fail, ReasonBroken},
		"silent":        {failing(&drivers.Error{Kind: drivers.Timeout}), false, Fail, ReasonNoAnswer},
		"not fitted":    {failing(ErrNotFitted), false, NotFitted, ""},
		"somebody else": {failing(ErrBusy), false, Aborted, ReasonBusy},
		"its own word":  {failing(Refusal{Verdict: Fail, Reason: "polarity"}), false, Fail, "polarity"},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if c.stopped {
				time.AfterFunc(time.Second, stop)
			}
			f := Do(ctx, Test{ID: "x.y", Limit: time.Minute, run: c.run}, nil, Nobody{})
			if f.Verdict != c.verdict || f.Reason != c.reason {
				t.Errorf("%s: %+v", name, f)
			}
		})
	}
}

func failing(err error) func(context.Context, Terminal, Guide) Finding {
	return func(context.Context, Terminal, Guide) Finding { return failed(err) }
}

// What the last run of the program did not end is told as cut short, and what
// was measured is read back.
func TestTheBookOutlivesItsProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, err := journal.Open(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	module, _ := Find("reader.module")
	card, _ := Find("reader.card")
	r, err := Book{j}.Began(module, "wang", ViaWire)
	if err == nil {
		_, err = Book{j}.Ended(r, Finding{Verdict: Pass, Measures: []Measure{{Name: "answer", Value: 12.5, Unit: "ms"}}})
	}
	_, err2 := Book{j}.Began(card, "wang", ViaWire)
	if err := errors.Join(err, err2, j.Close()); err != nil {
		t.Fatal(err)
	}
	if j, err = journal.Open(path, time.Now); err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	if err := (Book{j}).Settle(); err != nil {
		t.Fatal(err)
	}
	last, err := Book{j}.Last()
	if err != nil || last[module.ID].Verdict != Pass || len(last[module.ID].Measures) != 1 || last[module.ID].Measures[0].String() != "12.5 ms" {
		t.Errorf("%v, %+v", err, last[module.ID])
	}
	if cut := last[card.ID]; cut.Verdict != Aborted || cut.Reason != ReasonRestart || cut.Person != "wang" {
		t.Errorf("%+v", cut)
	}
}

// The catalogue: each device has a test, no name comes twice, and what runs
// unattended asks nobody.
func TestCatalogue(t *testing.T) {
	names, devices := map[TestID]bool{}, map[Device]bool{}
	for _, c := range Catalogue() {
		if names[c.ID] || c.run == nil || c.Limit <= 0 {
			t.Errorf("%+v", c)
		}
		names[c.ID], devices[c.Device] = true, true
		if c.Quiet && (c.Judge != Automatic || len(c.Steps) > 0) {
			t.Errorf("%s is quiet and needs somebody", c.ID)
		}
	}
	for _, d := range Devices {
		if !devices[d] {
			t.Errorf("%s has no test", d)
		}
	}
}
