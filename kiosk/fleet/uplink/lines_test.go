package uplink

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// A connection that was busy when the terminal became somebody else is not used
// again once it is free.
func TestBusyConnectionIsNotUsedAsSomebodyElse(t *testing.T) {
	busy, free := make(chan bool), make(chan bool)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			close(busy)
			<-free
		}
		io.WriteString(w, r.RemoteAddr)
	}))
	t.Cleanup(server.Close)
	l := newLines(&http.Transport{MaxConnsPerHost: 2, MaxIdleConnsPerHost: 2})
	client := &http.Client{Transport: l}
	t.Cleanup(client.CloseIdleConnections)
	get := func(path string) string {
		answer, err := client.Get(server.URL + path)
		if err != nil {
			t.Error(err)
			return ""
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		return string(text)
	}
	slow := make(chan string)
	go func() { slow <- get("/slow") }()
	<-busy
	l.anew()
	get("/") // it would have another kept again
	close(free)
	if first, next := <-slow, get("/"); first == next {
		t.Errorf("both came over %s", first)
	}
}
