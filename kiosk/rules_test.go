package kiosk

import (
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// hallPolicy is what a hall may say.
func hallPolicy() hall.Policy {
	day := hall.DayHours{Spans: []hall.Span{{From: "08:30", To: "12:00"}, {From: "13:30", To: "17:00"}}}
	p := hall.Policy{
		About:   hall.About{Version: "7"},
		Classes: []hall.PriorityClass{{Code: "elder", AgeFrom: 60}, {Code: "veteran", Proof: hall.Words{Zh: "优待证"}}},
		Queue:   hall.QueueRules{SlotMinutes: 30, CutOffMinutes: 30, Caps: []hall.SlotCap{{Business: "b", Cap: 2}}},
		CheckIn: hall.CheckInRules{EarlyMinutes: 60, LateMinutes: 10, Late: hall.Code[hall.LateRule]{Is: hall.LateWindow}},
		Missed:  hall.MissedRules{Calls: 3, Then: hall.Code[hall.MissedRule]{Is: hall.MissedRequeue}, Behind: 3, Times: 2},
		Acting: []hall.ActingRule{
			{Service: hall.Code[hall.ActingService]{Is: hall.ActPickup}, Allowed: true, Needs: hall.Words{Zh: "取件码"}},
			{Service: hall.Code[hall.ActingService]{Is: hall.ActBooking}},
		},
		Retention: hall.RetentionRules{JournalDays: 90, SealedDays: 7},
		Masking:   hall.MaskingRules{Name: hall.Code[hall.Mask]{Is: hall.MaskAllButFirst}, IDNumber: hall.Code[hall.Mask]{Is: hall.Other, Raw: "rot13"}, ShowOnRequest: true},
		Askers:    []hall.AskerKind{{Code: "bank", Name: hall.Words{Zh: "银行"}, Purpose: hall.Words{Zh: "办贷款"}}},
	}
	p.Hours.Week = []hall.DayHours{day, day, day, day, day, {}, {}}
	p.Hours.Dates = []hall.DateHours{{Date: "2026-06-19"}}
	return p
}

func said(t *testing.T, r *rules, key string) Rule {
	t.Helper()
	for _, rule := range r.list {
		if rule.Key == key {
			return rule
		}
	}
	t.Fatalf("nothing is said of %s", key)
	return Rule{}
}

func TestRulesSayWhoSaysThem(t *testing.T) {
	c := config.Default()
	c.Policy.Missed.Calls, c.Policy.Masking.Name = 5, "middle"
	r := rulesOf(&c, hallPolicy(), true)
	for key, want := range map[string]string{
		"missed.calls":           "5 configuration",
		"missed.behind":          "3 hall, version 7",
		"masking.name":           "middle configuration",
		"masking.id_number":      "first-6-last-4 built in", // what nobody knows is not guessed
		"classes.elder.age_from": "60 hall, version 7",
		"elder_from":             "60 hall, version 7",
		"hours.mon":              "08:30-12:00 13:30-17:00 hall, version 7",
		"hours.sat":              "closed hall, version 7",
		"retention.journal":      "90 hall, version 7",
		"visit":                  "1m30s built in",
		"caps.b":                 "2 hall, version 7",
		"askers.bank":            "银行, 办贷款 hall, version 7",
		"acting.pickup.":         "yes 取件码 hall, version 7",
		"check_in.then":          "window hall, version 7",
		"classes.veteran.proof":  "优待证 hall, version 7",
		"outside":                "what needs no clerk built in",
	} {
		if got := said(t, r, key); got.Value+" "+got.Source != want {
			t.Errorf("%s: %s, %s; want %s", key, got.Value, got.Source, want)
		}
	}
	if r := rulesOf(&c, hall.Policy{}, false); r.standing.ElderAge != 0 || r.hours.said || r.sealedDays != sealedDays {
		t.Errorf("a hall that was never heard has rules: %+v", r)
	}
}

func TestConfigurationGoesBeforeTheHall(t *testing.T) {
	c := config.Default()
	c.Policy.ElderFrom, c.Policy.Outside = 70, []string{"pickup"}
	c.Policy.Classes = map[string]config.Class{"elder": {AgeFrom: 65}}
	c.Policy.Caps = map[string]int{"b": 9}
	c.Policy.Acting = map[string]config.Acting{"pickup": {}}
	c.Policy.Askers = map[string]config.Asker{"court": {Name: config.Words{Zh: "法院"}, Purpose: config.Words{Zh: "办案"}}}
	c.Policy.Hours.Week = []string{"", "", "", "", "", "09:00-24:00", ""}
	r := rulesOf(&c, hallPolicy(), true)
	s := journey.State{World: journey.World{Rules: r.standing, Hall: journey.ReasonClosed, Offers: map[string]bool{"pickup": true, "guide": true}}}
	if r.standing.ElderAge != 70 || r.ages["elder"] != 65 || r.caps["b"] != 9 || s.MayAct(journey.ActPickup) || s.MayAct(journey.ActBooking) || !s.MayAct(journey.ActQueue) {
		t.Errorf("%+v", r)
	}
	if a := r.standing.Askers; len(a) != 2 || a[0].Code != "court" || a[1].Code != "self" {
		t.Errorf("askers %+v", a)
	}
	if s.Offered("guide") != journey.ReasonClosed || s.Offered("pickup") == journey.ReasonClosed || s.Shut() {
		t.Error("the services outside hours are not those of the configuration")
	}
}

func TestOpeningHours(t *testing.T) {
	c := config.Default()
	h := rulesOf(&c, hallPolicy(), true).hours
	at := func(day, clock string) time.Time {
		when, err := time.Parse("2006-01-02 15:04", day+" "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, row := range []struct {
		day, clock  string
		open, last  bool
		until, next string
	}{
		{"2026-06-12", "08:29", false, false, "", "12 08:30"},
		{"2026-06-12", "08:30", true, false, "12:00", "12 13:30"},
		{"2026-06-12", "11:45", true, false, "12:00", "12 13:30"},
		{"2026-06-12", "12:00", false, false, "", "12 13:30"},
		{"2026-06-12", "16:30", true, true, "17:00", "15 08:30"},
		{"2026-06-12", "17:00", false, false, "", "15 08:30"},
		{"2026-06-18", "17:00", false, false, "", "22 08:30"}, // the next day is a holiday
	} {
		open, until, last := h.open(at(row.day, row.clock))
		next := h.opens(at(row.day, row.clock)).Format("2 15:04")
		if open != row.open || last != row.last || until != row.until || next != strings.TrimLeft(row.next, "0") {
			t.Errorf("%s %s: open %v until %s, last call %v, opens %s", row.day, row.clock, open, until, last, next)
		}
	}
}

func TestCapsAndAgesOfTheList(t *testing.T) {
	c := config.Default()
	c.Policy.Classes = map[string]config.Class{"elder": {AgeFrom: 65}}
	r := rulesOf(&c, hallPolicy(), true)
	list := journey.Catalogue{Businesses: []journey.Business{{Code: "b", Classes: []journey.Class{{Code: "elder", MinAge: 60}}}}}
	for given, want := range map[int]journey.Reason{1: "", 2: journey.ReasonFull} {
		b := r.catalogue(list, map[string]int{"b": given}).Businesses[0]
		if b.Closed != want || b.Classes[0].MinAge != 65 {
			t.Errorf("%d given: %+v", given, b)
		}
	}
	if list.Businesses[0].Classes[0].MinAge != 60 {
		t.Error("the hall's list was written to")
	}
}

func TestMasks(t *testing.T) {
	card := &journey.Person{Name: "张样三", Number: "13020219900101002X", Source: journey.SourceCard}
	phone := &journey.Person{Number: "13812342266", Source: journey.SourcePhone}
	strict := journey.Masking{Name: "all-but-first", Number: "last-4", Phone: "last-4"}
	for _, row := range []struct{ got, want string }{
		{masked(journey.Masking{}, card), "130202********002X"}, {masked(strict, card), "**************002X"},
		{masked(journey.Masking{}, phone), "138****2266"}, {masked(strict, phone), "*******2266"},
		{maskedName(journey.Masking{}, card.Name), "张*三"}, {maskedName(strict, card.Name), "张**"}, {maskedName(strict, "张"), "*"},
	} {
		if row.got != row.want {
			t.Errorf("%s, not %s", row.got, row.want)
		}
	}
}
