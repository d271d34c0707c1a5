package screens

import "strconv"

func (s *speech) attract(a *Attract) {
	s.tell(s.v.Hall.Name.In(s.v.Lang), s.openWords(a), s.say("attract.start"))
	s.queues(a.Queues)
	s.tell(a.Notice.In(s.v.Lang))
}

func (s *speech) queues(list []Queue) {
	for _, q := range list[:min(5, len(list))] {
		s.tell(q.Name.In(s.v.Lang) + " " + strconv.Itoa(q.Ahead) + " " + s.words.people(q.Ahead) + s.say("speak.comma") + s.words.wait(q.Wait, "unit.about"))
	}
}

func (s *speech) home(h *Home) {
	if h.Offline != nil {
		s.tell(s.say("home.offlineSome"), s.say("home.offlineLead", "time", clock(h.Offline.Since)))
	}
	s.tell(s.say("home.title"), s.say("home.lead"))
	for _, offered := range []bool{true, false} {
		for _, v := range h.Services {
			if (v.Reason == ReasonNone) == offered {
				s.service(v)
			}
		}
	}
}

func (s *speech) service(v Service) {
	if v.Reason == ReasonNone {
		word := "elderSub"
		if v.Apart {
			word = "apart"
		}
		s.tell(s.serviceWord(v, "name") + s.say("speak.is") + s.serviceWord(v, word))
		return
	}
	s.tell(s.serviceWord(v, "name") + s.say("speak.is") + s.pausedWords(v))
}

func (s *speech) identify(v *Identify) {
	f := s.cardSays(v)
	s.tell(f.title, f.lead)
	if f.state.sub != "" {
		s.tell(f.state.sub)
	}
	if v.State == CardReading || v.State == CardDone {
		return
	}
	for _, way := range []struct {
		on   bool
		word string
	}{{v.Code != "", "code." + v.Code}, {v.Number, "number"}, {v.Phone, "phone"}, {v.None, "none"}} {
		if way.on {
			s.tell(s.say("identify." + way.word))
		}
	}
	switch {
	case v.Strange:
		s.tell(s.say("identify.strange"))
	case v.Scan:
		s.tell(s.say("identify.scan"))
	}
	s.tell(s.say("identify.promise"))
}

// pad reads back what was typed, spelt, the middle as on the glass.
func (s *speech) pad(v *Pad) {
	s.tell(s.padAsks(v))
	if v.letters() {
		s.whisper(spelt(v.Value))
	} else {
		for _, part := range v.shown() {
			s.whisper(spelt(part))
		}
	}
	words, _ := s.padWords(v)
	s.tell(words)
}

func (s *speech) list(v *List) {
	switch v.State {
	case ListLoading:
		s.tell(s.say("list.loading"))
		return
	case ListFailed:
		s.tell(s.say("list.failed"), s.words.reason(v.Reason, v.TriedAt), s.say("list.retry"))
		return
	}
	if v.Keyboard {
		s.tell(s.say("list.searchTitle"), s.say("list.searchLead"))
		s.tell(v.Query, spelt(v.Composing))
		for _, w := range v.Candidates {
			s.tell(w)
		}
	} else {
		s.tell(s.listSays(v, "title"))
	}
	if !v.AsOf.IsZero() {
		s.tell(s.say("list.asOf", "time", clock(v.AsOf)))
	}
	if len(v.Rows) == 0 {
		s.tell(s.say("list.noneHere"))
	}
	for _, r := range v.Rows {
		s.tell(joined(r.Name.In(s.v.Lang), joined(r.Place.In(s.v.Lang), s.rowState(v, r))))
	}
}

func (s *speech) confirm(v *Confirm) {
	s.tell(s.say("confirm.title"), v.Business.In(s.v.Lang))
	s.facts(s.confirmQueue(v))
	s.person(v.Person)
	if v.Offline != nil {
		s.tell(s.say("confirm.offline", "time", clock(v.Offline.Since)), s.say("confirm.offlineSub"))
	}
	if v.Priority != nil {
		s.whisper(s.say("confirm." + v.Priority.Class)) // it tells an age or a condition
	}
	switch {
	case v.Working >= wayOutAfter:
		s.tell(s.say("confirm.noAnswer"), s.say("confirm.workingLong"))
	case v.Working > 0:
		s.tell(s.say("confirm.working"))
	case v.Failed != ReasonNone:
		s.tell(s.say("confirm.failed"), s.words.reason(v.Failed, v.FailedAt), s.say("confirm.failedSub"))
	case v.Paper != ReasonNone:
		s.tell(s.words.reason(v.Paper, v.PaperSince), s.say("confirm.takePaperless"))
	default:
		s.tell(s.say("confirm.take"), s.say("confirm.change"))
	}
}

func (s *speech) person(v *Person) {
	if v != nil {
		s.whisper(v.Name, spelt(v.Number))
	}
}

func (s *speech) ticket(v *Ticket) {
	switch v.Paper {
	case PaperNone:
		s.tell(s.paperlessTitle(v))
		if v.Reason != ReasonNone {
			s.tell(s.told(v))
		}
	case PaperExisting:
		title, lead := existingWords(v)
		s.tell(s.say(title), s.say(lead))
	case PaperCancelled:
		s.tell(s.say("ticket.cancelled"), s.say("ticket.cancelledLead"))
		return
	case PaperTaken:
		s.tell(s.say("ticket.taken"), s.whereToWait(v))
	default:
		title, lead := s.paperWords(v.Paper)
		s.tell(title, lead)
	}
	s.pair(s.say("ticket.number"), spelt(v.Number))
	s.tell(v.Business.In(s.v.Lang))
	s.facts(s.queueFacts(v.Ahead, v.Wait, v.Area, v.Windows, false))
}

func (s *speech) timeOut(v *TimeOut) {
	s.tell(s.say("timeout.title"), s.say("timeout.lead"), s.say("timeout.stay"))
	s.tell(strconv.Itoa(v.Seconds)+" "+s.say("bar.seconds"), s.say("timeout.wipe"))
	if v.Number != "" {
		s.tell(s.say("timeout.valid", "number", spelt(v.Number)))
	}
	s.tell(s.extendWords(v))
}

func (s *speech) outOfUse(v *OutOfUse) {
	s.tell(s.say("out.title"))
	if v.Reason != ReasonNone {
		s.tell(s.words.reason(v.Reason, v.Since))
	}
	if v.Said != "" {
		s.tell(v.Said)
	}
	if v.Turned {
		s.tell(s.say("out.turned"))
	}
	s.elsewhere(v.Where)
	if s.v.Hall.Phone != "" {
		s.tell(s.say("out.phone", "phone", spelt(s.v.Hall.Phone)))
	}
}

func (s *speech) elsewhere(where Text) {
	if w := where.In(s.v.Lang); w != "" {
		s.tell(s.say("out.elsewhere") + s.say("speak.is") + w)
	}
}
