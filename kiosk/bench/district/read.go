package district

import (
	"time"

	"govkiosk/kiosk/hall/api"
)

func isOpen(s api.TicketStatus) bool {
	return s == api.Reserved || s == api.Confirmed || s == api.ETicket || s == api.Called || s == api.Missed
}

// view is a ticket as it is told: what is on disk, and where the world has it.
func (d *District) view(w *world, r row) api.Ticket {
	t := api.Ticket{
		ID: r.ID, Number: r.number(), Status: api.TicketStatus(r.Status), Business: r.Business,
		Name: api.Words{Zh: r.Business}, Area: api.Words{Zh: "—"}, Windows: "0",
		Link: d.opts.BaseURL + "/t/" + r.Token, ReservedAt: r.ReservedAt,
		Reprints: r.Reprints, Serial: r.Serial, Away: r.Away,
	}
	if b := d.data.businesses[r.Business]; b != nil {
		t.Name, t.Area, t.Windows = b.Name, b.queue.Area, b.queue.Windows
	}
	if i := d.registry.Item(r.Item); r.Item != "" && i != nil {
		t.Business, t.Name = r.Item, api.Words(i.Name)
	}
	if r.Booking != "" {
		t.Booking, t.Slot = &r.Booking, &api.SlotTime{From: r.SlotFrom, Until: r.SlotUntil}
	}
	if c, ok := d.data.class(r.Class); ok {
		t.Class, t.ClassName = &c.Code, &c.Name
	}
	if t.Status != api.Cancelled {
		place(w, &t, r)
	}
	return t
}

// place fills in what the queue has made of a ticket.
func place(w *world, t *api.Ticket, r row) {
	v, l := w.visitors[r.ID], w.places[r.ID]
	if v != nil {
		t.Away = v.away
		t.Missed = opt(v.missed)
	}
	switch {
	case v == nil:
		t.Status = api.Expired
	case v.absent:
		t.Status = api.Missed
	case v.window == 0:
		t.Ahead = l.ahead(v)
		t.Wait = told(l.estimate(t.Ahead))
	default:
		t.Status, t.Window = api.Called, &v.window
		if !v.served.After(l.now) {
			t.Status = api.Served
		}
	}
}

// told is a wait as it is told; nobody is told of more than a day.
func told(w wait) api.Wait {
	const day = 24 * 60
	return api.Wait{Min: min(w.min, day), Max: min(w.max, day)}
}

// outlook is what somebody of this class would meet who took a number now.
func (l *line) outlook(class string) (ahead int, w wait) {
	ahead = l.ahead(&visitor{class: class})
	return ahead, l.estimate(ahead)
}

func (d *District) hall(w *world, now time.Time) api.Hall {
	doors := d.hours.at(now)
	h := api.Hall{Name: d.data.Name, At: now, Open: doors.open, Notice: d.data.Notice, Queues: d.departments(w)}
	if _, err := d.registry.Calendar.Works(now); err != nil {
		h.Notice = api.Notice{
			Zh: now.Format("2006") + " 年的放假安排还没有录入，开放时间和时限按星期算",
			En: "The holidays of " + now.Format("2006") + " are not entered yet; hours and limits go by the weekday",
		}
	}
	if doors.open {
		h.OpenUntil = &doors.until
	} else if !doors.opensAt.IsZero() {
		h.OpensAt = &doors.opensAt
	}
	return h
}

func (d *District) departments(w *world) []api.Department {
	var out []api.Department
	for _, dep := range d.data.Departments {
		out = append(out, dep.view(w))
	}
	return out
}

// view sums a department's queues; the wait is that of the longest.
func (dep *department) view(w *world) api.Department {
	v := api.Department{Code: dep.Code, Name: dep.Name, Short: dep.Short}
	longest := -1
	for _, q := range dep.Queues {
		ahead, wait := w.lines[q.index].outlook("")
		v.Ahead += ahead
		if ahead > longest {
			longest, v.Wait = ahead, told(wait)
		}
	}
	return v
}

func (d *District) catalogue(q query, w *world, now time.Time) (api.Catalogue, error) {
	k := api.Catalogue{At: now, Departments: d.departments(w)}
	for _, queue := range d.data.queues {
		for _, b := range queue.Businesses {
			v, err := d.business(q, w, b, now)
			if err != nil {
				return k, err
			}
			k.Businesses = append(k.Businesses, v)
		}
	}
	return k, nil
}

func (d *District) business(q query, w *world, b *business, now time.Time) (api.Business, error) {
	left, err := d.left(q, b, now)
	if err != nil {
		return api.Business{}, err
	}
	l := w.lines[b.queue.index]
	ahead, wait := l.outlook("")
	v := api.Business{
		Code: b.code(), Name: b.Name, Detail: b.Detail, Aliases: b.Aliases,
		Department: b.queue.department.Code, Area: b.queue.Area, Windows: b.queue.Windows,
		Ahead: ahead, Wait: told(wait), Accuracy: l.accuracy(), Prefix: b.prefix(),
		Anonymous: b.Anonymous, Left: left, Classes: d.classes(l),
	}
	doors := d.hours.at(now)
	if !doors.lastAt.IsZero() {
		v.LastAt = &doors.lastAt
	}
	open, why := doors.numbers(now)
	if open && left == 0 {
		open, why = false, "full"
	}
	v.Open = open
	if !open {
		reason := api.BusinessWhy(why)
		v.Why = &reason
	}
	return v, nil
}

func (d *District) classes(l *line) []api.Class {
	var out []api.Class
	for _, c := range d.data.Classes {
		ahead, wait := l.outlook(c.Code)
		out = append(out, api.Class{Code: c.Code, Name: c.Name, Ahead: ahead, Wait: told(wait), AgeFrom: c.AgeFrom})
	}
	return out
}
