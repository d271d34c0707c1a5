package hall

import (
	"time"

	"govkiosk/kiosk/hall/api"
)

// quoted writes a key as a structured-field string (RFC 9651); checkKey has
// seen to it that nothing needs escaping.
func quoted(key string) string { return `"` + key + `"` }

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func value[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

// maybe converts what may be absent.
func maybe[A, B any](p *A, to func(A) B) *B {
	if p == nil {
		return nil
	}
	b := to(*p)
	return &b
}

func words(w api.Words) Words         { return Words{Zh: w.Zh, En: w.En} }
func notice(n api.Notice) Words       { return Words{Zh: n.Zh, En: n.En} }
func longWords(w api.LongWords) Words { return Words{Zh: w.Zh, En: w.En} }
func wait(w api.Wait) Wait            { return Wait{Min: w.Min, Max: w.Max} }

func overview(h api.Hall) Overview {
	return Overview{
		Name: words(h.Name), At: h.At, Open: h.Open,
		OpenUntil: value(h.OpenUntil), OpensAt: value(h.OpensAt),
		Notice: notice(h.Notice), Queues: each(h.Queues, department),
	}
}

func each[A, B any](from []A, to func(A) B) []B {
	out := make([]B, len(from))
	for i, a := range from {
		out[i] = to(a)
	}
	return out
}

func department(d api.Department) Department {
	return Department{Code: d.Code, Name: words(d.Name), Short: words(d.Short), Ahead: d.Ahead, Wait: wait(d.Wait)}
}

func catalogue(k api.Catalogue) Catalogue {
	return Catalogue{At: k.At, Departments: each(k.Departments, department), Businesses: each(k.Businesses, business)}
}

func business(b api.Business) Business {
	return Business{
		Code: b.Code, Name: words(b.Name), Detail: notice(b.Detail), Aliases: b.Aliases,
		Department: b.Department, Area: words(b.Area), Windows: b.Windows,
		Ahead: b.Ahead, Wait: wait(b.Wait), Accuracy: b.Accuracy, Prefix: b.Prefix,
		Open: b.Open, Why: string(value(b.Why)), Anonymous: b.Anonymous,
		Left: b.Left, LastAt: value(b.LastAt), Classes: each(b.Classes, class),
	}
}

func class(c api.Class) Class {
	return Class{Code: c.Code, Name: words(c.Name), Ahead: c.Ahead, Wait: wait(c.Wait), AgeFrom: c.AgeFrom}
}

func ticket(t api.Ticket) Ticket {
	return Ticket{
		ID: t.ID, Number: t.Number, Status: Status(t.Status), Business: t.Business,
		Name: words(t.Name), Area: words(t.Area), Windows: t.Windows,
		Ahead: t.Ahead, WaitMin: t.Wait.Min, WaitMax: t.Wait.Max,
		Priority: value(t.Class), Class: words(value(t.ClassName)), Link: t.Link,
		ReservedAt: t.ReservedAt, Reprints: t.Reprints, Serial: t.Serial,
		Window: value(t.Window), Away: t.Away, Missed: value(t.Missed),
		From: value(t.Slot).From, Until: value(t.Slot).Until, Booking: value(t.Booking),
	}
}

// pause is how long a Retry-After asks to wait: seconds, or a date.
func pause(header string, now time.Time) time.Duration {
	if seconds, err := time.ParseDuration(header + "s"); err == nil {
		return max(0, seconds)
	}
	if at, err := time.Parse(time.RFC1123, header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
