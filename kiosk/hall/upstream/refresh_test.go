package upstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/sign"
)

const appkey = "demo-appkey-0001"

// shop sells secrets for the appkey and lets calls through that are signed
// with the last one it sold.
type shop struct {
	t      *testing.T
	scheme *sign.Scheme
	far    *far
	sold   int
	answer func(secret string) string // of /refresh
}

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/refresh" {
		s.far.ServeHTTP(w, r)
		return
	}
	var fields map[string]string
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &fields); err != nil {
		s.t.Error(err)
	}
	h := http.Header{}
	for name, value := range fields {
		h.Set(name, value)
	}
	if _, err := s.scheme.Verify(sign.Request{Header: h}, sign.NewSecret([]byte(appkey))); err != nil {
		s.t.Errorf("order %s: %v", body, err)
	}
	s.sold++
	secret := fmt.Sprintf("sold-secret-%d", s.sold)
	s.far.mu.Lock()
	s.far.secret = sign.NewSecret([]byte(secret))
	s.far.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, s.answer(secret))
}

func selling(until func() string) func(string) string {
	return func(secret string) string {
		return `{"code":"0","message":"ok","data":{"secret":"` + wrapped(appkey, secret) + `","secretEndTime":` + until() + `}}`
	}
}

func hourFromNow() string { return fmt.Sprint(time.Now().Add(time.Hour).UnixMilli()) }

func openShop(t *testing.T, answer func(string) string, script ...http.HandlerFunc) (*shop, *Gateway, *hall.Client) {
	t.Helper()
	g := config.Gateway{Scheme: "gjgxjhpt", ID: "rid", Service: "sid", SecretFile: secretFile(t, appkey), RefreshEarly: 3 * time.Minute}
	s := &shop{t: t, scheme: schemeOf(t, g), answer: answer}
	s.far = &far{scheme: s.scheme, guard: sign.Guard{Behind: time.Minute, Ahead: time.Second}, script: script}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	g.RefreshURL = server.URL + "/refresh"
	w, c := wayTo(t, server.URL, g, nil)
	return s, w, c
}

// One secret serves many calls, and what is signed with it is taken.
func TestSecretIsBoughtOnce(t *testing.T) {
	for name, until := range map[string]func() string{
		"number": hourFromNow,
		"text":   func() string { return `"` + hourFromNow() + `"` },
		"date":   func() string { return time.Now().Add(time.Hour).In(beijing).Format(`"2006-01-02 15:04:05"`) },
	} {
		s, w, c := openShop(t, selling(until), answers(200, "application/json", hallAnswer))
		for range 3 {
			if _, err := c.Overview(t.Context()); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		end, err := w.Renew(t.Context())
		if left := time.Until(end); err != nil || s.sold != 1 || left < 59*time.Minute || left > time.Hour {
			t.Errorf("%s: sold %d, until %v, %v", name, s.sold, end, err)
		}
	}
}

// The gateway takes a secret back before its end: the refusal buys another.
func TestSecretThatWasTakenBack(t *testing.T) {
	s, w, c := openShop(t, selling(hourFromNow), answers(200, "application/json", hallAnswer))
	if _, err := c.Overview(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.far.mu.Lock()
	s.far.secret = sign.NewSecret([]byte("changed over there"))
	s.far.mu.Unlock()
	if _, err := c.Overview(t.Context()); hall.CodeOf(err) != hall.CodeSignature || s.sold != 1 {
		t.Errorf("a new secret is given up at once: %v, sold %d", err, s.sold)
	}
	w.keeper.have.at = w.keeper.have.at.Add(-distrustPause)
	if _, err := c.Overview(t.Context()); err != nil || s.sold != 2 {
		t.Errorf("%v, sold %d", err, s.sold)
	}
}

// What the shop says instead of a secret, and what is said about it. Nothing
// is sent that would be signed with nothing.
func TestNoSecretIsSold(t *testing.T) {
	past := fmt.Sprint(time.Now().Add(-time.Minute).UnixMilli())
	for body, says := range map[string]string{
		`{"code":"300","message":"no such rid"}`:                  "code 300",
		`{"code":"0"}`:                                            "no secret in it",
		`{"code":"0","data":{"secret":"AAAA","secretEndTime":1}}`: "cannot be unwrapped",
		`{"code":"0","data":{"secret":"` + wrapped("another", "x") + `","secretEndTime":` + hourFromNow() + `}}`: "cannot be unwrapped",
		`{"code":"0","data":{"secret":"` + wrapped(appkey, "x") + `","secretEndTime":` + past + `}}`:             "ended already",
		`{"code":"0","data":{"secret":"` + wrapped(appkey, "x") + `","secretEndTime":"soon"}}`:                   "neither milliseconds nor",
		`<html>portal</html>`: "envelope",
		`{"code":"0","data":{"secret":"` + wrapped(appkey, "x") + `","secretEndTime":` + hourFromNow() + `}} and so`: "comes after",
	} {
		s, _, c := openShop(t, func(string) string { return body }, answers(200, "application/json", hallAnswer))
		_, err := c.Overview(t.Context())
		if err == nil || !strings.Contains(err.Error(), says) || len(s.far.seen) != 0 {
			t.Errorf("%s: %v, %d sent", body, err, len(s.far.seen))
		}
	}
}

// keeping is a keeper on a clock that stands until it is moved.
func keeping(life time.Duration) (k *keeper, clock *time.Time, buys *int, fail *error) {
	clock, buys, fail = new(time.Time), new(int), new(error)
	*clock = time.UnixMilli(1700000000000)
	k = newKeeper(func() (sign.Secret, error) { return sign.OpenSecret(appkey), nil }, func() time.Time { return *clock }, 3*time.Minute)
	k.buy = func(context.Context, sign.Secret) (bought, error) {
		*buys++
		if *fail != nil {
			return bought{}, *fail
		}
		return bought{secret: sign.OpenSecret("s"), at: *clock, until: clock.Add(life)}, nil
	}
	return k, clock, buys, fail
}

func TestKeeperRenewsEarly(t *testing.T) {
	for _, c := range []struct{ life, old, fresh time.Duration }{
		{15 * time.Minute, 11 * time.Minute, 13 * time.Minute},
		{2 * time.Minute, 50 * time.Second, 70 * time.Second}, // a short life is not all early
	} {
		k, clock, buys, _ := keeping(c.life)
		start := *clock
		for _, step := range []struct {
			age  time.Duration
			buys int
		}{{0, 1}, {c.old, 1}, {c.fresh, 2}} {
			*clock = start.Add(step.age)
			if _, err := k.secret(t.Context()); err != nil || *buys != step.buys {
				t.Errorf("life %v, age %v: bought %d times, %v", c.life, step.age, *buys, err)
			}
		}
	}
}

// A shop that is closed is asked again in a while, not for every call, as long
// as the old secret works.
func TestKeeperGoesOnWithTheOldSecret(t *testing.T) {
	k, clock, buys, fail := keeping(15 * time.Minute)
	start := *clock
	closed := errors.New("closed")
	k.secret(t.Context())
	*fail = closed
	for _, step := range []struct {
		age  time.Duration
		buys int
		err  error
	}{
		{13 * time.Minute, 2, nil}, {13*time.Minute + 5*time.Second, 2, nil}, {13*time.Minute + 11*time.Second, 3, nil},
		{15 * time.Minute, 4, closed}, {15*time.Minute + time.Second, 5, closed},
	} {
		*clock = start.Add(step.age)
		if _, err := k.secret(t.Context()); !errors.Is(err, step.err) || *buys != step.buys {
			t.Errorf("age %v: bought %d times, %v", step.age, *buys, err)
		}
	}
}

// Who waits for another's purchase gives up with its own context.
func TestKeeperWaitEnds(t *testing.T) {
	k, _, _, _ := keeping(time.Hour)
	<-k.turn
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := k.secret(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}

func TestOffset(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		ahead time.Duration // of the gateway's clock
		trip  time.Duration
		least time.Duration // of what is learnt
		most  time.Duration
	}{
		{"right", 0, 50 * time.Millisecond, 0, 0},
		{"half a second is not seen", 500 * time.Millisecond, 50 * time.Millisecond, 0, 0},
		{"behind", -5 * time.Minute, 50 * time.Millisecond, -5*time.Minute - 1050*time.Millisecond, -5 * time.Minute},
		{"ahead", 5 * time.Minute, 50 * time.Millisecond, 5*time.Minute - 1050*time.Millisecond, 5 * time.Minute},
		{"slow", time.Minute, 4 * time.Second, time.Minute - 5*time.Second, time.Minute},
		{"of another year", 400 * 24 * time.Hour, time.Second, 0, 0},
	} {
		for _, fraction := range []time.Duration{0, 300 * time.Millisecond, 999 * time.Millisecond} {
			var o offset
			sent := at.Add(fraction)
			o.learn(sent.Add(c.trip/2).Add(c.ahead).Format(http.TimeFormat), sent, sent.Add(c.trip))
			if got, _ := o.get(); got < c.least || got > c.most {
				t.Errorf("%s, %v: learnt %v, want %v to %v", c.name, fraction, got, c.least, c.most)
			}
		}
	}
	var o offset
	o.learn("yesterday", at, at)
	if _, heard := o.get(); heard {
		t.Error("heard something in no date")
	}
}
