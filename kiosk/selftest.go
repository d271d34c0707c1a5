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

// runTests runs tests that need nobody and move nothing, and keeps what came
// of each. begin is told of each. It ends early with ctx.
func (t *Terminal) runTests(ctx context.Context, tests []diag.Test, begin func(diag.TestID)) []diag.Result {
	limited, cancel := context.WithTimeout(ctx, selfTestLimit)
	defer cancel()
	var out []diag.Result
	for _, test := range tests {
		if ctx.Err() != nil {
			break
		}
		begin(test.ID)
		r, err := diag.Run(limited, test, bay{t}, diag.Nobody{}, diag.Book{Journal: t.journal}, "", diag.ViaSelf)
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
		if isBad(r.Verdict) {
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
	s.until = s.t.clock().Add(selfTestLimit + failedShown)
	ctx, cancel := context.WithCancel(s.ctx)
	s.finish = cancel
	s.lasting(func() {
		defer cancel()
		began := s.t.clock()
		results := s.t.runTests(ctx, diag.Quiet(), func(id diag.TestID) {
			s.t.tell(func(t *Terminal) {
				t.service.testing = id
				t.present()
			})
		})
		bad := failures(results)
		s.t.tell(func(t *Terminal) { t.service.tested(results, bad, began) })
		if len(bad) > 0 {
			pause(ctx, failedShown)
		}
		s.t.tell(func(t *Terminal) { t.service.back() })
	})
}

// tested shows what did not pass.
func (s *service) tested(all, bad []diag.Result, began time.Time) {
	s.t.morning.took(all, began)
	s.failed, s.testing = bad, ""
	s.t.present()
}

// back is the end of service mode, unless somebody waits for the devices.
func (s *service) back() {
	if s.stage != diag.Returning {
		return
	}
	in := s.coming && s.turned
	s.stage, s.failed, s.finish, s.coming = diag.InService, nil, nil, false
	kind := "in-service"
	if s.turned {
		kind = "service-switch-left" // the page says so, and nobody is served
	}
	s.t.record(kind, s.t.state.Visit, nil)
	if len(s.waiting) > 0 || in {
		s.hurry()
		s.check()
	}
	s.t.refresh()
}
