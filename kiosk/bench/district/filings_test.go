package district

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/kiosk/hall"
)

// What was asked for and whose answer was lost is undone where it can be.
func TestAbandonedFilings(t *testing.T) {
	b := start(t, Options{}, nil)
	s := b.free(loan)
	booking, draft, pickup, rating, never := b.key(), b.key(), b.key(), b.key(), b.key()
	n := hall.NewBooking{Slot: s.ID, Item: b.code(loan), Place: "hall", Person: *somebody(1, false)}
	must(b.Book(b.ctx(), booking, n))(t)
	d := must(b.StartDraft(b.ctx(), draft, hall.NewDraft{Item: b.code(withdrawal), Person: b.card("zhang")}))(t)
	c := b.papers("zhang", "")[hall.InCell]
	must(b.BeginPickup(b.ctx(), pickup, hall.NewPickup{Certificates: []string{c.ID}, Person: b.card("zhang"), Cabinet: "LN-G2"}))(t)
	must(b.Rate(b.ctx(), rating, hall.Rating{Satisfaction: 5, At: b.clock.Now(), Visit: "visit-0001", Platform: "5", Round: 1}))(t)
	for key, want := range map[string]hall.Abandoned{
		booking: hall.AbandonedUndone, draft: hall.AbandonedUndone, pickup: hall.AbandonedUndone, rating: hall.AbandonedKept, never: hall.AbandonedNone,
	} {
		for range 2 {
			if got := must(b.AbandonFiling(b.ctx(), b.key(), key, "answer-lost"))(t); got != want {
				t.Errorf("%s: %s, want %s", key, got, want)
			}
		}
	}
	if b.left(s) != s.Left {
		t.Errorf("%d places left, before %d", b.left(s), s.Left)
	}
	if now := must(b.Draft(b.ctx(), d.ID, b.card("zhang")))(t); now.Status.Is != hall.DraftDiscarded {
		t.Errorf("the draft is %s", now.Status.Is)
	}
	if _, err := b.takes("zhang", "LN-G2", c.ID); err != nil {
		t.Errorf("the certificate cannot be taken: %v", err)
	}
	_, err := b.Book(b.ctx(), never, n)
	refused(t, err, hall.CodeAbandoned)
}

// Everything that the services keep is there after a restart.
func TestRestartKeepsTheServices(t *testing.T) {
	dir := t.TempDir()
	b := start(t, Options{Dir: dir}, nil)
	d := b.draft("zhang", withdrawal)
	licence := material(d, "id-card").Licences[0].ID
	booking := must(b.Book(b.ctx(), b.key(), hall.NewBooking{Slot: b.free(loan).ID, Item: b.code(loan), Place: "hall", Person: *somebody(1, false)}))(t)
	s := *must(b.check("no-home", "zhou"))(t).Statement
	cases := must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang"))}))(t)
	b.District.Close()

	c := start(t, Options{Dir: dir, Clock: b.clock.Now}, nil)
	again := must(c.Attach(c.ctx(), "after-restart-1", d.ID, "id-card", hall.Attachment{Form: hall.LicenceReuse, Licence: licence}))(t)
	if material(again, "id-card").State.Is != hall.MaterialAttached {
		t.Errorf("the draft: %+v", again)
	}
	if got := must(c.Bookings(c.ctx(), hall.BookingSearch{Code: booking.Code}))(t); len(got) != 1 || got[0].ID != booking.ID {
		t.Errorf("the booking: %+v", got)
	}
	if got := must(c.VerifyStatement(c.ctx(), hall.StatementQuestion{Number: s.Number, Code: s.Code}))(t); got.Link != s.Link {
		t.Errorf("the statement: %+v", got)
	}
	if diff := cmp.Diff(cases, must(c.Cases(c.ctx(), hall.CaseSearch{Person: ptr(c.card("zhang"))}))(t)); diff != "" {
		t.Error(diff)
	}
}

// Two districts of one seed are one; of another they are not.
func TestTheSeedMakesTheDistrict(t *testing.T) {
	a, b := start(t, Options{}, nil), start(t, Options{}, nil)
	for _, key := range []string{"zhang", "wang", "wu"} {
		one := must(a.Certificates(a.ctx(), a.card(key), ""))(t)
		two := must(b.Certificates(b.ctx(), b.card(key), ""))(t)
		if diff := cmp.Diff(one, two); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFollowPages(t *testing.T) {
	b := start(t, Options{}, nil)
	c := must(b.Cases(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang"))}))(t)[0]
	whole := must(b.Case(b.ctx(), hall.CaseSearch{Person: ptr(b.card("zhang")), Number: c.Number}))(t)
	booked := must(b.Bookings(b.ctx(), hall.BookingSearch{Person: ptr(b.card("zhang"))}))(t)[0]
	told := must(b.Report(b.ctx(), b.key(), hall.Report{Kind: "other", Text: "说明", At: b.clock.Now()}))(t)
	for link, want := range map[string]string{whole.Link: whole.Number, booked.Link: booked.Code, told.Link: told.Number} {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"zh-CN", "en-GB"} {
			status, body := b.phone("GET", u.Path, lang)
			if status != 200 || !strings.Contains(body, want) || strings.Contains(body, b.card("zhang").Name) {
				t.Errorf("%s in %s: %d", link, lang, status)
			}
		}
	}
	if status, _ := b.phone("GET", "/c/nothing", "zh"); status != 404 {
		t.Errorf("no case: %d", status)
	}
	loaded := must(b.Loaded("LN-G2"))(t)
	agents := must(b.Entrusted())(t)
	if len(loaded) < 6 || loaded[0].Holder == "" || loaded[0].Words != "社会保障卡 1 张" || len(agents) != 1 || agents[0].Agent != "刘代样" {
		t.Errorf("loaded %+v, entrusted %+v", loaded, agents)
	}
}
