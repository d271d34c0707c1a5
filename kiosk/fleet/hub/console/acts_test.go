package console

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// Each act reaches the terminal as it was confirmed, and stands in the audit.
func TestActsOnATerminal(t *testing.T) {
	r := newRig(t)
	m := r.enrol("KT-11", halls[0])
	m.status = usualStatus("KT-11", halls[0])
	m.say(nil)
	v := r.as("chen")
	if status, page := v.post("/terminals/KT-11/lock", url.Values{"text": {" "}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Write a sentence for citizens.") {
		t.Errorf("a lock without a word: %d %s", status, page)
	}
	for _, act := range []string{"lock", "selftest", "restart", "blackbox", "renew"} {
		if status, page := v.post("/terminals/KT-11/"+act, url.Values{"text": {evil}}); status != http.StatusOK || !strings.Contains(page, `class="done"`) {
			t.Errorf("%s: %d %s", act, status, page)
		}
	}
	m.say(nil)
	orders := map[wire.Order]wire.Command{}
	for _, c := range m.heard {
		orders[c.Order] = c
	}
	if len(orders) != 5 || orders[wire.Lock].Text != evil || orders[wire.Lock].By != "chen" {
		t.Fatalf("the terminal hears %+v", m.heard)
	}
	m.carryOut()
	_, page := v.get("/terminals/KT-11")
	for _, want := range []string{"Its screen says:", "&lt;script&gt;", "Unlock", "done", "/terminals/KT-11/files/" + orders[wire.BlackBox].ID} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if status, box := v.get("/terminals/KT-11/files/" + orders[wire.BlackBox].ID); status != http.StatusOK || box != "box of KT-11" {
		t.Errorf("the black box: %d %q", status, box)
	}
	if status, _ := v.get("/terminals/KT-11/files/none"); status != http.StatusNotFound {
		t.Errorf("a file that there is not: %d", status)
	}
	_, page = v.get("/audit?on=KT-11")
	for _, want := range []string{"terminal.lock", "terminal.selfTest", "terminal.restart", "terminal.blackBox", "terminal.renew", "file.read"} {
		if !strings.Contains(page, want) {
			t.Errorf("the audit lacks %s", want)
		}
	}
	if status, _ := v.post("/terminals/KT-11/lock", url.Values{"text": {"x"}}); status != http.StatusConflict {
		t.Errorf("a second lock: %d", status)
	}
}

var codeText = regexp.MustCompile(`id="code">([0-9A-Z-]{19})<`)

func TestATerminalComesInAndIsPutOut(t *testing.T) {
	r := newRig(t)
	v := r.as("chen")
	if status, _ := v.post("/codes/new", url.Values{"terminal": {"a b"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a name with a space: %d", status)
	}
	_, page := v.post("/codes/new", url.Values{"terminal": {"KT-91"}})
	if codeText.FindString(page) == "" {
		t.Fatal(page)
	}
	if _, page = v.get("/audit"); strings.Contains(page, codeText.FindString(page)) && codeText.MatchString(page) {
		t.Error("the audit has the code")
	}
	r.enrol("KT-91", lobby)
	if status, page := v.post("/terminals/KT-91/revoke", url.Values{"text": {"it was stolen"}}); status != http.StatusOK || !strings.Contains(page, "The certificate is revoked.") {
		t.Errorf("revoke: %d %s", status, page)
	}
	for page := ""; !strings.Contains(page, "it was stolen"); { // the hub hears of it by a watch of the store
		_, page = v.get("/terminals/KT-91")
	}
	if k, _ := r.hub.Terminal("KT-91"); k.Revoked.IsZero() {
		t.Error("it may still come in")
	}
}

func TestPeopleAreLetInAndPutOut(t *testing.T) {
	r := newRig(t)
	v := r.as("chen")
	long := "a long enough password"
	for _, c := range []struct {
		path   string
		fields url.Values
		status int
		says   string
	}{
		{"/people/new", url.Values{"id": {"Sun Li"}, "role": {"viewer"}}, 422, "A name has up to 64"},
		{"/people/new", url.Values{"id": {"sun"}, "role": {"viewer"}, "password": {"short"}}, 422, "12 to 128 letters"},
		{"/people/new", url.Values{"id": {"sun"}, "role": {"operator"}, "password": {long}, "district": {"lubei"}}, 200, "The person was added."},
		{"/people/new", url.Values{"id": {"sun"}, "role": {"viewer"}, "password": {long}}, 422, "There is somebody of that name."},
		{"/people/sun/role", url.Values{"role": {"viewer"}}, 200, "Role and place were changed."},
		{"/people/sun/password", url.Values{"password": {long + "2"}}, 200, "The password was changed"},
		{"/people/sun/remove", nil, 200, "The person was removed."},
		{"/people/sun/remove", nil, 404, ""},
		{"/people/chen/remove", nil, 422, "Somebody has to remain"},
	} {
		if status, page := v.post(c.path, c.fields); status != c.status || !strings.Contains(page, c.says) {
			t.Errorf("%s %v: %d, want %d %q", c.path, c.fields, status, c.status, c.says)
		}
	}
}

// An administrator of a district lets nobody in beyond it, and sees nobody.
func TestAnAdministratorOfADistrictStaysInIt(t *testing.T) {
	r := newRig(t)
	ok(r.hub.People.Add(t.Context(), people.Session{}.Who(), people.Person{ID: "qian", Role: people.Admin, Scope: people.Scope{District: "lunan"}}, password))
	r.let("li")
	v := r.as("qian")
	if _, page := v.get("/people"); !strings.Contains(page, "/people/li/role") || strings.Contains(page, "/people/chen/") {
		t.Errorf("the people of others: %s", page)
	}
	for path, fields := range map[string]url.Values{
		"/people/new":           {"id": {"sun"}, "role": {"admin"}, "password": {password}},
		"/people/li/role":       {"role": {"admin"}},
		"/people/chen/password": {"password": {"another long password"}},
	} {
		if status, _ := v.post(path, fields); status != http.StatusForbidden && status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

func TestThePagesOfTheAuditFollowEachOther(t *testing.T) {
	r := newRig(t)
	v := r.as("chen")
	for range notesEach + 10 {
		ok(r.hub.Audit.Note(t.Context(), people.Session{Person: people.Person{ID: "robot"}}.Who(), "terminal.lock", "KT-1", "n"))
	}
	_, page := v.get("/audit?who=robot")
	next := regexp.MustCompile(`/audit\?[^"]*before=[^"]*`).FindString(page)
	if strings.Count(page, "<code>terminal.lock</code>") != notesEach || next == "" {
		t.Fatalf("%d on the first page, then %q", strings.Count(page, "<code>terminal.lock</code>"), next)
	}
	_, page = v.get(strings.ReplaceAll(next, "&amp;", "&"))
	if n := strings.Count(page, "<code>terminal.lock</code>"); n != 10 {
		t.Errorf("the second page has %d", n)
	}
}

var markText = regexp.MustCompile(`name="mark" value="([0-9a-f]+)"`)

// A hall is locked, tested and unlocked in one act each: the confirmation says
// how many terminals hear it, and each of them says what became of it.
func TestAWholeHallIsToldAtOnce(t *testing.T) {
	r := newRig(t)
	r.crowd(func(id string, s *wire.Status) {
		if id == "KT-12" {
			s.Locked = "reader"
		}
	})
	r.let("li")
	v := r.as("li")
	_, page := v.get("/terminals?hall=lunan-1")
	if !strings.Contains(page, "Lock these 2") || !strings.Contains(page, "/orders/new/lock?") {
		t.Fatalf("the list offers other acts: %s", page)
	}
	if _, page := v.get("/terminals"); strings.Contains(page, "/orders/new/") {
		t.Error("without a selection there is one")
	}
	status, page := v.get("/orders/new/lock?hall=lunan-1")
	for _, want := range []string{"Lock 2 terminals?", "2 terminals are told.", "1 more fit and are left out", "/terminals/KT-11", "/terminals/KT-13"} {
		if !strings.Contains(page, want) {
			t.Errorf("the confirmation (%d) lacks %q", status, want)
		}
	}
	mark := markText.FindStringSubmatch(page)[1]
	for _, c := range []struct {
		path   string
		fields url.Values
		status int
		says   string
	}{
		{"/orders/new/lock?hall=lunan-1", url.Values{"text": {"x"}, "mark": {"other"}}, 422, "the selection has changed"},
		{"/orders/new/lock?hall=lunan-1", url.Values{"text": {" "}, "mark": {mark}}, 422, "Write a sentence"},
		{"/orders/new/lock?hall=lunan-1", url.Values{"text": {strings.Repeat("x", 121)}, "mark": {mark}}, 422, "120 letters"},
		{"/orders/new/lock", url.Values{"text": {"x"}, "mark": {mark}}, 409, "Choose a hall"},
		{"/orders/new/restart?hall=lunan-1", nil, 404, ""},
		{"/orders/new/lock?hall=lubei-1", url.Values{"text": {"x"}, "mark": {mark}}, 409, ""}, // is not li's
		{"/terminals/KT-11/lock", url.Values{"text": {strings.Repeat("x", 121)}}, 422, "120 letters"},
	} {
		if status, page := v.post(c.path, c.fields); status != c.status || !strings.Contains(page, c.says) {
			t.Errorf("%s %v: %d, want %d %q", c.path, c.fields, status, c.status, c.says)
		}
	}
	status, page = v.post("/orders/new/lock?hall=lunan-1", url.Values{"text": {"power is cut"}, "mark": {mark}})
	if status != http.StatusOK || strings.Count(page, "waits for the terminal") != 2 || strings.Contains(page, "KT-12") {
		t.Fatalf("%d %s", status, page)
	}
	at := "/orders/" + r.desk.Orders.Newest(1)[0].ID
	r.fleet["KT-11"].carryOut()
	if _, page = v.get(at); strings.Count(page, "waits for the terminal") != 1 || !strings.Contains(page, "1 of 2 have carried it out") {
		t.Errorf("one has carried it out: %s", page)
	}
	if _, page = v.get("/terminals/KT-11"); !strings.Contains(page, "power is cut") || !strings.Contains(page, at) {
		t.Errorf("the terminal's page: %s", page)
	}
	if _, page = v.get("/audit?on=KT-13"); !strings.Contains(page, "KT-11 KT-13") {
		t.Errorf("the audit: %s", page)
	}
}

// A roll-out that a newer release overtakes says so, and which one its
// terminals follow.
func TestARolloutThatIsOvertakenSaysSo(t *testing.T) {
	r := newRig(t)
	r.crowd(nil)
	v := r.as("chen")
	everybody := []rollout.Wave{{Share: 1, Least: 1, Soak: time.Hour}}
	plan := rollout.Plan{Success: 1, PerHall: 1, Patience: time.Hour, Waves: everybody}
	must(r.desk.Campaigns.Start(t.Context(), plan, "chen"))
	r.publish("0315-3333333")
	must(r.desk.Campaigns.Start(t.Context(), plan, "chen"))
	for _, c := range []struct{ path, says string }{
		{"/rollouts/r2", "release 3 is newer, and r3 rolls it out"}, {"/rollouts/r2", `<a href="/rollouts/r3">`}, {"/rollouts/r2", "Overtaken"},
		{"/rollouts", "Overtaken"}, {"/audit?on=r2", "superseded"},
	} {
		page := ""
		for end := time.Now().Add(20 * time.Second); !strings.Contains(page, c.says); _, page = v.get(c.path) {
			if time.Now().After(end) {
				t.Fatalf("%s never says %q: %s", c.path, c.says, page)
			}
		}
	}
	if _, page := v.get("/rollouts/r2"); strings.Contains(page, "/rollouts/r2/") {
		t.Error("something can be done to it still")
	}
}
