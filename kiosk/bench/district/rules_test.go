package district

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

func TestHours(t *testing.T) {
	b := start(t, Options{}, nil)
	for n, tt := range []struct {
		day, clock     string
		open           bool
		until, opensAt string
		why            string
	}{
		{"2026-11-23", "07:00", false, "", "2026-11-23 08:30", "closed"},
		{"2026-11-23", "08:30", true, "2026-11-23 12:00", "", ""},
		{"2026-11-23", "12:00", false, "", "2026-11-23 13:30", "closed"},
		{"2026-11-23", "16:29", true, "2026-11-23 17:00", "", ""},
		{"2026-11-23", "16:30", true, "2026-11-23 17:00", "", "cut-off"},
		{"2026-11-23", "17:00", false, "", "2026-11-24 08:30", "closed"},
		{"2026-11-28", "13:00", false, "", "2026-11-30 08:30", "closed"}, // Saturday afternoon
		{"2026-10-01", "10:00", false, "", "2026-10-08 08:30", "closed"}, // holidays
		{"2026-10-10", "15:00", true, "2026-10-10 17:00", "", ""},        // a Saturday that is worked
	} {
		now, _ := time.ParseInLocation("2006-01-02 15:04", tt.day+" "+tt.clock, zone)
		b.clock.now = now
		o, err := b.Overview(b.ctx())
		if err != nil {
			t.Fatal(err)
		}
		if o.Open != tt.open || text(o.OpenUntil) != tt.until || text(o.OpensAt) != tt.opensAt {
			t.Errorf("%s %s: open %v until %s, opens %s", tt.day, tt.clock, o.Open, text(o.OpenUntil), text(o.OpensAt))
		}
		_, err = b.Reserve(b.ctx(), b.key(), hall.Reserve{Business: b.find(transfer), Person: somebody(n, false)})
		refused(t, err, tt.why)
	}
}

func text(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

func TestAlwaysOpen(t *testing.T) {
	b := start(t, Options{AlwaysOpen: true}, nil)
	b.clock.now = at("23:58").now
	b.reserve(hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
	o, err := b.Overview(b.ctx())
	if err != nil || !o.Open {
		t.Errorf("open %v, %v", o.Open, err)
	}
}

func TestCapCountsAppointments(t *testing.T) {
	b := start(t, Options{}, func(d *data) {
		for _, k := range d.businesses {
			k.Cap, k.Booked = 5, 2
		}
	})
	code := b.find(transfer)
	var last hall.Ticket
	for n := range 3 {
		last = b.reserve(hall.Reserve{Business: code, Person: somebody(n, false)})
	}
	_, err := b.Reserve(b.ctx(), b.key(), hall.Reserve{Business: code, Person: somebody(9, false)})
	refused(t, err, hall.CodeFull)
	if k := b.business(code); k.Open || k.Why != hall.CodeFull || k.Left != 0 {
		t.Errorf("open %v, why %q, left %d", k.Open, k.Why, k.Left)
	}

	if _, err := b.Cancel(b.ctx(), b.key(), last.ID, "citizen"); err != nil {
		t.Fatal(err)
	}
	b.reserve(hall.Reserve{Business: code, Person: somebody(10, false)})
	b.clock.Add(time.Hour) // the next slot
	b.reserve(hall.Reserve{Business: code, Person: somebody(11, false)})
}

func (b *bench) business(code string) hall.Business {
	b.t.Helper()
	k, err := b.Businesses(b.ctx())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, one := range k.Businesses {
		if one.Code == code {
			return one
		}
	}
	b.t.Fatalf("no business %s", code)
	return hall.Business{}
}

func TestWhoMayQueue(t *testing.T) {
	b := start(t, Options{}, nil)
	code := b.find(transfer)
	wrong := somebody(1, false)
	wrong.Number = wrong.Number[:17] + string("0123456789X"[(strings.IndexByte("0123456789X", wrong.Number[17])+1)%11])
	for _, tt := range []struct {
		name string
		r    hall.Reserve
		code string
	}{
		{"nobody", hall.Reserve{Business: code}, hall.CodeIdentity},
		{"wrong check character", hall.Reserve{Business: code, Person: wrong}, hall.CodeInvalid},
		{"too young", hall.Reserve{Business: code, Person: somebody(1, false), Class: "elder"}, hall.CodeNotEntitled},
		{"a phone has no age", hall.Reserve{Business: code, Person: &hall.Person{Kind: hall.ByPhone, Number: "13800002266"}, Class: "elder"}, hall.CodeNotEntitled},
		{"no such class", hall.Reserve{Business: code, Person: somebody(1, true), Class: "friend"}, hall.CodeNotEntitled},
		{"no such business", hall.Reserve{Business: code[:28] + "999", Person: somebody(1, false)}, hall.CodeUnknown},
		{"code that is none", hall.Reserve{Business: "过户", Person: somebody(1, false)}, hall.CodeInvalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := b.Reserve(b.ctx(), b.key(), tt.r)
			refused(t, err, tt.code)
		})
	}
	b.reserve(hall.Reserve{Business: b.find("综合业务咨询与受理")})
	b.reserve(hall.Reserve{Business: code, Person: somebody(2, false), Class: "veteran"})
}

func TestPriorityGoesFirst(t *testing.T) {
	b := start(t, Options{}, nil)
	b.clock.now = at("10:30").now
	k := b.business(b.find("社会保障卡申领、补换"))
	if k.Classes[0].Code != "elder" || k.Classes[0].AgeFrom != 60 || k.Classes[0].Ahead >= k.Ahead {
		t.Errorf("%d ahead, %+v", k.Ahead, k.Classes)
	}
	old := b.reserve(hall.Reserve{Business: k.Code, Person: somebody(1, true), Class: "elder"})
	young := b.reserve(hall.Reserve{Business: k.Code, Person: somebody(2, false)})
	if old.Ahead != k.Classes[0].Ahead || young.Ahead <= k.Ahead {
		t.Errorf("elder %d ahead of %d told, other %d of %d", old.Ahead, k.Classes[0].Ahead, young.Ahead, k.Ahead)
	}
}

func TestOneOpenTicketPerPersonAndBusiness(t *testing.T) {
	b := start(t, Options{}, nil)
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	first := b.reserve(r)
	typed := r
	typed.Person = &hall.Person{Kind: hall.ByNumber, Number: r.Person.Number}
	for _, again := range []hall.Reserve{r, typed} {
		_, err := b.Reserve(b.ctx(), b.key(), again)
		var e *hall.Error
		if !asError(err, &e) || e.Code != hall.CodeOpenTicket || e.Existing == nil || e.Existing.ID != first.ID {
			t.Errorf("second reservation: %v", err)
		}
	}
	r.Business = b.find("抵押权登记")
	b.reserve(r)
	if _, err := b.Cancel(b.ctx(), b.key(), first.ID, "citizen"); err != nil {
		t.Fatal(err)
	}
	r.Business = first.Business
	if next := b.reserve(r); next.Number == first.Number {
		t.Error("the cancelled number was given out again")
	}
}

func TestSameKeySameAnswer(t *testing.T) {
	b := start(t, Options{}, nil)
	key := b.key()
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	first, err := b.Reserve(b.ctx(), key, r)
	if err != nil {
		t.Fatal(err)
	}
	b.clock.Add(20 * time.Minute)
	again, err := b.Reserve(b.ctx(), key, r)
	if err != nil || again != first {
		t.Errorf("again %+v, %v", again, err)
	}
	r.Person = somebody(2, false)
	_, err = b.Reserve(b.ctx(), key, r)
	refused(t, err, hall.CodeKeyReused)
	_, err = b.Cancel(b.ctx(), key, first.ID, "citizen")
	refused(t, err, hall.CodeKeyReused)
}

// A refusal is remembered too: an attempt that was lost and arrives later
// cannot take a number after the citizen was told that there is none.
func TestRefusalIsRemembered(t *testing.T) {
	b := start(t, Options{}, nil)
	b.clock.now = at("08:29").now
	key := b.key()
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	_, err := b.Reserve(b.ctx(), key, r)
	refused(t, err, hall.CodeClosed)
	b.clock.Add(2 * time.Minute)
	_, err = b.Reserve(b.ctx(), key, r)
	refused(t, err, hall.CodeClosed)
}

func TestKeyMayBeBareOrQuoted(t *testing.T) {
	b := start(t, Options{}, nil)
	body := `{"business":"` + b.find("综合业务咨询与受理") + `"}`
	send := func(key string) (int, string) {
		r, _ := http.NewRequest("POST", b.url+"/v1/tickets", strings.NewReader(body))
		r.Header = http.Header{"Content-Type": {"application/json"}, "X-Terminal-Id": {"T1"}}
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		return answerOf(t, r)
	}
	status, quoted := send(`"bare-or-quoted"`)
	_, bare := send("bare-or-quoted")
	if status != 201 || quoted != bare {
		t.Errorf("%d %s, then %s", status, quoted, bare)
	}
	for _, key := range []string{"", "short", `"half-quoted-key`} {
		if status, body := send(key); status != 400 || !strings.Contains(body, `"invalid-request"`) {
			t.Errorf("key %q: %d %s", key, status, body)
		}
	}
}

func TestAbandon(t *testing.T) {
	b := start(t, Options{}, nil)
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	late, made := b.key(), b.key()
	if none, err := b.Abandon(b.ctx(), b.key(), late, "answer-lost"); err != nil || none != nil {
		t.Fatalf("%+v, %v", none, err)
	}
	_, err := b.Reserve(b.ctx(), late, r)
	refused(t, err, hall.CodeAbandoned)

	if _, err := b.Reserve(b.ctx(), made, r); err != nil {
		t.Fatal(err)
	}
	if gone, err := b.Abandon(b.ctx(), b.key(), made, "answer-lost"); err != nil || gone == nil || gone.Status != hall.Cancelled {
		t.Fatalf("%+v, %v", gone, err)
	}
	_, err = b.Reserve(b.ctx(), made, r)
	refused(t, err, hall.CodeAbandoned)

	kept := b.key()
	ticket, err := b.Reserve(b.ctx(), kept, r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.ETicket(b.ctx(), b.key(), ticket.ID, "paper-out"); err != nil {
		t.Fatal(err)
	}
	_, err = b.Abandon(b.ctx(), b.key(), kept, "answer-lost")
	refused(t, err, hall.CodeDelivered)
}

func TestCalledTicketIsNotCancelled(t *testing.T) {
	b := start(t, Options{}, nil)
	ticket := b.reserve(hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
	for range 100 {
		b.clock.Add(time.Minute)
		now, err := b.Ticket(b.ctx(), ticket.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.Status == hall.Called {
			_, err := b.Cancel(b.ctx(), b.key(), ticket.ID, "citizen")
			refused(t, err, hall.CodeCalled)
			return
		}
	}
	t.Error("never called")
}

func TestYesterdaysTicketIsOver(t *testing.T) {
	b := start(t, Options{}, nil)
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	old := b.reserve(r)
	b.clock.Add(24 * time.Hour)
	if now, err := b.Ticket(b.ctx(), old.ID); err != nil || now.Status != hall.Expired {
		t.Errorf("%+v, %v", now, err)
	}
	_, err := b.Reprint(b.ctx(), b.key(), old.ID, "torn")
	refused(t, err, hall.CodeOver)
	if next := b.reserve(r); next.Serial != 1 {
		t.Errorf("serial %d on a new day", next.Serial)
	}
}
