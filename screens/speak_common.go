package screens

// shared are the pages that all journeys have.
func (s *speech) shared() {
	v := s.v
	switch {
	case v.Screen == ScreenWorking && v.Working != nil:
		s.working(v.Working)
	case v.Screen == ScreenQuestion && v.Question != nil:
		s.question(v.Question)
	case v.Screen == ScreenSheet && v.Sheet != nil:
		s.sheet(v.Sheet)
	case v.Screen == ScreenDone && v.Done != nil:
		s.done(v.Done)
	case v.Screen == ScreenWrite && v.Write != nil:
		s.writing(v.Write)
	case v.Screen == ScreenVeil && v.Veil != nil:
		s.tell(s.say("veil.title"), s.say("veil.lead"), s.say("veil.show"), s.say("veil.end"))
	case v.Screen == ScreenDate && v.Date != nil:
		s.date(v.Date)
	case v.Screen == ScreenLook && v.Look != nil:
		s.looks(v.Look)
	}
}

func (s *speech) working(v *Working) {
	title, lead := s.workWords(v)
	s.tell(title, lead)
	if v.Failed == ReasonNone {
		waited, sub := s.waitSays(v)
		s.tell(waited, sub, s.say("working.stop"))
		return
	}
	safe := s.safe(v)
	s.tell(safe.title, safe.sub)
	if !v.Final {
		s.tell(s.say("list.retry"))
	}
	s.elsewhere(v.Where)
}

// question says every choice, one that cannot be had with its reason. Where
// the page is about a person, the choices are too; so is what somebody ticks.
func (s *speech) question(v *Question) {
	say := s.tell
	if v.Person != nil || v.Many {
		say = s.whisper
	}
	s.tell(s.given(v.Title, "question."+v.Key+".title"), s.maybe(v.Lead, "question."+v.Key+".lead"))
	s.person(v.Person)
	for _, c := range v.Choices {
		words := joined(s.choiceName(c), joined(s.choiceDetail(c), c.Status.In(s.v.Lang)))
		if c.Chosen {
			words = joined(words, s.say("speak.chosen"))
		}
		say(words)
	}
	if len(v.Choices) == 0 {
		s.tell(s.emptyWords(v), s.say("question.emptySub"))
	}
	if v.Next != "" {
		s.tell(s.say("act." + v.Next))
	}
}

// sheet is read as it stands. A section with a value from a card or a register
// is a person's.
func (s *speech) sheet(v *Sheet) {
	s.tell(s.given(v.Title, "sheet."+v.Key+".title"), s.maybe(v.Lead, "sheet."+v.Key+".lead"))
	if v.Link != "" {
		s.tell(s.say("sheet.scan"))
	}
	if v.Code != "" {
		s.tell(s.say("sheet.code"))
		s.whisper(spelt(v.Code))
	}
	for _, section := range v.Sections {
		s.tell(s.sectionWords(section))
		say := s.tell
		if personal(section) {
			say = s.whisper
		}
		for _, l := range section.Lines {
			say(s.lineAloud(l))
		}
		say(section.Note.In(s.v.Lang))
	}
	for _, a := range v.Acts {
		s.tell(s.say("act." + a.Key))
	}
}

func personal(section Section) bool {
	for _, l := range section.Lines {
		if !l.Source.empty() {
			return true
		}
	}
	return false
}

// lineAloud is a fact as it is heard.
func (s *speech) lineAloud(l Line) string {
	label, value, sign := s.lineWords(l)
	if label != "" && value != "" {
		label += s.say("speak.is")
	}
	return joined(label+value, sign)
}

// done says the paper first, as the page does. Number and facts are a person's.
func (s *speech) done(v *Done) {
	title, lead := s.doneWords(v)
	switch v.Paper {
	case PaperPrinting, PaperTake:
		s.tell(s.paperWords(v.Paper))
		lead = ""
	case PaperAsk:
		paper, _ := s.paperWords(v.Paper)
		s.tell(paper, s.say("done.askLead"))
		lead = ""
	}
	s.tell(title, lead)
	if v.Number != "" {
		s.whisper(s.say("number."+v.numberKey()) + s.say("speak.is") + spelt(v.Number))
	}
	for _, l := range v.Facts {
		s.whisper(s.lineAloud(l))
	}
	switch {
	case v.Paper == PaperTaken:
		s.tell(s.say("ticket.sTaken"))
	case v.Paper == PaperNone && v.Reason != ReasonNone:
		s.tell(s.say("ticket.noMore"), s.words.reason(v.Reason, v.Since))
	}
	if v.Link != "" && v.Paper == PaperNone {
		s.tell(s.say("done.carry"), s.say("ticket.photo"), s.say("done.scan"))
	}
}

// writing reads back what is written, and the words to choose from.
func (s *speech) writing(v *Write) {
	s.tell(s.given(v.Title, "write."+v.Key+".title"), s.maybe(v.Lead, "write."+v.Key+".lead"))
	s.whisper(v.Text, spelt(v.Composing))
	s.whisper(v.Candidates...)
	if v.Optional {
		s.tell(s.say("write.skip"))
	}
	s.tell(s.say("write.next"))
}

func (s *speech) looks(v *Look) {
	s.tell(s.say("look.title"), s.say("look.larger"), s.say("look.smaller"))
	for _, box := range []struct {
		word string
		on   bool
	}{{"contrast", v.Contrast}, {"night", v.Night}, {"low", v.LowReach}} {
		words := joined(s.say("look."+box.word), s.say("look."+box.word+"Sub"))
		if box.on {
			words = joined(words, s.say("speak.chosen"))
		}
		s.tell(words)
	}
	s.tell(s.say("look.done"))
}
