package kiosk

import (
	"fmt"
	"strconv"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// Who may say a rule, the first that does.
const (
	saidByConfig  = "configuration"
	saidByHall    = "hall"
	saidByProgram = "built in"
)

// Rule is one rule that holds at this terminal, for people to read.
type Rule struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Source string `json:"source"`
}

// rules are what holds at this terminal: the configuration's word, else the
// hall's, else what the program falls back on.
type rules struct {
	standing    journey.Standing
	hours       openingHours
	ages        map[string]int // of priority classes, by the configuration
	caps        map[string]int // numbers of this terminal in one slot, by business
	slotMinutes int
	journalDays int
	sealedDays  int
	list        []Rule
}

// What the program falls back on.
const (
	journalDays = 180
	sealedDays  = 7
	slotMinutes = 60
)

// rulesOf joins what the configuration says with the hall's policy as it was
// last heard; known is false before that.
func rulesOf(c *config.Config, p hall.Policy, known bool) *rules {
	r := &rules{standing: journey.Standing{Proofs: map[string]journey.Words{}}}
	m := merge{rules: r, cfg: c.Policy, hall: p, known: known}
	m.timeOuts(c)
	m.hours()
	m.queue()
	m.classes()
	m.checkIn()
	m.missed()
	m.acting()
	m.askers()
	m.masking()
	m.retention()
	return r
}

// merge is rules being made.
type merge struct {
	*rules
	cfg   config.Policy
	hall  hall.Policy
	known bool
}

func (m *merge) say(key, value, source string) {
	m.list = append(m.list, Rule{key, value, source})
}

// ours names the source of what the hall says.
func (m *merge) hallSource() string {
	if m.hall.About.Version == "" {
		return saidByHall
	}
	return saidByHall + ", version " + m.hall.About.Version
}

// number is the configuration's, where it has one, else the hall's, else what
// is left.
func (m *merge) number(key string, own, halls int, rest int) int {
	value, source := rest, saidByProgram
	switch {
	case own != config.HallSays:
		value, source = own, saidByConfig
	case m.known:
		value, source = halls, m.hallSource()
	}
	m.say(key, strconv.Itoa(value), source)
	return value
}

// text likewise; an empty one is none.
func (m *merge) text(key, own, halls, rest string) string {
	value, source := rest, saidByProgram
	switch {
	case own != "":
		value, source = own, saidByConfig
	case m.known && halls != "":
		value, source = halls, m.hallSource()
	}
	m.say(key, value, source)
	return value
}

// timeOuts are the configuration's alone: the hall does not know how long
// people need at a machine.
func (m *merge) timeOuts(c *config.Config) {
	p, usual := c.Policy, config.Default().Policy
	for _, t := range []struct {
		key       string
		own, rest any
	}{
		{"visit", p.Visit, usual.Visit}, {"reading", p.Reading, usual.Reading}, {"warn_before", p.WarnBefore, usual.WarnBefore},
		{"extend", p.Extend, usual.Extend}, {"extensions", p.Extensions, usual.Extensions}, {"thanks", p.Thanks, usual.Thanks},
		{"take", p.Take, usual.Take}, {"phone", p.Phone, usual.Phone}, {"number", p.Number, usual.Number},
		{"anonymous", p.Anonymous, usual.Anonymous}, {"e_ticket", p.ETicket, usual.ETicket}, {"ask_why", p.AskWhy, usual.AskWhy},
	} {
		source := saidByConfig
		if t.own == t.rest {
			source = saidByProgram
		}
		m.say(t.key, fmt.Sprint(t.own), source)
	}
}

// queue are the rules of numbers: what comes first is the prefix, which is in
// the hall's numbers themselves.
func (m *merge) queue() {
	q := m.hall.Queue
	m.slotMinutes = m.number("slot_minutes", config.HallSays, max(q.SlotMinutes, 1), slotMinutes)
	if m.known {
		m.say("priority_run", strconv.Itoa(q.PriorityRun), m.hallSource())
		m.say("leave_minutes", strconv.Itoa(q.LeaveMinutes), m.hallSource())
		m.say("leaves", strconv.Itoa(q.Leaves), m.hallSource())
	}
	m.caps = map[string]int{}
	for _, c := range q.Caps {
		if _, own := m.cfg.Caps[c.Business]; !own {
			m.caps[c.Business] = c.Cap
			m.say("caps."+c.Business, strconv.Itoa(c.Cap), m.hallSource())
		}
	}
	for _, code := range sorted(m.cfg.Caps) {
		m.caps[code] = m.cfg.Caps[code]
		m.say("caps."+code, strconv.Itoa(m.caps[code]), saidByConfig)
	}
}
