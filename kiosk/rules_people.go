package kiosk

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func wordsOf(w config.Words) journey.Words { return journey.Words{Zh: w.Zh, En: w.En} }

// classElder is the hall's code of those who come first for their age.
const classElder = "elder"

// classes are who comes first, by age or by a paper that a window sees. From
// the age of the elders the largest type is proposed.
func (m *merge) classes() {
	m.ages = map[string]int{}
	elder, source := 0, saidByProgram
	for _, c := range m.hall.Classes {
		if own, has := m.cfg.Classes[c.Code]; has {
			c.AgeFrom = own.AgeFrom
			c.Proof = cmp.Or(hall.Words(own.Proof), c.Proof)
		}
		m.class(c.Code, c.AgeFrom, journey.Words(c.Proof))
		if c.Code == classElder {
			elder, source = c.AgeFrom, m.hallSource()
		}
	}
	for _, code := range sorted(m.cfg.Classes) {
		own := m.cfg.Classes[code]
		m.ages[code] = own.AgeFrom
		if !slices.ContainsFunc(m.hall.Classes, func(c hall.PriorityClass) bool { return c.Code == code }) {
			m.class(code, own.AgeFrom, wordsOf(own.Proof))
		}
		if code == classElder {
			elder, source = own.AgeFrom, saidByConfig
		}
	}
	if m.cfg.ElderFrom != config.HallSays {
		elder, source = m.cfg.ElderFrom, saidByConfig
	}
	m.standing.ElderAge = elder
	m.say("elder_from", strconv.Itoa(elder), source)
}

func (m *merge) class(code string, age int, proof journey.Words) {
	m.standing.Proofs[code] = proof
	source := m.hallSource()
	if _, own := m.cfg.Classes[code]; own {
		source = saidByConfig
	}
	m.say("classes."+code+".age_from", strconv.Itoa(age), source)
	m.say("classes."+code+".proof", proof.Zh, source)
}

// acting is who may act for whom: a service is open to deputies where any of
// the hall's rules for it says so.
func (m *merge) acting() {
	out := map[journey.Acting]journey.Deputy{}
	for _, a := range m.hall.Acting {
		at := journey.Acting(a.Service.Is)
		d := out[at]
		if a.Allowed && !d.Allowed {
			d = journey.Deputy{Allowed: true, Needs: journey.Words(a.Needs)}
		}
		out[at] = d
		m.say("acting."+codeText(a.Service)+"."+codeText(a.Who), yesNo(a.Allowed)+" "+a.Needs.Zh, m.hallSource())
	}
	for _, id := range sorted(m.cfg.Acting) {
		own := m.cfg.Acting[id]
		out[journey.Acting(id)] = journey.Deputy{Allowed: own.Allowed, Needs: wordsOf(own.Needs)}
		m.say("acting."+id, yesNo(own.Allowed)+" "+own.Needs.Zh, saidByConfig)
	}
	m.standing.Acting = out
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// iconsOfAskers are the pictograms of the askers that most halls know.
var iconsOfAskers = map[string]string{
	"window": "store", "bank": "building-2", "school": "book-open-text", "employer": "briefcase", "other": "circle-help",
}

// askers are who may want a proof. Where nobody says who, it is somebody; and
// it may be asked for oneself.
func (m *merge) askers() {
	add := func(a journey.Asker, source string) {
		a.Icon = cmp.Or(a.Icon, iconsOfAskers[a.Code], "circle-help")
		m.standing.Askers = append(m.standing.Askers, a)
		m.say("askers."+a.Code, a.Name.Zh+", "+a.Purpose.Zh, source)
	}
	switch {
	case len(m.cfg.Askers) > 0:
		for _, code := range sorted(m.cfg.Askers) {
			a := m.cfg.Askers[code]
			add(journey.Asker{Code: code, Name: wordsOf(a.Name), Purpose: wordsOf(a.Purpose), Icon: a.Icon}, saidByConfig)
		}
	case len(m.hall.Askers) > 0:
		for _, a := range m.hall.Askers {
			add(journey.Asker{Code: a.Code, Name: journey.Words(a.Name), Purpose: journey.Words(a.Purpose)}, m.hallSource())
		}
	default:
		add(askerIn("other"), saidByProgram)
	}
	add(askerIn("self"), saidByProgram)
}

// askerIn is an asker that every hall has, in the words of the catalogue.
func askerIn(code string) journey.Asker {
	name, purpose := screens.Matter("asker-"+code), screens.Matter("asker-"+code+"-purpose")
	return journey.Asker{Code: code, Name: journey.Words{Zh: name.Zh, En: name.En}, Purpose: journey.Words{Zh: purpose.Zh, En: purpose.En}}
}

// masking is how names and numbers are covered.
func (m *merge) masking() {
	h := m.hall.Masking
	m.standing.Mask = journey.Masking{
		Name:   m.text("masking.name", m.cfg.Masking.Name, string(known(h.Name)), string(hall.MaskMiddle)),
		Number: m.text("masking.id_number", m.cfg.Masking.Number, string(known(h.IDNumber)), string(hall.MaskFirst6Last4)),
		Phone:  m.text("masking.phone", m.cfg.Masking.Phone, string(known(h.Phone)), string(hall.MaskFirst3Last4)),
	}
	show := "on-request"
	if !h.ShowOnRequest {
		show = "never"
	}
	m.standing.Covered = m.text("masking.show", m.cfg.Masking.Show, show, "on-request") == "never"
}

// known is a code of the hall that this program knows, else none: what holds
// without one is the stricter.
func known[T ~string](c hall.Code[T]) T {
	if string(c.Is) == hall.Other {
		return ""
	}
	return c.Is
}

func (m *merge) retention() {
	h := m.hall.Retention
	m.journalDays = m.number("retention.journal", m.cfg.Retention.Journal, h.JournalDays, journalDays)
	m.sealedDays = m.number("retention.sealed", m.cfg.Retention.Sealed, h.SealedDays, sealedDays)
	m.say("retention.visit", "0 s after its end", saidByProgram)
	if m.known {
		m.say("retention.logs", strconv.Itoa(h.LogDays)+" days, kept by the machine's journal", m.hallSource())
	}
}
