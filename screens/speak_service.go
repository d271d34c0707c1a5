package screens

// technician says what a technician is asked or told. Nothing of a person is
// on these pages.
func (s *speech) technician(v *Technician) {
	switch {
	case v.Stage == ServicePIN && v.Pin != nil:
		s.tell(s.say("technician.pinTitle"), s.pinWords(v.Pin))
	case v.Stage == ServiceRunning && v.Prompt != nil:
		s.tell(s.testName(v.Test), s.promptWords(v.Prompt))
	case v.Stage == ServiceRunning:
		s.tell(s.testName(v.Test), s.say("technician.working"))
	case v.Stage == ServiceReturning && len(v.Failed) > 0:
		s.tell(s.say("technician.failedLead"))
		for _, row := range v.Failed {
			s.tell(s.testName(row.ID))
		}
	case v.Stage == ServiceReturning:
		s.tell(s.say("technician.returning"), s.testName(v.Test))
	default:
		s.tell(s.say("technician.title"))
		for _, row := range v.Rows {
			name := s.deviceName(row.ID)
			if v.Stage == ServiceDevice {
				name = s.testName(row.ID)
			}
			s.tell(name + s.say("speak.comma") + s.serviceLast(row))
		}
	}
}
