package hall

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"govkiosk/drivers"
)

const (
	house    = "12130202000001062N4000700401001"
	passport = "1113020200000103894000100211001"
)

var wanted = Reserve{Business: house}

// What a reservation's failure is called, whether a number may have been taken
// all the same, and how often was asked.
func TestReserveFailures(t *testing.T) {
	closed := `{"title":"closed","status":409,"code":"closed"}`
	tests := []struct {
		name    string
		script  []http.HandlerFunc
		kind    ErrKind
		code    string
		outcome drivers.Outcome
		asked   int
	}{
		{"refused", []http.HandlerFunc{problem(409, closed)}, Refused, "closed", drivers.NotDone, 1},
		{"gone key", []http.HandlerFunc{problem(410, `{"title":"x","status":410,"code":"abandoned"}`)}, Refused, "abandoned", drivers.NotDone, 1},
		{"key of something else", []http.HandlerFunc{problem(422, `{"title":"x","status":422,"code":"key-reused"}`)}, Refused, "key-reused", drivers.Unknown, 1},
		{"first one still running", []http.HandlerFunc{problem(409, `{"title":"x","status":409,"code":"in-progress"}`)}, Refused, "in-progress", drivers.Unknown, 3},
		{"cut off", []http.HandlerFunc{cut}, Unreachable, "", drivers.Unknown, 3},
		{"no answer", []http.HandlerFunc{silent}, Timeout, "", drivers.Unknown, 3},
		{"fault", []http.HandlerFunc{answers(500, "text/plain", "oops")}, Server, "", drivers.Unknown, 3},
		{"not implemented", []http.HandlerFunc{answers(501, "text/plain", "")}, Server, "", drivers.Unknown, 1},
		{"captive portal", []http.HandlerFunc{answers(200, "text/html", "<html>")}, Upstream, "", drivers.Unknown, 3},
		{"redirect", []http.HandlerFunc{redirect}, Upstream, "", drivers.Unknown, 3},
		{"HTML with the right status", []http.HandlerFunc{answers(201, "text/html", good)}, Upstream, "", drivers.Unknown, 3},
		{"half an answer", []http.HandlerFunc{ok(good[:200])}, Upstream, "", drivers.Unknown, 3},
		{"broken off in the middle", []http.HandlerFunc{brokenOff}, Unreachable, "", drivers.Unknown, 3},
		{"other status", []http.HandlerFunc{answers(200, "application/json", good)}, Upstream, "", drivers.Unknown, 3},
		{"4xx of a proxy", []http.HandlerFunc{answers(404, "text/html", "nginx")}, Upstream, "", drivers.Unknown, 3},
		{"problem without a code", []http.HandlerFunc{problem(409, `{"title":"x","status":409}`)}, Upstream, "", drivers.Unknown, 3},
		{"longer than 1 MiB", []http.HandlerFunc{ok(good + strings.Repeat(" ", 1<<20))}, Upstream, "", drivers.Unknown, 3},
		{"no number", []http.HandlerFunc{ok(spoiled(`"number":"A037",`, ""))}, Upstream, "", drivers.Unknown, 3},
		{"number that is none", []http.HandlerFunc{ok(spoiled(`"A037"`, `"-37"`))}, Upstream, "", drivers.Unknown, 3},
		{"empty link", []http.HandlerFunc{ok(spoiled(`"http://hall.example/t/abc"`, `""`))}, Upstream, "", drivers.Unknown, 3},
		{"link that runs a program", []http.HandlerFunc{ok(spoiled(`"http://hall.example/t/abc"`, `"javascript:alert(1)"`))}, Upstream, "", drivers.Unknown, 3},
		{"name without end", []http.HandlerFunc{ok(spoiled("不动产转移登记", strings.Repeat("长", 201)))}, Upstream, "", drivers.Unknown, 3},
		{"ahead as text", []http.HandlerFunc{ok(spoiled(`"ahead":8`, `"ahead":"8"`))}, Upstream, "", drivers.Unknown, 3},
		{"ahead below zero", []http.HandlerFunc{ok(spoiled(`"ahead":8`, `"ahead":-1`))}, Upstream, "", drivers.Unknown, 3},
		{"wait upside down", []http.HandlerFunc{ok(spoiled(`"min":10`, `"min":30`))}, Upstream, "", drivers.Unknown, 3},
		{"another business", []http.HandlerFunc{ok(spoiled(house, passport))}, Upstream, "", drivers.Unknown, 3},
		{"class nobody asked for", []http.HandlerFunc{ok(spoiled(`"serial"`, `"class":"elder","serial"`))}, Upstream, "", drivers.Unknown, 3},
		{"lost, then closed", []http.HandlerFunc{cut, problem(409, closed)}, Refused, "closed", drivers.NotDone, 2},
		{"lost, then kept out by a gateway", []http.HandlerFunc{cut, problem(403, `{"title":"x","status":403,"code":"forbidden"}`)}, Refused, "forbidden", drivers.Unknown, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, f := start(t, tt.script...)
			_, err := c.Reserve(t.Context(), "key-00000001", wanted)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("err = %v", err)
			}
			if e.Kind != tt.kind || e.Code != tt.code || e.Outcome != tt.outcome {
				t.Errorf("kind %s, code %q, outcome %s (%v); want %s, %q, %s", e.Kind, e.Code, e.Outcome, e, tt.kind, tt.code, tt.outcome)
			}
			keys := f.asked()
			if len(keys) != tt.asked {
				t.Errorf("asked %d times, want %d", len(keys), tt.asked)
			}
			for _, k := range keys {
				if k != `"key-00000001"` {
					t.Errorf("key %s", k)
				}
			}
		})
	}
}

func brokenOff(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "2000")
	ok(good[:200])(w, r)
}

func redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
}

func TestReserveSucceedsAtTheThirdAttempt(t *testing.T) {
	c, f := start(t, cut, answers(502, "text/html", "bad gateway"), ok(good))
	ticket, err := c.Reserve(t.Context(), "key-00000001", Reserve{Business: house, Person: &Person{Kind: ByPhone, Number: "13800002266"}})
	if err != nil {
		t.Fatal(err)
	}
	if ticket.Number != "A037" || ticket.WaitMin != 10 || ticket.WaitMax != 20 || ticket.Name.Zh != "不动产转移登记" || ticket.Serial != 58 {
		t.Errorf("ticket = %+v", ticket)
	}
	if len(f.bodies) != 3 || f.bodies[0] != f.bodies[2] {
		t.Errorf("bodies = %q", f.bodies)
	}
}

// Nobody listens: not one byte left the terminal, so nothing was done.
func TestNobodyListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := clientOf(t, "http://"+l.Addr().String())
	l.Close()
	_, err = c.Reserve(t.Context(), "key-00000001", wanted)
	if KindOf(err) != Unreachable || OutcomeOf(err) != drivers.NotDone {
		t.Errorf("%v, outcome %s", err, OutcomeOf(err))
	}
}

// A call whose first attempt reached the hall stays unknown when the hall is
// gone at the second.
func TestLostThenNobodyListens(t *testing.T) {
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		s.Listener.Close()
		panic(http.ErrAbortHandler)
	}))
	defer s.Close()
	_, err := clientOf(t, s.URL).Reserve(t.Context(), "key-00000001", wanted)
	if KindOf(err) != Unreachable || OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%v, outcome %s", err, OutcomeOf(err))
	}
}

func TestCallerGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c, _ := start(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		silent(w, r)
	})
	_, err := c.Reserve(ctx, "key-00000001", wanted)
	if KindOf(err) != GivenUp || OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%v, outcome %s", err, OutcomeOf(err))
	}
	_, err = c.Reserve(ctx, "key-00000001", wanted)
	if KindOf(err) != GivenUp || OutcomeOf(err) != drivers.NotDone {
		t.Errorf("given up before: %v, outcome %s", err, OutcomeOf(err))
	}
}

func TestWriteWithoutAKeyIsNotSent(t *testing.T) {
	c, f := start(t, ok(good))
	for _, key := range []string{"", "short", `with"quote`, strings.Repeat("k", 65)} {
		_, err := c.Reserve(t.Context(), key, wanted)
		if KindOf(err) != BadRequest || OutcomeOf(err) != drivers.NotDone {
			t.Errorf("key %q: %v", key, err)
		}
	}
	if n := len(f.asked()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestOpenTicketBringsIt(t *testing.T) {
	body := `{"title":"x","status":409,"code":"open-ticket","existing":` + spoiled(`"reserved"`, `"confirmed"`) + `}`
	c, _ := start(t, problem(409, body))
	_, err := c.Reserve(t.Context(), "key-00000001", wanted)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeOpenTicket || e.Outcome != drivers.NotDone {
		t.Fatalf("err = %v", err)
	}
	if e.Existing == nil || e.Existing.Number != "A037" || e.Existing.Status != Confirmed {
		t.Errorf("existing = %+v", e.Existing)
	}
}

func TestOpenTicketThatIsNotBelieved(t *testing.T) {
	for name, existing := range map[string]string{
		"none":             "",
		"another business": `,"existing":` + spoiled(house, passport),
		"cancelled":        `,"existing":` + spoiled(`"reserved"`, `"cancelled"`),
	} {
		c, _ := start(t, problem(409, `{"title":"x","status":409,"code":"open-ticket"`+existing+`}`))
		_, err := c.Reserve(t.Context(), "key-00000001", wanted)
		if KindOf(err) != Upstream || OutcomeOf(err) != drivers.Unknown {
			t.Errorf("%s: %v, outcome %s", name, err, OutcomeOf(err))
		}
	}
}

// An answer about another ticket, or one that did not do what was asked, is
// not the answer to this question.
func TestAnswersThatDoNotFit(t *testing.T) {
	const id = "261123-1-abcd1234"
	calls := map[string]struct {
		answer string
		ask    func(*Client, context.Context) error
	}{
		"confirm, another ticket": {spoiled(id, "261123-2-abcd1234"), func(c *Client, ctx context.Context) error {
			_, err := c.Confirm(ctx, "key-00000001", id, Printed)
			return err
		}},
		"confirm, still reserved": {good, func(c *Client, ctx context.Context) error {
			_, err := c.Confirm(ctx, "key-00000001", id, Printed)
			return err
		}},
		"e-ticket, cancelled": {spoiled(`"reserved"`, `"cancelled"`), func(c *Client, ctx context.Context) error {
			_, err := c.ETicket(ctx, "key-00000001", id, "paper-out")
			return err
		}},
		"cancel, not cancelled": {good, func(c *Client, ctx context.Context) error {
			_, err := c.Cancel(ctx, "key-00000001", id, "citizen")
			return err
		}},
		"reprint, not counted": {good, func(c *Client, ctx context.Context) error {
			_, err := c.Reprint(ctx, "key-00000001", id, "torn")
			return err
		}},
		"abandon, not cancelled": {`{"ticket":` + good + `}`, func(c *Client, ctx context.Context) error {
			_, err := c.Abandon(ctx, "key-00000001", "key-00000002", "answer-lost")
			return err
		}},
	}
	for name, call := range calls {
		c, _ := start(t, answers(200, "application/json", call.answer))
		err := call.ask(c, t.Context())
		if KindOf(err) != Upstream || OutcomeOf(err) != drivers.Unknown {
			t.Errorf("%s: %v, outcome %s", name, err, OutcomeOf(err))
		}
	}
}

func TestReadsAreRepeatedAndDoNothing(t *testing.T) {
	t.Parallel()
	c, f := start(t, silent)
	_, err := c.Overview(t.Context())
	if KindOf(err) != Timeout || OutcomeOf(err) != drivers.NotDone || len(f.asked()) != 3 {
		t.Errorf("%v, outcome %s, asked %d times", err, OutcomeOf(err), len(f.asked()))
	}
}

func TestHallAsksToComeBackLater(t *testing.T) {
	t.Parallel()
	busy := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "1")
		answers(503, "text/plain", "")(w, r)
	}
	c, _ := start(t, busy, ok(good))
	begin := time.Now()
	if _, err := c.Reserve(t.Context(), "key-00000001", wanted); err != nil {
		t.Fatal(err)
	}
	if d := time.Since(begin); d < time.Second {
		t.Errorf("came back after %v", d)
	}
}

func TestErrorNamesNoPerson(t *testing.T) {
	c, _ := start(t, problem(400, `{"title":"breaks the contract","status":400,"code":"invalid-request","detail":"11010519491231002X"}`))
	_, err := c.Reserve(t.Context(), "key-00000001", Reserve{Business: house, Person: &Person{Kind: ByCard, Number: "11010519491231002X", Name: "张三样"}})
	if err == nil || strings.Contains(err.Error(), "1101") || strings.Contains(err.Error(), "张") {
		t.Errorf("err = %v", err)
	}
}

func TestOptions(t *testing.T) {
	for _, o := range []Options{
		{BaseURL: "", Terminal: "T1"}, {BaseURL: "hall.example", Terminal: "T1"}, {BaseURL: "ftp://hall.example", Terminal: "T1"},
		{BaseURL: "http://hall.example", Terminal: ""}, {BaseURL: "http://hall.example", Terminal: "一号"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
