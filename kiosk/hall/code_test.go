package hall

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall/api"
)

// aCase is as a hall answers it whose departments have codes of their own.
const aCase = `{"number":"LN20260604-0173","name":{"zh":"不动产转移登记","en":""},"applicant":"张*三",
	"status":{"code":"archived","raw":"87","name":{"zh":"已归档","en":""}},"projectType":"9",
	"source":{"code":"mini-program","raw":"wx"},"appliedAt":"2026-06-03T10:00:00+08:00",
	"holder":{"name":{"zh":"不动产登记中心审核岗","en":""},"since":"2026-06-10T09:00:00+08:00"},
	"limits":{"anticipateDay":30,"anticipateType":"1","promiseDay":7,"promiseType":"G"},
	"promiseDate":"2026-06-17","workingDaysLeft":-2,"clockStopped":true,
	"stations":[{"event":{"code":"submit","raw":"E1"},"name":{"zh":"网上提交","en":""},"state":"done","holder":{"name":{"zh":"申请人","en":""}},"from":"2026-06-03T10:00:00+08:00"}],
	"clockStops":[{"type":{"code":"supplement"},"reason":{"zh":"等您补材料","en":""},"from":"2026-06-08T09:00:00+08:00","until":"2026-06-10T09:00:00+08:00","workingDays":2}],
	"supplements":[{"code":"m1","name":{"zh":"契税完税证明","en":""},"explain":{"zh":"原件","en":""},"forms":["1","3","5"],"until":"2026-06-20"}],
	"certificates":[{"id":"c1","name":{"zh":"不动产权证书","en":""},"copies":1,"readiness":{"code":"in-cell","location":{"cabinet":"LN-G2","cell":11}},
		"licenceState":{"code":"06"}}],
	"link":"https://hall.example/c/1"}`

// What nobody here knows is shown as other with what came beside it, and is
// counted; what is known is not.
func TestCodesThatNobodyKnows(t *testing.T) {
	var told []UnknownCode
	c, _ := start(t, answers(200, "application/json", aCase))
	c.seen.tell = func(u UnknownCode) { told = append(told, u) }
	for range 2 {
		k, err := c.Case(t.Context(), CaseSearch{Number: "LN20260604-0173", QueryCode: "482913"})
		if err != nil {
			t.Fatal(err)
		}
		if k.Status.Is != Other || k.Status.Raw != "87" || k.Status.Name.Zh != "已归档" {
			t.Errorf("status %+v", k.Status)
		}
		if k.ProjectType.Is != Other || k.ProjectType.Raw != "9" || k.Source.Raw != "wx" || k.Limits.PromiseType.Raw != "G" {
			t.Errorf("%+v, %+v, %+v", k.ProjectType, k.Source, k.Limits)
		}
		if k.Limits.AnticipateType.Is != WorkingDays || k.Limits.AnticipateDay != 30 || k.WorkingDaysLeft != -2 || !k.ClockStopped {
			t.Errorf("limits %+v, left %d", k.Limits, k.WorkingDaysLeft)
		}
		if k.Stations[0].State.Is != StationDone || k.Stations[0].Event.Is != "submit" || k.Stations[0].Event.Raw != "E1" {
			t.Errorf("station %+v", k.Stations[0])
		}
		if k.ClockStops[0].Type.Is != StopSupplement || k.ClockStops[0].WorkingDays != 2 {
			t.Errorf("clock stop %+v", k.ClockStops[0])
		}
		if f := k.Supplements[0].Forms; f[0].Is != OnPaper || f[1].Is != LicenceReuse || f[2].Is != Other || f[2].Raw != "5" {
			t.Errorf("forms %+v", f)
		}
		r := k.Certificates[0]
		if r.Readiness.State.Is != InCell || r.Readiness.Location.Cell != 11 || r.LicenceState.Is != LicenceMoved {
			t.Errorf("certificate %+v", r)
		}
	}
	want := []UnknownCode{
		{"Case.projectType", "9", 1}, {"Case.source", "mini-program", 1}, {"Case.status", "archived", 1},
		{"Limits.promiseType", "G", 1}, {"Supplement.forms", "5", 1},
	}
	byField := func(a, b UnknownCode) int { return strings.Compare(a.Field, b.Field) }
	slices.SortFunc(told, byField)
	if !slices.Equal(told, want) {
		t.Errorf("told %v", told)
	}
	counted := c.Unknown()
	slices.SortFunc(counted, byField)
	for i := range want {
		want[i].Count = 2
	}
	if !slices.Equal(counted, want) {
		t.Errorf("counted %v", counted)
	}
}

// A code may hold anything, a name too: that is neither counted nor told.
func TestCodeThatIsAText(t *testing.T) {
	var s tally
	s.tell = func(u UnknownCode) {
		if u.Code != "(text)" {
			t.Errorf("told %q", u.Code)
		}
	}
	if k := codeOf[CaseStatus](&s, "Case.status", "张三样的件"); k.Is != Other || k.Raw != "张三样的件" {
		t.Errorf("%+v", k)
	}
}

// A department that writes a new code each time does not fill the memory.
func TestUnknownCodesWithoutEnd(t *testing.T) {
	var s tally
	for i := range 3 * maxUnknown {
		s.count("x", strconv.Itoa(i))
	}
	if len(s.seen) != maxUnknown {
		t.Errorf("%d are remembered", len(s.seen))
	}
}

// A hall without a service says so in words that programs decide by.
func TestServiceThatThisHallHasNot(t *testing.T) {
	c, f := start(t, problem(501, `{"title":"x","status":501,"code":"not-available"}`))
	_, err := c.Places(t.Context())
	if KindOf(err) != Refused || CodeOf(err) != CodeNotAvailable || OutcomeOf(err) != drivers.NotDone || len(f.asked()) != 1 {
		t.Errorf("%v, asked %d times", err, len(f.asked()))
	}
}

// Trying codes again and again would shut the citizen out.
func TestTooManyTriesIsNotTriedAgain(t *testing.T) {
	c, f := start(t, problem(429, `{"title":"x","status":429,"code":"too-many-tries"}`))
	_, err := c.Certificates(t.Context(), someone, "739204")
	if CodeOf(err) != CodeTooManyTries || len(f.asked()) != 1 {
		t.Errorf("%v, asked %d times", err, len(f.asked()))
	}
}

// What a refusal brings beside its code.
func TestRefusalsBringWhatIsThere(t *testing.T) {
	booking, err := json.Marshal(api.Booking{
		ID: "b1", Code: "482913", Status: "booked", Item: house, Name: api.Words{Zh: "过户"}, Place: "hall", PlaceName: api.Words{Zh: "中心"},
		Address: api.Words{Zh: "路"}, Time: api.SlotTime{From: someAt, Until: someAt}, Link: "https://hall.example/b/1",
	})
	if err != nil {
		t.Fatal(err)
	}
	body := `{"title":"x","status":409,"code":"open-booking","reference":"b1","at":"2026-11-26T09:00:00+08:00","missing":["m1"],"existingBooking":` + string(booking) + `}`
	c, _ := start(t, problem(409, body))
	_, err = c.Book(t.Context(), "key-00000001", NewBooking{Slot: "s1", Item: house, Place: "hall", Person: someone})
	e := err.(*Error)
	if e.Code != CodeOpenBooking || e.Booking == nil || e.Booking.ID != "b1" || e.Booking.Status.Is != Booked || e.Reference != "b1" || e.At.Hour() != 9 || !slices.Equal(e.Missing, []string{"m1"}) {
		t.Errorf("%+v", e)
	}
}

// A number whose status nobody here knows is not lost for it.
func TestANewStatusOfANumberIsKept(t *testing.T) {
	body := `{"id":"261123-1-abcd1234","number":"A037","status":"moved-hall","business":"` + house + `","name":{"zh":"登记","en":""},
		"area":{"zh":"C 区","en":""},"windows":"5","ahead":2,"wait":{"min":5,"max":10},"link":"https://hall.example/t/1",
		"reservedAt":"2026-11-23T09:30:00+08:00","reprints":0,"serial":7,"away":false}`
	c, _ := start(t, answers(200, "application/json", body))
	var told []UnknownCode
	c.seen.tell = func(u UnknownCode) { told = append(told, u) }
	k, err := c.Ticket(t.Context(), "261123-1-abcd1234")
	if err != nil || k.Status != "moved-hall" || k.Status.Open() {
		t.Fatalf("%+v, %v", k, err)
	}
	if len(told) != 1 || told[0].Field != "Ticket.status" || told[0].Code != "moved-hall" {
		t.Errorf("told %+v", told)
	}
}
