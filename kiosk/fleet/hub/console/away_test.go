package console

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/authority"
)

// A hub whose store takes nothing says so: to a balancer, to Prometheus, and on
// its pages in both languages.
func TestAHubThatKeepsNothingSaysSo(t *testing.T) {
	elsewhere := must(server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoLog: true, NoSigs: true}))
	elsewhere.Start()
	if !elsewhere.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS elsewhere is not ready")
	}
	o := hub.Options{
		Dir: t.TempDir(), NATS: elsewhere.ClientURL(), People: "127.0.0.1:0", Metrics: "127.0.0.1:0", Pulse: 50 * time.Millisecond,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	ok(authority.Init(o.Dir, "test", time.Now()))
	h := must(hub.New(t.Context(), o))
	New(h, Options{Log: o.Log}).Mount()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
	})
	_, site, _, metrics := h.Addresses()
	get := func(url, lang string) (int, string) {
		r := must(http.NewRequest("GET", url, nil))
		r.Header.Set("Accept-Language", lang)
		answer := must(http.DefaultClient.Do(r))
		defer answer.Body.Close()
		return answer.StatusCode, string(must(io.ReadAll(answer.Body)))
	}
	says := func(yes bool) {
		t.Helper()
		status := map[bool]int{false: http.StatusOK, true: http.StatusServiceUnavailable}[yes]
		for late := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			got, text := get("http://"+metrics+"/health", "")
			if got == status {
				break
			}
			if time.Now().After(late) {
				t.Fatalf("health: %d %s, want %d", got, text, status)
			}
		}
		for _, c := range []struct{ url, lang, want string }{
			{"http://" + metrics + "/metrics", "", "kioskhub_store_up 0"},
			{"http://" + site + "/login", english, "cannot keep anything now"}, {"http://" + site + "/login", chinese, "存不下任何东西"},
		} {
			if _, text := get(c.url, c.lang); strings.Contains(text, c.want) != yes {
				t.Errorf("%s, %q: %v is not so", c.url, c.want, yes)
			}
		}
	}
	says(false)
	elsewhere.Shutdown()
	elsewhere.WaitForShutdown()
	says(true)
}
