package kiosk

import (
	"context"
	"time"

	"govkiosk/kiosk/diag"
)

const (
	selfTestLimit = 2 * time.Minute
	// failedShown is how long what did not pass stays on the glass before the
	// terminal serves with what it has.
	failedShown = 12 * time.Second
)

// selfTest runs every test that needs nobody and moves nothing, and keeps
// what came of it. begin is told of each, and may be nil.
func (t *Terminal) selfTest(ctx context.Context, begin func(diag.TestID)) []diag.Result {
	ctx, cancel := context.WithTimeout(ctx, selfTestLimit)
	defer cancel()
	var out []diag.Result
	for _, test := range diag.Quiet() {
		if begin != nil {
			begin(test.ID)
		}
		r, err := diag.Run(ctx, test, bay{t}, diag.Nobody{}, diag.Book{Journal: t.journal}, "", diag.ViaSelf)
		if err != nil {
			t.journalFailed(err)
			break
		}
		out = append(out, r)
	}
	return out
}

// failures are the results that are no pass.
func failures(all []diag.Result) (bad []diag.Result) {
	for _, r := range all {
		if r.Verdict == diag.Fail || r.Verdict == diag.Aborted {
			bad = append(bad, r)
		}
	}
	return bad
}

// goBack tests the terminal and then has it serve again. What failed is seen by
// the health table too, which withdraws what needs it.
func (s *service) goBack() {
	if s.t.bare {
		s.stage = diag.InService
		return
	}
	s.stage, s.failed, s.testing, s.device = diag.Returning, nil, "", ""
	ctx, cancel := context.WithCancel(s.ctx)
	s.finish = cancel
	s.lasting(func() {
		defer cancel()
		results := s.t.selfTest(ctx, func(id diag.TestID) {
			s.t.tell(func(t *Terminal) {
				t.service.testing = id
				t.present()
			})
		})
		bad := failures(results)
		s.t.tell(func(t *Terminal) { t.service.tested(results, bad) })
		if len(bad) > 0 {
			pause(ctx, failedShown)
		}
		s.t.tell(func(t *Terminal) { t.service.back() })
	})
}

// tested shows what did not pass.
func (s *service) tested(all, bad []diag.Result) {
	verdicts := map[diag.TestID]diag.Verdict{}
	for _, r := range all {
		verdicts[r.Test] = r.Verdict
	}
	s.t.record("self-test", s.t.state.Visit, map[string]any{"verdicts": verdicts, "failed": len(bad)})
	s.failed, s.testing = bad, ""
	s.t.present()
}

// back is the end of service mode, unless somebody waits for the devices.
func (s *service) back() {
	if s.stage != diag.Returning {
		return
	}
	s.stage, s.failed, s.finish = diag.InService, nil, nil
	s.t.record("in-service", s.t.state.Visit, nil)
	if len(s.waiting) > 0 {
		s.hurry()
		s.check()
	}
	s.t.refresh()
}
