package upstream

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

// quiet is the log of a server whose clients break off on purpose.
var quiet = log.New(io.Discard, "", 0)

const word = "demo-secret-0001"

var window = sign.Guard{Behind: 90 * time.Second, Ahead: time.Second}

// Every scheme brings a call through a gateway that checks it; each of the
// three attempts has a signature of its own.
func TestEveryAttemptIsSignedAnew(t *testing.T) {
	for name := range config.Schemes {
		if name == config.SchemeNone {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := config.Gateway{Scheme: name, ID: "demo-kiosk", Service: "s-default", SecretFile: secretFile(t, word)}
			f := &far{
				scheme: schemeOf(t, g), secret: sign.NewSecret([]byte(word)), guard: sign.Guard{Behind: window.Behind, Ahead: window.Ahead},
				script: []http.HandlerFunc{cut, answers(502, "text/html", "bad gateway"), answers(201, "application/json", ticketAnswer)},
			}
			_, c := way(t, f, g, nil)
			ticket, err := c.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house})
			if err != nil || ticket.Number != "A037" {
				t.Fatalf("%+v, %v; refused %v", ticket, err, f.errs)
			}
			nonces := map[string]bool{}
			for _, claim := range f.claims {
				nonces[claim.Nonce] = true
			}
			if len(f.claims) != 3 || !nonces[""] && len(nonces) != 3 {
				t.Errorf("claims %+v", f.claims)
			}
		})
	}
}

// A gateway may know every operation by an id of its own; what is signed is
// that of the call.
func TestServiceOfOperation(t *testing.T) {
	g := config.Gateway{
		Scheme: "gjzwfwpt", ID: "rid", Service: "s-default", SecretFile: secretFile(t, word),
		Services: map[string]string{"overview": "s-overview"},
	}
	f := &far{scheme: schemeOf(t, g), secret: sign.NewSecret([]byte(word)), guard: sign.Guard{Behind: time.Minute},
		script: []http.HandlerFunc{answers(200, "application/json", hallAnswer)}}
	_, c := way(t, f, g, nil)
	if _, err := c.Overview(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Ticket(t.Context(), "261123-1-abcd1234")
	if len(f.claims) < 2 || f.claims[0].Service != "s-overview" || f.claims[1].Service != "s-default" {
		t.Errorf("claims %+v", f.claims)
	}
}

// The clock of the terminal is off by five minutes either way: the first
// attempt is refused and teaches, the second passes.
func TestClockIsLearntFromARefusal(t *testing.T) {
	for _, ahead := range []time.Duration{5 * time.Minute, -5 * time.Minute} {
		g := config.Gateway{Scheme: "x-tif", ID: "demo-kiosk", SecretFile: secretFile(t, word)}
		f := &far{
			scheme: schemeOf(t, g), secret: sign.NewSecret([]byte(word)), guard: sign.Guard{Behind: 180 * time.Second, Ahead: time.Second},
			ahead: ahead, script: []http.HandlerFunc{answers(200, "application/json", hallAnswer)},
		}
		w, c := way(t, f, g, nil)
		if _, err := c.Overview(t.Context()); err != nil {
			t.Fatalf("%v: %v; %v", ahead, err, f.errs)
		}
		if len(f.seen) != 2 || len(f.errs) != 1 {
			t.Errorf("%v: %d requests, refused %v", ahead, len(f.seen), f.errs)
		}
		if got, heard := w.Ahead(); !heard || (got-ahead).Abs() > 2*time.Second {
			t.Errorf("learnt %v, it is %v", got, ahead)
		}
	}
}

// A refused signature did nothing, however often it was tried.
func TestRefusedSignature(t *testing.T) {
	g := config.Gateway{Scheme: "x-bg-hmac", ID: "demo-kiosk", SecretFile: secretFile(t, "another")}
	f := &far{scheme: schemeOf(t, g), secret: sign.NewSecret([]byte(word)), guard: sign.Guard{Behind: time.Minute}, script: []http.HandlerFunc{cut}}
	_, c := way(t, f, g, nil)
	_, err := c.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house})
	if hall.KindOf(err) != hall.Upstream || hall.CodeOf(err) != hall.CodeSignature || hall.OutcomeOf(err) != drivers.NotDone {
		t.Errorf("%v, outcome %s", err, hall.OutcomeOf(err))
	}
	if strings.Contains(err.Error(), "another") {
		t.Error("the secret is in the error")
	}
}

// Lost once, then kept out: the lost one may have been carried out.
func TestLostThenRefusedSignature(t *testing.T) {
	f := &far{script: []http.HandlerFunc{cut, answers(401, "application/json", `{"message":"Invalid signature"}`)}}
	_, c := way(t, f, config.Gateway{Scheme: config.SchemeNone}, nil)
	_, err := c.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house})
	if hall.CodeOf(err) != hall.CodeSignature || hall.OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%v, outcome %s", err, hall.OutcomeOf(err))
	}
}

// Without its secret a call does not leave the terminal.
func TestNoSecretNothingIsSent(t *testing.T) {
	path := secretFile(t, word)
	g := config.Gateway{Scheme: "x-tif", ID: "demo-kiosk", SecretFile: path}
	f := &far{script: []http.HandlerFunc{answers(201, "application/json", ticketAnswer)}}
	_, c := way(t, f, g, nil)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err := c.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house})
	if hall.OutcomeOf(err) != drivers.NotDone || len(f.seen) != 0 || !strings.Contains(err.Error(), "not signed") {
		t.Errorf("%v, outcome %s, %d sent", err, hall.OutcomeOf(err), len(f.seen))
	}
	// It comes back without a restart.
	if err := os.WriteFile(path, []byte(word), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reserve(t.Context(), "key-00000002", hall.Reserve{Business: house}); err != nil {
		t.Error(err)
	}
}

// A kept connection dies under a request. net/http would send the same bytes
// again, nonce and signature included.
func TestNoSignatureIsSentTwice(t *testing.T) {
	g := config.Gateway{Scheme: "district", ID: "demo-kiosk"}
	f := &far{scheme: schemeOf(t, g), guard: sign.Guard{Behind: time.Minute, Ahead: time.Second}, script: []http.HandlerFunc{
		answers(200, "application/json", hallAnswer), cut, answers(200, "application/json", hallAnswer),
	}}
	_, c := way(t, f, g, nil)
	for range 2 {
		if _, err := c.Overview(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.seen) != 3 || len(f.errs) != 0 {
		t.Errorf("%d requests, refused %v", len(f.seen), f.errs)
	}
	for _, r := range f.seen {
		if r.ContentLength != 0 || len(r.TransferEncoding) != 0 {
			t.Errorf("a GET has length %d, %v", r.ContentLength, r.TransferEncoding)
		}
	}
}

// Codes of the gateway, what they become, and whether a number may have been
// taken all the same.
func TestEnvelopes(t *testing.T) {
	g := config.Gateway{
		Scheme: config.SchemeNone, SuccessCodes: []string{"0", "200"},
		Codes: map[string]string{"4091": "open-ticket", "E-full": "full", "4010": "signature", "4092": "in-progress"},
	}
	open := strings.Replace(ticketAnswer, `"reserved"`, `"confirmed"`, 1)
	for _, c := range []struct {
		name, body string
		kind       hall.ErrKind
		code       string
		outcome    drivers.Outcome
		asked      int
	}{
		{"number", `{"code":0,"message":"ok","data":` + ticketAnswer + `}`, "", "", drivers.Done, 1},
		{"text", `{"code":"200","message":null,"data":` + ticketAnswer + `,"traceId":"x"}`, "", "", drivers.Done, 1},
		{"full", `{"code":"E-full","message":"号已取完"}`, hall.Refused, "full", drivers.NotDone, 1},
		{"open ticket", `{"code":4091,"data":` + open + `}`, hall.Refused, "open-ticket", drivers.NotDone, 1},
		{"open ticket without it", `{"code":4091,"data":{}}`, hall.Upstream, "", drivers.Unknown, 3},
		{"still running", `{"code":4092}`, hall.Refused, "in-progress", drivers.Unknown, 3},
		{"signature", `{"code":4010}`, hall.Upstream, "signature", drivers.NotDone, 3},
		{"nobody knows", `{"code":500,"message":"张三样"}`, hall.Upstream, "", drivers.Unknown, 3},
		{"00 is not 0", `{"code":"00","data":` + ticketAnswer + `}`, hall.Upstream, "", drivers.Unknown, 3},
		{"success without data", `{"code":0}`, hall.Upstream, "", drivers.Unknown, 3},
		{"data that is no ticket", `{"code":0,"data":{"number":"A037"}}`, hall.Upstream, "", drivers.Unknown, 3},
		{"no envelope", ticketAnswer, hall.Upstream, "", drivers.Unknown, 3},
		{"two codes", `{"code":500,"code":0,"data":` + ticketAnswer + `}`, hall.Upstream, "", drivers.Unknown, 3},
		{"CODE", `{"CODE":0,"data":` + ticketAnswer + `}`, hall.Upstream, "", drivers.Unknown, 3},
	} {
		f := &far{script: []http.HandlerFunc{enveloped(c.body)}}
		_, client := way(t, f, g, nil)
		_, err := client.Reserve(t.Context(), "key-00000001", hall.Reserve{Business: house})
		if hall.KindOf(err) != c.kind || hall.CodeOf(err) != c.code || hall.OutcomeOf(err) != c.outcome || len(f.seen) != c.asked {
			t.Errorf("%s: %v, outcome %s, asked %d times", c.name, err, hall.OutcomeOf(err), len(f.seen))
		}
		if err != nil && strings.Contains(err.Error(), "张") {
			t.Errorf("%s: a person in the error: %v", c.name, err)
		}
	}
}

func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{`{"code":0,"message":"ok","data":{}}`, `{"code":"00"}`, `{"code":-1,"data":null}`, `{"code":1e3}`, `[]`, `{"code":0}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e, err := parseEnvelope(body)
		if err != nil {
			return
		}
		whole, err := json.Marshal(map[string]any{"code": e.Code, "message": e.Message, "data": e.Data})
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseEnvelope(whole)
		if err != nil || again.Code != e.Code || again.Message != e.Message || (again.Data == nil) != (e.Data == nil) {
			t.Errorf("%q: %+v, again %+v, %v", body, e, again, err)
		}
	})
}
