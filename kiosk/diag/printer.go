package diag

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
)

var printerTests = []Test{
	{ID: "printer.status", Device: Printer, Judge: Automatic, Quiet: true, Limit: 30 * time.Second, run: printerStatus},
	{ID: "printer.page", Device: Printer, Judge: ByPerson, Steps: []string{"printer-prints", "printer-page", "printer-scan", "printer-take"}, Limit: 4 * time.Minute, run: printerPage},
}

// printerStatus asks everything that the make can tell.
func printerStatus(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	var s escpos.Status
	err := t.Printer(ctx, func(ctx context.Context, dev *escpos.Dev) (err error) {
		begin := time.Now()
		s, err = dev.Status(ctx)
		m.took("answer", time.Since(begin))
		m.status(s, dev.Profile(), err == nil)
		if err != nil {
			return err
		}
		return m.counters(ctx, dev)
	})
	if err != nil {
		return m.verdict(err)
	}
	if reason := hindrance(s); reason != "" {
		return m.fail(reason, "nothing can be printed: "+reason)
	}
	return m.pass()
}

// hindrance is why nothing can be printed, as the printer itself has it; empty:
// something can. A Kind tells neither a stuck knife from a jam nor a hot head
// from silence.
func hindrance(s escpos.Status) string {
	k := s.Hindrance()
	switch {
	case k == drivers.KindUnknown:
		return ""
	case k == drivers.PaperJammed && s.CutterJam:
		return "cutter"
	case k == drivers.NotReady && s.Waiting:
		return "printer-hot"
	case k == drivers.NotReady:
		return "not-ready"
	}
	return reasonOf(k)
}

// status writes down what the printer said of itself. Of one that has not
// answered everything, what it did not say is unknown.
func (m *measures) status(s escpos.Status, p escpos.Profile, answered bool) {
	m.text("dialect", p.Name)
	m.text("paper", known(string(s.Paper)))
	m.text("mouth", known(string(s.Mouth)))
	for _, f := range []struct {
		name string
		is   bool
	}{{"cover", s.CoverOpen}, {"cutter", s.CutterJam}, {"jam", s.Jam}, {"broken", s.Broken}, {"waiting", s.Waiting}} {
		word := "unknown"
		switch {
		case f.is:
			word = "yes"
		case answered:
			word = "no"
		}
		m.text(f.name, word)
	}
	m.text("proof", proofWord(p.Confirm))
	var raw []string
	for n, b := range s.Answers {
		raw = append(raw, fmt.Sprintf("%d:%02X", n, b))
	}
	slices.Sort(raw)
	m.text("answers", known(strings.Join(raw, " ")))
}

// proofWord says whether the printer proves what it has printed.
func proofWord(c escpos.Confirm) string {
	if c == escpos.ConfirmNone {
		return "unsupported"
	}
	return string(c)
}

func known(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// counters are missing where the make has none, which is no fault.
func (m *measures) counters(ctx context.Context, dev *escpos.Dev) error {
	all, err := dev.Counters(ctx)
	if drivers.KindOf(err) == drivers.NoDevice || ctx.Err() != nil {
		return err
	}
	for _, name := range []escpos.Counter{escpos.CounterLines, escpos.CounterCuts, escpos.CounterHead, escpos.CounterHours, escpos.CounterLeft, escpos.CounterPrinted, escpos.CounterRetracts, escpos.CounterPowerUps} {
		if n, ok := all[name]; ok {
			m.count("count-"+string(name), n)
		}
	}
	return nil
}

// page is one run of the test page.
type page struct {
	m    measures
	t    Terminal
	g    Guide
	code string // on the paper, to be read back
	res  escpos.Result
}

// printerPage prints a page, has it looked at and read back, and sees it being
// taken.
func printerPage(ctx context.Context, t Terminal, g Guide) Finding {
	p := page{t: t, g: g, code: token("PAGE-")}
	g.Say(Prompt{Step: "printer-prints"})
	if err := t.Printer(ctx, p.print); err != nil {
		return p.m.verdict(err)
	}
	answer, err := g.Ask(ctx, Prompt{Step: "printer-page"})
	switch {
	case err != nil:
		return p.m.verdict(err)
	case answer == No:
		return p.m.fail(ReasonPerson, "the page is not as it must be")
	case answer == Skip:
		return p.m.skipped("", "nobody looked at the page")
	}
	if f := p.readBack(ctx); f.Verdict == Fail || f.Verdict == Aborted {
		return f
	}
	return p.taken(ctx)
}

func (p *page) print(ctx context.Context, dev *escpos.Dev) (err error) {
	doc := testPage(p.t, dev.Profile(), p.code)
	begin := time.Now()
	p.res, err = dev.Print(ctx, escpos.JobID(short(4)), doc)
	p.m.took("print-time", time.Since(begin))
	p.m.text("outcome", p.res.Outcome.String())
	p.m.text("proof", known(string(p.res.Proof)))
	p.m.number("paper", p.res.Paper.Metres()*1000, "mm")
	p.m.count("missing-glyphs", int64(len(p.res.Missing)))
	if drivers.KindOf(err) == drivers.Timeout && p.res.Outcome == drivers.Unknown {
		if _, err := dev.Status(ctx); drivers.KindOf(err) == drivers.Timeout {
			return err // it has fallen silent
		}
		return nil // the printer gives no word of this page: the person's counts
	}
	if k := drivers.KindOf(err); k == drivers.PaperJammed || k == drivers.NotReady {
		if s, asked := dev.Status(ctx); asked == nil && hindrance(s) != "" {
			return Refusal{Verdict: Fail, Reason: hindrance(s), Detail: err.Error()}
		}
	}
	return err
}

// readBack has the scanner read the code on the paper, where one is fitted.
func (p *page) readBack(ctx context.Context) Finding {
	took, err := scanFor(ctx, p.t, func() { p.g.Say(Prompt{Step: "printer-scan"}) }, p.code)
	switch f := outcome(err); {
	case f.Verdict == NotFitted:
		p.m.text("read-back", "no scanner")
	case err != nil:
		f.Measures = p.m
		f.Detail = "the code on the page: " + f.Detail
		return f
	default:
		p.m.took("read-back", took)
	}
	return p.m.pass()
}

// takePatience is how long a technician has for taking the page.
const takePatience = 20 * time.Second

// taken sees the page leave the mouth, where a sensor tells.
func (p *page) taken(ctx context.Context) Finding {
	p.g.Say(Prompt{Step: "printer-take"})
	var mouth drivers.MediaState
	err := p.t.Printer(ctx, func(ctx context.Context, dev *escpos.Dev) (err error) {
		for end := time.Now().Add(takePatience); ; rest(ctx, 300*time.Millisecond) {
			mouth, err = dev.Mouth(ctx)
			if err != nil || ctx.Err() != nil || mouth != drivers.MediaPresent || time.Now().After(end) {
				return err
			}
		}
	})
	p.m.text("mouth-after", known(string(mouth)))
	switch {
	case err != nil:
		return p.m.verdict(err)
	case mouth == drivers.MediaPresent:
		return p.m.fail("paper-in-mouth", "the mouth's sensor still sees paper")
	}
	return p.m.pass()
}
