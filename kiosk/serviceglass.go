package kiosk

import (
	"strings"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/journey"
)

// touch serves what is touched while the glass is a technician's.
func (s *service) touch(do, arg string) {
	switch {
	case do == "language":
		s.lang = otherLanguage(s.lang)
		s.t.present()
	case s.keyhole != nil:
		s.touchKeyhole(do, arg)
	case s.stage == diag.Returning:
		if s.finish != nil && len(s.failed) > 0 {
			s.finish()
		}
	case s.key == "":
		if do == "service-ask" {
			s.openKeyholeOver()
		}
	default:
		s.touchDesk(do, arg)
	}
}

func otherLanguage(lang string) string {
	if lang == "en" {
		return "zh-Hans"
	}
	return "en"
}

// touchDesk serves the keys of the technician who has the terminal.
func (s *service) touchDesk(do, arg string) {
	key := s.key
	switch do {
	case "service-device":
		s.device = diag.Device(arg)
		s.t.present()
	case "home":
		s.device = ""
		s.t.present()
	case "back":
		s.touchBack(key)
	case "service-test":
		s.start(key, testsOf(arg))
	case "service-answer":
		if p := s.desk.State().Prompt; p != nil {
			s.refused(s.desk.Answer(key, p.Number, diag.Answer(arg)))
		}
	case "service-stop":
		s.lasting(func() { s.refused(s.desk.Stop(key)) })
	case "service-give":
		s.lasting(func() { s.refused(s.desk.HandOver(key, arg == "yes")) })
	case "service-report":
		s.lasting(func() { s.refused(s.t.printFaults(s.ctx)) })
	case "service-leave":
		s.lasting(func() { s.leave(key, "finished") })
	}
}

// touchBack leads from a running test to the device, from there to all of
// them, and out.
func (s *service) touchBack(key string) {
	switch state := s.desk.State(); {
	case state.Test != "":
		s.lasting(func() { s.refused(s.desk.Stop(key)) })
	case s.device != "":
		s.device = ""
		s.t.present()
	}
}

func (s *service) start(key string, tests []diag.Test) {
	if len(tests) == 0 {
		return
	}
	s.device = tests[0].Device
	if len(tests) > 1 && tests[0].Device != tests[len(tests)-1].Device {
		s.device = ""
	}
	s.refused(s.desk.Start(key, tests))
	s.t.present()
}

func (s *service) refused(err error) {
	if err != nil {
		s.t.log.Info("service", "refused", err)
	}
}

// testsOf reads what is to be run: a test, a device, "quiet" or "all".
func testsOf(what string) []diag.Test {
	switch {
	case what == "quiet":
		return diag.Quiet()
	case what == "all":
		return diag.Catalogue()
	case strings.Contains(what, "."):
		if t, ok := diag.Find(diag.TestID(what)); ok {
			return []diag.Test{t}
		}
		return nil
	}
	return diag.Of(diag.Device(what))
}

// openKeyholeOver asks for a PIN while somebody has the terminal by wire.
func (s *service) openKeyholeOver() {
	if s.desk.State().Test != "" {
		return // the glass is part of the test
	}
	stage := s.stage
	s.stage = diag.InService
	s.openKeyhole()
	s.stage = stage
}

// switched is told of the service switch, on any goroutine.
func (t *Terminal) switched(maintenance bool) {
	t.turned.Store(maintenance)
	t.tell(func(t *Terminal) { t.service.switched(maintenance) })
}

// turnedOn tells whether the service switch stands on maintenance.
func (t *Terminal) turnedOn() bool { return t.turned.Load() }

// switched follows the service switch.
func (s *service) switched(maintenance bool) {
	if s.turned == maintenance {
		return
	}
	s.turned, s.t.viewer.Turned = maintenance, maintenance
	defer s.t.refresh()
	switch {
	case s.desk.State().Test == "panel.switches":
		// The test has it moved: the technician stays.
	case !maintenance && s.keyhole != nil:
		s.closeKeyhole()
	case !maintenance && s.key != "":
		key := s.key
		s.lasting(func() { s.leave(key, "switch") })
	case maintenance && s.stage == diag.InService:
		s.hurry()
		s.check()
	case maintenance && s.stage == diag.Returning:
		s.coming = true
	case !maintenance && s.stage == diag.InService:
		s.t.record("in-service", s.t.state.Visit, nil)
	}
}

// asked opens the page that asks for the PIN, from the page of a terminal
// whose switch was left on maintenance. It tells whether that was touched.
func (s *service) asked(do string) bool {
	if !s.turned || do != "service-ask" || s.t.state.Page != journey.PageAttract {
		return false
	}
	s.openKeyhole()
	return true
}

// gestured is told of the hidden gesture. A visit that runs is left alone: it
// may be a citizen's finger.
func (s *service) gestured() {
	if s.stage == diag.InService && !s.held() && s.t.calibrating == nil && s.t.state.Page == journey.PageAttract {
		s.openKeyhole()
	}
}
