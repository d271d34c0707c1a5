package registry

import (
	"fmt"
	"hash/fnv"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"
)

// Cast is what the people have going on at one moment, with real times,
// numbers and codes.
type Cast struct {
	Cases        []Case
	Certificates []Certificate
	Bookings     []Booking
	Licences     []Licence
}

// Case is a 办件 of a person.
type Case struct {
	Number      string
	QueryCode   string
	Token       string // of its link
	Person      string // ID number
	Item        string // basic code
	Status      string // one of the thirteen, or another program's word
	Raw         string
	Name        Words // of another program's word
	Source      string
	AppliedAt   time.Time
	Opinion     Words
	Stops       []Stop
	Supplements []Supplement
}

// Stop is a time that does not count; without Until it goes on.
type Stop struct {
	Type        string
	Reason      Words
	From, Until time.Time
}

// Supplement is a material that is waited for.
type Supplement struct {
	Material string
	Explain  Words
	Until    time.Time
}

// Certificate is one paper of a case.
type Certificate struct {
	ID         string
	Case       string // number
	Person     string // ID number of the holder
	Result     string
	Name       Words
	Readiness  string // in-cell, at-window, prints-here, posted, not-yet, collected
	Cabinet    string
	Cell       int
	KeptUntil  time.Time
	Expected   time.Time
	Pages      int
	At         time.Time // posted or collected
	Tail       string
	Needs      Words
	Agent      string // ID number
	PickupCode string
}

// Booking is an appointment.
type Booking struct {
	ID          string
	Code        string
	Person      string // ID number
	Item        string // basic code
	Place       string
	From, Until time.Time
}

// Licence is an e-licence that a person holds.
type Licence struct {
	ID       string // GB/T 36904
	Person   string // ID number
	Material string // that it can stand for
	Name     Words
	Issuer   Words
	State    string // 01 valid … 99 other
	Number   string
	Until    time.Time // zero: no end
}

// maker makes a cast.
type maker struct {
	*Registry
	now  time.Time
	seed uint64
	cast Cast
	keys map[string]*Case
}

// Cast makes what people have going on at a moment. The same seed and moment
// give the same.
func (r *Registry) Cast(seed uint64, now time.Time) Cast {
	m := maker{Registry: r, now: now, seed: seed, keys: map[string]*Case{}}
	if _, err := r.Calendar.Works(now); err != nil {
		slog.Error("district: working days are guessed from the weekday", "err", err)
	}
	m.cast.Cases = make([]Case, 0, len(r.cases)) // keys point into it
	for _, c := range r.cases {
		m.addCase(c)
	}
	for i, c := range r.certificates {
		m.addCertificate(i, c)
	}
	m.cast.Bookings = r.BookingsOf(seed, now)
	for _, p := range r.People {
		m.addOwn(p)
	}
	for _, l := range r.licences {
		m.addLicence(l)
	}
	return m.cast
}

// chance is a source of its own for each thing, so that one more of them
// changes none of the others.
func chance(seed uint64, thing string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(thing))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

func digits(c *rand.Rand, n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte('0' + c.IntN(10))
	}
	return string(out)
}

func letters(c *rand.Rand, n int) string {
	const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[c.IntN(len(alphabet))]
	}
	return string(out)
}

// day goes n working days from now. A year without a calendar counts Monday to
// Friday; Cast has said so in the log.
func (m *maker) day(n int) time.Time {
	y, mo, d := m.now.Date()
	today := time.Date(y, mo, d, 0, 0, 0, 0, m.now.Location())
	day, err := m.Calendar.Add(today, n)
	if err == nil {
		return day
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for day = today; n > 0; {
		day = day.AddDate(0, 0, step)
		if w := day.Weekday(); w != time.Saturday && w != time.Sunday {
			n--
		}
	}
	return day
}

// at is a moment that is not after now.
func (m *maker) at(of moment) time.Time {
	if !of.said {
		return time.Time{}
	}
	t := m.day(of.days).Add(of.clock)
	if t.After(m.now) {
		return m.now.Add(-20 * time.Minute).Truncate(time.Minute)
	}
	return t
}

func (m *maker) addCase(c caseRow) {
	who, item := m.Person(c.Person), m.Item(c.Item)
	luck := chance(m.seed, "case/"+c.Key)
	out := Case{
		Person: who.Number, Item: item.Basic, Status: c.Status, Raw: c.Raw, Name: c.Name, Source: c.Source,
		AppliedAt: m.at(c.Applied), Opinion: c.Opinion,
		QueryCode: digits(luck, 6), Token: letters(luck, 20),
	}
	// Guangdong's and others' numbers are the item's code, the day and four digits; this district has a short one.
	out.Number = "LN" + out.AppliedAt.Format("20060102") + "-" + digits(luck, 4)
	for _, s := range c.Stops {
		out.Stops = append(out.Stops, Stop{s.Type, s.Reason, m.at(s.From), m.at(s.Until)})
	}
	for _, s := range c.Supplements {
		out.Supplements = append(out.Supplements, Supplement{s.Material, s.Explain, m.day(s.Until)})
	}
	m.cast.Cases = append(m.cast.Cases, out)
	m.keys[c.Key] = &m.cast.Cases[len(m.cast.Cases)-1]
}

func (m *maker) addCertificate(n int, c certificateRow) {
	of := m.keys[c.Case]
	item := m.Item(of.Item)
	luck := chance(m.seed, fmt.Sprintf("certificate/%d/%s", n, c.Case))
	name := c.Name
	if name.Zh == "" {
		name = m.Results[item.Result].Name
	}
	out := Certificate{
		ID: "c-" + letters(luck, 10), Case: of.Number, Person: of.Person, Result: item.Result, Name: name,
		Readiness: c.Readiness, Cabinet: c.Cabinet, Cell: c.Cell, Pages: c.Pages, At: m.at(c.Sent), Tail: c.Tail,
		Needs: c.Needs, PickupCode: c.Code,
	}
	if c.Readiness == "in-cell" {
		out.KeptUntil = m.day(c.Kept)
	}
	if c.Readiness == "not-yet" {
		out.Expected = m.day(c.Expected)
	}
	if c.Agent != "" {
		out.Agent = m.Person(c.Agent).Number
	}
	m.cast.Certificates = append(m.cast.Certificates, out)
}

// slotLength is how long an appointment holds.
const slotLength = time.Hour

// BookingsOf makes the bookings of a day whose bench begins at now.
func (r *Registry) BookingsOf(seed uint64, now time.Time) []Booking {
	m := maker{Registry: r, now: now, seed: seed}
	var out []Booking
	for n, b := range r.bookings {
		from := now.Add(time.Duration(b.Minutes) * time.Minute).Truncate(5 * time.Minute)
		if b.When.said {
			from = m.day(b.When.days).Add(b.When.clock)
		}
		out = append(out, m.booking(n, b, from))
	}
	slices.SortStableFunc(out, func(a, b Booking) int { return a.From.Compare(b.From) })
	return out
}

func (m *maker) booking(n int, b bookingRow, from time.Time) Booking {
	luck := chance(m.seed, fmt.Sprintf("booking/%d/%s", n, m.now.Format(dayFormat)))
	return Booking{
		ID: "b-" + letters(luck, 10), Code: digits(luck, 6), Person: m.Person(b.Person).Number, Item: m.Item(b.Item).Basic,
		Place: or(b.Place, "hall"), From: from, Until: from.Add(slotLength),
	}
}

// addOwn gives every citizen the e-licences that all of them have.
func (m *maker) addOwn(p *Person) {
	if p.Kind != "citizen" {
		return
	}
	police := m.Department("police")
	for _, own := range []licenceRow{
		{Person: p.Key, Material: "id-card", Name: m.Materials["id-card"].Name, Unit: police.Unit, State: "01"},
		{Person: p.Key, Material: "household", Name: m.Materials["household"].Name, Unit: police.Unit, State: "01"},
	} {
		m.addLicence(own)
	}
}

// licenceRoot is the arc of e-licences (GB/T 36904).
const licenceRoot = "1.2.156.3005.2."

func (m *maker) addLicence(l licenceRow) {
	who := m.Person(l.Person)
	luck := chance(m.seed, "licence/"+l.Person+"/"+l.Material)
	// type of 21, issuer, serial, version; the type is the code of the body that made it and three digits of the kind.
	kind := m.Departments[0].Unit + digits(chance(0, l.Material), 3)
	number := m.now.Format("2006") + digits(luck, 8)
	parts := kind + "." + l.Unit + "." + number + ".001"
	out := Licence{
		ID: licenceRoot + parts + "." + string(LicenceCheck(parts)), Person: who.Number, Material: l.Material,
		Name: l.Name, Issuer: *m.unitName(l.Unit), State: l.State, Number: number,
	}
	if l.Until != 0 {
		out.Until = m.now.AddDate(0, 0, l.Until).Truncate(time.Second)
	}
	m.cast.Licences = append(m.cast.Licences, out)
}
