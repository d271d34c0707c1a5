package screens

import (
	"strconv"
	"time"
)

func (s *speech) pickup(v *Pickup) {
	_, ticked := v.count()
	title, lead := s.pickupWords(v)
	s.tell(title, lead)
	s.person(v.Person)
	for _, i := range sorted(v.Items) {
		status := i.Status.In(s.v.Lang)
		if i.here() {
			status = s.say("pickup.here")
		}
		s.whisper(joined(i.Name.In(s.v.Lang), joined(i.Detail.In(s.v.Lang), status))) // what a person is granted is theirs
	}
	if ticked > 0 {
		s.tell(s.say("pickup.take", "n", strconv.Itoa(ticked)))
	}
}

func (s *speech) cell(v *Cell) {
	title, lead := s.cellWords(v)
	s.tell(title, lead)
	switch v.Door {
	case DoorOpening:
		s.tell(s.say("cell.openingSub"))
	case DoorStuck, DoorAway:
		s.tell(s.say("cell.safe"), s.orDesk(v, s.say("cell.coming")))
	case DoorUnseen:
		s.tell(s.orDesk(v, s.say("cell.coming")))
	case DoorReported:
		s.tell(s.say("cell.looking"))
		if v.Empty {
			s.tell(s.orDesk(v, s.say("cell.noted")))
		} else {
			s.tell(s.orDesk(v, s.say("cell.putBack")))
		}
	case DoorShutFirst:
		s.tell(s.say("cell.close"), s.say("cell.closeSub"))
	case DoorClosed:
		s.whisper(v.Content.In(s.v.Lang))
		s.tell(s.say("cell.was"))
	default:
		s.cellOpen(v)
	}
}

// cellOpen says what to do at an open door; what lies behind it is theirs.
func (s *speech) cellOpen(v *Cell) {
	if !v.Taken {
		s.tell(s.say("cell.take"))
		s.whisper(s.say("cell.check", "what", v.Content.In(s.v.Lang)))
	}
	s.tell(s.say("cell.close"), s.say("cell.closeSub"), v.Next.In(s.v.Lang))
}

func (s *speech) matters(v *Cases) {
	if len(v.Rows) == 0 {
		s.tell(s.say("cases.none"), s.say("cases.noneLead"), s.say("cases.code"), s.say("cases.codeSub"))
		return
	}
	s.tell(s.say("question.cases.title"), s.say("question.cases.lead"))
	s.person(v.Person)
	for _, r := range v.Rows {
		s.whisper(joined(r.Name.In(s.v.Lang), joined(r.Status.In(s.v.Lang), joined(r.Left.In(s.v.Lang), r.Holder.In(s.v.Lang)))))
	}
}

func (s *speech) matter(v *Case) {
	s.whisper(v.Name.In(s.v.Lang), s.say("case.applicant", "name", v.Applicant), s.say("case.number", "n", spelt(v.Number)))
	s.tell(s.caseLeft(v), s.caseDue(v), v.Sort.In(s.v.Lang))
	if v.Lacks > 0 {
		s.tell(s.say("case.lacks", "n", strconv.Itoa(v.Lacks)))
	}
	if v.Ready > 0 {
		s.tell(s.say("case.ready", "n", strconv.Itoa(v.Ready)))
	}
	for _, e := range v.Events {
		if e.State == CaseNow || e.State == CasePaused {
			s.whisper(joined(e.When.In(s.v.Lang), joined(e.Title.In(s.v.Lang), e.Detail.In(s.v.Lang))))
		}
	}
	s.tell(s.say("case.report"))
}

func (s *speech) rating() {
	s.tell(s.say("rating.title"), s.say("rating.lead"))
	for _, g := range grades {
		s.tell(s.say("rating.grade" + g.arg))
	}
	s.tell(s.say("rating.skip"))
}

func (s *speech) calendar(v *Calendar) {
	if v.Chosen == "" {
		if v.Taken {
			s.tell(s.say("calendar.takenTitle"), s.say("calendar.takenLead"))
		} else {
			s.tell(s.say("calendar.title"))
		}
		for _, d := range v.Days {
			if t, err := time.Parse(time.DateOnly, d.Date); err == nil && d.Left > 0 {
				s.tell(s.spokenDay(t) + s.say("speak.comma") + s.say("calendar.places", "n", strconv.Itoa(d.Left)))
			}
		}
		return
	}
	s.tell(s.say("calendar.slotTitle"))
	if t, err := time.Parse(time.DateOnly, v.Chosen); err == nil {
		s.tell(s.spokenDay(t))
	}
	for _, slot := range v.Slots {
		if slot.Left > 0 {
			s.tell(slot.From + "–" + slot.To + s.say("speak.comma") + s.say("calendar.left", "n", strconv.Itoa(slot.Left)))
		}
	}
}

func (s *speech) spokenDay(t time.Time) string {
	date, weekday := s.words.day(t)
	return date + " " + weekday
}
